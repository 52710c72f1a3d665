import { truth } from '../../../python/value.ts'
import { modelKey, type ModelKey, type ModelState } from '../state/model-state.ts'
import { doubtOf, modelDoubt, type Comparison, type Kind, type Models } from './comparison.ts'

/**
 * The models to compare, by how they are kept (`_detect_changes` of django/db/migrations/autodetector.py). Left out is
 * what may be there or not, or may be something else, on one side; each of these is told as a doubt.
 */
export function modelsByKind(comparison: Comparison): Models {
  tellAppDoubts(comparison)
  const from = new Map<ModelKey, Kind>()
  const to = new Map<ModelKey, Kind>()
  for (const key of modelKeys(comparison)) {
    const [old, now] = [comparison.from.models.get(key), comparison.to.models.get(key)]
    if (modelDoubt(comparison.from, key) ?? modelDoubt(comparison.to, key)) continue
    const kinds = [old && kindOf(old), now && kindOf(now)]
    // Where one side does not tell, it is taken for what the other one is: if it is something else, that is a change too.
    const [oldKind, newKind] = [kinds[0] ?? kinds[1], kinds[1] ?? kinds[0]]
    if (old && (oldKind || !now)) from.set(key, oldKind ?? 'managed')
    if (now && (newKind || !old)) to.set(key, newKind ?? 'managed')
  }
  return { from, to }
}

/** What may be otherwise in a whole app, or with a model that may not even be there, is told once. */
function tellAppDoubts(comparison: Comparison): void {
  for (const state of [comparison.from, comparison.to]) {
    for (const app of comparison.apps) {
      for (const doubt of state.doubts.get(app) ?? []) {
        const model = doubt.name === undefined ? undefined : state.models.get(modelKey(app, doubt.name))
        comparison.doubt({ app, name: model?.name ?? doubt.name ?? '' }, undefined, doubt)
      }
    }
  }
}

/** The keys of the models of both sides, of the apps that are compared, in Django's order. */
export function modelKeys({ from, to, apps }: Comparison): readonly ModelKey[] {
  const keys = new Set<ModelKey>()
  for (const state of [from, to]) {
    for (const [key, model] of state.models) if (apps.has(model.app)) keys.add(key)
  }
  return [...keys].sort((a, b) => (a < b ? -1 : 1))
}

function kindOf(model: ModelState): Kind | undefined {
  const managed = optionTruth(model, 'managed', true)
  if (managed === false) return 'unmanaged'
  const proxy = optionTruth(model, 'proxy', false)
  if (managed === undefined || proxy === undefined) return undefined
  return proxy ? 'proxy' : 'managed'
}

function optionTruth(model: ModelState, name: string, absent: boolean) {
  const value = model.options.get(name)
  if (doubtOf(model, 'options', name, value !== undefined)) return undefined
  return value === undefined ? absent : truth(value)
}
