import { classAttribute } from '../../../python/attributes.ts'
import type { Expr } from '../../../python/ast.ts'
import { linearize } from '../../../python/mro.ts'
import type { Interpreter } from '../../../python/interpreter.ts'
import type { CallValue, Origin, Value } from '../../../python/value.ts'

/** Whether calling something gives a manager: a class by its bases, or by its name where it lies outside of the repository. */
export function isManager(callee: Value): boolean {
  switch (callee.kind) {
    case 'reference':
      return /(?<!Taggable)Manager$|\.as_manager$|\.from_queryset$/.test(callee.path)
    case 'method':
      return makers.has(callee.name)
    case 'call':
      return isManager(callee.callee)
    case 'unresolved':
      return makerIn(callee.expr) !== undefined
    case 'class':
      return (linearize(callee) ?? []).some((base) => base !== callee && isManager(base))
    default:
      return false
  }
}

const makers: ReadonlySet<string> = new Set(['as_manager', 'from_queryset'])

/** `A.as_manager` of `A.as_manager`, `B.from_queryset` of `B.from_queryset(A)`. */
function makerIn(expr: Expr | undefined): Extract<Expr, { type: 'Attribute' }> | undefined {
  if (expr?.type === 'Call') return makerIn(expr.func)
  return expr?.type === 'Attribute' && makers.has(expr.attr) ? expr : undefined
}

/**
 * The manager that stands for one made by `from_queryset` or `as_manager`, as far as migrations ask: one of the class
 * that it is made from, which says whether they use it. Undefined for one that they do not use.
 */
export function madeManager(value: Value, interpreter: Interpreter): Value | undefined {
  const callee = value.kind === 'call' ? value.callee : value
  const maker = callee.kind === 'unresolved' ? makerIn(callee.expr) : undefined
  if (!maker || callee.kind !== 'unresolved') return value
  const owner = ownerOf(maker, callee.origin, interpreter)
  if (owner?.kind !== 'class') return value
  if (maker.attr === 'as_manager') return classAttribute(owner, 'use_in_migrations') ? value : undefined
  return { ...(value as CallValue), callee: owner }
}

function ownerOf({ value }: { value: Expr }, { path }: Origin, interpreter: Interpreter): Value | undefined {
  const scope = interpreter.module(path)
  return scope && interpreter.evaluate(value, scope)
}
