import type { Expr } from './ast.ts'
import { inherited } from './attributes.ts'
import { findIn, orderOf } from './class-chain.ts'
import { forgetEffects } from './forget.ts'
import { frameOf } from './frame.ts'
import type { Interpreter } from './interpreter.ts'
import type { Loss } from './loss.ts'
import { mayChange, onlyAppends } from './methods.ts'
import {
  candidates,
  changed,
  isContainer,
  isPath,
  loseAttributes,
  mayHaveGrown,
  reachable,
} from './objects.ts'
import { assign, callScope, moduleOf, type Scope } from './scope.ts'
import type {
  CallValue,
  ClassValue,
  FunctionValue,
  MemberValue,
  ObjectValue,
  SuperValue,
  Value,
} from './value.ts'

type Call = Extract<Expr, { type: 'Call' }>

/** What a call that may be carried out does to the object of a method, and by way of a function that can be read. */
export function forgetCall(interpreter: Interpreter, call: Call, scope: Scope, loss: Loss): void {
  const { func } = call
  if (func.type === 'Attribute') {
    for (const object of reachable(interpreter, func.value, scope)) {
      if (object.kind === 'class') followClass(interpreter, object, func.attr, loss)
      else if (object.kind === 'object' || object.kind === 'member' || object.kind === 'super')
        followInstance(interpreter, object, call, scope, loss)
      else if (object.kind === 'list' && onlyAppends(func.attr)) mayHaveGrown(interpreter, object, loss)
      else if (object.kind === 'unresolved' || (isContainer(object) && mayChange(object, func.attr)))
        changed(interpreter, object, loss)
    }
  }
  for (const callee of reachable(interpreter, func, scope)) {
    if (callee.kind === 'function' || callee.kind === 'class' || callee.kind === 'unresolved') {
      const args = call.args.flatMap((arg) => reachable(interpreter, arg, scope).slice(0, 1))
      follow(interpreter, callee, args, loss)
      if (args.length < call.args.length + call.keywords.length)
        forgetArguments(interpreter, call, scope, loss)
    } else if (callee.kind === 'reference' && takesNames.has(callee.path)) forgetNames(interpreter, scope)
  }
}

/** What a method of a class that may be called does to it; one that cannot be read may do anything. */
function followClass(interpreter: Interpreter, owner: ClassValue, name: string, loss: Loss): void {
  if (inherited(owner, name)) followMethods(interpreter, owner, name, [], loss)
  else changed(interpreter, owner, loss)
}

/** What a method of an object that may be called does to it. */
function followInstance(
  interpreter: Interpreter,
  object: ObjectValue | MemberValue | SuperValue,
  { func, args }: Call,
  scope: Scope,
  loss: Loss,
): void {
  const found = func.type === 'Attribute' ? findIn(orderOf(object), func.attr) : undefined
  const self = object.kind === 'super' ? object.object : object
  const given = args.flatMap((arg) => reachable(interpreter, arg, scope).slice(0, 1))
  if (found?.kind === 'own') follow(interpreter, found.value, [self, ...given], loss)
  else if (self.kind === 'object' && found?.kind !== 'none') loseAttributes(interpreter, self, loss)
}

const takesNames = new Set(['builtins.exec', 'builtins.eval', 'builtins.globals', 'builtins.vars'])

/** Methods of a class itself that run when an object of it, or a class below it, is made. */
const makers = ['__new__', '__init_subclass__']

/**
 * What a function, or the making of an object of a class, may change, when it is called and not carried out:
 * its arguments, and what it reaches by its own names.
 */
export function follow(interpreter: Interpreter, callee: Value, args: readonly Value[], loss: Loss): void {
  switch (callee.kind) {
    case 'function':
      interpreter.following(callee, () => followFunction(interpreter, callee, args, loss))
      return
    case 'class':
      for (const name of makers) followMethods(interpreter, callee, name, args, loss)
      for (const name of ['__init__', '__call__'])
        followMethods(interpreter, callee, name, args, loss, anyInstance(interpreter, callee, loss))
      return
    case 'unresolved':
      for (const each of candidates(callee)) follow(interpreter, each, args, loss)
      return
    default:
  }
}

/** An object of a class of which nothing else is known. */
export function anyInstance(interpreter: Interpreter, owner: ClassValue, loss: Loss): ObjectValue {
  const { origin } = owner
  const expr: Expr = loss.expr ?? { start: origin.start, end: origin.end, type: 'Name', id: owner.name }
  const call: CallValue = { kind: 'call', callee: owner, args: [], keywords: new Map(), expr, origin }
  return {
    kind: 'object',
    class: owner,
    attributes: new Map(),
    lost: interpreter.lost(loss),
    call,
    origin,
  }
}

