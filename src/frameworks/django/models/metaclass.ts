import { kindOf } from '../../../python/decorators.ts'
import { makeByMetaclass } from '../../../python/metaclasses.ts'
import { metaclassOf } from '../../../python/class-chain.ts'
import type { ClassValue, Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { Ancestor } from './ancestors.ts'
import { changedOptions } from './options-object.ts'

/** What the metaclass of a model makes of it before and after `ModelBase` does its part. */
export interface Metaclass {
  /** What `ModelBase` finds in the class body. */
  readonly declared: ReadonlyMap<string, Value>
  /** The options that are set on `_meta` afterwards. */
  readonly options: ReadonlyMap<string, Value>
  /** Why it may do more, as a clause; undefined where all is known. */
  readonly unknown: string | undefined
  /** Whether the fields that are declared may be changed as well. */
  readonly mayChange: boolean
}

/**
 * Carries out the metaclass of a model, where it is of the repository or of an installed library, and leaves on the class
 * what that sets there. To be called once for a class, after its bases.
 *
 * @param ancestors of the class, itself first: what is described of a library says what its metaclass does
 */
export function carryOutMetaclass(
  value: ClassValue,
  ancestors: readonly Ancestor[],
  context: DjangoContext,
): Metaclass {
  const asWritten = { declared: value.attributes, options: new Map() }
  const owner = ownerIn(ancestors, context)
  if (!owner) return { ...asWritten, unknown: undefined, mayChange: false }
  const unknown = `what the metaclass of \`${owner.name}\` does to its models cannot be read`
  const made = metaclassOf(value) && makeByMetaclass(context.interpreter, value)
  if (made === undefined || typeof made === 'string') return { ...asWritten, unknown, mayChange: false }
  const { declared = made.attributes } = made
  const meta = made.attributes.get('_meta')
  const isLost = made.lost ?? (meta?.kind === 'object' ? meta.lost : undefined)
  for (const name of value.attributes.keys()) if (!made.attributes.has(name)) value.attributes.delete(name)
  for (const [name, each] of made.attributes) value.attributes.set(name, each)
  value.isMade = true
  if (made.addedLater) value.addedLater = made.addedLater
  return {
    declared: new Map(declared),
    options: meta?.kind === 'object' ? changedOptions(meta) : new Map(),
    unknown: isLost ? unknown : undefined,
    mayChange: isLost !== undefined,
  }
}

/** The class that says which metaclass a class has, where that is not Django's own or one that adds nothing. */
function ownerIn(ancestors: readonly Ancestor[], { interpreter }: DjangoContext): ClassValue | undefined {
  // What a description tells of a class of a library covers its metaclass.
  const classes = ancestors.flatMap((one) => (one.kind === 'class' ? [one.value] : []))
  return classes.find(({ keywords }) => {
    const metaclass = keywords.get('metaclass')
    return metaclass !== undefined && kindOf(interpreter, metaclass) !== 'transparent'
  })
}
