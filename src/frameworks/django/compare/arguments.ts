import type { CallValue, Origin, Value } from '../../../python/value.ts'

/** An argument of a call and where it stands. */
export interface Argument {
  readonly value: Value
  readonly origin: Origin
}

/** The arguments of a call by name; positional ones take their names from `order`, or else `#<index>`. */
export function namedArguments(call: CallValue, order: readonly string[]): Map<string, Argument> {
  const { origin } = call
  const expr = call.expr.type === 'Call' ? call.expr : { args: [], keywords: [] }
  const starred = expr.args.some((arg) => arg.type === 'Starred')
  const found = new Map<string, Argument>()
  for (const [index, value] of call.args.entries()) {
    const span = starred ? undefined : expr.args[index]
    found.set(order[index] ?? `#${index}`, {
      value,
      origin: span ? { ...origin, start: span.start, end: span.end } : origin,
    })
  }
  for (const [name, value] of call.keywords) {
    const span = expr.keywords.find((keyword) => keyword.arg === name)?.value
    found.set(name, { value, origin: span ? { ...origin, start: span.start, end: span.end } : origin })
  }
  return found
}
