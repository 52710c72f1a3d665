import type { Expr, Stmt } from './ast.ts'
import { bind, unbind } from './bind.ts'
import { eachItem } from './comprehensions.ts'
import { define, defineClass } from './definitions.ts'
import { setEntry } from './dicts.ts'
import type { Exit } from './effects.ts'
import { forgetArguments, forgetNames } from './follow.ts'
import { forget } from './forget.ts'
import { condition, uncalled, type Loss } from './loss.ts'
import { changed, changesInPlace } from './objects.ts'
import { bindImport } from './imports.ts'
import type { Interpreter } from './interpreter.ts'
import { distinct, iterate, members, spoil } from './iteration.ts'
import { binary, sizeLimit } from './operators.ts'
import { Raised } from './raised.ts'
import type { Scope } from './scope.ts'
import { executeTry, executeWith } from './try.ts'
import { constant, truth, type Value } from './value.ts'

/** How running through statements ended. `unknown`: on a way that is not known, it may have ended by one of the exits. */
export type Completion =
  | { readonly kind: 'normal' | 'break' | 'continue' }
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly exits: ReadonlySet<Exit> }

export const normal: Completion = { kind: 'normal' }

/** Runs through statements in order, binding names in `scope`. Throws `Raised` where the source surely raises. */
export function execute(interpreter: Interpreter, body: readonly Stmt[], scope: Scope): Completion {
  return (
    interpreter.execute(body, scope) ??
    skipped(interpreter, body, scope, { reason: 'nested too deep', scope })
  )
}

/** The same without a look at how deep it is; see `Interpreter.execute`. */
export function executeAll(interpreter: Interpreter, body: readonly Stmt[], scope: Scope): Completion {
  for (const [index, stmt] of body.entries()) {
    const completion = executeOne(interpreter, stmt, scope)
    if (completion.kind === 'unknown') {
      const rest = forget(interpreter, body.slice(index + 1), scope, condition(undefined, stmt, scope))
      return unknown(interpreter, new Set([...completion.exits, ...rest]))
    }
    if (completion.kind !== 'normal') return completion
  }
  return normal
}

/** Statements of which it is not known whether they run. */
export function skipped(
  interpreter: Interpreter,
  body: readonly Stmt[],
  scope: Scope,
  loss: Loss,
): Completion {
  return unknown(interpreter, forget(interpreter, body, scope, loss))
}

/** What may be raised is not followed: it ends the program, or is caught by a `try`, which looks for doubts. */
export function unknown(interpreter: Interpreter, exits: ReadonlySet<Exit>): Completion {
  if (exits.has('raise')) interpreter.doubt()
  const leaving = new Set([...exits].filter((exit) => exit !== 'raise'))
  return leaving.size > 0 ? { kind: 'unknown', exits: leaving } : normal
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
    case 'AugAssign':
      augment(interpreter, stmt, scope)
      return normal
    case 'Expr': {
      const value = interpreter.evaluate(stmt.value, scope)
      if (stmt.value.type === 'Call' && (value.kind === 'call' || value.kind === 'unresolved'))
        forgetArguments(interpreter, stmt.value, scope, uncalled(stmt.value, scope))
      return normal
    }
    case 'FunctionDef':
      define(interpreter, stmt, scope)
      return normal
    case 'ClassDef':
      defineClass(interpreter, stmt, scope)
      return normal
    case 'If': {
      const known = truth(interpreter.evaluate(stmt.test, scope))
      if (known !== undefined) return execute(interpreter, known ? stmt.body : stmt.orelse, scope)
      return skipped(interpreter, [...stmt.body, ...stmt.orelse], scope, condition(stmt.test, stmt, scope))
    }
    case 'For':
      return forLoop(interpreter, stmt, scope)
    case 'While':
      return whileLoop(interpreter, stmt, scope)
    case 'Match':
      interpreter.evaluate(stmt.subject, scope)
      return skipped(interpreter, [stmt], scope, condition(stmt.subject, stmt, scope))
    case 'Try':
      return executeTry(interpreter, stmt, scope)
    case 'With':
      return executeWith(interpreter, stmt, scope)
    case 'Return':
      return {
        kind: 'return',
        value: stmt.value ? interpreter.evaluate(stmt.value, scope) : constant(null),
      }
    case 'Delete':
      for (const target of stmt.values) unbind(interpreter, target, scope)
      return normal
    case 'Break':
      return { kind: 'break' }
    case 'Continue':
      return { kind: 'continue' }
    case 'Raise':
      for (const value of stmt.values) interpreter.evaluate(value, scope)
      throw new Raised()
    case 'Assert': {
      const known = stmt.values[0] && truth(interpreter.evaluate(stmt.values[0], scope))
      if (known === false) throw new Raised()
      if (known === undefined) interpreter.doubt()
      return normal
    }
    case 'OtherStmt':
      if (stmt.kind === 'exec_statement') forgetNames(interpreter, scope)
      return skipped(interpreter, [stmt], scope, { reason: `${stmt.kind} is not evaluated`, stmt, scope })
    case 'AnnAssign':
    case 'Pass':
    case 'Global':
    case 'Nonlocal':
      return normal
  }
}

