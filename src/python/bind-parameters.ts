import type { Expr } from './ast.ts'
import type { Arguments } from './calls.ts'
import { dictOf } from './dicts.ts'
import type { Interpreter } from './interpreter.ts'
import type { Scope } from './scope.ts'
import { constant, type FunctionValue } from './value.ts'

/** Binds a function's parameters as Python does; what is wrong with the arguments, where Python would raise. */
export function bindParameters(
  interpreter: Interpreter,
  callee: FunctionValue,
  given: Arguments,
  expr: Expr | undefined,
  inner: Scope,
): string | undefined {
  const origin = interpreter.origin(expr, inner)
  const rest = [...given.args]
  const keywords = new Map(given.keywords)
  const names = inner.names
  let extra: string | undefined
  for (const { name, kind } of callee.params) {
    if (kind === 'args') names.set(name, { kind: 'tuple', items: rest.splice(0), origin })
    else if (kind === 'kwargs') extra = name
    else {
      const positional = kind === 'keyword' ? undefined : rest.shift()
      const named = kind === 'positional-only' ? undefined : keywords.get(name)
      if (positional && named) return `\`${callee.name}()\` is given \`${name}\` twice`
      if (named) keywords.delete(name)
      const value = positional ?? named ?? callee.defaults.get(name)
      if (!value) return `\`${callee.name}()\` is called without \`${name}\``
      names.set(name, value)
    }
  }
  if (extra !== undefined) {
    const entries = [...keywords].map(([key, value]) => ({ key: constant(key), value }))
    names.set(extra, dictOf(entries, origin))
  } else if (keywords.size > 0) return `\`${callee.name}()\` is called with more than it takes`
  return rest.length > 0 ? `\`${callee.name}()\` is called with more than it takes` : undefined
}
