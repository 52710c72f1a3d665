import { linearize } from '../../../python/mro.ts'
import type { CallValue, Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { canonicalName } from '../values/names.ts'
import { pathOf } from './field-class.ts'

/** The class of an index or a constraint. */
export interface NamedClass {
  /** As `deconstruct()` gives it. */
  readonly path: string
  /** The class of Django that it is or extends; undefined where it is not known. */
  readonly base: string | undefined
  /** Whether a class of the repository does more to its arguments than the class of Django that it extends. */
  readonly isChanged: boolean
  /** An attribute that a class of the repository sets, as Python finds it. */
  attribute(name: string): Value | undefined
}

const methods = ['__init__', '__new__', 'deconstruct', 'set_name_with_model']

/** Reads the class that a call is of; `known` are the classes of Django. */
export function namedClass(
  call: CallValue,
  known: (path: string) => boolean,
  context: DjangoContext,
): NamedClass {
  const { callee } = call
  const order = callee.kind === 'class' ? (linearize(callee) ?? []) : [callee]
  const paths = order.flatMap((each) => (each.kind === 'reference' ? canonicalName(each.path) : []))
  const own = order.flatMap((each) => (each.kind === 'class' ? each : []))
  const base = paths.find(known)
  // Mixins that are not known may do anything.
  const isKnown = order.length === own.length + 1 && base !== undefined
  return {
    path: callee.kind === 'class' ? pathOf(callee, context) : (paths[0] ?? ''),
    base: isKnown ? base : undefined,
    isChanged: own.some(({ attributes }) => methods.some((name) => attributes.has(name))),
    attribute: (name) => own.find(({ attributes }) => attributes.has(name))?.attributes.get(name),
  }
}
