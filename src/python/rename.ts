import type { FunctionDef, Stmt } from './ast.ts'
import { namesBound } from './names-bound.ts'

/** A copy of a piece of source in which names are called otherwise, wherever they occur as names. */
export function renamed<Node>(node: Node, names: ReadonlyMap<string, string>): Node {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (value === null || typeof value !== 'object') return value
    const copy = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, visit(child)]))
    const key = copy['type'] === 'Name' ? 'id' : isNamed(copy) ? 'name' : undefined
    const other = key === undefined ? undefined : names.get(copy[key] as string)
    return other === undefined ? copy : { ...copy, [key!]: other }
  }
  return visit(node) as Node
}

/** A definition, a parameter, or the handler of an exception: they hold names as text. */
function isNamed(part: Readonly<Record<string, unknown>>): boolean {
  if (part['type'] === 'FunctionDef' || part['type'] === 'ClassDef') return true
  return part['type'] === undefined && typeof part['name'] === 'string' && ('types' in part || 'kind' in part)
}

/**
 * A copy of a function in which its local names are called by the order in which they come: what they are
 * called makes no difference to anybody outside. Left as they are: names declared `global` or `nonlocal`,
 * attributes of classes, and parameters that a caller may name.
 *
 * @param called how others call the function; `by position`, nobody names its parameters
 */
export function withoutLocalNames(code: FunctionDef, called: 'by position' | 'by name'): FunctionDef {
  const { assigned, shared, parameters } = namesBound(code)
  const renamable = new Set<string>()
  const fixed = new Set([...shared, ...parameters])
  for (const { name, kind } of code.params)
    (called === 'by position' && kind === 'positional' ? renamable : fixed).add(name)
  for (const name of assigned) renamable.add(name)
  const local = [...renamable].filter((name) => !fixed.has(name))
  const names = new Map(local.map((name, index) => [name, `$${index}`]))
  return { ...renamed(code as Stmt, names), name: code.name } as FunctionDef
}
