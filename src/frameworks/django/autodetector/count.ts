import type { ModelKey, ModelState } from '../state/model-state.ts'
import type { Count } from './change.ts'
import { modelDoubt, type Comparison } from './comparison.ts'
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
  for (const key of modelKeys(comparison)) {
    const sides = [comparison.from, comparison.to].flatMap((state) => state.models.get(key) ?? [])
    const model = sides.at(-1)!
    const doubts = sides.flatMap((side) => side.doubts).filter(({ aspect }) => aspect !== 'bases')
    for (const doubt of doubts) {
      comparison.doubt(model, doubt.aspect === 'existence' ? undefined : doubt.name, doubt)
    }
    const isKnown = !modelDoubt(comparison.from, key) && !modelDoubt(comparison.to, key)
    const fields = new Set(sides.flatMap((side) => [...side.fields.keys()]))
    counts.models.total++
    counts.fields.total += fields.size
    if (!isKnown) continue
    counts.fields.decided += fields.size - (undecided.get(key)?.size ?? 0)
    if (doubts.length === 0 && !hasDoubtedOption(comparison, model)) counts.models.decided++
  }
  return counts
}

function hasDoubtedOption({ undetected }: Comparison, { app, name }: ModelState): boolean {
  return undetected.some((each) => each.app === app && each.model === name && each.doubt.aspect !== 'fields')
}
