import type { Comprehension, Expr } from './ast.ts'
import type { Cst } from './cst.ts'
import { kid, toExpr } from './expressions.ts'

/** The `for` and `if` clauses of a comprehension; each `if` belongs to the `for` before it. */
export function generators(clauses: readonly Cst[], text: string): Comprehension[] {
  const result: (Comprehension & { readonly ifs: Expr[] })[] = []
  for (const clause of clauses) {
    if (clause.type === 'for_in_clause') {
      const iters = clause.kids.slice(1).map((iter) => toExpr(iter, text))
      const iter: Expr =
        iters.length === 1 ? iters[0]! : { start: clause.start, end: clause.end, type: 'Tuple', elts: iters }
      result.push({ target: kid(clause, 0, text), iter, ifs: [], isAsync: clause.tokens.includes('async') })
    } else if (clause.type === 'if_clause') {
      result.at(-1)?.ifs.push(kid(clause, 0, text))
    }
  }
  return result
}
