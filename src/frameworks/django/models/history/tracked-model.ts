import { constant, stringOf, type Value } from '../../../../python/value.ts'
import type { Doubt } from '../../state/doubt.ts'
import type { ModelState } from '../../state/model-state.ts'
import { jsonValue } from '../../values/json-value.ts'
import type { ModelClass } from '../model-class.ts'

/** A model of which a history is kept. */
export interface TrackedModel {
  readonly model: ModelClass
  readonly state: ModelState
}

/** The verbose names that Django gives a model (`Options.contribute_to_class`, django/db/models/options.py). */
export function verboseNames(tracked: TrackedModel): { readonly one: Value; readonly many: Value } {
  const one = optionOf(tracked, 'verbose_name') ?? constant(spaced(tracked.state.name))
  const text = stringOf(one)
  const many = optionOf(tracked, 'verbose_name_plural') ?? (text === undefined ? one : constant(`${text}s`))
  return { one, many }
}

/** What an option is set to; unresolved where that is not known. */
export function optionOf({ model, state }: TrackedModel, name: string): Value | undefined {
  const said = state.options.get(name)
  const doubt = state.doubts.find(
    (each) =>
      each.aspect === 'options' && (each.name === name || (each.name === undefined && said === undefined)),
  )
  if (doubt) return unresolved(doubt)
  const described = model.library?.model?.options[name]
  return said ?? (described === undefined ? undefined : jsonValue(described, state.origin))
}

function unresolved({ cause, origin }: Doubt): Value {
  return { kind: 'unresolved', reason: cause, expr: undefined, origin }
}

/** `camel_case_to_spaces()` (django/utils/text.py). */
function spaced(name: string): string {
  return name
    .replace(/(?<=[a-z])[A-Z]|[A-Z](?![A-Z]|$)/g, ' $&')
    .trim()
    .toLowerCase()
}
