import type { ReferenceChange } from '../../../model/repair.ts'
import type { Expr, Module, Stmt } from '../../../python/ast.ts'
import { spliced, type Splice } from './splice.ts'

/** The attributes of a Migration class that name other migrations. */
const attributes = { dependencies: ['dependencies'], everywhere: ['dependencies', 'run_before', 'replaces'] }

/**
 * The bytes of a migration file with other names of migrations in it; everything else stays byte for byte. Undefined
 * where a name that has to change is not written out as a plain string in a pair of app label and name.
 */
export function withReferences(
  bytes: Uint8Array,
  module: Module,
  changes: readonly ReferenceChange[],
): Uint8Array | undefined {
  const splices: Splice[] = []
  for (const { within, app, from, to } of changes) {
    const names = attributes[within].flatMap((attribute) =>
      assigned(module, attribute).flatMap((value) => [...namesIn(value, app, from)]),
    )
    if (names.length === 0) return undefined
    for (const name of names) {
      const literal = /^[uUbB]?(['"]{3}|['"])/.exec(module.text.slice(name.start, name.end))
      const start = name.start + (literal?.[0].length ?? 0)
      const end = name.end - (literal?.[1]?.length ?? 0)
      if (!literal || module.text.slice(start, end) !== from) return undefined
      splices.push({ start, end, text: to })
    }
  }
  return spliced(bytes, module.text, splices)
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

/** The second halves of the pairs that name a migration. */
function* namesIn(expr: Expr, app: string, name: string): Generator<Expr> {
  if (expr.type === 'BinOp') {
    yield* namesIn(expr.left, app, name)
    yield* namesIn(expr.right, app, name)
  }
  if (expr.type !== 'List' && expr.type !== 'Tuple' && expr.type !== 'Set') return
  const [first, second] = expr.elts
  if (expr.elts.length === 2 && first && second && textOf(first) === app && textOf(second) === name)
    yield second
  else for (const element of expr.elts) yield* namesIn(element, app, name)
}

function textOf(expr: Expr): string | undefined {
  if (expr.type !== 'Constant') return undefined
  const { value } = expr
  if (typeof value === 'string') return value
  return typeof value === 'object' && value?.kind === 'bytes' ? value.text : undefined
}
