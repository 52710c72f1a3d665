import type { Expr } from './ast.ts'
import type { Interpreter } from './interpreter.ts'
import type { Scope } from './scope.ts'
import { isSequence, type Value } from './value.ts'

/** Binds a target of an assignment, unpacking where it asks for it. False where the shapes cannot be matched. */
export function bind(interpreter: Interpreter, target: Expr, value: Value, scope: Scope): boolean {
  if (target.type === 'Name') {
    scope.names.set(target.id, value)
    return true
  }
  if (target.type !== 'Tuple' && target.type !== 'List') return false
  const items = isSequence(value) && value.items.length === target.elts.length ? value.items : undefined
  let bound = items !== undefined && !target.elts.some((element) => element.type === 'Starred')
  for (const [index, element] of target.elts.entries()) {
    const inner = element.type === 'Starred' ? element.value : element
    const item = bound ? items?.[index] : undefined
    const unknown = () => interpreter.unresolved('what is unpacked here is not known', element, scope)
    if (!bind(interpreter, inner, item ?? unknown(), scope)) bound = false
  }
  return bound
}

/** Every name that a target binds. */
export function boundNames(target: Expr): string[] {
  if (target.type === 'Name') return [target.id]
  if (target.type === 'Tuple' || target.type === 'List') return target.elts.flatMap(boundNames)
  return target.type === 'Starred' ? boundNames(target.value) : []
}
