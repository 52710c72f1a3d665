import { carryOut, refusal } from '../../../python/calls.ts'
import { findIn } from '../../../python/class-chain.ts'
import { instantiate } from '../../../python/instances.ts'
import { linearize } from '../../../python/mro.ts'
import { Raised } from '../../../python/raised.ts'
import { constant, type CallValue, type ClassValue, type Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { describedClass, isModel } from './ancestors.ts'
import { changedOptions } from './options-object.ts'

/** What an attribute of a model does to it by a `contribute_to_class` of its own. */
export interface Contribution {
  /** The fields, and other attributes, that it adds to the model as if they stood in the class body. */
  readonly added: ReadonlyMap<string, Value>
  /** The options that it sets on `_meta`. */
  readonly options: ReadonlyMap<string, Value>
}

/**
 * Carries out the `contribute_to_class` that the class of an attribute defines, in the repository or an installed library.
 * A string says why it may add more than itself to the model, as a clause; undefined where there is none, or where it is
 * described.
 */
export function contribution(
  call: CallValue,
  name: string,
  model: ClassValue,
  context: DjangoContext,
): Contribution | string | undefined {
  const { interpreter, library } = context
  const { callee } = call
  const found = findIn(callee.kind === 'class' ? linearize(callee) : [], 'contribute_to_class')
  if (found.kind !== 'own' || describedClass(found.owner, library)) return undefined
  const unknown = `what \`contribute_to_class\` of \`${found.owner.name}\` does is not read`
  const object = instantiate(interpreter, call)
  if (object.kind !== 'object' || found.value.kind !== 'function') return unknown
  const owner: ReturnType<typeof standIn> = standIn(model)
  const given = { args: [object, owner, constant(name)], keywords: new Map() }
  if (refusal(interpreter, found.value, given) !== undefined) return unknown
  const before = interpreter.made.length
  const method = found.value
  try {
    interpreter.apart(() => carryOut(interpreter, method, given, { expr: undefined, scope: owner.scope }))
  } catch (error) {
    if (error instanceof Raised) return unknown
    throw error
  }
  const meta = owner.attributes.get('_meta')
  const options = meta?.kind === 'object' ? meta : undefined
  const makesModels = interpreter.made.slice(before).some((made) => isModel(made, library) !== false)
  if (owner.lost || options?.lost || makesModels) return unknown
  const added = new Map([...owner.declared].filter(([, value]) => value !== object))
  return { added, options: options ? changedOptions(options) : new Map() }
}

/** A class that is changed in the place of the model, so that what is done to it shows. */
function standIn(model: ClassValue): ClassValue & { readonly declared: Map<string, Value> } {
  const attributes = new Map(model.attributes)
  attributes.delete('_meta')
  const copy = { ...model, attributes, declared: new Map<string, Value>(), isMade: true }
  delete copy.lost
  return copy
}
