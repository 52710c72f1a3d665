import type { Stmt } from './ast.ts'
import { isInstalled, withinPackages } from './environment.ts'
import type { Interpreter } from './interpreter.ts'
import { assign, bindingScope, mayBindMore, type ImportBinding, type Scope } from './scope.ts'
import { isSequence, stringOf } from './value.ts'

/**
 * Binds what an import statement brings. Nothing is read yet: that happens when a name is used, or at once
 * inside of a `try`, where it matters whether the import works.
 */
export function bindImport(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'Import' | 'ImportFrom' }>,
  scope: Scope,
): void {
  const bind = (name: string, binding: ImportBinding) => {
    assign(name, binding, scope)
    if (interpreter.isTrying) interpreter.settle(binding, name, bindingScope(name, scope))
  }
  if (stmt.type === 'Import') {
    for (const { name, asname } of stmt.names) {
      const first = name.split('.')[0]!
      // `import a.b` binds `a`, of which `b` is an attribute; `import a.b as c` binds `a.b`.
      const [bound, dotted] = asname === undefined ? [first, first] : [asname, name]
      bind(bound, { kind: 'import', dotted, name: undefined, from: scope.file.path })
    }
    return
  }
  const dotted = absoluteName(stmt.module, stmt.level, scope.file.path)
  // What is relative is found from the repository's root, whatever else goes by that name.
  const from = stmt.level > 0 && !isInstalled(scope.file.path) ? '' : scope.file.path
  if (stmt.names === '*') bindStar(interpreter, dotted, from, scope)
  else for (const { name, asname } of stmt.names) bind(asname ?? name, { kind: 'import', dotted, name, from })
}

function bindStar(interpreter: Interpreter, dotted: string, from: string, scope: Scope): void {
  const path = interpreter.modules.find(dotted, from)
  const module = path === undefined ? undefined : interpreter.module(path)
  if (!module || path === undefined) {
    interpreter.doubt()
    scope.starred.push(dotted)
    return
  }
  scope.starred.push(...module.starred)
  if (mayBindMore(module)) scope.isOpen = true
  const declared = module.names.get('__all__')
  const list = declared && interpreter.settle(declared, '__all__', module)
  const listed = isSequence(list) ? list.items.map(stringOf) : undefined
  const known = listed?.every((name) => name !== undefined) ? listed : undefined
  const names = known ?? [...module.names.keys()].filter((name) => !name.startsWith('_'))
  for (const name of names) {
    const value = interpreter.moduleAttribute(path, dotted, name)
    if (!value) continue
    // Which names an `__all__` lists that is not known, is not known either.
    const isSure = !list || known || !scope.names.has(name)
    const reason = `\`${name}\` may come from ${path}`
    assign(name, isSure ? value : interpreter.unresolved(reason, undefined, scope), scope)
  }
}

/**
 * The dotted name from the repository's root that a relative import means: `level` dots up from the folder of
 * the importing file. Absolute imports are as they stand.
 */
export function absoluteName(module: string, level: number, path: string): string {
  if (level === 0) return module
  const folder = withinPackages(path).split('/').slice(0, -1)
  // Further up than the repository goes: Python finds nothing there.
  if (level - 1 > folder.length) return '.'.repeat(level) + module
  const base = folder.slice(0, folder.length - (level - 1)).join('.')
  return module === '' ? base : base === '' ? module : `${base}.${module}`
}
