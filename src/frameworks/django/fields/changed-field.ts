import { instantiate } from '../../../python/instances.ts'
import type { CallValue, Value } from '../../../python/value.ts'
import type { DjangoContext, Owner } from '../context.ts'
import { callOf } from '../values/calls.ts'
import { initialized } from './attributes.ts'
import { fieldClass } from './field-class.ts'
import { ownMethods, reasonUnread, settled } from './field-state.ts'
import { rulesOf } from './methods.ts'
import { deconstruct } from './run.ts'

/**
 * What code does to a field that was made: the attributes that it sets, and the class of Django that it gives the field
 * instead of its own. `classes` are those of the field, itself first. A string says why that is not known.
 */
export type FieldChange = (
  classes: readonly string[],
  attributes: ReadonlyMap<string, Value>,
) => { readonly set: ReadonlyMap<string, Value>; readonly path: string | undefined } | string

/**
 * The call that makes a field which is like another one after its attributes were changed: what the changed one
 * deconstructs to. A string says why that is not known, as a clause.
 */
export function changedField(
  value: CallValue,
  name: string,
  owner: Owner,
  context: DjangoContext,
  change: FieldChange,
): CallValue | string {
  const known = fieldClass(value.callee, context)
  if (!known) return 'its class cannot be read'
  const cause = reasonUnread(known)
  if (cause !== undefined) return cause
  const isRun = known.parts.some(({ own }) => own && ownMethods.some((method) => own.attributes.has(method)))
  const object = isRun ? instantiate(context.interpreter, value) : undefined
  if (object?.kind === 'unresolved') return object.reason
  if (object?.lost) return object.lost.reason
  const rules = known.parts.flatMap(({ rule }) => rule ?? [])
  const attributes = object ? object.attributes : initialized(rules, value)
  if (typeof attributes === 'string') return attributes
  const changed = change(
    known.parts.map(({ path }) => path),
    attributes,
  )
  if (typeof changed === 'string') return changed
  for (const [attribute, each] of changed.set) attributes.set(attribute, each)
  if (changed.path !== undefined) {
    const { args, keywords } = settled(rulesOf(changed.path) ?? [], attributes, name, owner, context)
    return callOf(changed.path, args, keywords, value)
  }
  const made = object
    ? deconstruct(object, known.path, context)
    : settled(rules, attributes, name, owner, context)
  return typeof made === 'string' ? made : { ...value, args: made.args, keywords: made.keywords }
}
