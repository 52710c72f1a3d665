import type { Expr } from './ast.ts'
import { removeEntry, setEntry } from './dicts.ts'
import { forgetNames, isNamespace } from './follow.ts'
import type { Loss } from './loss.ts'
import { attributeChanged, changed } from './objects.ts'
import { setInstanceAttribute } from './instances.ts'
import type { Interpreter } from './interpreter.ts'
import { iterate } from './iteration.ts'
import { assign, bindingScope, type Scope } from './scope.ts'
import { intOf, isRest, stringOf, type Value } from './value.ts'

/** Carries out an assignment to a target, unpacking where it asks for it. What is not known becomes unresolved. */
export function bind(interpreter: Interpreter, target: Expr, value: Value, scope: Scope): void {
  switch (target.type) {
    case 'Name':
      assign(target.id, value, scope)
      return
    case 'Tuple':
    case 'List':
      unpack(interpreter, target.elts, value, scope)
      return
    case 'Starred':
      bind(interpreter, target.value, value, scope)
      return
    case 'Attribute':
      setAttribute(
        interpreter,
        interpreter.evaluate(target.value, scope),
        target.attr,
        value,
        loss(target, scope),
      )
      return
    case 'Subscript':
      setItem(interpreter, target, value, scope)
      return
    default:
  }
}

/** Every name that a target binds. */
export function boundNames(target: Expr): string[] {
  if (target.type === 'Name') return [target.id]
  if (target.type === 'Tuple' || target.type === 'List') return target.elts.flatMap(boundNames)
  return target.type === 'Starred' ? boundNames(target.value) : []
}

function unpack(interpreter: Interpreter, targets: readonly Expr[], value: Value, scope: Scope): void {
  const items = iterate(value)
  const star = targets.findIndex((target) => target.type === 'Starred')
  const fits =
    items !== undefined && (star < 0 ? items.length === targets.length : items.length >= targets.length - 1)
  for (const [index, target] of targets.entries()) {
    let item: Value | undefined
    if (fits && index === star) {
      const end = items.length - (targets.length - 1 - star)
      item = { kind: 'list', items: items.slice(star, end), origin: interpreter.origin(target, scope) }
    } else if (fits) {
      item = items[star >= 0 && index > star ? items.length - (targets.length - index) : index]
    }
    bind(
      interpreter,
      target,
      item ?? interpreter.unresolved('what is unpacked here is not known', target, scope),
      scope,
    )
  }
}

/** What cannot be followed: an assignment to a part of something, or its deletion. */
function loss(target: Expr, scope: Scope): Loss {
  return { reason: 'a part of it is set or deleted afterwards', expr: target, scope }
}

/** `object.name = value`. */
export function setAttribute(
  interpreter: Interpreter,
  object: Value,
  name: string,
  value: Value,
  why: Loss,
): void {
  if (object.kind === 'class') object.attributes.set(name, value)
  else if (object.kind === 'object' || object.kind === 'member')
    setInstanceAttribute(interpreter, object, name, value, { expr: why.expr, scope: why.scope })
  else if (object.kind === 'module') assignIn(interpreter.module(object.path), name, value)
  else attributeChanged(interpreter, object, name, why)
}

function setItem(
  interpreter: Interpreter,
  target: Extract<Expr, { type: 'Subscript' }>,
  value: Value,
  scope: Scope,
): void {
  const object = interpreter.evaluate(target.value, scope)
  const index = target.index.type === 'Slice' ? undefined : interpreter.evaluate(target.index, scope)
  if (isNamespace(object)) {
    const name = stringOf(index)
    if (name === undefined) forgetNames(interpreter, scope)
    else assign(name, value, scope)
  } else if (object.kind === 'dict' && index && index.kind !== 'unresolved') {
    setEntry(object, index, value)
    interpreter.hashed(object)
  } else if (object.kind === 'list') {
    const at = place(object.items, index)
    if (at === undefined) changed(interpreter, object, loss(target, scope), 'itself')
    else object.items[at] = value
  } else changed(interpreter, object, loss(target, scope), 'itself')
}

/** Where an index points in a list; undefined where it is not known or points outside. */
function place(items: readonly Value[], index: Value | undefined): number | undefined {
  const number = intOf(index)
  if (number === undefined || items.some(isRest)) return undefined
  const at = number < 0 ? number + items.length : number
  return at >= 0 && at < items.length ? at : undefined
}

function assignIn(module: Scope | undefined, name: string, value: Value | undefined): void {
  if (module) assign(name, value, module)
}

/** Carries out `del target`. */
export function unbind(interpreter: Interpreter, target: Expr, scope: Scope): void {
  switch (target.type) {
    case 'Name':
      if (!bindingScope(target.id, scope).names.has(target.id)) interpreter.doubt()
      assign(target.id, undefined, scope)
      return
    case 'Tuple':
    case 'List':
      for (const element of target.elts) unbind(interpreter, element, scope)
      return
    case 'Attribute': {
      const object = interpreter.evaluate(target.value, scope)
      if (object.kind === 'class') object.attributes.delete(target.attr)
      else if (object.kind === 'object' && object.attributes.delete(target.attr)) return
      else if (object.kind === 'module') assignIn(interpreter.module(object.path), target.attr, undefined)
      else attributeChanged(interpreter, object, target.attr, loss(target, scope))
      return
    }
    case 'Subscript': {
      const object = interpreter.evaluate(target.value, scope)
      const index = target.index.type === 'Slice' ? undefined : interpreter.evaluate(target.index, scope)
      const at = object.kind === 'list' ? place(object.items, index) : undefined
      const removed = object.kind === 'dict' && index ? removeEntry(object, index) : undefined
      if (object.kind === 'list' && at !== undefined) object.items.splice(at, 1)
      else if (removed === undefined) changed(interpreter, object, loss(target, scope), 'itself')
      else if (removed === 'none') interpreter.doubt()
      return
    }
    default:
  }
}
