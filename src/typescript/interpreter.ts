import { callFunction } from './calls.ts'
import { evaluate } from './evaluate.ts'
import { exportedNames, exportedValue, moduleScope } from './exports.ts'
import { importedValue } from './imports.ts'
import type { Modules } from './modules.ts'
import type { Scope } from './scope.ts'
import type { Expression, Node } from './syntax.ts'
import {
  textOf,
  type CallValue,
  type FunctionValue,
  type HostValue,
  type InstanceValue,
  type Origin,
  type OutsideValue,
  type UnresolvedValue,
  type Value,
} from './value.ts'

/** What a framework knows of what is called. */
export interface Hooks {
  /** A method of something that the framework put there; undefined where it knows no such method. */
  readonly host?: (
    host: HostValue,
    method: string,
    args: readonly Value[],
    call: HostCall,
  ) => Value | undefined
  /** A part of something that the framework put there; undefined leaves it a part to call. `a.b` is what `b` of its `a` is. */
  readonly part?: (host: HostValue, name: string) => Value | undefined
  /** A method or property that instances have from a class outside of the repository; undefined where it is not known. */
  readonly inherited?: (
    above: OutsideValue,
    name: string,
    instance: InstanceValue,
    interpreter: Interpreter,
  ) => Value | undefined
  /** A call of something outside of the repository; undefined leaves it a call that is not carried out. */
  readonly outside?: (call: CallValue) => Value | undefined
}

/** How a method of a host came to be called. */
export interface HostCall {
  readonly origin: Origin
  /** Why it is not sure that it is called at all, the outermost first; empty where it is. */
  readonly doubts: readonly UnresolvedValue[]
}

/** How many steps one question may take, and how deep calls may go: beyond that, a value is not known. */
const limits = { steps: 200_000, depth: 60 }

/** Works out the values of code, as far as they can be known without running it. */
export class Interpreter {
  readonly modules: Modules
  readonly hooks: Hooks
  readonly scopes = new Map<string, Scope>()
  /** Why what is carried out now may not be carried out. */
  doubts: readonly UnresolvedValue[] = []
  #steps = limits.steps
  #depth = 0

  constructor(modules: Modules, hooks: Hooks = {}) {
    this.modules = modules
    this.hooks = hooks
  }

  /** The top level of a file; undefined where it is not there or cannot be parsed. */
  scope(path: string): Scope | undefined {
    return moduleScope(this, path)
  }

  /** What a file exports under a name, `default` too; the constant `undefined` where it does not. */
  exported(path: string, name: string): Value {
    return exportedValue(this, path, name)
  }

  /** The names that a file exports, in the order of the source. */
  exportedNames(path: string): readonly string[] {
    return exportedNames(this, path)
  }

  evaluate(expression: Expression, scope: Scope): Value {
    return (
      this.within(() => evaluate(this, expression, scope)) ??
      this.unresolved('it nests too deep', expression, scope)
    )
  }

  call(callee: FunctionValue, args: readonly Value[]): Value {
    return callFunction(this, callee, args)
  }

  /** Carries out something that may nest; undefined where that went too far. A question that is not nested starts anew. */
  within<Result>(work: () => Result): Result | undefined {
    if (this.#depth === 0) this.#steps = limits.steps
    if (this.#depth >= limits.depth || this.#steps-- <= 0) return undefined
    this.#depth++
    try {
      return work()
    } finally {
      this.#depth--
    }
  }

  /** Carries out something of which it is not sure that it runs. */
  doubting<Result>(doubt: UnresolvedValue, work: () => Result): Result {
    const before = this.doubts
    this.doubts = [...before, doubt]
    try {
      return work()
    } finally {
      this.doubts = before
    }
  }

  /** What `require(…)` gives: the module; undefined where what is asked for is not known. */
  required([specifier]: readonly Value[], { file: { path } }: Scope): Value | undefined {
    const text = textOf(specifier)
    return text === undefined ? undefined : importedValue(this, text, '*', path)
  }

  /** Takes a step; false where there were too many. */
  step(): boolean {
    return this.#steps-- > 0
  }

  unresolved(reason: string, node: Node, scope: Scope): UnresolvedValue {
    return { kind: 'unresolved', reason, node, origin: originOf(node, scope) }
  }
}

export function originOf(node: Node, { file: { path } }: Scope): Origin {
  return { path, start: node.range[0], end: node.range[1] }
}
