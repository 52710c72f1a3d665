import { constant, isSequence, stringOf, type Origin, type Value } from '../../../python/value.ts'
import type { DjangoContext, Owner } from '../context.ts'
import { constraintState } from '../fields/constraint-state.ts'
import { indexState } from '../fields/index-state.ts'
import type { Doubt } from '../state/doubt.ts'
import type { FieldState } from '../state/field-state.ts'
import type { NamedState } from '../state/model-state.ts'
import { normalizeTogether } from '../state/together.ts'
import type { Meta } from './meta.ts'
import { unknownClass } from './unknown-class.ts'

/** A model's options as `ModelState.from_model` keeps them (django/db/migrations/state.py). */
export interface Options {
  readonly options: ReadonlyMap<string, Value>
  readonly indexes: readonly NamedState[]
  readonly constraints: readonly NamedState[]
  readonly doubts: readonly Doubt[]
}

const leftOut: ReadonlySet<string> = new Set(['apps', 'app_label', 'indexes', 'constraints'])
const together: ReadonlySet<string> = new Set(['unique_together', 'index_together'])

/** What a Meta makes of a model. `names` are the fields that the model has, local and inherited ones. */
export function optionsOf(
  meta: Meta,
  owner: Owner,
  fields: ReadonlyMap<string, FieldState>,
  privateNames: ReadonlySet<string>,
  origin: Origin,
  context: DjangoContext,
): Options {
  const options = new Map<string, Value>()
  const doubts: Doubt[] = []
  if (meta.unknown) {
    const { cause, remedy } = unknownClass(meta.unknown)
    doubts.push({ aspect: 'options', cause, ...remedy, origin })
  }
  for (const [name, { value }] of meta.options)
    if (!leftOut.has(name)) options.set(name, together.has(name) ? normalizeTogether(value) : value)
  // What an abstract base says is turned off for what inherits its Meta (`ModelBase.__new__`).
  if (options.has('abstract')) options.set('abstract', constant(false))
  const ordered = stringOf(options.get('order_with_respect_to'))
  if (ordered !== undefined && privateNames.has(ordered)) options.delete('order_with_respect_to')
  const table = options.get('db_table')
  const list = (
    name: 'indexes' | 'constraints',
    state: typeof indexState | typeof constraintState,
  ): NamedState[] => {
    const given = meta.options.get(name)
    if (!given) return []
    if (!isSequence(given.value)) {
      doubts.push({ aspect: 'options', name, cause: reasonOf(given.value), origin: given.origin })
      return []
    }
    return given.value.items.flatMap((item) => {
      if (item.kind !== 'call') {
        doubts.push({ aspect: 'options', name, cause: reasonOf(item), origin: given.origin })
        return []
      }
      return [state(item, owner, { table, fields }, context)]
    })
  }
  return {
    options,
    indexes: list('indexes', indexState),
    constraints: list('constraints', constraintState),
    doubts,
  }
}

function reasonOf(value: Value): string {
  return value.kind === 'unresolved' ? value.reason : 'what is in the list cannot be read'
}
