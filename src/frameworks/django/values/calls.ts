import type { Expr } from '../../../python/ast.ts'
import { nowhere, type CallValue, type Origin, type Value } from '../../../python/value.ts'

/** The call of something outside of the repository that stands for a value worked out by Django. */
export function callOf(
  path: string,
  args: readonly Value[],
  keywords: Iterable<readonly [string, Value]> = [],
  from?: CallValue,
): CallValue {
  const expr: Expr = from?.expr ?? { type: 'Constant', value: null, start: 0, end: 0 }
  const origin = from?.origin ?? nowhere
  return {
    kind: 'call',
    callee: { kind: 'reference', path },
    args,
    keywords: new Map(keywords),
    expr,
    origin,
  }
}

export function tupleOf(items: readonly Value[], origin: Origin = nowhere): Value {
  return { kind: 'tuple', items: [...items], origin }
}

export function listOf(items: readonly Value[], origin: Origin = nowhere): Value {
  return { kind: 'list', items: [...items], origin }
}

/** The path of what is called, where that is outside of the repository. */
export function calleePath(value: Value): string | undefined {
  return value.kind === 'call' && value.callee.kind === 'reference' ? value.callee.path : undefined
}

/**
 * The arguments of a call by name, for a function with these parameters; undefined where more is given than fits.
 */
export function bound(
  call: CallValue,
  parameters: readonly string[],
): ReadonlyMap<string, Value> | undefined {
  if (call.args.length > parameters.length) return undefined
  const named = new Map(call.args.map((value, index): [string, Value] => [parameters[index]!, value]))
  for (const [name, value] of call.keywords) {
    if (named.has(name) || !parameters.includes(name)) return undefined
    named.set(name, value)
  }
  return named
}
