import type { Expr, Stmt } from './ast.ts'
import { hasOnlyKnownKeys } from './dicts.ts'
import { evaluate } from './evaluate.ts'
import { execute, executeAll, type Completion } from './execute.ts'
import { forgetNames } from './follow.ts'
import { forget } from './forget.ts'
import type { Loss } from './loss.ts'
import { objectsIn } from './objects.ts'
import { hasKnownMembers } from './iteration.ts'
import { givenByModule } from './module-getattr.ts'
import type { Modules } from './modules.ts'
import type { Outside } from './outside.ts'
import { plain } from './plain-names.ts'
import { Raised } from './raised.ts'
import { moduleOf, moduleScope, type Binding, type ImportBinding, type Scope } from './scope.ts'
import type { ClassValue, FunctionValue, Origin, UnresolvedValue, Value } from './value.ts'

/**
 * How many expressions one file may evaluate, its imports left out, for itself and for each character of it;
 * and how deep they may nest (calls of functions count): whatever a file holds, reading it ends.
 */
const stepLimit = 100_000
const stepsPerCharacter = 2
const depthLimit = 400
const followLimit = 40
/** So many modules may be under way at once, each imported by the one before. */
const importLimit = 150

/**
 * Evaluates Python statically, over the modules of one tree. Nothing is run: what cannot be known from the
 * source becomes an unresolved value that says why. Three things are taken for granted: a module outside of
 * the repository that is imported is there, importing it sets no name that a module binds itself, and a call
 * of which the result is used changes nothing unless it is of a function that can be read.
 */
export class Interpreter {
  readonly modules: Modules
  readonly outside: Outside
  /** Classes that calls have made, `type(name, bases, namespace)`, in order. */
  readonly made: ClassValue[] = []
  /** Of modules that were run, and of those that are being run. */
  readonly #scopes = new Map<string, Scope>()
  readonly #failed = new Set<Scope>()
  /** Imports that are being followed. */
  readonly #importing = new Set<ImportBinding>()
  #following = new Set<unknown>()
  #stepsLeft = stepLimit
  #depth = 0
  #doubts = 0
  #underWay = 0
  #tries = 0
  /** Whether something is run for its own sake, by `apart`, and not as a part of its file. */
  isApart = false

  /** `outside`: what is known of code that is not in the modules. */
  constructor(modules: Modules, outside: Outside = {}) {
    this.modules = modules
    this.outside = outside
  }

