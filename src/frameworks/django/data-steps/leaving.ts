import type { Stmt } from '../../../python/ast.ts'

/** Whether statements may leave the loop that they stand in. */
export function leaves(body: readonly Stmt[]): boolean {
  return body.some(
    (stmt) =>
      stmt.type === 'Break' ||
      stmt.type === 'Return' ||
      inner(stmt).some(leaves) ||
      (isLoop(stmt) && returns(stmt.body)),
  )
}

/** Whether statements may leave the loop that they stand in, or its round. */
export function skips(body: readonly Stmt[]): boolean {
  return leaves(body) || body.some((stmt) => stmt.type === 'Continue' || inner(stmt).some(skips))
}

/** Whether statements may leave the function. */
export function returns(body: readonly Stmt[]): boolean {
  return body.some(
    (stmt) => stmt.type === 'Return' || inner(stmt).some(returns) || (isLoop(stmt) && returns(stmt.body)),
  )
}

const isLoop = (stmt: Stmt): stmt is Extract<Stmt, { type: 'For' | 'While' }> =>
  stmt.type === 'For' || stmt.type === 'While'

/** The blocks of a statement that are in the same loop. */
function inner(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.type) {
    case 'If':
      return [stmt.body, stmt.orelse]
    case 'With':
      return [stmt.body]
    case 'Try':
      return [stmt.body, stmt.orelse, stmt.finalbody, ...stmt.handlers.map(({ body }) => body)]
    case 'Match':
      return stmt.cases.map(({ body }) => body)
    case 'For':
    case 'While':
      return [stmt.orelse]
    default:
      return []
  }
}
