import type { Difference, Drift, Undecided } from '../../../model/drift.ts'
import type { Place } from '../../../model/place.ts'
import type { Origin } from '../../../python/value.ts'
import type { Change, Changes, Undetected } from './change.ts'
import { describe } from './describe.ts'
import { sourceOf } from '../values/source.ts'

/** What was detected, for people: each change as a sentence, with the place in the models and the one in the migrations. */
export function toDrift(changes: Changes, placeOf: (origin: Origin) => Place): Drift {
  return {
    differences: [...changes.changes.values()].flat().map((change) => toDifference(change, placeOf)),
    undecided: changes.undetected.map((undetected) => toUndecided(undetected, placeOf)),
    models: changes.models,
    fields: changes.fields,
  }
}

function toDifference(change: Change, placeOf: (origin: Origin) => Place): Difference {
  const { operation, app, model, name, changes, source, from, to } = change
  const text = (value: Change['changes'][number]['from']) => value && sourceOf(value)
  return {
    operation,
    app,
    model,
    name,
    attributes: changes.map(({ attribute }) => attribute),
    changes: changes.map(({ attribute, from, to }) => ({
      attribute,
      migrations: text(from),
      models: text(to),
    })),
    source,
    message: describe(change),
    place: placeOf((to ?? from)!),
    related:
      to && from ? [{ message: `last set here, in ${migrationName(from)}`, place: placeOf(from) }] : [],
  }
}

export function toUndecided(
  { app, model, name, doubt }: Undetected,
  placeOf: (origin: Origin) => Place,
): Undecided {
  const { cause, remedy, origin } = doubt
  const what = [app, model, name].filter((part) => part !== undefined && part !== '').join('.')
  return { what, cause, remedy, place: placeOf(origin) }
}

const migrationName = ({ path }: Origin) => path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '')
