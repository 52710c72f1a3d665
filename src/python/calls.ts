import type { Expr } from './ast.ts'
import { attribute } from './attributes.ts'
import { bindParameters } from './bind-parameters.ts'
import { builtins } from './builtins.ts'
import { findIn } from './class-chain.ts'
import { roleOf } from './decorators.ts'
import { execute } from './execute.ts'
import { anyInstance, follow, followMethods, forgetNames, isNamespace } from './follow.ts'
import { uncalled } from './loss.ts'
import { changed } from './objects.ts'
import { frameOf } from './frame.ts'
import type { Interpreter } from './interpreter.ts'
import { iterate } from './iteration.ts'
import { boundCall, loseMethod, shownAs } from './instances.ts'
import { memberCall } from './members.ts'
import { typeCall } from './metaclasses.ts'
import { builtinMethod, mayChange, onlyAppends } from './methods.ts'
import { reflection } from './reflection.ts'
import { callScope, type Scope } from './scope.ts'
import { linearize } from './mro.ts'
import {
  constant,
  stringOf,
  type ClassValue,
  type FunctionValue,
  type MethodValue,
  type Origin,
  type Value,
} from './value.ts'

/** The arguments of a call, evaluated. */
export interface Arguments {
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
}

/** Where a call is made; without an expression, where a framework asks for it. */
export interface Site {
  readonly expr: Expr | undefined
  readonly scope: Scope
}

type Call = Extract<Expr, { type: 'Call' }>

/**
 * A call: carried out where it is a pure builtin, a method of a known value or a function of the repository,
 * and kept as a call value everywhere else (what is called, with what).
 */
export function call(interpreter: Interpreter, expr: Call, scope: Scope): Value {
  const { func } = expr
  const object = func.type === 'Attribute' ? interpreter.evaluate(func.value, scope) : undefined
  const called =
    object && func.type === 'Attribute'
      ? attribute(interpreter, object, func.attr, func, scope, 'call')
      : interpreter.evaluate(func, scope)
  const [callee, given] = withPartial(called, argumentsOf(interpreter, expr, scope))
  const origin = interpreter.origin(expr, scope)
  if (!given) {
    follow(interpreter, callee, [], uncalled(expr, scope))
    if (callee.kind === 'method') loseObject(interpreter, callee, expr, scope)
    return interpreter.unresolved('what is unpacked into the arguments is not known', expr, scope)
  }
  if (callee.kind === 'method') return methodCall(interpreter, callee, given, expr, scope)
  if (callee.kind === 'function') return carryOut(interpreter, callee, given, { expr, scope })
  if (callee.kind === 'class' && callee.enumeration) {
    const member = memberCall(callee, given)
    return member ?? interpreter.unresolved('which member it is, is not known', expr, scope)
  }
  const path = callee.kind === 'reference' ? callee.path : ''
  const builtin =
    builtinCall(interpreter, path, given, { expr, scope }) ??
    typeCall(interpreter, path, given, { expr, scope })
  const known = builtin ?? (path === '' ? undefined : interpreter.outside.call?.(path, given, origin))
  if (known) return known
  const ofClass =
    object?.kind === 'class' && func.type === 'Attribute'
      ? outsideClassMethod(interpreter, object, func.attr, given)
      : undefined
  if (ofClass) return ofClass
  // A method of what may be one of several objects.
  if (callee.kind === 'unresolved' && expr.func.type === 'Attribute')
    changed(interpreter, callee, uncalled(expr, scope))
  if (callee.kind === 'unresolved') follow(interpreter, callee, given.args, uncalled(expr, scope))
  if (callee.kind === 'class') follow(interpreter, callee, given.args, uncalled(expr, scope))
  interpreter.doubt()
  return { kind: 'call', callee, ...given, expr, origin }
}

/** What is called by way of `functools.partial`, with the keywords that it was given before. */
function withPartial(callee: Value, given: Arguments | undefined): [Value, Arguments | undefined] {
  const isPartial =
    callee.kind === 'call' &&
    callee.callee.kind === 'reference' &&
    callee.callee.path === 'functools.partial' &&
    // The places of a call's arguments are those of its own source.
    callee.args.length === 1
  if (!isPartial || !given) return [callee, given]
  const keywords = new Map([...callee.keywords, ...given.keywords])
  return withPartial(callee.args[0]!, { ...given, keywords })
}

/** A call of what Python has without an import; undefined where it stays a call. */
function builtinCall(
  interpreter: Interpreter,
  path: string,
  given: Arguments,
  site: Site,
): Value | undefined {
  if (!path.startsWith('builtins.')) return undefined
  const { expr, scope } = site
  const name = path.slice('builtins.'.length)
  if (name === 'exec' || name === 'eval') forgetNames(interpreter, scope)
  const reflected = Object.hasOwn(reflection, name) ? reflection[name]!(interpreter, given, site) : undefined
  if (reflected) return reflected
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined
  if (!builtin) return undefined
  interpreter.spend(cost(given.args))
  const shown =
    name === 'str' ? { ...given, args: given.args.map((arg) => shownAs(interpreter, arg, site)) } : given
  const result = builtin(shown, interpreter.origin(expr, scope))
  if (result) return interpreter.hashed(result)
  // What could not be worked out may have used up an iterator.
  for (const arg of given.args) if (arg.kind === 'iterator') changed(interpreter, arg, uncalled(expr, scope))
  return interpreter.unresolved(`\`${name}()\` of what is not known`, expr, scope)
}