  /** The names of a module after running through it once; undefined where there is no such file or it is no Python. */
  module(path: string): Scope | undefined {
    const there = this.#scopes.get(path)
    if (there) return there.isDone ? there : undefined
    const file = this.#underWay < importLimit ? this.modules.parse(path) : undefined
    if (!file || file.module.syntaxError) return undefined
    const scope = moduleScope(file)
    this.#scopes.set(path, scope)
    this.#underWay++
    const steps = stepLimit + stepsPerCharacter * file.module.text.length
    this.#within(steps, false, () => {
      try {
        execute(this, file.module.body, scope)
      } catch (error) {
        if (!(error instanceof Raised)) throw error
        this.#failed.add(scope)
      }
    })
    this.#underWay--
    scope.isDone = true
    return scope
  }

  /** Whether running a module ended in an exception: what comes after it is not known. */
  hasFailed(path: string): boolean {
    const scope = this.#scopes.get(path)
    return scope !== undefined && this.#failed.has(scope)
  }

  /** Runs something outside of any file that is under way, with as many steps as a small file has. */
  apart<Result>(run: () => Result): Result {
    return this.#within(stepLimit, true, run)
  }

  #within<Result>(steps: number, isApart: boolean, run: () => Result): Result {
    const outer = [this.#stepsLeft, this.#tries, this.#following, this.isApart] as const
    this.#stepsLeft = steps
    this.#tries = 0
    this.#following = new Set()
    this.isApart = isApart
    try {
      return run()
    } finally {
      ;[this.#stepsLeft, this.#tries, this.#following, this.isApart] = outer
    }
  }

  /** The value of an expression. */
  evaluate(expr: Expr, scope: Scope): Value {
    if (!this.spend(1)) return this.#skip('the file takes too long to evaluate', expr, scope)
    if (this.#depth >= depthLimit) return this.#skip('nested too deep', expr, scope)
    this.#depth++
    try {
      return evaluate(this, expr, scope)
    } finally {
      this.#depth--
    }
  }

  /** Runs through a block one level deeper; undefined where that is too deep. */
  execute(body: readonly Stmt[], scope: Scope): Completion | undefined {
    if (this.#depth >= depthLimit) return undefined
    this.#depth++
    try {
      return executeAll(this, body, scope)
    } finally {
      this.#depth--
    }
  }

  /** Takes steps off those that the file may take; false where none are left. */
  spend(steps: number): boolean {
    this.#stepsLeft -= steps
    return this.#stepsLeft >= 0
  }

  /** Whether the file has taken all its steps: what is left of it is not evaluated, only what it may change is forgotten. */
  get isExhausted(): boolean {
    return this.#stepsLeft < 0
  }

  /** How often something was met that may fail when it runs, or that is not known. */
  get doubts(): number {
    return this.#doubts
  }

  doubt(): void {
    this.#doubts++
  }

  /** The same value, with a doubt where it is a set or dict of what may not be hashable. */
  hashed<Made extends Value>(value: Made): Made {
    if (value.kind === 'dict' ? !hasOnlyKnownKeys(value) : value.kind === 'set' && !hasKnownMembers(value))
      this.doubt()
    return value
  }

  /** Whether it matters if something fails. */
  get isTrying(): boolean {
    return this.#tries > 0
  }

  trying<Result>(run: () => Result): Result {
    this.#tries++
    try {
      return run()
    } finally {
      this.#tries--
    }
  }

  /** Runs for a function unless that is under way, or was done after the last step was taken. */
  following(value: FunctionValue, run: () => void): void {
    const { code } = value
    if (this.#following.has(code)) return
    if (this.#following.size >= followLimit && !this.isExhausted) {
      forgetNames(this, value.scope)
      return
    }
    this.#following.add(code)
    run()
    if (!this.isExhausted) this.#following.delete(code)
  }

  /** The value of a name, looked up as Python does: own scope, enclosing ones, module; undefined where nothing binds it. */
  lookup(name: string, scope: Scope): Value | undefined {
    for (let current: Scope | undefined = scope; current; current = current.outer) {
      if (current.frame?.globals.has(name)) current = moduleOf(current)
      const binding = current.names.get(name)
      if (binding) return this.settle(binding, name, current)
      if (current.frame?.locals.has(name))
        return this.unresolved(`\`${name}\` is not bound yet`, undefined, current)
    }
    return undefined
  }

  /** Follows an import to what it names, and remembers it. */
  settle(binding: Binding, name: string, scope: Scope): Value {
    const value = this.resolve(binding, scope)
    if (value !== binding) scope.names.set(name, value)
    return value
  }

  /** What a binding stands for, without remembering it. */
  resolve(binding: Binding, scope: Scope): Value {
    return binding.kind === 'import' ? this.#import(binding, scope) : binding
  }

  /** An attribute of a module of the repository: a name in it, or a module below it. */
  moduleAttribute(path: string, dotted: string, name: string): Value | undefined {
    // Of a module that is being run, what imports it in a circle sees the names that are bound by then.
    const scope = this.module(path) ?? this.#scopes.get(path)
    const binding = scope?.names.get(name)
    if (scope && this.#failed.has(scope)) return undefined
    // `from . import x` in a package binds `x`, and means the module: what is imported in a circle is not bound yet.
    if (scope && binding && !(binding.kind === 'import' && this.#importing.has(binding)))
      return this.settle(binding, name, scope)
    const below = this.modules.find(`${dotted}.${name}`, path)
    if (below) return { kind: 'module', path: below, dotted: `${dotted}.${name}` }
    if (!scope?.isDone) return undefined
    return this.starred(scope, name) ?? givenByModule(this, scope, name)
  }

  /**
   * A name that a module does not bind itself and that `from x import *` brings, where x is outside of the
   * repository: the name must come from there. Undefined where there is no such import.
   */
  starred(module: Scope, name: string): Value | undefined {
    const [from, ...others] = module.starred
    if (from === undefined) return undefined
    if (others.length === 0) return this.external(`${from}.${name}`)
    return this.unresolved(
      `\`${name}\` may come from any of ${module.starred.length} \`import *\``,
      undefined,
      module,
    )
  }

  /** Something outside of the repository, by its dotted path. */
  external(path: string): Value {
    this.doubt()
    const known = this.outside.name?.(path) ?? (Object.hasOwn(plain, path) ? plain[path] : undefined)
    return known ?? { kind: 'reference', path }
  }

  unresolved(reason: string, expr: Expr | undefined, scope: Scope): UnresolvedValue {
    this.doubt()
    const maybe = expr ? objectsIn(this, expr, scope) : []
    return {
      kind: 'unresolved',
      reason,
      expr,
      origin: this.origin(expr, scope),
      ...(maybe.length > 0 && { maybe }),
    }
  }

  /** What an unresolved value says where something was known before. */
  lost({ reason, expr, stmt, scope }: Loss, maybe: readonly Value[] = []): UnresolvedValue {
    this.doubt()
    const origin = this.origin(expr, scope)
    return {
      kind: 'unresolved',
      reason,
      expr,
      origin,
      ...(stmt && { stmt }),
      ...(maybe.length > 0 && { maybe }),
    }
  }

  origin(expr: { readonly start: number; readonly end: number } | undefined, scope: Scope): Origin {
    return { path: scope.file.path, start: expr?.start ?? 0, end: expr?.end ?? 0 }
  }

  #skip(reason: string, expr: Expr, scope: Scope): Value {
    forget(this, expr, scope, { reason, expr, scope })
    return this.unresolved(reason, expr, scope)
  }

  #import(binding: ImportBinding, scope: Scope): Value {
    const { dotted, name, from } = binding
    const path = this.modules.find(dotted, from)
    if (path === undefined) {
      const full = name === undefined ? dotted : dotted === '' ? name : `${dotted}.${name}`
      const below = name === undefined ? undefined : this.modules.find(full, from)
      return below ? { kind: 'module', path: below, dotted: full } : this.external(full)
    }
    if (name === undefined) return { kind: 'module', path, dotted }
    if (this.module(path)?.rebound.has(name))
      return this.unresolved(`\`${name}\` is set again after it is imported`, undefined, scope)
    this.#importing.add(binding)
    const value = this.moduleAttribute(path, dotted, name)
    this.#importing.delete(binding)
    return value ?? this.unresolved(`\`${name}\` is not found in ${path}`, undefined, scope)
  }
}
