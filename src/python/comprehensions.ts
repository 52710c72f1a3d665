import type { Comprehension } from './ast.ts'
import { bind } from './bind.ts'
import type { Interpreter } from './interpreter.ts'
import { sizeLimit } from './operators.ts'
import { comprehensionScope, type Scope } from './scope.ts'
import { truth, type Value } from './value.ts'

/** What the clauses of a comprehension run over, collected; undefined where one of them is not known. */
export function comprehension<Result>(
  interpreter: Interpreter,
  generators: readonly Comprehension[],
  scope: Scope,
  each: (inner: Scope) => Result,
): Result[] | undefined {
  const results: Result[] = []
  const inner = comprehensionScope(scope)
  const run = (depth: number): boolean => {
    const generator = generators[depth]
    if (!generator) return results.push(each(inner)) <= sizeLimit
    const items = iterate(interpreter.evaluate(generator.iter, inner))
    if (!items) return false
    for (const item of items) {
      if (!bind(interpreter, generator.target, item, inner)) return false
      let wanted = true
      for (const test of generator.ifs) {
        const known = truth(interpreter.evaluate(test, inner))
        if (known === undefined) return false
        wanted &&= known
      }
      if (wanted && !run(depth + 1)) return false
    }
    return true
  }
  return run(0) ? results : undefined
}

/** What iterating over a value gives; undefined where that is not known. */
export function iterate(value: Value): readonly Value[] | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.some((item) => item.kind === 'unresolved') ? undefined : [...value.items]
    case 'dict':
      return value.entries.map((entry) => entry.key)
    default:
      return undefined
  }
}
