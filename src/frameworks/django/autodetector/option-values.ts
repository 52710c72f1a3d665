import { isSequence, stringOf, type Value } from '../../../python/value.ts'
import type { ModelState } from '../state/model-state.ts'
import type { Together, TogetherOption } from './operation.ts'

/** An option that is a string; undefined where there is none, or none that is known. */
export function stringOption(model: ModelState, option: string): string | undefined {
  return stringOf(model.options.get(option))
}

/** The lists of fields of an option, none where the option is not there; undefined where they are not known. */
export function togetherOption(model: ModelState, option: TogetherOption): Together | undefined {
  const value = model.options.get(option)
  if (value === undefined || (value.kind === 'const' && value.value === null)) return []
  if (!isSequence(value)) return undefined
  const lists = value.items.map(names)
  return lists.every((list) => list !== undefined) ? lists : undefined
}

function names(value: Value): readonly string[] | undefined {
  const fields = isSequence(value) ? value.items.map(stringOf) : undefined
  return fields?.every((field) => field !== undefined) ? fields : undefined
}

/** Whether two of these hold the same lists, in whatever order: Django compares sets of tuples. */
export function isSameTogether(a: Together, b: Together): boolean {
  return a.every((fields) => holds(b, fields)) && b.every((fields) => holds(a, fields))
}

export function holds(together: Together, fields: readonly string[]): boolean {
  return together.some(
    (other) => other.length === fields.length && other.every((name, i) => name === fields[i]),
  )
}
