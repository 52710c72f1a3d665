import type { Expr, Stmt } from './ast.ts'
import { bind, boundNames } from './bind.ts'
import { iterate } from './comprehensions.ts'
import type { Interpreter } from './interpreter.ts'
import { bindImport } from './imports.ts'
import { binary } from './operators.ts'
import { innerScope, type Scope } from './scope.ts'
import { isSequence, truth, type Value } from './value.ts'

/** How running through statements ended. `unknown`: on a way that is not known, a value may have been returned. */
export type Completion =
  | { readonly kind: 'normal' | 'break' | 'continue' | 'raise' | 'unknown' }
  | { readonly kind: 'return'; readonly value: Value }

const normal: Completion = { kind: 'normal' }

/** Runs through statements in order, binding names in `scope`. */
export function execute(interpreter: Interpreter, body: readonly Stmt[], scope: Scope): Completion {
  for (const stmt of body) {
    const completion = executeOne(interpreter, stmt, scope)
    if (completion.kind !== 'normal') return completion
  }
  return normal
}

function executeOne(interpreter: Interpreter, stmt: Stmt, scope: Scope): Completion {
  switch (stmt.type) {
    case 'Import':
    case 'ImportFrom':
      bindImport(interpreter, stmt, scope)
      return normal
    case 'Assign': {
      const value = interpreter.evaluate(stmt.value, scope)
      for (const target of stmt.targets) bind(interpreter, target, value, scope)
      return normal
    }
    case 'AnnAssign':
      return normal
    case 'AugAssign':
      return augment(interpreter, stmt, scope)
    case 'Expr':
      interpreter.evaluate(stmt.value, scope)
      return normal
    case 'FunctionDef':
      scope.names.set(stmt.name, {
        kind: 'function',
        name: stmt.name,
        params: stmt.params,
        code: stmt,
        scope,
        origin: interpreter.origin(stmt, scope),
      })
      return normal
    case 'ClassDef':
      scope.names.set(stmt.name, classValue(interpreter, stmt, scope))
      return normal
    case 'If': {
      const known = truth(interpreter.evaluate(stmt.test, scope))
      if (known !== undefined) return execute(interpreter, known ? stmt.body : stmt.orelse, scope)
      return forget(interpreter, [...stmt.body, ...stmt.orelse], stmt.test, scope)
    }
    case 'For':
      return loop(interpreter, stmt, scope)
    case 'While':
      return forget(interpreter, [...stmt.body, ...stmt.orelse], stmt.test, scope)
    case 'Try': {
      // An import that fails is caught by its handler; what else might fail is not known, and rarely does.
      const completion = execute(interpreter, [...stmt.body, ...stmt.orelse], scope)
      const cleanup = execute(interpreter, stmt.finalbody, scope)
      return cleanup.kind === 'normal' ? completion : cleanup
    }
    case 'With':
      for (const item of stmt.items) {
        const value = interpreter.unresolved('what `with` gives is not known', item.value, scope)
        if (item.target) bind(interpreter, item.target, value, scope)
      }
      return execute(interpreter, stmt.body, scope)
    case 'Return':
      return {
        kind: 'return',
        value: stmt.value ? interpreter.evaluate(stmt.value, scope) : { kind: 'const', value: null },
      }
    case 'Delete':
      for (const name of stmt.values.flatMap(boundNames)) scope.names.delete(name)
      return normal
    case 'Break':
      return { kind: 'break' }
    case 'Continue':
      return { kind: 'continue' }
    case 'Raise':
      return { kind: 'raise' }
    case 'OtherStmt':
      for (const name of stmt.binds) {
        if (scope.names.has(name))
          scope.names.set(name, interpreter.unresolved(`${stmt.kind} is not evaluated`, undefined, scope))
      }
      return normal
    case 'Match':
      return forget(
        interpreter,
        stmt.cases.flatMap((each) => each.body),
        stmt.subject,
        scope,
        stmt.cases.flatMap(({ pattern }) =>
          (pattern.type === 'OtherExpr' ? pattern.children : []).flatMap(boundNames),
        ),
      )
    case 'Pass':
    case 'Assert':
    case 'Global':
    case 'Nonlocal':
      return normal
  }
}