function methodCall(
  interpreter: Interpreter,
  callee: MethodValue,
  given: Arguments,
  expr: Call,
  scope: Scope,
): Value {
  if (callee.found) return boundCall(interpreter, callee, given, { expr, scope })
  const { object, name } = callee
  interpreter.spend(cost(given.args) + (onlyAppends(name) || name === 'get' ? 0 : cost([object])))
  const origin = interpreter.origin(expr, scope)
  const result =
    builtinMethod(object, name, given, origin) ?? outsideMethod(interpreter, callee, given, origin)
  interpreter.hashed(object)
  if (result) return result
  loseObject(interpreter, callee, expr, scope)
  if (isNamespace(object)) forgetNames(interpreter, scope)
  if (object.kind === 'call' && object.callee.kind === 'class') {
    const loss = uncalled(expr, scope)
    const self = anyInstance(interpreter, object.callee, loss)
    followMethods(interpreter, object.callee, name, given.args, loss, self)
  }
  const reason = `\`.${name}()\` is not evaluated`
  // What a method of text or of a number gives holds no object that was there before.
  return object.kind === 'const'
    ? interpreter.lost({ reason, expr, scope })
    : interpreter.unresolved(reason, expr, scope)
}

/** A method of what a class outside of the repository makes, such as `Lower('name').desc()`: the object is given first. */
function outsideMethod(
  interpreter: Interpreter,
  { object, name }: MethodValue,
  given: Arguments,
  origin: Origin,
): Value | undefined {
  if (object.kind !== 'call' || object.callee.kind !== 'reference') return undefined
  const all = { ...given, args: [object, ...given.args] }
  return interpreter.outside.call?.(`${object.callee.path}.${name}`, all, origin)
}

/** A method that a class of the repository has of a base outside of it. */
function outsideClassMethod(
  interpreter: Interpreter,
  owner: ClassValue,
  name: string,
  given: Arguments,
): Value | undefined {
  const found = findIn(linearize(owner), name)
  return found.kind === 'outside'
    ? interpreter.outside.classMethod?.(found.owner.path, owner, name, given)
    : undefined
}

/** After a method that is not carried out. */
function loseObject(interpreter: Interpreter, callee: MethodValue, expr: Call, scope: Scope): void {
  const { object, name, found } = callee
  if (found) loseMethod(interpreter, callee, [], { expr, scope })
  const isContainer = ['list', 'set', 'dict', 'iterator'].includes(object.kind)
  if (isContainer && mayChange(object, name)) changed(interpreter, object, uncalled(expr, scope), 'itself')
}

/** Steps that working on these values takes, by their size. */
function cost(values: readonly Value[]): number {
  let total = 0
  for (const value of values) {
    if ('items' in value) total += value.items.length
    else if (value.kind === 'dict') total += value.entries.length
    else total += (stringOf(value)?.length ?? 0) / 8
  }
  return Math.ceil(total / 8)
}

function argumentsOf(interpreter: Interpreter, expr: Call, scope: Scope): Arguments | undefined {
  const args: Value[] = []
  const keywords = new Map<string, Value>()
  let known = true
  for (const arg of expr.args) {
    const value = interpreter.evaluate(arg.type === 'Starred' ? arg.value : arg, scope)
    const items = arg.type === 'Starred' ? iterate(value) : [value]
    if (items) for (const item of items) args.push(item)
    else known = false
  }
  for (const { arg, value } of expr.keywords) {
    const evaluated = interpreter.evaluate(value, scope)
    if (arg !== undefined) {
      keywords.set(arg, evaluated)
      continue
    }
    for (const entry of evaluated.kind === 'dict' ? evaluated.entries : [undefined]) {
      const key = stringOf(entry?.key)
      if (entry && key !== undefined && !keywords.has(key)) keywords.set(key, entry.value)
      else known = false
    }
  }
  return known ? { args, keywords } : undefined
}

/** What a function of the repository returns, by running through its body with the given arguments. */
export function carryOut(
  interpreter: Interpreter,
  callee: FunctionValue,
  given: Arguments,
  { expr, scope }: Site,
): Value {
  const inner = callScope(callee, frameOf(callee))
  const why = enter(interpreter, callee, given, inner, expr)
  if (why !== undefined) {
    follow(interpreter, callee, given.args, uncalled(expr, scope))
    return interpreter.unresolved(why, expr, scope)
  }
  const { code } = callee
  if (code.type !== 'FunctionDef') return interpreter.evaluate(code, inner)
  const end = execute(interpreter, code.body, inner)
  if (end.kind === 'return') return end.value
  if (end.kind === 'unknown')
    return interpreter.unresolved(`what \`${callee.name}()\` returns is not known`, expr, scope)
  return constant(null)
}

/** Why a call of a function with these arguments cannot be carried out; undefined where it can. */
export function refusal(
  interpreter: Interpreter,
  callee: FunctionValue,
  given: Arguments,
): string | undefined {
  return enter(interpreter, callee, given, callScope(callee, frameOf(callee)), undefined)
}

function enter(
  interpreter: Interpreter,
  callee: FunctionValue,
  given: Arguments,
  inner: Scope,
  expr: Expr | undefined,
): string | undefined {
  const { code, receiver } = callee
  if (code.type === 'FunctionDef') {
    if (code.isAsync) return `\`${callee.name}()\` is asynchronous`
    if (inner.frame?.effects.yields) return `\`${callee.name}()\` is a generator`
    if (code.decorators.length + callee.decorators.length > 0) {
      const role = roleOf(interpreter, callee)
      if (role === undefined || (role === 'classmethod' && !receiver))
        return `\`${callee.name}()\` is decorated`
    }
  }
  const all = receiver ? { ...given, args: [receiver, ...given.args] } : given
  return bindParameters(interpreter, callee, all, expr, inner)
}
