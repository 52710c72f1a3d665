import type { Stmt } from './ast.ts'
import { namesUsed } from './names-used.ts'
import { normalExpr, normalStmt } from './normal-form.ts'
import type { Scope } from './scope.ts'
import type { ClassValue, FunctionValue } from './value.ts'

/**
 * What a function or a class does, as far as its file tells: the definitions at the module's top level that
 * it uses, directly or not, by name; its own under `''`, so that a mere change of its name makes no difference.
 */
export type Meaning = ReadonlyMap<string, { readonly text: string; readonly definitions: readonly Stmt[] }>

export function meaningOf(value: FunctionValue | ClassValue): Meaning {
  const { code } = value
  const isDefinition = code.type === 'FunctionDef' || code.type === 'ClassDef'
  const text = isDefinition ? normalStmt({ ...code, name: '' }) : `lambda ${normalExpr(code)}`
  const meaning = new Map([['', { text, definitions: isDefinition ? [code as Stmt] : [] }]])
  const body = moduleOf(value.scope).file.module.body
  const todo = [...namesUsed(isDefinition ? [code] : code)]
  while (todo.length > 0) {
    const name = todo.pop()!
    if (meaning.has(name) || name === value.name) continue
    const definitions = definitionsOf(body, name)
    if (definitions.length === 0) continue
    meaning.set(name, { text: definitions.map(normalStmt).join('\n'), definitions })
    todo.push(...namesUsed(definitions))
  }
  return meaning
}

/** A meaning as one text, for comparison. */
export function textOf(meaning: Meaning): string {
  return [...meaning]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => part.text)
    .join('\n')
}

/** The statement of `after` at which two meanings first part ways; undefined where only something went away. */
export function firstDifference(before: Meaning, after: Meaning): Stmt | undefined {
  for (const [name, { text, definitions }] of after) {
    const old = before.get(name)
    if (old?.text !== text) return differingStmt(old?.definitions ?? [], definitions)
  }
  return undefined
}

function differingStmt(before: readonly Stmt[], after: readonly Stmt[]): Stmt | undefined {
  for (const [index, stmt] of after.entries()) {
    const old = before[index]
    if (old && normalStmt(old) === normalStmt(stmt)) continue
    if (old?.type === stmt.type && 'body' in old && 'body' in stmt)
      return differingStmt(old.body, stmt.body) ?? stmt
    return stmt
  }
  return undefined
}

function moduleOf(scope: Scope): Scope {
  let module = scope
  while (module.outer) module = module.outer
  return module
}

/** The statements at a module's top level that bind a name; imports are cut down to that name. */
function definitionsOf(body: readonly Stmt[], name: string): Stmt[] {
  return body.flatMap((stmt): Stmt[] => {
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
