import { callMethod, instantiate } from '../../../python/instances.ts'
import {
  constant,
  isSequence,
  stringOf,
  type CallValue,
  type ObjectValue,
  type Value,
} from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { classPath } from './methods.ts'

export interface Deconstruction {
  readonly path: string
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
}

/**
 * Makes a field of a class that has an `__init__()` or a `deconstruct()` of its own, and deconstructs it, by running
 * both as far as they can be. A string says why that is not possible.
 */
export function run(call: CallValue, path: string, context: DjangoContext): Deconstruction | string {
  const object = instantiate(context.interpreter, call)
  return object.kind === 'unresolved' ? object.reason : deconstruct(object, path, context)
}

/** Deconstructs a field that was made, as far as its `deconstruct()` can be run. */
export function deconstruct(
  object: ObjectValue,
  path: string,
  { interpreter }: DjangoContext,
): Deconstruction | string {
  object.attributes.set(classPath, constant(path))
  const result = callMethod(interpreter, object, 'deconstruct', { args: [], keywords: new Map() })
  if (result.kind === 'unresolved') return result.reason
  const [, where, args, keywords] = isSequence(result) ? result.items : []
  const known = stringOf(where)
  if (known === undefined || !isSequence(args) || keywords?.kind !== 'dict')
    return `what \`${path}.deconstruct()\` returns is not known`
  const named = keywords.entries.map(({ key, value }) => [stringOf(key), value] as const)
  if (!named.every((entry): entry is readonly [string, Value] => entry[0] !== undefined))
    return `which keywords \`${path}.deconstruct()\` returns is not known`
  return { path: known, args: args.items, keywords: new Map(named) }
}
