import type { Expr, Stmt } from './ast.ts'
import { absoluteName } from './imports.ts'

/** The one name of what a library has, or had, under several; undefined for everything else. */
export type Alias = (dotted: string) => string | undefined

/** What an import binds a name to. */
interface Imported {
  /** The full dotted name. */
  readonly full: string
  /** Without the modules between the package and the name: code is moved inside of a package and is the same code. */
  readonly short: string
  /** What `import a.b.c` makes an attribute of `a`: those modules, in short as well. */
  readonly modules: ReadonlyMap<string, string>
}

/**
 * The names that imports bind in a piece of source, wherever in it they stand. Left out is what is imported
 * under one name from two places.
 *
 * @param path of the file that the source belongs to, from the repository's root
 */
export function importedNames(body: readonly Stmt[], path: string): Map<string, Imported> {
  const found = new Map<string, Imported>()
  const contradictory = new Set<string>()
  const add = (name: string, imported: Imported) => {
    const known = found.get(name) ?? imported
    if (known.short !== imported.short) contradictory.add(name)
    found.set(name, { ...imported, modules: new Map([...known.modules, ...imported.modules]) })
  }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return
    const stmt = value as Stmt
    if (stmt.type === 'Import') {
      for (const { name, asname } of stmt.names) {
        const dotted = asname === undefined ? name.split('.')[0]! : name
        const modules =
          asname === undefined ? new Map([[name, homeOf(name, 0, path)]]) : new Map<string, string>()
        add(asname ?? dotted, { full: dotted, short: dotted, modules })
      }
    } else if (stmt.type === 'ImportFrom') {
      const module = absoluteName(stmt.module, stmt.level, path)
      const top = homeOf(module, stmt.level, path)
      for (const { name, asname } of stmt.names === '*' ? [] : stmt.names)
        add(asname ?? name, { full: `${module}.${name}`, short: `${top}.${name}`, modules: new Map() })
    } else Object.values(stmt).forEach(visit)
  }
  visit(body)
  for (const name of contradictory) found.delete(name)
  return found
}

/**
 * The package that a module belongs to. Of the file's own package, what lies beside or below the file is kept apart
 * from the rest: there is the code that was copied to stay as it is.
 */
function homeOf(module: string, level: number, path: string): string {
  const folders = path.split('/').slice(0, -1)
  if (level === 0 && !folders.includes(module.split('.')[0]!)) return module.split('.')[0]!
  const beside = folders.slice(-2).join('.')
  return level === 1 || `.${module}.`.includes(`.${beside}.`) ? 'beside' : ''
}

/**
 * A copy of a piece of source in which imported names, and attributes of imported modules, are written as what
 * they are: `force_text(x)` after `from django.utils.encoding import force_text` as `django.force_text(x)`.
 */
export function qualified<Node>(node: Node, imports: ReadonlyMap<string, Imported>, alias: Alias): Node {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (value === null || typeof value !== 'object') return value
    const chain = dottedName(value as Expr)
    const imported = chain && imports.get(chain[0]!)
    if (imported) {
      const rest = chain.slice(1).map((name) => `.${name}`)
      const full = `${imported.full}${rest.join('')}`
      const { start, end } = value as Expr
      return { start, end, type: 'Name', id: alias(full) ?? shortened(imported, full) }
    }
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, visit(child)]))
  }
  return visit(node) as Node
}

/** A full name in short: the longest module that it starts with makes way for what that is called in short. */
function shortened({ full, short, modules }: Imported, name: string): string {
  let longest = ''
  for (const module of modules.keys())
    if (name.startsWith(`${module}.`) && module.length > longest.length) longest = module
  return longest === '' ? short + name.slice(full.length) : modules.get(longest)! + name.slice(longest.length)
}

/** `a.b.c` as its parts; undefined for any other expression. */
function dottedName(expr: Expr): string[] | undefined {
  const parts: string[] = []
  let current = expr
  while (current.type === 'Attribute') {
    parts.unshift(current.attr)
    current = current.value
  }
  return current.type === 'Name' ? [current.id, ...parts] : undefined
}
