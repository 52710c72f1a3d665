import { constant, isSequence, nowhere, stringOf, type Value } from '../../../python/value.ts'
import type { CreateModel, Together, TogetherOption } from '../autodetector/operation.ts'
import { isListed } from '../autodetector/operation.ts'
import type { NamedState } from '../state/model-state.ts'
import { tupleOf } from '../values/calls.ts'

/** `CreateModel` with one option set. A new option comes last, as in Python's dict. */
export function withOption(
  model: CreateModel,
  option: string,
  value: Value | readonly NamedState[],
): CreateModel {
  return { ...model, options: new Map(model.options).set(option, value) }
}

/** `unique_together` and `index_together` as the state holds them: a set of tuples. */
export function togetherValue(value: Together | undefined): Value {
  if (!value) return constant(null)
  const unique = new Map(value.map((names) => [names.join('\0'), names]))
  const items = [...unique.values()].map((names) => tupleOf(names.map(constant)))
  return { kind: 'set', items, origin: nowhere }
}

/** The lists of names of such an option; none where it is not there or empty. */
export function togetherOf({ options }: CreateModel, option: TogetherOption): Together {
  const value = options.get(option)
  if (!value || isListed(value) || !isSequence(value)) return []
  return value.items.map((item) => (isSequence(item) ? item.items.map((name) => stringOf(name) ?? '') : []))
}
