import type { Expr, FunctionDef, Stmt } from './ast.ts'
import { rewrite } from './rewrite.ts'
import { simplifyExpr } from './simplify-expr.ts'

/**
 * A copy of a block of code in one of the several ways of saying the same thing, so that a pass of a formatter or a
 * linter makes no difference. Imports are left out: names that they bind are to be `qualified` before. Named are
 * the rules of ruff.
 */
export function simplifiedBlock(block: readonly Stmt[]): readonly Stmt[] {
  return simplifyBlock(rewrite(block, { expr: simplifyExpr, block: simplifyBlock }))
}

/** The same for an expression. */
export function simplifiedExpr(expr: Expr): Expr {
  return rewrite(expr, { expr: simplifyExpr, block: simplifyBlock })
}

function simplifyBlock(block: readonly Stmt[]): readonly Stmt[] {
  const out: Stmt[] = []
  for (const stmt of block) {
    if (stmt.type === 'Import' || stmt.type === 'ImportFrom') continue
    if (stmt.type === 'If' && stmt.orelse.length > 0 && leaves(stmt.body)) {
      // RET505 to RET508: `else` after a branch that never goes on
      out.push({ ...stmt, orelse: [] }, ...stmt.orelse)
    } else if (stmt.type === 'Return' && stmt.value?.type === 'Name' && assigns(out.at(-1), stmt.value.id)) {
      // RET504: `x = value; return x`
      out.push({ ...stmt, value: (out.pop() as Assign).value })
    } else if (stmt.type === 'FunctionDef') out.push(simplifyFunction(stmt))
    else out.push((stmt.type === 'Assign' && functionOf(stmt)) || stmt)
  }
  return out
}

type Assign = Extract<Stmt, { type: 'Assign' }>

function assigns(stmt: Stmt | undefined, name: string): boolean {
  const [target, ...others] = stmt?.type === 'Assign' ? stmt.targets : []
  return target?.type === 'Name' && target.id === name && others.length === 0
}

function leaves(block: readonly Stmt[]): boolean {
  const last = block.at(-1)
  return last !== undefined && ['Return', 'Raise', 'Continue', 'Break'].includes(last.type)
}

/** E731: a lambda with a name is a function. */
function functionOf({ start, end, targets, value }: Assign): FunctionDef | undefined {
  const [target, ...others] = targets
  if (target?.type !== 'Name' || others.length > 0 || value.type !== 'Lambda') return undefined
  const body: Stmt[] = [{ start, end, type: 'Return', value: value.body }]
  const { params } = value
  return { start, end, type: 'FunctionDef', name: target.id, params, body, decorators: [], isAsync: false }
}

/** A function without names that nothing uses (F841), and without a `return None` at its end (RET501 to RET503). */
function simplifyFunction(code: FunctionDef): FunctionDef {
  const body = code.body.filter((stmt) => !isIdle(stmt, code))
  const last = body.at(-1)
  const isBare = last?.type === 'Return' && (last.value === undefined || isNone(last.value))
  return { ...code, body: isBare ? body.slice(0, -1) : body }
}

const isNone = (expr: Expr) => expr.type === 'Constant' && expr.value === null

/** A name that is never used, where working out its value does nothing: `Book = apps.get_model('shop', 'Book')`. */
function isIdle(stmt: Stmt, code: FunctionDef): boolean {
  const [target, ...others] = stmt.type === 'Assign' ? stmt.targets : []
  if (stmt.type !== 'Assign' || target?.type !== 'Name' || others.length > 0) return false
  return doesNothing(stmt.value) && timesNamed(code.body, target.id) === 1
}

function doesNothing(value: Expr): boolean {
  if (value.type === 'Constant' || value.type === 'Name') return true
  if (value.type === 'Attribute') return doesNothing(value.value)
  const isLookup = value.type === 'Call' && value.func.type === 'Attribute' && value.func.attr === 'get_model'
  return isLookup && value.args.every(doesNothing)
}

function timesNamed(node: unknown, name: string): number {
  if (node === null || typeof node !== 'object') return 0
  const { type, id, names } = node as { type?: unknown; id?: unknown; names?: unknown }
  if (type === 'Name') return id === name ? 1 : 0
  if ((type === 'Global' || type === 'Nonlocal') && Array.isArray(names)) return names.includes(name) ? 1 : 0
  return Object.values(node).reduce((sum: number, child) => sum + timesNamed(child, name), 0)
}
