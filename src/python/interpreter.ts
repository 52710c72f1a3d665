import type { Expr } from './ast.ts'
import { evaluate } from './evaluate.ts'
import { execute } from './execute.ts'
import type { Modules } from './modules.ts'
import { moduleScope, type Binding, type ImportBinding, type Scope } from './scope.ts'
import type { Origin, UnresolvedValue, Value } from './value.ts'

/**
 * How many expressions one file may evaluate, its imports included, and how deep they may nest (calls of
 * functions count): whatever a file holds, reading it ends.
 */
const stepLimit = 300_000
const depthLimit = 800

/** What a framework knows of names outside the repository, such as a setting's value. */
export type Known = (path: string) => Value | undefined

/**
 * Evaluates Python statically, over the modules of one tree. Nothing is run: what cannot be known from the
 * source becomes an unresolved value that says why.
 */
export class Interpreter {
  readonly modules: Modules
  readonly known: Known
  readonly #scopes = new Map<string, Scope | 'running'>()
  #steps = 0
  #depth = 0

  constructor(modules: Modules, known: Known = () => undefined) {
    this.modules = modules
    this.known = known
  }

  /** The names of a module after running through it once; undefined where there is no such file or it is no Python. */
  module(path: string): Scope | undefined {
    const there = this.#scopes.get(path)
    if (there) return there === 'running' ? undefined : there
    const file = this.modules.parse(path)
    if (!file || file.module.syntaxError) return undefined
    const scope = moduleScope(file)
    this.#scopes.set(path, 'running')
    const outerSteps = this.#steps
    this.#steps = 0
    execute(this, file.module.body, scope)
    this.#steps = outerSteps
    this.#scopes.set(path, scope)
    return scope
  }

  /** The value of an expression. */
  evaluate(expr: Expr, scope: Scope): Value {
    if (++this.#steps > stepLimit) return this.unresolved('the file takes too long to evaluate', expr, scope)
    if (this.#depth >= depthLimit) return this.unresolved('nested too deep', expr, scope)
    this.#depth++
    try {
      return evaluate(this, expr, scope)
    } finally {
      this.#depth--
    }
  }

  /** The value of a name, looked up as Python does: own scope, enclosing ones, module; undefined where nothing binds it. */
  lookup(name: string, scope: Scope): Value | undefined {
    for (let current: Scope | undefined = scope; current; current = current.outer) {
      const binding = current.names.get(name)
      if (binding) return this.settle(binding, name, current)
    }
    return undefined
  }

  /** Follows an import to what it names, and remembers it. */
  settle(binding: Binding, name: string, scope: Scope): Value {
    if (binding.kind !== 'import') return binding
    const value = this.#import(binding, scope)
    scope.names.set(name, value)
    return value
  }

  /** An attribute of a module of the repository: a name in it, or a module below it. */
  moduleAttribute(path: string, dotted: string, name: string): Value | undefined {
    const scope = this.module(path)
    const binding = scope?.names.get(name)
    if (scope && binding) return this.settle(binding, name, scope)
    const below = this.modules.find(`${dotted}.${name}`, path)
    if (below) return { kind: 'module', path: below, dotted: `${dotted}.${name}` }
    return scope && this.starred(scope, name)
  }

  /**
   * A name that a module does not bind itself and that `from x import *` brings, where x is outside of the
   * repository: the name must come from there. Undefined where there is no such import.
   */
  starred(module: Scope, name: string): Value | undefined {
    const [from, ...others] = module.starred
    if (from === undefined) return undefined
    if (others.length === 0)
      return this.known(`${from}.${name}`) ?? { kind: 'reference', path: `${from}.${name}` }
    return this.unresolved(
      `\`${name}\` may come from any of ${module.starred.length} \`import *\``,
      undefined,
      module,
    )
  }

  unresolved(reason: string, expr: Expr | undefined, scope: Scope): UnresolvedValue {
    return { kind: 'unresolved', reason, expr, origin: this.origin(expr, scope) }
  }

  origin(expr: { readonly start: number; readonly end: number } | undefined, scope: Scope): Origin {
    return { path: scope.file.path, start: expr?.start ?? 0, end: expr?.end ?? 0 }
  }

  #import({ dotted, name }: ImportBinding, scope: Scope): Value {
    const from = scope.file.path
    const path = this.modules.find(dotted, from)
    if (path === undefined) {
      const full = name === undefined ? dotted : `${dotted}.${name}`
      const below = name === undefined ? undefined : this.modules.find(full, from)
      if (below) return { kind: 'module', path: below, dotted: full }
      return this.known(full) ?? { kind: 'reference', path: full }
    }
    if (name === undefined) return { kind: 'module', path, dotted }
    const value = this.moduleAttribute(path, dotted, name)
    return value ?? this.unresolved(`\`${name}\` is not found in ${path}`, undefined, scope)
  }
}
