import type { EditGrade, EditPart } from '../../../model/change-set.ts'
import type { Project } from '../../../model/project.ts'
import { canonical } from '../../../python/canonical.ts'
import { placeOf } from '../../../python/source-place.ts'
import type { Origin, Value } from '../../../python/value.ts'
import type { DjangoMigration } from '../migration-file.ts'

/** One of the two versions that are compared. */
export interface Side {
  readonly project: Project
  readonly migration: DjangoMigration
}

/** Two versions of a migration, and the parts in which they were found to differ. */
export class EditContext {
  readonly before: Side
  readonly after: Side
  readonly parts: EditPart[] = []

  constructor(before: Side, after: Side) {
    this.before = before
    this.after = after
  }

  /** Whether two values, the first of the old version, mean the same. */
  same(before: Value | undefined, after: Value | undefined): boolean {
    return this.text(before, 'before') === this.text(after, 'after')
  }

  text(value: Value | undefined, side: 'before' | 'after'): string {
    return value ? canonical(value, this[side].migration.path) : ''
  }

  /** Records a difference. `side` says in which version the place lies. */
  differ(
    grade: EditGrade,
    message: string,
    origin: Origin | undefined,
    side: 'before' | 'after' = 'after',
  ): void {
    const { migration } = this[side]
    const inFile = origin?.path === migration.path && origin.end > 0
    const place = inFile ? placeOf(migration.file.module, origin) : migration.place
    this.parts.push({ grade, message, place, side: side === 'after' ? 'head' : 'base' })
  }
}

/** Where a value was written, if it carries that. */
export function originOf(value: Value | undefined): Origin | undefined {
  return value && 'origin' in value ? value.origin : undefined
}
