import type { Expr } from './ast.ts'
import type { Cst } from './cst.ts'
import { toExpr } from './expressions.ts'

/** `left op right`. */
export function binaryOperator(node: Cst, text: string): Expr {
  if (isAndOrXor(node)) return andBeforeXor(operands(node), text)
  const [left, right] = node.kids.map((operand) => toExpr(operand, text))
  const missing: Expr = {
    start: node.start,
    end: node.end,
    type: 'OtherExpr',
    kind: 'missing',
    children: [],
    text: '',
  }
  return binOp(node, node.tokens[0] ?? '', left ?? missing, right ?? missing)
}

function binOp(span: { start: number; end: number }, op: string, left: Expr, right: Expr): Expr {
  return { start: span.start, end: span.end, type: 'BinOp', op, left, right }
}

const isAndOrXor = (node: Cst) =>
  node.type === 'binary_operator' && (node.tokens[0] === '&' || node.tokens[0] === '^')

/** `a & b ^ c`, however the parser nested it: operands with the operator that stands before each. */
function operands(node: Cst, before = ''): { op: string; node: Cst }[] {
  const [left, right] = node.kids
  if (!isAndOrXor(node) || !left || !right) return [{ op: before, node }]
  return [...operands(left, before), ...operands(right, node.tokens[0])]
}

/** To Python `&` binds tighter than `^`; to the parser it is the other way round. */
function andBeforeXor(chain: readonly { op: string; node: Cst }[], text: string): Expr {
  const groups: Expr[] = []
  for (const { op, node } of chain) {
    const expr = toExpr(node, text)
    const left = op === '&' ? groups.pop() : undefined
    groups.push(left ? binOp({ start: left.start, end: expr.end }, '&', left, expr) : expr)
  }
  return groups.reduce((left, right) => binOp({ start: left.start, end: right.end }, '^', left, right))
}
