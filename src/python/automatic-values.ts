import { carryOut } from './calls.ts'
import { findIn, orderOf } from './class-chain.ts'
import type { Interpreter } from './interpreter.ts'
import { hasStableCase } from './text.ts'
import { constant, intOf, type ClassValue, type EnumerationKind, type Value } from './value.ts'

/** Whether a value is `enum.auto()`. */
export function isAuto(value: Value): boolean {
  return value.kind === 'call' && value.callee.kind === 'reference' && value.callee.path === 'enum.auto'
}

/** What `auto()` stands for after these values (`_generate_next_value_` of Python's enum.py). */
export function automatic(
  interpreter: Interpreter,
  owner: ClassValue,
  kind: EnumerationKind,
  name: string,
  last: readonly Value[],
): Value {
  const { origin, scope } = owner
  const own = findIn(orderOf(owner), '_generate_next_value_')
  if (own.kind === 'own' && own.value.kind === 'function') {
    const values: Value = { kind: 'list', items: [...last], origin }
    const args = [constant(name), constant(1), constant(last.length), values]
    return carryOut(interpreter, own.value, { args, keywords: new Map() }, { expr: undefined, scope })
  }
  const known = own.kind === 'own' ? undefined : counted(kind, name, last)
  return known ?? interpreter.unresolved('what `auto()` gives is not known', undefined, scope)
}

function counted({ values }: EnumerationKind, name: string, last: readonly Value[]): Value | undefined {
  if (values === 'name') return constant(name)
  if (values === 'lower-name') return hasStableCase(name) ? constant(name.toLowerCase()) : undefined
  const numbers = last.map(intOf)
  if (!numbers.every((each) => each !== undefined)) return undefined
  const highest = Math.max(0, ...numbers)
  if (values === 'flag') return constant(highest === 0 ? 1 : 2 ** (Math.floor(Math.log2(highest)) + 1))
  // Python 3.13 goes on from the highest, versions before from the last.
  return numbers.length === 0 || numbers.at(-1) === Math.max(...numbers)
    ? constant((numbers.at(-1) ?? 0) + 1)
    : undefined
}
