import type { Stmt } from '../../python/ast.ts'
import { namesBound } from '../../python/names-bound.ts'

/** Whether a module may end without having bound a name, by the conditions that its assignments stand under. */
export function isOnlySometimesSet(name: string, body: readonly Stmt[]): boolean {
  return body.every((statement) => {
    if (statement.type === 'ImportFrom' && statement.names === '*') return false
    if (!namesBound([statement]).assigned.has(name)) return true
    if (statement.type !== 'If') return false
    return isOnlySometimesSet(name, statement.body) || isOnlySometimesSet(name, statement.orelse)
  })
}