/** `target op= value`. Lists, sets and dicts change in place: other names of the same one see it too. */
function augment(interpreter: Interpreter, stmt: Extract<Stmt, { type: 'AugAssign' }>, scope: Scope): void {
  const current = interpreter.evaluate(stmt.target, scope)
  const value = interpreter.evaluate(stmt.value, scope)
  const reason = `what is added with \`${stmt.op}=\` is not known`
  if (inPlace(current, stmt.op, value)) return
  if (current.kind === 'list' && stmt.op === '+') {
    current.items.push({ ...interpreter.lost({ reason, expr: stmt.value, stmt, scope }), rest: true })
    return
  }
  if (['list', 'set', 'dict', 'call', 'iterator', 'unresolved'].includes(current.kind)) {
    changed(interpreter, current, { reason, expr: stmt.value, stmt, scope }, 'itself')
    // Also where it is a new object: only for lists, sets and dicts it is not.
    if (changesInPlace(current)) return
  }
  const result = binary(stmt.op, current, value, interpreter.origin(stmt, scope))
  bind(
    interpreter,
    stmt.target,
    result ?? interpreter.unresolved(`\`${stmt.op}=\` of what is not known`, stmt.value, scope),
    scope,
  )
}

function inPlace(current: Value, op: string, value: Value): boolean {
  if (current.kind === 'list' && op === '+') {
    const items = iterate(value)
    if (!items || current.items.length + items.length > sizeLimit) return false
    for (const item of items) current.items.push(item)
    return true
  }
  if (current.kind === 'set' && !current.isFrozen && op === '|' && value.kind === 'set') {
    const more = members(value)
    if (more) current.items.splice(0, Infinity, ...distinct([...current.items, ...more]))
    return more !== undefined
  }
  if (current.kind === 'dict' && op === '|' && value.kind === 'dict') {
    for (const entry of [...value.entries]) setEntry(current, entry.key, entry.value)
    return true
  }
  return false
}

function forLoop(interpreter: Interpreter, stmt: Extract<Stmt, { type: 'For' }>, scope: Scope): Completion {
  const iterable = interpreter.evaluate(stmt.iter, scope)
  let completion: Completion = normal
  const ended =
    !stmt.isAsync &&
    eachItem(interpreter, iterable, (item) => {
      bind(interpreter, stmt.target, item, scope)
      completion = execute(interpreter, stmt.body, scope)
      return completion.kind === 'normal' || completion.kind === 'continue'
    })
  if (ended) return execute(interpreter, stmt.orelse, scope)
  spoil(iterable)
  return afterLoop(interpreter, stmt, stmt.iter, completion, scope)
}

function whileLoop(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'While' }>,
  scope: Scope,
): Completion {
  let completion: Completion = normal
  while (completion.kind === 'normal' || completion.kind === 'continue') {
    const known = truth(interpreter.evaluate(stmt.test, scope))
    if (known === false) return execute(interpreter, stmt.orelse, scope)
    if (known === undefined || interpreter.isExhausted)
      return afterLoop(interpreter, stmt, stmt.test, normal, scope)
    completion = execute(interpreter, stmt.body, scope)
  }
  return afterLoop(interpreter, stmt, stmt.test, completion, scope)
}

/** How a loop ends that did not come to its end by itself; what is left of it is not known if nothing says how. */
function afterLoop(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'For' | 'While' }>,
  cause: Expr,
  completion: Completion,
  scope: Scope,
): Completion {
  if (completion.kind === 'return') return completion
  if (completion.kind === 'break') return normal
  const exits = new Set(forget(interpreter, stmt, scope, condition(cause, stmt, scope)))
  if (completion.kind === 'unknown' && completion.exits.has('return')) exits.add('return')
  return unknown(interpreter, exits)
}
