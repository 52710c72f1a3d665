import type { FunctionDef, Stmt } from './ast.ts'
import { namesUsed } from './names-used.ts'
import { normalExpr, normalStmt, normalStmts } from './normal-form.ts'
import type { Scope } from './scope.ts'
import type { FunctionValue, Value } from './value.ts'

/**
 * A text that is the same for two values exactly when nothing that can be read tells them apart. Paths are
 * left out, so that the same file in another folder has the same values.
 */
export function canonical(value: Value): string {
  switch (value.kind) {
    case 'const': {
      const known = value.value
      if (known !== null && typeof known === 'object')
        return known.kind === 'bytes' ? `b${JSON.stringify(known.text)}` : '...'
      return typeof known === 'string' ? JSON.stringify(known) : String(known)
    }
    case 'list':
      return `[${value.items.map(canonical).join(',')}]`
    case 'tuple':
      return `(${value.items.map(canonical).join(',')},)`
    case 'set':
      return `{${value.items.map(canonical).sort().join(',')}}`
    case 'dict':
      return `{${value.entries.map((entry) => `${canonical(entry.key)}:${canonical(entry.value)}`).join(',')}}`
    case 'reference':
      return value.path
    case 'call': {
      const keywords = [...value.keywords].map(([name, item]) => `${name}=${canonical(item)}`).sort()
      return `${canonical(value.callee)}(${[...value.args.map(canonical), ...keywords].join(',')})`
    }
    case 'function':
      return `function ${functionMeaning(value)}`
    case 'class':
      return `class ${value.name}`
    case 'module':
      return `module ${value.dotted}`
    case 'method':
      return `${canonical(value.object)}.${value.name}`
    case 'unresolved':
      return `?${value.expr ? normalExpr(value.expr) : value.reason}`
  }
}

/**
 * What a function does, as far as its file tells: its own source and that of every name of its module that it
 * uses, directly or not, in normal form. A function that is only renamed means the same.
 */
export function functionMeaning(value: FunctionValue): string {
  const { code } = value
  const own = code.type === 'FunctionDef' ? meaningOfDef(code) : `lambda ${normalExpr(code)}`
  const parts = new Map<string, string>()
  const todo = [...namesUsed(code.type === 'FunctionDef' ? [code] : code)]
  const module = moduleOf(value.scope)
  while (todo.length > 0) {
    const name = todo.pop()!
    if (parts.has(name) || name === value.name) continue
    const definitions = definitionsOf(module, name)
    if (definitions.length === 0) continue
    parts.set(name, definitions.map(normalStmt).join('\n'))
    todo.push(...namesUsed(definitions))
  }
  return [own, ...[...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)].join('\n')
}

function meaningOfDef(def: FunctionDef): string {
  return normalStmt({ ...def, name: '' }) || normalStmts(def.body)
}

function moduleOf(scope: Scope): Scope {
  let module = scope
  while (module.outer) module = module.outer
  return module
}

/** The statements at a module's top level that bind a name; imports are cut down to that name. */
function definitionsOf(module: Scope, name: string): Stmt[] {
  return module.file.module.body.flatMap((stmt): Stmt[] => {
    switch (stmt.type) {
      case 'FunctionDef':
      case 'ClassDef':
        return stmt.name === name ? [stmt] : []
      case 'Assign':
        return stmt.targets.some((target) => target.type === 'Name' && target.id === name) ? [stmt] : []
      case 'AugAssign':
        return stmt.target.type === 'Name' && stmt.target.id === name ? [stmt] : []
      case 'Import': {
        const names = stmt.names.filter((alias) => (alias.asname ?? alias.name.split('.')[0]) === name)
        return names.length > 0 ? [{ ...stmt, names }] : []
      }
      case 'ImportFrom': {
        if (stmt.names === '*') return []
        const names = stmt.names.filter((alias) => (alias.asname ?? alias.name) === name)
        return names.length > 0 ? [{ ...stmt, names }] : []
      }
      default:
        return []
    }
  })
}
