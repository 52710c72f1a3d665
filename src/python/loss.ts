import type { Expr, Stmt } from './ast.ts'
import type { Scope } from './scope.ts'

/** Why something is not known any more: what an unresolved value says of it. */
export interface Loss {
  readonly reason: string
  /** What decides, and the scope that it stands in. */
  readonly expr?: Expr | undefined
  readonly stmt?: Stmt | undefined
  readonly scope: Scope
  /** Whether what was carried out is in doubt, not only what was not. */
  readonly isUndone?: boolean
}

/** The loss that a call causes which is not carried out. */
export function uncalled(expr: Expr | undefined, scope: Scope): Loss {
  return { reason: 'it may be changed by a call that is not carried out', expr, scope }
}

/** The loss that a condition causes which is not known. */
export function condition(expr: Expr | undefined, stmt: Stmt | undefined, scope: Scope): Loss {
  return { reason: 'it depends on a condition that is not known', expr, stmt, scope }
}
