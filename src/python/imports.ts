import type { Stmt } from './ast.ts'
import type { Interpreter } from './interpreter.ts'
import type { Scope } from './scope.ts'

/** Binds what an import statement brings. Nothing is read yet: that happens when a name is used. */
export function bindImport(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'Import' | 'ImportFrom' }>,
  scope: Scope,
): void {
  if (stmt.type === 'Import') {
    for (const { name, asname } of stmt.names) {
      const first = name.split('.')[0]!
      // `import a.b` binds `a`, of which `b` is an attribute; `import a.b as c` binds `a.b`.
      if (asname !== undefined) scope.names.set(asname, { kind: 'import', dotted: name, name: undefined })
      else scope.names.set(first, { kind: 'import', dotted: first, name: undefined })
    }
    return
  }
  const dotted = absoluteName(stmt.module, stmt.level, scope.file.path)
  if (stmt.names !== '*') {
    for (const { name, asname } of stmt.names)
      scope.names.set(asname ?? name, { kind: 'import', dotted, name })
    return
  }
  const path = interpreter.modules.find(dotted, scope.file.path)
  const module = path === undefined ? undefined : interpreter.module(path)
  if (!module) {
    scope.starred.push(dotted)
    return
  }
  scope.starred.push(...module.starred)
  for (const [name, binding] of module.names) {
    if (!name.startsWith('_')) scope.names.set(name, interpreter.settle(binding, name, module))
  }
}

/**
 * The dotted name from the repository's root that a relative import means: `level` dots up from the folder of
 * the importing file. Absolute imports are as they stand.
 */
export function absoluteName(module: string, level: number, path: string): string {
  if (level === 0) return module
  const folder = path.split('/').slice(0, -1)
  const base = folder.slice(0, folder.length - (level - 1)).join('.')
  return module === '' ? base : base === '' ? module : `${base}.${module}`
}