function classValue(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'ClassDef' }>,
  scope: Scope,
): Value {
  const inner = innerScope(scope, 'class')
  execute(interpreter, stmt.body, inner)
  const attributes = new Map<string, Value>()
  for (const [name, binding] of inner.names) attributes.set(name, interpreter.settle(binding, name, inner))
  return {
    kind: 'class',
    name: stmt.name,
    bases: stmt.bases.map((base) => interpreter.evaluate(base, scope)),
    attributes,
    code: stmt,
    scope,
    origin: interpreter.origin(stmt, scope),
  }
}

function augment(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'AugAssign' }>,
  scope: Scope,
): Completion {
  const current = interpreter.evaluate(stmt.target, scope)
  const value = interpreter.evaluate(stmt.value, scope)
  if (stmt.op === '+' && current.kind === 'list') {
    // In place, as Python does it: other names of the same list see it too.
    const unknown = () => interpreter.unresolved('what is added to the list is not known', stmt.value, scope)
    current.items.push(...(isSequence(value) ? value.items : [unknown()]))
    return normal
  }
  const result = binary(stmt.op, current, value, interpreter.origin(stmt, scope))
  bind(
    interpreter,
    stmt.target,
    result ?? interpreter.unresolved(`\`${stmt.op}=\` of what is not known`, stmt.value, scope),
    scope,
  )
  return normal
}

function loop(interpreter: Interpreter, stmt: Extract<Stmt, { type: 'For' }>, scope: Scope): Completion {
  const items = iterate(interpreter.evaluate(stmt.iter, scope))
  if (!items)
    return forget(interpreter, [...stmt.body, ...stmt.orelse], stmt.iter, scope, boundNames(stmt.target))
  for (const item of items) {
    bind(interpreter, stmt.target, item, scope)
    const completion = execute(interpreter, stmt.body, scope)
    if (completion.kind === 'break') return normal
    if (completion.kind !== 'normal' && completion.kind !== 'continue') return completion
  }
  return execute(interpreter, stmt.orelse, scope)
}

/**
 * Statements of which it is not known whether they run: what they would bind is unresolved from here on, and
 * a list that they would add to holds something unknown.
 */
function forget(
  interpreter: Interpreter,
  body: readonly Stmt[],
  cause: Expr,
  scope: Scope,
  names: readonly string[] = [],
): Completion {
  const unknown = () => interpreter.unresolved('it depends on a condition that is not known', cause, scope)
  const effect = effects(body)
  for (const name of effect.extended) {
    const value = interpreter.lookup(name, scope)
    if (value && isSequence(value)) value.items.push(unknown())
    else scope.names.set(name, unknown())
  }
  for (const name of [...names, ...effect.bound]) scope.names.set(name, unknown())
  return effect.returns ? { kind: 'unknown' } : normal
}

/** What statements might do, on any way through them. */
function effects(body: readonly Stmt[]): { bound: string[]; extended: string[]; returns: boolean } {
  const result = { bound: [] as string[], extended: [] as string[], returns: false }
  const visit = (stmt: Stmt): void => {
    switch (stmt.type) {
      case 'Assign':
        result.bound.push(...stmt.targets.flatMap(boundNames))
        break
      case 'AugAssign':
        result.extended.push(...boundNames(stmt.target))
        break
      case 'Expr':
        if (stmt.value.type === 'Call' && stmt.value.func.type === 'Attribute') {
          result.extended.push(...boundNames(stmt.value.func.value))
        }
        break
      case 'FunctionDef':
      case 'ClassDef':
        result.bound.push(stmt.name)
        break
      case 'Import':
        result.bound.push(...stmt.names.map(({ name, asname }) => asname ?? name.split('.')[0]!))
        break
      case 'ImportFrom':
        if (stmt.names !== '*') result.bound.push(...stmt.names.map(({ name, asname }) => asname ?? name))
        break
      case 'If':
      case 'While':
        ;[...stmt.body, ...stmt.orelse].forEach(visit)
        break
      case 'For':
        result.bound.push(...boundNames(stmt.target))
        ;[...stmt.body, ...stmt.orelse].forEach(visit)
        break
      case 'Try':
        ;[
          ...stmt.body,
          ...stmt.handlers.flatMap((handler) => handler.body),
          ...stmt.orelse,
          ...stmt.finalbody,
        ].forEach(visit)
        break
      case 'With':
        result.bound.push(...stmt.items.flatMap((item) => (item.target ? boundNames(item.target) : [])))
        stmt.body.forEach(visit)
        break
      case 'Return':
        result.returns = true
        break
      default:
    }
  }
  body.forEach(visit)
  return result
}
