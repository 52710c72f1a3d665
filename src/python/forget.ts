import type { Expr, Stmt } from './ast.ts'
import { boundNames } from './bind.ts'
import { undefinedYet } from './definitions.ts'
import { effectsOf, type Effects, type Exit } from './effects.ts'
import { forgetArguments, forgetCall } from './follow.ts'
import type { Interpreter } from './interpreter.ts'
import { spoil } from './iteration.ts'
import type { Loss } from './loss.ts'
import {
  attributeChanged,
  candidates,
  changed,
  mayHaveGrown,
  mostObjects,
  objectsIn,
  reachable,
  changesInPlace,
} from './objects.ts'
import { assign, bindingScope, outsideComprehensions, type Scope } from './scope.ts'
import type { Value } from './value.ts'

/**
 * For source of which it is not known whether it runs, how often, or what becomes of it: names that it may bind
 * are unresolved from here on, and so is what it may change in lists, dicts and objects, also by way of the
 * functions that it calls. Gives the ways in which it may leave.
 */
export function forget(
  interpreter: Interpreter,
  source: Expr | Stmt | readonly (Expr | Stmt)[],
  scope: Scope,
  loss: Loss,
): ReadonlySet<Exit> {
  const effects = effectsOf(source)
  const maybe = effects.bound.size > 0 ? objectsIn(interpreter, source, scope) : []
  forgetEffects(interpreter, effects, maybe, scope, loss)
  return effects.exits
}

/** The same for effects; `maybe` is what a name may be bound to. */
export function forgetEffects(
  interpreter: Interpreter,
  effects: Effects,
  maybe: readonly Value[],
  scope: Scope,
  loss: Loss,
): void {
  interpreter.doubt()
  const outside = outsideComprehensions(scope)
  const defined = effects.definitions.map((definition) => undefinedYet(interpreter, definition, scope))
  for (const name of effects.bound) {
    const target = bindingScope(name, outside)
    const old = target.names.get(name)
    const own = defined.filter((value) => value.name === name)
    const objects = old ? candidates(interpreter.resolve(old, target)) : []
    assign(name, interpreter.lost(loss, [...own, ...objects, ...maybe].slice(0, mostObjects)), outside)
  }
  forgetObjects(interpreter, effects, scope, loss)
}

/** The same for what may be changed, without the names that are bound. */
export function forgetObjects(interpreter: Interpreter, effects: Effects, scope: Scope, loss: Loss): void {
  const lose = (expr: Expr) => {
    for (const value of reachable(interpreter, expr, scope)) changed(interpreter, value, loss)
  }
  interpreter.spend(effects.calls.length + effects.entries.length + effects.attributes.length)
  for (const target of effects.augmented) {
    if (target.type === 'Attribute' || target.type === 'Subscript') lose(target.value)
    const [value] = reachable(interpreter, target, scope)
    if (value?.kind === 'list') mayHaveGrown(interpreter, value, loss)
    else if (value) changed(interpreter, value, loss)
    if (value && changesInPlace(value)) continue
    for (const name of boundNames(target))
      assign(name, interpreter.lost(loss, value ? candidates(value) : []), scope)
  }
  for (const target of effects.attributes) {
    for (const object of reachable(interpreter, target.value, scope))
      attributeChanged(interpreter, object, target.attr, loss)
  }
  effects.entries.forEach(lose)
  for (const expr of effects.iterated)
    for (const value of reachable(interpreter, expr, scope)) candidates(value).forEach(spoil)
  for (const call of effects.calls) forgetCall(interpreter, call, scope, loss)
  for (const call of effects.statements) forgetArguments(interpreter, call, scope, loss)
}
