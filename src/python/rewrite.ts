import type { Expr, Stmt } from './ast.ts'

/** What `rewrite` asks of each node on its way back up; the spans of nodes should stay as they are. */
export interface Rewriting {
  readonly expr?: (expr: Expr) => Expr
  /** A whole block of statements: a rewriting may join, part or drop them. */
  readonly block?: (block: readonly Stmt[]) => readonly Stmt[]
}

const blocks = new Set(['body', 'orelse', 'finalbody'])

/** A copy of a syntax tree, or of a part of one, with its expressions and blocks rewritten, innermost first. */
export function rewrite<Node>(node: Node, rewriting: Rewriting): Node {
  return rewritten(node, undefined, rewriting) as Node
}

function rewritten(node: unknown, key: string | undefined, rewriting: Rewriting): unknown {
  if (Array.isArray(node)) {
    const items = node.map((item: unknown) => rewritten(item, undefined, rewriting))
    return key !== undefined && blocks.has(key) && rewriting.block ? rewriting.block(items as Stmt[]) : items
  }
  if (node === null || typeof node !== 'object') return node
  const copy = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, rewritten(value, name, rewriting)]),
  )
  return rewriting.expr && isExpr(copy) ? rewriting.expr(copy) : copy
}

const statements: ReadonlySet<string> = new Set([
  ...['FunctionDef', 'ClassDef', 'Import', 'ImportFrom', 'Assign', 'AugAssign', 'AnnAssign', 'If'],
  ...['For', 'While', 'Try', 'With', 'Return', 'Expr', 'Raise', 'Assert', 'Delete', 'Pass'],
  ...['Break', 'Continue', 'Global', 'Nonlocal', 'Match', 'OtherStmt'],
])

function isExpr(node: object): node is Expr {
  return 'type' in node && typeof node.type === 'string' && !statements.has(node.type)
}