/** The same for a method of an object of a class, `self`, or of the class itself. */
export function followMethods(
  interpreter: Interpreter,
  owner: ClassValue,
  name: string,
  args: readonly Value[],
  loss: Loss,
  self: Value = owner,
): void {
  const method = inherited(owner, name)
  if (method) follow(interpreter, method, [self, ...args], loss)
  // A base that is not known may be one of several classes.
  for (const base of owner.bases.flatMap((each) => (each.kind === 'unresolved' ? candidates(each) : [])))
    if (base.kind === 'class') followMethods(interpreter, base, name, args, loss, self)
}

function followFunction(
  interpreter: Interpreter,
  value: FunctionValue,
  args: readonly Value[],
  loss: Loss,
): void {
  const frame = frameOf(value)
  const inner = callScope(value, frame)
  for (const [index, param] of value.params.entries()) {
    const known = param.kind === 'positional' || param.kind === 'positional-only' ? args[index] : undefined
    inner.names.set(param.name, known ?? value.defaults.get(param.name) ?? interpreter.lost(loss))
  }
  forgetEffects(interpreter, frame.effects, [], inner, loss)
}

/**
 * After a call whose result nobody takes, and that is not carried out: it was made for what it does, to its
 * arguments or to the object of its method. Calls that only show something do nothing.
 */
export function forgetArguments(interpreter: Interpreter, call: Call, scope: Scope, loss: Loss): void {
  const callee = isPath(call.func) ? reachable(interpreter, call.func, scope)[0] : undefined
  if (callee && isHarmless(callee)) return
  // A list only keeps what it is given.
  if (callee?.kind === 'method' && isContainer(callee.object)) return
  if (callee?.kind === 'reference' && /^builtins\.(set|del)attr$/.test(callee.path)) {
    forgetAttributes(interpreter, call, scope, loss)
    return
  }
  for (const arg of [...call.args, ...call.keywords.map(({ value }) => value)]) {
    for (const value of reachable(interpreter, arg, scope)) {
      changed(interpreter, value, loss)
      follow(interpreter, value, [], loss)
    }
  }
  // What makes the callee may hold on to what it is made of.
  const { func } = call
  const holders = func.type === 'Attribute' ? func.value : isPath(func) ? undefined : func
  for (const object of holders ? reachable(interpreter, holders, scope) : []) {
    // What the method of an instance does to it is carried out, or followed.
    if (isInstance(object) && isDirect(holders!)) continue
    if (isNamespace(object)) forgetNames(interpreter, scope)
    // A method of a list is carried out, or has lost what it may change.
    else if (!isContainer(object) || !isPath(func)) changed(interpreter, object, loss)
  }
}

const isInstance = ({ kind }: Value) => kind === 'object' || kind === 'member' || kind === 'super'

const isDirect = (expr: Expr) =>
  isPath(expr) || (expr.type === 'Call' && expr.func.type === 'Name' && expr.func.id === 'super')

/** After `setattr(object, name, value)` or `delattr`. */
function forgetAttributes(interpreter: Interpreter, { args }: Call, scope: Scope, loss: Loss): void {
  const [first, second] = args
  const name = second?.type === 'Constant' && typeof second.value === 'string' ? [second.value] : undefined
  for (const object of first ? reachable(interpreter, first, scope) : []) {
    const names = object.kind === 'class' ? (name ?? [...object.attributes.keys()]) : []
    if (object.kind !== 'class') changed(interpreter, object, loss)
    else for (const each of names) object.attributes.set(each, interpreter.lost(loss))
  }
}

/** The names of a module, which `exec` and the like may set. */
export function forgetNames(interpreter: Interpreter, scope: Scope): void {
  const module = moduleOf(scope)
  module.isOpen = true
  for (const name of module.names.keys())
    assign(name, interpreter.lost({ reason: 'code may set it that is not read', scope: module }), module)
}

/** `globals()` and the like. */
export function isNamespace(value: Value): boolean {
  return value.kind === 'call' && value.callee.kind === 'reference' && namespaces.has(value.callee.path)
}

const namespaces = new Set(['builtins.globals', 'builtins.locals', 'builtins.vars'])

/** Calls that show or tell something and change nothing: of builtins, of loggers and of warnings. */
function isHarmless(callee: Value): boolean {
  const inner = callee.kind === 'method' ? callee.object : callee
  const path = inner.kind === 'call' ? inner.callee : inner
  if (path.kind !== 'reference') return false
  if (/^(logging|warnings)\./.test(path.path)) return true
  return /^builtins\.(?!setattr|delattr|next|map|filter)/.test(path.path)
}
