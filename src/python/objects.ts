import type { Expr, Stmt } from './ast.ts'
import { builtinNames } from './builtins.ts'
import { emptyDict } from './dicts.ts'
import { frameOf } from './frame.ts'
import type { Interpreter } from './interpreter.ts'
import { spoil } from './iteration.ts'
import type { Loss } from './loss.ts'
import { superOf } from './instances.ts'
import { namesUsed } from './names-used.ts'
import { assign, moduleOf, type Scope } from './scope.ts'
import type { ObjectValue, Value } from './value.ts'

/** Values may hold one another, and themselves: so many are looked at when one may have been changed. */
const mostChanged = 10_000

/** So many objects an unresolved value may stand for. */
export const mostObjects = 200

/** What can be changed in place. */
export function isContainer({ kind }: Value): boolean {
  return kind === 'list' || kind === 'set' || kind === 'dict' || kind === 'iterator'
}

/** Whether `+=` and the like change an object instead of making another one. */
export function changesInPlace(value: Value): boolean {
  return value.kind === 'list' || value.kind === 'dict' || (value.kind === 'set' && !value.isFrozen)
}

/** The objects that may be changed, or called, by way of a value. */
export function candidates(value: Value): readonly Value[] {
  if (value.kind === 'unresolved') return value.maybe ?? []
  const matters =
    isContainer(value) ||
    ['tuple', 'call', 'function', 'class', 'method', 'object', 'super'].includes(value.kind)
  return matters ? [value] : []
}

/**
 * The objects that the names in source stand for, and those that its functions reach: what the source gives may
 * be one of them.
 */
export function objectsIn(
  interpreter: Interpreter,
  source: Expr | Stmt | readonly (Expr | Stmt)[],
  scope: Scope,
): readonly Value[] {
  const objects = new Set<Value>()
  const add = (name: string, where: Scope, isDirect: boolean) => {
    if (objects.size >= mostObjects) return
    const value = interpreter.lookup(name, where)
    for (const object of value ? candidates(value) : []) objects.add(object)
    if (value?.kind !== 'function' || !isDirect) return
    for (const own of frameOf(value).names) add(own, value.scope, false)
  }
  for (const name of namesUsed(source)) add(name, scope, true)
  return [...objects]
}

/** Whether `reachable` can tell what an expression stands for: a name, an attribute of it, an item of it. */
export function isPath(expr: Expr): boolean {
  if (expr.type === 'Name') return true
  if (expr.type === 'Subscript') return expr.index.type === 'Constant' && isPath(expr.value)
  return expr.type === 'Attribute' && isPath(expr.value)
}

/**
 * The objects that an expression may stand for, as far as that shows without carrying anything out: what a path
 * leads to, and for anything else what its names stand for.
 */
export function reachable(interpreter: Interpreter, expr: Expr, scope: Scope): readonly Value[] {
  if (expr.type === 'Constant' || expr.type === 'Lambda') return []
  if (expr.type === 'Name') {
    const known = interpreter.lookup(expr.id, scope)
    if (known) return [known]
    const starred = builtinNames.has(expr.id) ? undefined : interpreter.starred(moduleOf(scope), expr.id)
    return [starred ?? { kind: 'reference', path: `builtins.${expr.id}` }]
  }
  const above = superIn(expr, interpreter, scope)
  if (above) return [above]
  if (isPath(expr)) {
    const value = interpreter.evaluate(expr, scope)
    if (value.kind !== 'unresolved' || value.maybe) return [value]
  }
  return objectsIn(interpreter, expr, scope)
}

/** What `super()` stands for in a method. */
function superIn(expr: Expr, interpreter: Interpreter, scope: Scope): Value | undefined {
  if (expr.type !== 'Call' || expr.func.type !== 'Name' || expr.func.id !== 'super') return undefined
  const args = expr.args.map((arg) => reachable(interpreter, arg, scope)[0])
  return superOf(
    args.filter((arg) => arg !== undefined),
    scope,
  )
}

/** A list that may have got more items at its end. */
export function mayHaveGrown(interpreter: Interpreter, list: Value & { items: Value[] }, loss: Loss): void {
  if (loss.isUndone) changed(interpreter, list, loss, 'itself')
  else list.items.push(rest(interpreter, loss))
}

function rest(interpreter: Interpreter, loss: Loss): Value {
  return { ...interpreter.lost(loss), rest: true }
}

/** Loses what is known of an attribute that may have been set, on an object that may not be known. */
export function attributeChanged(interpreter: Interpreter, object: Value, name: string, loss: Loss): void {
  for (const each of object.kind === 'unresolved' ? candidates(object) : [object]) {
    const module = each.kind === 'module' ? interpreter.module(each.path) : undefined
    // What is set may be a part of what a class holds.
    if (object.kind === 'unresolved' && each.kind === 'class') changed(interpreter, each, loss, 'itself')
    if (each.kind === 'class' || each.kind === 'object') each.attributes.set(name, interpreter.lost(loss))
    else if (module) assign(name, interpreter.lost(loss), module)
    else if (isAside(interpreter, each, name)) continue
    else changed(interpreter, each, loss, 'itself')
  }
}

function isAside({ outside }: Interpreter, object: Value, name: string): boolean {
  const path = object.kind === 'call' && object.callee.kind === 'reference' ? object.callee.path : undefined
  return path !== undefined && outside.isSideAttribute?.(path, name) === true
}

/** Loses every attribute that was set on an object. */
export function loseAttributes(interpreter: Interpreter, object: ObjectValue, loss: Loss): void {
  object.attributes.clear()
  object.lost = interpreter.lost(loss)
}

/** Loses what is known of an object that may have been changed, and of everything in it unless only `itself` was. */
export function changed(interpreter: Interpreter, value: Value, loss: Loss, itself?: 'itself'): void {
  // What cannot be changed raises.
  interpreter.doubt()
  const seen = new Set<Value>()
  const todo = [value]
  const inside = (values: readonly Value[]) => {
    if (!itself) for (const each of values) todo.push(each)
  }
  while (todo.length > 0 && seen.size < mostChanged) {
    const current = todo.pop()!
    if (seen.has(current)) continue
    seen.add(current)
    switch (current.kind) {
      case 'list':
      case 'set':
        inside(current.items)
        if (current.kind === 'set' && current.isFrozen) break
        current.items.splice(0, Infinity, rest(interpreter, loss))
        break
      case 'tuple':
        inside(current.items)
        break
      case 'dict':
        inside(current.entries.map((entry) => entry.value))
        emptyDict(current, rest(interpreter, loss))
        break
      case 'iterator':
        spoil(current)
        break
      case 'class':
        if (current.declared) current.lost ??= interpreter.lost(loss)
        break
      case 'method':
      case 'super':
        todo.push(current.object)
        break
      case 'object':
        inside([...current.attributes.values()])
        loseAttributes(interpreter, current, loss)
        break
      case 'call':
        current.callee = interpreter.lost(loss)
        // A function may give what it is given, and an object may hold it.
        todo.push(...current.args, ...current.keywords.values())
        break
      case 'unresolved':
        if (current.maybe) todo.push(...current.maybe)
        break
      default:
    }
  }
}
