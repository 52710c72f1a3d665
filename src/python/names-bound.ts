import type { Expr, Stmt } from './ast.ts'
import { boundNames } from './bind.ts'

/** The names that a piece of source binds, in whatever scope of it, by what binds them. */
export interface NamesBound {
  /** Assignments, loops, `with`, `except`, `:=`, comprehensions and definitions inside of it. */
  readonly assigned: ReadonlySet<string>
  /** Names in the bodies of classes, which are attributes, and those declared `global` or `nonlocal`. */
  readonly shared: ReadonlySet<string>
  /** Parameters of the functions inside of it. */
  readonly parameters: ReadonlySet<string>
}

/** Collects the names that a node binds below itself; the name and the parameters of a definition are not its own. */
export function namesBound(node: Expr | Stmt | readonly Stmt[]): NamesBound {
  const assigned = new Set<string>()
  const shared = new Set<string>()
  const parameters = new Set<string>()
  const bind = (target: unknown, names: Set<string>) => {
    if (target !== null && typeof target === 'object')
      boundNames(target as Expr).forEach((name) => names.add(name))
  }
  const visit = (value: unknown, names: Set<string>, isRoot: boolean): void => {
    if (Array.isArray(value)) {
      value.forEach((item: unknown) => visit(item, names, false))
      return
    }
    if (value === null || typeof value !== 'object') return
    const part = value as Record<string, unknown>
    if (Array.isArray(part['targets'])) part['targets'].forEach((target: unknown) => bind(target, names))
    bind(part['target'], names)
    if ('types' in part && typeof part['name'] === 'string') names.add(part['name'])
    if (part['type'] === 'Global' || part['type'] === 'Nonlocal')
      (part['names'] as string[]).forEach((name) => shared.add(name))
    const isDefinition = part['type'] === 'FunctionDef' || part['type'] === 'ClassDef'
    if (isDefinition && !isRoot) names.add(part['name'] as string)
    if (!isRoot && Array.isArray(part['params']))
      for (const { name } of part['params'] as { name: string }[]) parameters.add(name)
    const inner = part['type'] === 'ClassDef' ? shared : part['type'] === 'FunctionDef' ? assigned : names
    for (const child of Object.values(part)) visit(child, inner, false)
  }
  visit(node, assigned, true)
  return { assigned, shared, parameters }
}
