import type { ClassDef, Expr, FunctionDef, Param } from './ast.ts'
import { carryOut } from './calls.ts'
import { makeEnumeration } from './enumerations.ts'
import { execute } from './execute.ts'
import { roleOf } from './decorators.ts'
import { follow } from './follow.ts'
import type { Interpreter } from './interpreter.ts'
import { assign, classScope, type Scope } from './scope.ts'
import type { ClassValue, FunctionValue, Value } from './value.ts'

const reason = 'what is done to a definition may change it'

/** Binds the name of a function. */
export function define(interpreter: Interpreter, stmt: FunctionDef, scope: Scope): void {
  const decorators = stmt.decorators.map((expr) => interpreter.evaluate(expr, scope))
  const value: FunctionValue = {
    kind: 'function',
    name: stmt.name,
    qualname: scope.prefix + stmt.name,
    params: stmt.params,
    defaults: defaultsOf(interpreter, stmt.params, scope),
    code: stmt,
    scope,
    decorators,
    origin: interpreter.origin(stmt, scope),
  }
  assign(stmt.name, accessor(interpreter, stmt, scope, value) ?? value, scope)
  for (const decorator of decorators) follow(interpreter, decorator, [value], { reason, scope })
}

/** `@name.setter` and the like: the property that a name stands for, with one function more. */
function accessor(
  interpreter: Interpreter,
  { name, decorators: [only, ...others] }: FunctionDef,
  scope: Scope,
  value: FunctionValue,
): FunctionValue | undefined {
  if (only?.type !== 'Attribute' || only.value.type !== 'Name' || only.value.id !== name || others.length > 0)
    return undefined
  const old = scope.names.get(name)
  if (old?.kind !== 'function' || roleOf(interpreter, old) !== 'property') return undefined
  if (only.attr === 'setter') return { ...old, setter: value }
  return only.attr === 'deleter' ? old : undefined
}

/** A function or a class of which it is not known whether it is defined: what calling it may do can be followed. */
export function undefinedYet(
  interpreter: Interpreter,
  stmt: FunctionDef | ClassDef,
  scope: Scope,
): FunctionValue | ClassValue {
  const { name } = stmt
  const common = {
    name,
    qualname: scope.prefix + name,
    scope,
    decorators: [],
    origin: interpreter.origin(stmt, scope),
  }
  if (stmt.type === 'FunctionDef')
    return { kind: 'function', ...common, params: stmt.params, defaults: new Map(), code: stmt }
  const methods = stmt.body.flatMap((each): [string, Value][] =>
    each.type === 'FunctionDef' ? [[each.name, undefinedYet(interpreter, each, scope)]] : [],
  )
  return {
    kind: 'class',
    ...common,
    bases: [],
    keywords: new Map(),
    attributes: new Map(methods),
    code: stmt,
  }
}

/** The value of a lambda. */
export function lambda(
  interpreter: Interpreter,
  expr: Extract<Expr, { type: 'Lambda' }>,
  scope: Scope,
): Value {
  return {
    kind: 'function',
    name: '<lambda>',
    qualname: `${scope.prefix}<lambda>`,
    params: expr.params,
    defaults: defaultsOf(interpreter, expr.params, scope),
    code: expr.body,
    scope,
    decorators: [],
    origin: interpreter.origin(expr, scope),
  }
}

function defaultsOf(interpreter: Interpreter, params: readonly Param[], scope: Scope): Map<string, Value> {
  const defaults = new Map<string, Value>()
  for (const param of params)
    if (param.default) defaults.set(param.name, interpreter.evaluate(param.default, scope))
  return defaults
}

/** A base: of a generic class such as `Manager[User]`, the class itself. */
function baseOf(interpreter: Interpreter, base: Expr, scope: Scope): Value {
  if (base.type === 'Starred')
    return interpreter.unresolved('what is unpacked here is not known', base, scope)
  if (base.type === 'Subscript') {
    const generic = interpreter.evaluate(base.value, scope)
    if (generic.kind === 'reference' || (generic.kind === 'class' && !generic.enumeration)) return generic
  }
  return interpreter.evaluate(base, scope)
}

/** Runs through the body of a class and binds its name. */
export function defineClass(interpreter: Interpreter, stmt: ClassDef, scope: Scope): void {
  const decorators = stmt.decorators.map((expr) => interpreter.evaluate(expr, scope))
  const bases = stmt.bases.map((base) => baseOf(interpreter, base, scope))
  const keywords = new Map<string, Value>()
  for (const { arg, value } of stmt.keywords) {
    const keyword = interpreter.evaluate(value, scope)
    // What is unpacked here may be a metaclass.
    keywords.set(arg ?? 'metaclass', keyword)
  }
  const inner = classScope(scope, stmt.name)
  const end = execute(interpreter, stmt.body, inner)
  if (end.kind === 'unknown') interpreter.doubt()
  const attributes = new Map<string, Value>()
  for (const [name, binding] of inner.names) attributes.set(name, interpreter.settle(binding, name, inner))
  const value: ClassValue = {
    kind: 'class',
    name: stmt.name,
    qualname: scope.prefix + stmt.name,
    bases,
    keywords,
    decorators,
    attributes,
    code: stmt,
    scope,
    origin: interpreter.origin(stmt, scope),
  }
  inner.made = value
  makeEnumeration(interpreter, value)
  assign(stmt.name, value, scope)
  for (const base of bases) {
    const hook = base.kind === 'class' ? base.attributes.get('__init_subclass__') : undefined
    if (hook) follow(interpreter, hook, [value], { reason, scope })
  }
  for (const [index, decorator] of [...decorators.entries()].reverse()) {
    const site = { expr: stmt.decorators[index], scope }
    // Most give back the class that they are given: what they do to it is what counts.
    if (decorator.kind === 'function')
      carryOut(interpreter, decorator, { args: [value], keywords: new Map() }, site)
    else follow(interpreter, decorator, [value], { reason, scope })
  }
}
