import type { Issue, JudgedMigration, OwnFinding } from './compared.ts'

/** Rules that look for what a code stands for; `says` where only some findings of a rule are about that. */
interface Like {
  readonly rule: string
  readonly says?: RegExp
}

const becomesNotNull: Like = { rule: 'safety/blocking-constraint', says: /becomes NOT NULL/ }
const becomesUnique: Like = { rule: 'safety/blocking-constraint', says: /unique/i }
const rule = (name: string): Like => ({ rule: `safety/${name}` })

/**
 * Which of our findings are about what a code of django-migration-linter stands for; a code without any is about style.
 * Its README names the codes.
 */
const alike: Readonly<Record<string, readonly Like[]>> = {
  NOT_NULL: [
    rule('non-nullable-field'),
    rule('tightened-nullability'),
    rule('missing-db-default'),
    becomesNotNull,
  ],
  DROP_COLUMN: [rule('dropped-column')],
  DROP_TABLE: [rule('dropped-table')],
  RENAME_COLUMN: [rule('renamed-column')],
  RENAME_TABLE: [rule('renamed-table')],
  ALTER_COLUMN: [rule('changed-type')],
  ADD_UNIQUE: [rule('unique-on-existing'), rule('unique-default'), becomesUnique],
  RUNPYTHON_MODEL_IMPORT: [rule('direct-model-import')],
  RUNPYTHON_REVERSIBLE: [rule('irreversible')],
  RUNSQL_REVERSIBLE: [rule('irreversible')],
  CREATE_INDEX: [rule('blocking-index'), becomesUnique],
  CREATE_INDEX_EXCLUSIVE: [rule('long-transaction'), rule('blocking-index'), becomesUnique],
  DROP_INDEX: [],
  REINDEX: [rule('blocking-index')],
  RUNPYTHON_ARGS_NAMING_CONVENTION: [],
  RUNPYTHON_MODEL_VARIABLE_NAME: [],
}

/** Whether the two are about the same thing of one migration: the same column, where theirs names one. */
function isSame({ code, column }: Issue, { rule, message }: OwnFinding): boolean {
  const isLike = (alike[code] ?? []).some((like) => like.rule === rule && (like.says?.test(message) ?? true))
  if (!isLike || column === null || code === 'DROP_TABLE') return isLike
  // A foreign key's column has a suffix that its field does not have.
  const field = column.replace(/_id$/, '')
  return [`.${column}\``, `.${field}\``].some((end) => message.toLowerCase().includes(end))
}

/** One finding of one of the two. */
export interface Row {
  readonly repository: string
  readonly migration: string
  readonly by: 'them' | 'us'
  /** A code of theirs or a rule of ours. */
  readonly name: string
  readonly text: string
  readonly isShared: boolean
  readonly sql: readonly string[]
}

/**
 * Every finding of the two about one migration, and whether the other has one about the same thing: one of theirs about
 * a migration as a whole stands for all of ours that say which columns.
 */
export function rowsOf(repository: string, { id, issues, findings, sql }: JudgedMigration): Row[] {
  const own = { repository, migration: id, sql }
  return [
    ...issues.map((issue): Row => {
      const about = [issue.table, issue.column].filter(Boolean).join('.')
      const isShared = findings.some((finding) => isSame(issue, finding))
      return { ...own, by: 'them', name: issue.code, text: `${issue.message} ${about}`, isShared }
    }),
    ...findings.map((finding): Row => {
      const isShared = issues.some((issue) => isSame(issue, finding))
      return { ...own, by: 'us', name: finding.rule, text: finding.message, isShared }
    }),
  ]
}
