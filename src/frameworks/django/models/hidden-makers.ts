import type { Expr } from '../../../python/ast.ts'
import { isInstalled } from '../../../python/environment.ts'
import type { Interpreter } from '../../../python/interpreter.ts'
import type { Scope } from '../../../python/scope.ts'
import type { Value } from '../../../python/value.ts'

/**
 * The names of classes that a module hands to code outside of the repository when it is imported:
 * `register(User, app='core')`, or by a decorator. Such code may make further models of them, as django-simple-history
 * and hierarkey do.
 */
export function handedOut(interpreter: Interpreter, path: string): readonly string[] {
  const scope = interpreter.module(path)
  if (!scope) return []
  return scope.file.module.body.flatMap((stmt) => {
    if (stmt.type === 'ClassDef')
      return stmt.decorators.some((each) => isForeign(rootOf(interpreter, each, scope))) ? [stmt.name] : []
    if (stmt.type !== 'Expr' || stmt.value.type !== 'Call') return []
    const { func, args, keywords } = stmt.value
    if (!isForeign(rootOf(interpreter, func, scope))) return []
    return [...args, ...keywords.map(({ value }) => value)].flatMap((arg) =>
      arg.type === 'Name' ? [arg.id] : arg.type === 'Attribute' ? [arg.attr] : [],
    )
  })
}

/** What the first name of `a.b.c` and of `a.b()` stands for. */
function rootOf(interpreter: Interpreter, expr: Expr, scope: Scope): Value | undefined {
  if (expr.type === 'Call') return rootOf(interpreter, expr.func, scope)
  if (expr.type === 'Attribute') return rootOf(interpreter, expr.value, scope)
  return expr.type === 'Name' ? interpreter.lookup(expr.id, scope) : undefined
}

/** Whether something may be of a library. Django itself makes no model out of another one, and no more does Python. */
export function isForeign(value: Value | undefined): boolean {
  if (value?.kind === 'call') return isForeign(value.callee)
  if (value?.kind === 'object') return isForeign(value.class)
  if (value?.kind === 'function' || value?.kind === 'class') return isInstalled(value.origin.path)
  if (value?.kind === 'unresolved') return true
  return value?.kind === 'reference' && !ownMakers.test(value.path)
}

const ownMakers =
  /^(?:(?:django|builtins|dataclasses|enum|typing|typing_extensions)(?:\.|$)|functools\.total_ordering$)/
