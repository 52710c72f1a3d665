import { constant, stringOf, type CallValue } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import type { FieldState } from '../state/field-state.ts'
import { isAtLeast } from '../values/conditions.ts'

/**
 * A relation with its models as `deconstruct()` gives them where they are named by texts, as in a migration
 * (django/db/models/fields/related.py): the model of `to` in lower case, but for many-to-many relations only since Django
 * 4.0, and the label of its app and all of `through` as they are written.
 *
 * @param app the label of the app whose migration the call is in
 */
export function withWrittenTarget(
  field: FieldState,
  { args, keywords: given }: CallValue,
  app: string,
  version: DjangoVersion,
): FieldState {
  const { relation } = field
  if (!relation) return field
  const keepsCase = relation.kind === 'ManyToManyField' && !isAtLeast(version, [4, 0])
  const keywords = new Map(field.keywords)
  const write = (keyword: 'to' | 'through', text: string | undefined, asWritten: boolean) => {
    if (text === undefined || !keywords.has(keyword) || !names(text, relation[keyword], app)) return
    keywords.set(keyword, constant(asWritten ? text : withLowerModel(text)))
  }
  write('to', stringOf(given.get('to') ?? args[0]), keepsCase)
  write('through', stringOf(given.get('through')), true)
  return { ...field, keywords }
}

/** Whether a text, with its app or without, is the name of a model; `self` is that of any. */
function names(text: string, key: string | undefined, app: string): boolean {
  if (text === 'self') return true
  const lower = text.toLowerCase()
  return key !== undefined && [lower, `${app.toLowerCase()}.${lower}`].includes(key.toLowerCase())
}

function withLowerModel(text: string): string {
  const dot = text.indexOf('.')
  return text.slice(0, dot + 1) + text.slice(dot + 1).toLowerCase()
}
