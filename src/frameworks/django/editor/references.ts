import type { ReferenceChange } from '../../../model/repair.ts'
import type { Expr, Module, Stmt } from '../../../python/ast.ts'
import { spliced, type Splice } from './splice.ts'

/** The attributes of a Migration class that name other migrations. */
const attributes = { dependencies: ['dependencies'], everywhere: ['dependencies', 'run_before', 'replaces'] }

/**
 * The bytes of a migration file with other names of migrations in it; everything else stays byte for byte, but for a
 * name that would stand in one list twice. Undefined where a name that has to change is not written out as a plain
 * string in a pair of app label and name.
 */
export function withReferences(
  bytes: Uint8Array,
  module: Module,
  changes: readonly ReferenceChange[],
): Uint8Array | undefined {
  const splices: Splice[] = []
  const becomes = new Map<Expr, string>()
  for (const { within, app, from, to } of changes) {
    const pairs = attributes[within].flatMap((attribute) =>
      assigned(module, attribute).flatMap((value) => [...pairsIn(value, app, from)]),
    )
    if (pairs.length === 0) return undefined
    for (const { name, pair, list } of pairs) {
      const literal = /^[uUbB]?(['"]{3}|['"])/.exec(module.text.slice(name.start, name.end))
      const start = name.start + (literal?.[0].length ?? 0)
      const end = name.end - (literal?.[1]?.length ?? 0)
      if (!literal || module.text.slice(start, end) !== from) return undefined
      const at = list.indexOf(pair)
      const isTwin = list.some((other, index) => index !== at && nameOf(other, app, becomes) === to)
      if (isTwin && at > 0) splices.push({ start: list[at - 1]!.end, end: pair.end, text: '' })
      else if (isTwin && list[1]) splices.push({ start: pair.start, end: list[1].start, text: '' })
      else splices.push({ start, end, text: to })
      becomes.set(pair, isTwin ? '' : to)
    }
  }
  return spliced(bytes, module.text, splices)
}

/** The name that a pair will hold, where it is one of the app; empty where it will be gone. */
function nameOf(pair: Expr, app: string, becomes: ReadonlyMap<Expr, string>): string | undefined {
  if (pair.type !== 'List' && pair.type !== 'Tuple') return undefined
  const [first, second] = pair.elts
  if (!first || !second || textOf(first) !== app) return undefined
  return becomes.get(pair) ?? textOf(second)
}

/** What the class `Migration` has assigned to an attribute, or added to it. */
function assigned(module: Module, attribute: string): Expr[] {
  return classBodies(module.body).flatMap((stmt) => {
    if (stmt.type === 'Assign')
      return stmt.targets.some((target) => isNamed(target, attribute)) ? [stmt.value] : []
    if (stmt.type === 'AugAssign') return isNamed(stmt.target, attribute) ? [stmt.value] : []
    if (stmt.type === 'AnnAssign') return stmt.value && isNamed(stmt.target, attribute) ? [stmt.value] : []
    return []
  })
}

function classBodies(body: readonly Stmt[]): Stmt[] {
  return body.flatMap((stmt) => (stmt.type === 'ClassDef' && stmt.name === 'Migration' ? [...stmt.body] : []))
}

const isNamed = (target: Expr, name: string): boolean => target.type === 'Name' && target.id === name

/** A pair that names a migration, and the list that it stands in. */
interface Pair {
  readonly pair: Expr
  /** The second half. */
  readonly name: Expr
  readonly list: readonly Expr[]
}

/** The pairs that name a migration. */
function* pairsIn(expr: Expr, app: string, name: string): Generator<Pair> {
  if (expr.type === 'BinOp') {
    yield* pairsIn(expr.left, app, name)
    yield* pairsIn(expr.right, app, name)
  }
  if (expr.type !== 'List' && expr.type !== 'Tuple' && expr.type !== 'Set') return
  for (const element of expr.elts) {
    const [first, second] = element.type === 'List' || element.type === 'Tuple' ? element.elts : []
    if (first && second && textOf(first) === app && textOf(second) === name)
      yield { pair: element, name: second, list: expr.elts }
    else yield* pairsIn(element, app, name)
  }
}

function textOf(expr: Expr): string | undefined {
  if (expr.type !== 'Constant') return undefined
  const { value } = expr
  if (typeof value === 'string') return value
  return typeof value === 'object' && value?.kind === 'bytes' ? value.text : undefined
}
