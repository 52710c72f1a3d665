import type { Difference, Undecided } from '../../../model/drift.ts'
import type { Place } from '../../../model/place.ts'
import type { Origin } from '../../../python/value.ts'
import type { Change } from '../autodetector/change.ts'
import { detectChanges } from '../autodetector/detect-changes.ts'
import { toUndecided } from '../autodetector/drift.ts'
import type { DjangoContext } from '../context.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { modelKey, type ProjectState } from '../state/model-state.ts'
import { sourceOf } from '../values/source.ts'
import { material } from './immaterial.ts'
import { describe } from './describe.ts'
import { changesUnseen } from './unseen.ts'

/**
 * What takes the state after a squash to the state after what it replaces: what `makemigrations` would write, and what of a
 * model's state it never looks at.
 */
export function stateDifference(
  after: { readonly squash: ProjectState; readonly replaced: ProjectState },
  squash: DjangoMigration,
  replaced: readonly DjangoMigration[],
  context: DjangoContext,
  placeOf: (origin: Origin) => Place,
): { readonly differences: readonly Difference[]; readonly undecided: readonly Undecided[] } {
  const { squash: from, replaced: to } = after
  const apps = new Set([...from.models.values(), ...to.models.values()].map(({ app }) => app))
  const detected = detectChanges(from, to, context, { apps })
  const found = [...detected.changes.values()].flat().flatMap((change) => material(change, replaced) ?? [])
  const changes = [...found, ...changesUnseen(from, to, apps)]
  return {
    differences: changes.map((change) => toDifference(ofOption(change, to), squash, placeOf)),
    undecided: detected.undetected.map((each) => toUndecided(each, placeOf)),
  }
}

/** An option was not set where its model was made, but where it was altered last. */
function ofOption(change: Change, { models }: ProjectState): Change {
  const { name, app, model, changes } = change
  const [first] = changes
  const origin =
    name === undefined && first
      ? models.get(modelKey(app, model))?.optionOrigins?.get(first.attribute)
      : undefined
  return origin ? { ...change, to: origin } : change
}

function toDifference(
  change: Change,
  squash: DjangoMigration,
  placeOf: (origin: Origin) => Place,
): Difference {
  const { operation, app, model, name, changes, source, from, to } = change
  const text = (value: Change['changes'][number]['from']) => value && sourceOf(value)
  const by = to && migrationName(to)
  return {
    operation,
    app,
    model,
    name,
    attributes: changes.map(({ attribute }) => attribute),
    changes: changes.map(({ attribute, from: left, to: wanted }) => ({
      attribute,
      migrations: text(left),
      models: text(wanted),
    })),
    source,
    message: describe(change, by),
    place: from?.path === squash.path ? placeOf(from) : squash.place,
    related: to ? [{ message: `\`${by}\`, which is replaced, has it here`, place: placeOf(to) }] : [],
  }
}

const migrationName = ({ path }: Origin) => path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '')
