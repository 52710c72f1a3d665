import type { Comprehension, Expr } from './ast.ts'
import { bind } from './bind.ts'
import type { Interpreter } from './interpreter.ts'
import { iterate } from './iteration.ts'
import { comprehensionScope, type Scope } from './scope.ts'
import { isRest, truth, type Value } from './value.ts'

/**
 * What the clauses of a comprehension run over, collected; undefined where one of them is not known, or it
 * takes too long. `first` is what the first clause iterates over, which Python evaluates outside.
 */
export function comprehension<Result>(
  interpreter: Interpreter,
  generators: readonly Comprehension[],
  first: Value,
  scope: Scope,
  each: (inner: Scope) => Result,
): Result[] | undefined {
  const results: Result[] = []
  const inner = comprehensionScope(scope)
  const run = (depth: number): boolean => {
    const generator = generators[depth]
    if (!generator) {
      results.push(each(inner))
      return true
    }
    if (generator.isAsync) return false
    return eachItem(
      interpreter,
      depth === 0 ? first : interpreter.evaluate(generator.iter, inner),
      (item) => {
        bind(interpreter, generator.target, item, inner)
        for (const test of generator.ifs) {
          const known = truth(interpreter.evaluate(test, inner))
          if (known === undefined) return false
          if (!known) return true
        }
        return run(depth + 1)
      },
    )
  }
  return run(0) ? results : undefined
}

/**
 * Runs over a value as Python does: over a list as it is at each step, since it may grow or shrink on the way.
 * Ends early and gives false where what comes next is not known, or as soon as `visit` does.
 */
export function eachItem(interpreter: Interpreter, value: Value, visit: (item: Value) => boolean): boolean {
  // A generator's own code runs between one step and the next.
  if (value.kind === 'iterator' && value.name === 'generator') return false
  const items = value.kind === 'list' ? value.items : iterate(value)
  if (!items) return false
  const sources = value.kind === 'iterator' ? value.over : value.kind === 'dict' ? [value] : []
  const before = sources.map(contents)
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!
    if (isRest(item) || !interpreter.spend(1) || !visit(item)) return false
    // Nothing is known any more of a list that now begins with the unknown.
    if (value.kind === 'list' && items[0] && isRest(items[0])) return false
    const goesOn = sources.every((source, at) => isAsBefore(source, before[at]!, index))
    if (!goesOn) return false
  }
  return true
}

/** What a list or a dict holds. */
function contents(value: Value): readonly Value[] {
  if (value.kind === 'list') return [...value.items]
  return value.kind === 'dict' ? value.entries.map((entry) => entry.value) : []
}

/** Whether nothing was done to what comes next in a list or a dict, from the front or from the back. */
function isAsBefore(source: Value, before: readonly Value[], index: number): boolean {
  const size =
    source.kind === 'list' ? source.items.length : source.kind === 'dict' ? source.entries.length : 0
  const at = (next: number) =>
    source.kind === 'list'
      ? source.items[next]
      : source.kind === 'dict'
        ? source.entries[next]?.value
        : undefined
  const first = at(0)
  if (first && isRest(first)) return false
  const next = [index + 1, before.length - index - 2]
  return size === before.length && next.every((each) => at(each) === before[each])
}

/** What the first clause of a comprehension iterates over. */
export function firstIterable(
  interpreter: Interpreter,
  generators: readonly Comprehension[],
  scope: Scope,
): Value {
  const iter: Expr | undefined = generators[0]?.iter
  return iter ? interpreter.evaluate(iter, scope) : { kind: 'const', value: null }
}
