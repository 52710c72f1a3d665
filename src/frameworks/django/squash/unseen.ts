import type { Change, ValueChange } from '../autodetector/change.ts'
import { constant, nowhere, type Value } from '../../../python/value.ts'
import type { ModelState, ProjectState } from '../state/model-state.ts'

/**
 * What differs between two states although the autodetector does not look at it, since no operation alters it: the bases of
 * a model (ModelState.bases, django/db/migrations/state.py). Those that are no models bring methods alone, and make no
 * difference to a database.
 */
export function changesUnseen(
  from: ProjectState,
  to: ProjectState,
  apps: ReadonlySet<string>,
): readonly Change[] {
  return [...to.models].flatMap(([key, wanted]) => {
    const left = from.models.get(key)
    if (!left || !apps.has(wanted.app) || isInDoubt(left) || isInDoubt(wanted)) return []
    const [one, other] = [parents(left, from), parents(wanted, to)]
    if (one.join() === other.join()) return []
    return [change(left, wanted, { attribute: 'bases', from: texts(one), to: texts(other) })]
  })
}

const isInDoubt = ({ doubts }: ModelState) =>
  doubts.some(({ aspect }) => aspect === 'bases' || aspect === 'existence')

const parents = ({ bases }: ModelState, { models }: ProjectState) => bases.filter((base) => models.has(base))

const texts = (bases: readonly string[]): Value => ({
  kind: 'tuple',
  items: bases.map(constant),
  origin: nowhere,
})

function change(left: ModelState, wanted: ModelState, changed: ValueChange): Change {
  return {
    operation: 'CreateModel',
    app: wanted.app,
    model: wanted.name,
    name: undefined,
    changes: [changed],
    source: '',
    from: left.origin,
    to: wanted.origin,
  }
}
