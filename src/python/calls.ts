import type { Expr } from './ast.ts'
import { bind } from './bind.ts'
import { builtins } from './builtins.ts'
import { execute } from './execute.ts'
import type { Interpreter } from './interpreter.ts'
import { callMethod } from './methods.ts'
import { innerScope, type Scope } from './scope.ts'
import { isSequence, stringOf, type FunctionValue, type Origin, type Value } from './value.ts'

/** The arguments of a call, evaluated. */
export interface Arguments {
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
}

/**
 * A call: carried out where it is a pure builtin, a method of a known value or a function of the repository,
 * and kept as a call value everywhere else (what is called, with what).
 */
export function call(interpreter: Interpreter, expr: Extract<Expr, { type: 'Call' }>, scope: Scope): Value {
  const callee = interpreter.evaluate(expr.func, scope)
  const given = argumentsOf(interpreter, expr, scope)
  const origin = interpreter.origin(expr, scope)
  if (!given) return interpreter.unresolved('what is unpacked into the arguments is not known', expr, scope)
  if (callee.kind === 'unresolved') return { kind: 'call', callee, ...given, expr, origin }
  if (callee.kind === 'method') {
    return (
      callMethod(callee.object, callee.name, given, origin) ??
      interpreter.unresolved(`\`.${callee.name}()\` is not evaluated`, expr, scope)
    )
  }
  if (callee.kind === 'function') return inline(interpreter, callee, given, expr, scope)
  const name =
    callee.kind === 'reference' && callee.path.startsWith('builtins.') ? callee.path.slice(9) : undefined
  const builtin = name !== undefined && Object.hasOwn(builtins, name) ? builtins[name] : undefined
  if (builtin)
    return builtin(given, origin) ?? interpreter.unresolved(`\`${name}()\` of what is not known`, expr, scope)
  return { kind: 'call', callee, ...given, expr, origin }
}

function argumentsOf(
  interpreter: Interpreter,
  expr: Extract<Expr, { type: 'Call' }>,
  scope: Scope,
): Arguments | undefined {
  const args: Value[] = []
  const keywords = new Map<string, Value>()
  for (const arg of expr.args) {
    if (arg.type !== 'Starred') {
      args.push(interpreter.evaluate(arg, scope))
      continue
    }
    const value = interpreter.evaluate(arg.value, scope)
    if (!isSequence(value)) return undefined
    args.push(...value.items)
  }
  for (const { arg, value } of expr.keywords) {
    const evaluated = interpreter.evaluate(value, scope)
    if (arg !== undefined) {
      keywords.set(arg, evaluated)
      continue
    }
    if (evaluated.kind !== 'dict') return undefined
    for (const entry of evaluated.entries) {
      const key = stringOf(entry.key)
      if (key === undefined) return undefined
      keywords.set(key, entry.value)
    }
  }
  return { args, keywords }
}

/** What a function of the repository returns, by running through its body with the given arguments. */
function inline(
  interpreter: Interpreter,
  callee: FunctionValue,
  given: Arguments,
  expr: Expr,
  scope: Scope,
): Value {
  const inner = innerScope(callee.scope, 'function')
  const origin: Origin = interpreter.origin(expr, scope)
  const rest = [...given.args]
  const keywords = new Map(given.keywords)
  for (const param of callee.params) {
    if (param.kind === 'args') inner.names.set(param.name, { kind: 'tuple', items: rest.splice(0), origin })
    else if (param.kind === 'kwargs') {
      const entries = [...keywords].map(([key, value]) => ({
        key: { kind: 'const', value: key } as const,
        value,
      }))
      keywords.clear()
      inner.names.set(param.name, { kind: 'dict', entries, origin })
    } else {
      const positional = param.kind === 'positional' ? rest.shift() : undefined
      const value =
        positional ??
        keywords.get(param.name) ??
        (param.default && interpreter.evaluate(param.default, callee.scope))
      keywords.delete(param.name)
      if (!value)
        return interpreter.unresolved(`\`${callee.name}()\` is called without \`${param.name}\``, expr, scope)
      bind(interpreter, { type: 'Name', id: param.name, start: 0, end: 0 }, value, inner)
    }
  }
  if (callee.code.type !== 'FunctionDef') return interpreter.evaluate(callee.code, inner)
  if (callee.code.decorators.length > 0 || callee.code.isAsync) {
    return interpreter.unresolved(`\`${callee.name}()\` is decorated`, expr, scope)
  }
  const end = execute(interpreter, callee.code.body, inner)
  if (end.kind === 'return') return end.value
  if (end.kind === 'unknown')
    return interpreter.unresolved(`what \`${callee.name}()\` returns is not known`, expr, scope)
  return { kind: 'const', value: null }
}
