import { constant, stringOf } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import type { FieldState } from '../state/field-state.ts'
import { compareFields, isEqual } from './compare-field.ts'
import type { Pair } from './comparison.ts'

/**
 * New fields that are what a field that is gone was: equal to it, or equal but for a `db_column` that keeps its column
 * (`create_renamed_fields` of django/db/migrations/autodetector.py).
 */
export function possibleRenames(
  { from, to }: Pair,
  added: readonly string[],
  removed: readonly string[],
  version: DjangoVersion,
): ReadonlyMap<string, string> {
  const renames = new Map<string, string>()
  const left = new Set(removed)
  for (const name of added) {
    for (const oldName of left) {
      const [old, now] = [from.fields.get(oldName)!, to.fields.get(name)!]
      const inItsColumn = {
        ...old,
        keywords: new Map(old.keywords).set('db_column', constant(columnOf(old))),
      }
      if (![old, inItsColumn].some((field) => isEqual(compareFields(field, now, version)))) continue
      renames.set(name, oldName)
      left.delete(oldName)
      break
    }
  }
  return renames
}

/** `Field.get_attname_column()[1]`. */
function columnOf({ name, relation, keywords }: FieldState): string {
  const isKey = relation !== undefined && relation.kind !== 'ManyToManyField'
  return stringOf(keywords.get('db_column')) ?? (isKey ? `${name}_id` : name)
}
