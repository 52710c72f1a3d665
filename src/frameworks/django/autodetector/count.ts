import type { ModelKey } from '../state/model-state.ts'
import type { Count } from './change.ts'
import { doubtOf, type Comparison } from './comparison.ts'
import { modelKeys } from './kinds.ts'

/**
 * Of how many models and fields it is known what they are on both sides. A model counts where nothing of it is doubted
 * but the values of single fields. Doubts about it are told here, whether they kept something from being compared or not.
 */
export function countDecided(
  comparison: Comparison,
  undecided: ReadonlyMap<ModelKey, ReadonlySet<string>>,
): { readonly models: Count; readonly fields: Count } {
  const counts = { models: { decided: 0, total: 0 }, fields: { decided: 0, total: 0 } }
  for (const app of comparison.apps) {
    for (const state of [comparison.from, comparison.to]) {
      for (const doubt of state.doubts.get(app) ?? []) comparison.doubt({ app, name: '' }, doubt.name, doubt)
    }
  }
  const doubted = new Set(
    comparison.undetected
      .filter(({ doubt }) => doubt.aspect !== 'fields')
      .map(({ app, model }) => `${app}.${model}`),
  )
  for (const key of modelKeys(comparison)) {
    const sides = [comparison.from, comparison.to].flatMap((state) => state.models.get(key) ?? [])
    const model = sides.at(-1)!
    const doubts = sides.flatMap((side) => side.doubts).filter(({ aspect }) => aspect !== 'bases')
    for (const doubt of doubts) comparison.doubt(model, doubt.name, doubt)
    const mayBeMissing = [comparison.from, comparison.to].some(
      (state) => !state.models.has(key) && doubtOf(state, model.app, undefined, 'existence'),
    )
    const isThere = !mayBeMissing && !doubts.some(({ aspect }) => aspect === 'existence')
    counts.models.total++
    if (isThere && doubts.length === 0 && !doubted.has(`${model.app}.${model.name}`)) counts.models.decided++
    const fields = new Set(sides.flatMap((side) => [...side.fields.keys()]))
    counts.fields.total += fields.size
    if (isThere) counts.fields.decided += fields.size - (undecided.get(key)?.size ?? 0)
  }
  return counts
}
