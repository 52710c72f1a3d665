import type { Module, Stmt } from '../../../python/ast.ts'
import { builtinNames } from '../../../python/builtins.ts'
import { namesBound } from '../../../python/names-bound.ts'
import { namesUsed } from '../../../python/names-used.ts'
import type { FunctionValue } from '../../../python/value.ts'

/** A name of a file as it has to be set in another one, and the statement that does so. */
export interface CopiedName {
  readonly name: string
  readonly text: string
  readonly isImport: boolean
}

/**
 * What a function needs of its file to work in another one of the same folder: itself, and what it names at the head of
 * the file, in the order of the file. Or why that cannot be told, as a clause.
 */
export function copyOf(value: FunctionValue): readonly CopiedName[] | { readonly cause: string } {
  const { module } = value.scope.file
  const isOnTop = module.body.some((stmt) => stmt === value.code)
  if (!isOnTop) return { cause: 'it is no function at the head of its file' }
  const needed = new Map<Stmt, readonly CopiedName[]>()
  const wanted = [value.name]
  const seen = new Set(wanted)
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const setting = module.body.filter((stmt) => binds(stmt).has(name))
    const [stmt, ...others] = setting
    if (!stmt) {
      const isElsewhere = hasStar(module) && !builtinNames.has(name) && !isLocal(needed.keys(), name)
      if (isElsewhere) return { cause: `\`${name}\` may come from an \`import *\`` }
      continue
    }
    if (others.length > 0) return { cause: `\`${name}\` is set several times` }
    if (stmt.type === 'Import' || stmt.type === 'ImportFrom') {
      const text = importOf(stmt, name)
      const known = needed.get(stmt) ?? []
      needed.set(stmt, [...known, { name, text, isImport: true }])
      continue
    }
    if (!copied.has(stmt.type)) return { cause: `how \`${name}\` is set cannot be followed` }
    if (hasGlobal(stmt)) return { cause: `\`${name}\` sets names of its file` }
    needed.set(stmt, [{ name, text: textOf(module, stmt), isImport: false }])
    for (const used of namesUsed(stmt)) {
      if (seen.has(used)) continue
      seen.add(used)
      wanted.push(used)
    }
  }
  return module.body.flatMap((stmt) => needed.get(stmt) ?? [])
}

/** Statements that set a name and do nothing else. */
const copied: ReadonlySet<Stmt['type']> = new Set(['FunctionDef', 'ClassDef', 'Assign', 'AnnAssign'])

/** The names that a statement sets in its own scope. */
function binds(stmt: Stmt): ReadonlySet<string> {
  switch (stmt.type) {
    case 'FunctionDef':
    case 'ClassDef':
      return new Set([stmt.name])
    case 'Import':
      return new Set(stmt.names.map(({ name, asname }) => asname ?? name.split('.')[0]!))
    case 'ImportFrom':
      return new Set(stmt.names === '*' ? [] : stmt.names.map(({ name, asname }) => asname ?? name))
    default:
      return namesBound(stmt).assigned
  }
}

function importOf(stmt: Stmt & { type: 'Import' | 'ImportFrom' }, name: string): string {
  const aliases = stmt.names === '*' ? [] : stmt.names
  const alias = aliases.find((each) => (each.asname ?? each.name.split('.')[0]) === name)
  const what = alias?.asname === undefined ? (alias?.name ?? name) : `${alias.name} as ${alias.asname}`
  return stmt.type === 'Import'
    ? `import ${what}`
    : `from ${'.'.repeat(stmt.level)}${stmt.module} import ${what}`
}

function textOf({ text }: Module, stmt: Stmt): string {
  const decorators = 'decorators' in stmt ? stmt.decorators.map(({ start }) => start) : []
  const start = text.lastIndexOf('\n', Math.min(stmt.start, ...decorators)) + 1
  return text
    .slice(stmt.type === 'Assign' || stmt.type === 'AnnAssign' ? stmt.start : start, stmt.end)
    .trimEnd()
}

const hasStar = ({ body }: Module) => body.some((stmt) => stmt.type === 'ImportFrom' && stmt.names === '*')

/** Whether a name is set inside of what is copied: there it need not be one of the file. */
function isLocal(stmts: Iterable<Stmt>, name: string): boolean {
  return [...stmts].some((stmt) => {
    const { assigned, parameters } = namesBound(stmt)
    const own = stmt.type === 'FunctionDef' && stmt.params.some((each) => each.name === name)
    return own || assigned.has(name) || parameters.has(name)
  })
}

function hasGlobal(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasGlobal)
  if (node === null || typeof node !== 'object') return false
  return (node as { type?: string }).type === 'Global' || Object.values(node).some(hasGlobal)
}
