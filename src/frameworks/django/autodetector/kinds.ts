import { truth } from '../../../python/value.ts'
import type { ModelKey, ModelState, ProjectState } from '../state/model-state.ts'
import { doubtOf, type Comparison, type Kind, type Models } from './comparison.ts'

/**
 * The models to compare, by how they are kept (`_detect_changes` of django/db/migrations/autodetector.py). Left out is
 * what may be there or not on one side; each of these is told as a doubt.
 */
export function modelsByKind(comparison: Comparison): Models {
  const from = new Map<ModelKey, Kind>()
  const to = new Map<ModelKey, Kind>()
  for (const key of modelKeys(comparison)) {
    const sides = [comparison.from, comparison.to].map((state) => state.models.get(key))
    const [old, now] = sides
    const model = (now ?? old)!
    const doubt =
      sides.map((side) => side?.doubts.find(({ aspect }) => aspect === 'existence')).find(Boolean) ??
      (old
        ? undefined
        : doubtOf(comparison.from, model.app, undefined, 'existence', model.name.toLowerCase())) ??
      (now ? undefined : doubtOf(comparison.to, model.app, undefined, 'existence', model.name.toLowerCase()))
    if (doubt) {
      comparison.doubt(model, undefined, doubt)
      continue
    }
    const kinds = [old && kindOf(comparison.from, old), now && kindOf(comparison.to, now)]
    // Where one side does not tell, it is taken for what the other one is: if it is something else, that is a change too.
    const [oldKind, newKind] = [kinds[0] ?? kinds[1], kinds[1] ?? kinds[0]]
    if (old && (oldKind || !now)) from.set(key, oldKind ?? 'managed')
    if (now && (newKind || !old)) to.set(key, newKind ?? 'managed')
  }
  return { from, to }
}

/** The keys of the models of both sides, of the apps that are compared, in Django's order. */
export function modelKeys({ from, to, apps }: Comparison): readonly ModelKey[] {
  const keys = new Set<ModelKey>()
  for (const state of [from, to]) {
    for (const [key, model] of state.models) if (apps.has(model.app)) keys.add(key)
  }
  return [...keys].sort((a, b) => (a < b ? -1 : 1))
}

function kindOf(state: ProjectState, model: ModelState): Kind | undefined {
  const managed = optionTruth(state, model, 'managed', true)
  if (managed === false) return 'unmanaged'
  const proxy = optionTruth(state, model, 'proxy', false)
  if (managed === undefined || proxy === undefined) return undefined
  return proxy ? 'proxy' : 'managed'
}

function optionTruth(state: ProjectState, model: ModelState, name: string, absent: boolean) {
  const value = model.options.get(name)
  if (doubtOf(state, model.app, model, 'options', name, value !== undefined)) return undefined
  return value === undefined ? absent : truth(value)
}
