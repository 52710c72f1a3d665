import type { EditGrade, EditPart } from '../../../model/change-set.ts'
import type { Place } from '../../../model/place.ts'
import type { Project } from '../../../model/project.ts'
import { canonical } from '../../../python/canonical.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Origin, Value } from '../../../python/value.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { comparable, djangoAlias } from './equivalence.ts'

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
  readonly #texts = { own: new Map<Value, string>(), all: new Map<Value, string>() }

  constructor(before: Side, after: Side) {
    this.before = before
    this.after = after
  }

  /**
   * Whether two values mean the same. What other files hold counts by its name, since only this file is compared;
   * but a function that was copied from there into this file counts by what it does.
   */
  same(before: Value | undefined, after: Value | undefined): boolean {
    return (
      this.#text(before, 'own') === this.#text(after, 'own') ||
      this.#text(before, 'all') === this.#text(after, 'all')
    )
  }

  #text(value: Value | undefined, scope: 'own' | 'all'): string {
    if (!value) return ''
    const known = this.#texts[scope].get(value)
    if (known !== undefined) return known
    const home = [this.before.migration.path, this.after.migration.path]
    const looksInto = (path: string) => scope === 'all' || home.includes(path)
    const text = canonical(comparable(value), { looksInto, alias: djangoAlias })
    this.#texts[scope].set(value, text)
    return text
  }

  /** Records a difference: where it is `now`, and where it `was`; what only was, is gone. */
  differ(grade: EditGrade, message: string, now: Origin | undefined, was?: Origin): void {
    const before = this.#place(was, this.before)
    if (!now && before) this.parts.push({ grade, message, place: before, side: 'base' })
    else {
      const place = this.#place(now, this.after) ?? this.after.migration.place
      this.parts.push({ grade, message, place, side: 'head', was: before })
    }
  }

  #place(origin: Origin | undefined, { migration }: Side): Place | undefined {
    const inFile = origin?.path === migration.path && origin.end > 0
    return inFile ? placeOf(migration.file.module, origin) : undefined
  }
}

/** Where a value was written, if it carries that. */
export function originOf(value: Value | undefined): Origin | undefined {
  return value && 'origin' in value ? value.origin : undefined
}
