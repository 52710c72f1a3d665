import { isInstalled } from '../../../python/environment.ts'
import { absoluteName } from '../../../python/imports.ts'
import type { Interpreter } from '../../../python/interpreter.ts'
import type { Stmt } from '../../../python/ast.ts'

/**
 * The files of the repository that importing some modules imports in turn, over any number of modules: those that Python would have
 * run when Django has loaded the models. Imports inside of functions run later, if ever.
 */
export function reachedModules(interpreter: Interpreter, from: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const todo = [...from].reverse()
  while (todo.length > 0) {
    const path = todo.pop()!
    // What is installed imports nothing of the repository, and declares models of apps that are not compared.
    if (reached.has(path) || isInstalled(path)) continue
    const file = interpreter.modules.parse(path)
    if (!file || file.module.syntaxError) continue
    reached.add(path)
    todo.push(...importedBy(interpreter, path).reverse())
  }
  return reached
}

/**
 * The files of the repository that importing some modules one after the other runs, in the order in which Python is done
 * with them: what a module imports comes before it.
 */
export function executionOrder(interpreter: Interpreter, from: readonly string[]): readonly string[] {
  const done = new Set<string>()
  const begun = new Set<string>()
  // Chains of imports are longer than a stack of calls may be.
  const stack = [{ path: '', left: [...from] }]
  while (stack.length > 0) {
    const { path, left } = stack.at(-1)!
    const next = left.shift()
    if (next === undefined) {
      done.add(path)
      stack.pop()
    } else if (!begun.has(next)) {
      begun.add(next)
      stack.push({ path: next, left: importedBy(interpreter, next) })
    }
  }
  done.delete('')
  return [...done]
}

function importedBy(interpreter: Interpreter, path: string): string[] {
  const file = isInstalled(path) ? undefined : interpreter.modules.parse(path)
  if (!file || file.module.syntaxError) return []
  return importsIn(file.module.body).flatMap((stmt) => targets(interpreter, stmt, path))
}

type Import = Extract<Stmt, { type: 'Import' | 'ImportFrom' }>

function importsIn(body: readonly Stmt[]): Import[] {
  return body.flatMap((stmt): Import[] => {
    switch (stmt.type) {
      case 'Import':
      case 'ImportFrom':
        return [stmt]
      case 'If':
        return isTypeChecking(stmt.test) ? importsIn(stmt.orelse) : importsIn([...stmt.body, ...stmt.orelse])
      case 'Try':
        return importsIn([
          ...stmt.body,
          ...stmt.handlers.flatMap((handler) => handler.body),
          ...stmt.orelse,
          ...stmt.finalbody,
        ])
      case 'With':
      case 'For':
      case 'ClassDef':
        return importsIn(stmt.body)
      default:
        return []
    }
  })
}

function isTypeChecking(test: Extract<Stmt, { type: 'If' }>['test']): boolean {
  if (test.type === 'Name') return test.id === 'TYPE_CHECKING'
  return test.type === 'Attribute' && test.attr === 'TYPE_CHECKING'
}

function targets(interpreter: Interpreter, stmt: Import, path: string): string[] {
  const find = (dotted: string, from: string) => {
    const found: string[] = []
    // Importing a.b.c runs a and a.b first.
    const parts = dotted.split('.')
    for (let i = 1; i <= parts.length; i++) {
      const module = interpreter.modules.find(parts.slice(0, i).join('.'), from)
      if (module !== undefined) found.push(module)
    }
    return found
  }
  if (stmt.type === 'Import') return stmt.names.flatMap(({ name }) => find(name, path))
  const dotted = absoluteName(stmt.module, stmt.level, path)
  const from = stmt.level > 0 ? '' : path
  const modules = find(dotted, from)
  if (stmt.names === '*') return modules
  const below = stmt.names.flatMap(({ name }) => interpreter.modules.find(`${dotted}.${name}`, from) ?? [])
  return [...modules, ...below]
}
