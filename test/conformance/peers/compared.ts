/** What django-migration-linter reports. */
export interface Issue {
  readonly code: string
  readonly message: string
  /** Both in the database; what is about a migration as a whole has neither. */
  readonly table: string | null
  readonly column: string | null
}

/** What we report of the family `safety`. */
export interface OwnFinding {
  readonly rule: string
  readonly message: string
}

/** What the two say of one migration, and the SQL that Django makes of it for PostgreSQL. */
export interface JudgedMigration {
  readonly id: string
  readonly issues: readonly Issue[]
  readonly findings: readonly OwnFinding[]
  readonly sql: readonly string[]
}

/** What was compared of one repository. */
export interface Compared {
  readonly name: string
  /** That of django-migration-linter. */
  readonly version: string
  /** How many migrations were asked about; it stops at some of them. */
  readonly asked: number
  readonly migrations: readonly JudgedMigration[]
}
