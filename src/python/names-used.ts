import type { Expr, Stmt } from './ast.ts'

/** Every name that occurs in source, wherever it is bound: the names that a function's meaning may hang on. */
export function namesUsed(node: Expr | Stmt | readonly (Expr | Stmt)[]): Set<string> {
  const names = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (value !== null && typeof value === 'object') {
      const typed = value as { type?: string; id?: string }
      if (typed.type === 'Name' && typed.id !== undefined) names.add(typed.id)
      else Object.values(value).forEach(visit)
    }
  }
  visit(node)
  return names
}
