import type { Stmt } from './ast.ts'
import { bind, boundNames } from './bind.ts'
import { effectsOf, type Exit } from './effects.ts'
import { execute, normal, skipped, unknown, type Completion } from './execute.ts'
import { forget, forgetObjects } from './forget.ts'
import { candidates } from './objects.ts'
import type { Interpreter } from './interpreter.ts'
import { Raised } from './raised.ts'
import { assign, bindingScope, type Binding, type Scope } from './scope.ts'

const reason = 'it depends on whether something fails'

/**
 * `try`: the body is taken to work where everything in it is known. Else both are possible: what the body or a
 * handler changes is unresolved, but for names that the body imports, since what is imported is taken to be there.
 */
export function executeTry(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'Try' }>,
  scope: Scope,
): Completion {
  const isCaught = stmt.handlers.length > 0
  const tried = attempt(interpreter, stmt.body, isCaught, scope)
  let completion = tried.completion
  if (tried.outcome === 'raised') {
    if (!isCaught) {
      execute(interpreter, stmt.finalbody, scope)
      throw new Raised()
    }
    const kept = loseAttempted(interpreter, stmt, tried, scope)
    const handler = handlerOf(interpreter, stmt, tried.raised, scope)
    if (handler) completion = execute(interpreter, handler.body, scope)
    else {
      // Which handler it is, if any, is not known.
      completion = skippedHandlers(interpreter, stmt, kept, scope)
      interpreter.doubt()
    }
  } else if (tried.outcome === 'in doubt' && isCaught) {
    // Whether `else` is got to depends on what the body does.
    if (completion.kind === 'normal')
      completion = skipped(interpreter, stmt.orelse, scope, { reason, stmt, scope })
    const kept = loseAttempted(interpreter, stmt, tried, scope)
    const handled = skippedHandlers(interpreter, stmt, kept, scope)
    completion = either(interpreter, completion, handled)
  } else if (completion.kind === 'normal') {
    completion = execute(interpreter, stmt.orelse, scope)
  }
  const cleanup = execute(interpreter, stmt.finalbody, scope)
  return cleanup.kind === 'normal' ? completion : cleanup
}

/** `with`: what it enters may swallow what the body raises. */
export function executeWith(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'With' }>,
  scope: Scope,
): Completion {
  for (const item of stmt.items) {
    interpreter.evaluate(item.value, scope)
    const value = interpreter.unresolved('what `with` gives is not known', item.value, scope)
    if (item.target) bind(interpreter, item.target, value, scope)
  }
  const tried = attempt(interpreter, stmt.body, true, scope)
  if (tried.outcome === 'worked') return tried.completion
  loseAttempted(interpreter, stmt, tried, scope)
  interpreter.doubt()
  return either(interpreter, tried.completion, normal)
}

interface Attempt {
  readonly outcome: 'worked' | 'raised' | 'in doubt'
  readonly completion: Completion
  /** The statements from the first that may have failed on. */
  readonly doubtful: readonly Stmt[]
  /** What the names that those may bind stood for before. */
  readonly before: ReadonlyMap<string, Binding | undefined>
  /** The exception that was raised, where that is known. */
  readonly raised?: string | undefined
}

function attempt(interpreter: Interpreter, body: readonly Stmt[], isCaught: boolean, scope: Scope): Attempt {
  const before = new Map<string, Binding | undefined>()
  const first = interpreter.doubts
  let completion = normal
  let sure = 0
  const run = () => {
    for (const [index, stmt] of body.entries()) {
      const { bound, augmented } = effectsOf(stmt)
      const names = [...bound, ...augmented.flatMap(boundNames)]
      const now = names.map((name) => [name, bindingScope(name, scope).names.get(name)] as const)
      try {
        completion = execute(interpreter, completion.kind === 'normal' ? [stmt] : [], scope)
      } finally {
        if (interpreter.doubts === first) sure = index + 1
        else for (const [name, value] of now) if (!before.has(name)) before.set(name, value)
      }
      if (completion.kind !== 'normal') return
    }
  }
  const rest = () => body.slice(sure)
  try {
    if (isCaught) interpreter.trying(run)
    else run()
    return {
      outcome: interpreter.doubts > first ? 'in doubt' : 'worked',
      completion,
      doubtful: rest(),
      before,
    }
  } catch (error) {
    if (!(error instanceof Raised)) throw error
    return { outcome: 'raised', completion: normal, doubtful: rest(), before, raised: error.type }
  }
}

/** The handler that catches an exception of a known type; undefined where that is not sure, or it has a name. */
function handlerOf(
  interpreter: Interpreter,
  { handlers }: Extract<Stmt, { type: 'Try' }>,
  raised: string | undefined,
  scope: Scope,
): { readonly body: readonly Stmt[] } | undefined {
  for (const { types, name, body } of raised === undefined ? [] : handlers) {
    const caught = types.map((type) => interpreter.evaluate(type, scope))
    const paths = caught.map((type) => (type.kind === 'reference' ? type.path : undefined))
    if (paths.includes(`builtins.${raised}`) || paths.includes('builtins.Exception') || types.length === 0)
      return name === undefined ? { body } : undefined
    if (paths.some((path) => !path?.startsWith('builtins.'))) return undefined
  }
  return undefined
}

/** After statements that may have ended anywhere. Gives the names that keep what they imported. */
function loseAttempted(
  interpreter: Interpreter,
  stmt: Stmt,
  { doubtful, before }: Attempt,
  scope: Scope,
): ReadonlySet<string> {
  const imported = importedNames(doubtful)
  const kept = new Set([...imported].filter((name) => before.get(name) === undefined))
  const loss = { reason, stmt, scope, isUndone: true }
  for (const [name, old] of before) {
    const target = bindingScope(name, scope)
    const now = target.names.get(name)
    if (old === now || kept.has(name)) continue
    const objects = [old, now].flatMap((each) => (each ? candidates(interpreter.resolve(each, target)) : []))
    assign(name, interpreter.lost(loss, objects), scope)
  }
  forgetObjects(interpreter, effectsOf(doubtful), scope, loss)
  return kept
}

function importedNames(body: readonly Stmt[]): Set<string> {
  return effectsOf(body.filter(({ type }) => type === 'Import' || type === 'ImportFrom')).bound
}

function skippedHandlers(
  interpreter: Interpreter,
  stmt: Extract<Stmt, { type: 'Try' }>,
  kept: ReadonlySet<string>,
  scope: Scope,
): Completion {
  const there = [...kept].map((name) => [name, bindingScope(name, scope).names.get(name)] as const)
  const loss = { reason, stmt, scope }
  const types = stmt.handlers.flatMap((handler) => handler.types)
  const bodies = stmt.handlers.flatMap((handler) => handler.body)
  forget(interpreter, types, scope, loss)
  const completion = skipped(interpreter, bodies, scope, loss)
  for (const { name } of stmt.handlers) if (name !== undefined) assign(name, undefined, scope)
  for (const [name, value] of there) if (value) assign(name, value, scope)
  return completion
}

/** Where one of two ways was taken, and which is not known. */
function either(interpreter: Interpreter, one: Completion, other: Completion): Completion {
  const exits = new Set<Exit>()
  for (const completion of [one, other]) {
    if (completion.kind === 'unknown') completion.exits.forEach((exit) => exits.add(exit))
    else if (completion.kind !== 'normal') exits.add(completion.kind)
  }
  return unknown(interpreter, exits)
}
