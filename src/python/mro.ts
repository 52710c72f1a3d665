import type { ClassValue, Value } from './value.ts'

const deepest = 50

/**
 * A class and its bases in Python's method resolution order (C3). Bases that are not classes of the repository
 * stand for themselves, whatever theirs are. Undefined where Python would refuse the bases.
 */
export function linearize(value: ClassValue, depth = 0): readonly Value[] | undefined {
  if (depth > deepest) return undefined
  const orders: (readonly Value[])[] = []
  for (const base of value.bases) {
    const order = base.kind === 'class' ? linearize(base, depth + 1) : [base]
    if (!order) return undefined
    orders.push(order)
  }
  const merged = merge([...orders, value.bases])
  return merged && [value, ...merged]
}

function merge(orders: readonly (readonly Value[])[]): Value[] | undefined {
  const result: Value[] = []
  let left = orders.filter((order) => order.length > 0)
  while (left.length > 0) {
    const current = left
    const next = current
      .map((order) => order[0]!)
      .find((head) => !current.some((order) => order.slice(1).some((other) => isSame(head, other))))
    if (!next) return undefined
    result.push(next)
    left = current
      .map((order) => (isSame(order[0]!, next) ? order.slice(1) : order))
      .filter((order) => order.length > 0)
  }
  return result
}

function isSame(a: Value, b: Value): boolean {
  return a === b || (a.kind === 'reference' && b.kind === 'reference' && a.path === b.path)
}
