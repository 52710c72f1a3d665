import type { Expr } from '../../../python/ast.ts'
import { evaluate } from './evaluate.ts'
import { movesOn } from './filters.ts'
import { elementsOf } from './iterate.ts'
import { data, type Known } from './known.ts'
import { noneSurely, unsure } from './reach.ts'
import type { Walk } from './walk.ts'

type Slice = Extract<Expr, { type: 'Slice' }>

/** `rows[lower:upper]`. */
export function slice(walk: Walk, object: Known, index: Slice): Known {
  const lower = index.lower && evaluate(walk, index.lower)
  const isWhole = !index.lower && !index.upper && !index.step
  const isStep = lower !== undefined && isByStep(walk, lower, index)
  for (const bound of [index.upper, index.step]) if (bound) evaluate(walk, bound)
  if (object.kind === 'rows') {
    // The objects are the same ones only where they have been loaded.
    if (isWhole) return walk.loaded.has(object) ? object : { ...object }
    // Rows that are asked for part by part are others once a part of them was changed.
    const stays = object.reach === 'all' || walk.loaded.has(object)
    const whole = object.whole ?? object.reach
    if (isStep) return stays ? { ...object, whole } : { ...object, reach: noneSurely, whole: noneSurely }
    const isNext = !lower || (stays && movesOn(walk, lower))
    return { ...object, reach: noneSurely, whole: isNext && !index.step ? whole : undefined, of: undefined }
  }
  if (object.kind !== 'list') return data('never')
  if (isWhole || isStep) return object
  const elements = elementsOf(walk, object) ?? []
  return walk.newList(elements.map(({ value }) => ({ value, path: { ...unsure } })))
}

/** `[at:at + 100]` in a loop over `range(0, len(rows), 100)`: the parts together are the whole. */
function isByStep(walk: Walk, lower: Known, { lower: from, upper, step }: Slice): boolean {
  if (lower.kind !== 'data' || !lower.isIndex || !lower.step || step || from?.type !== 'Name') return false
  if (upper?.type !== 'BinOp' || upper.op !== '+') return false
  const isFrom = (side: Expr) => side.type === 'Name' && side.id === from.id
  const size = isFrom(upper.left) ? upper.right : isFrom(upper.right) ? upper.left : undefined
  return size !== undefined && isAsLong(evaluate(walk, size), lower.step)
}

function isAsLong(size: Known, step: Known): boolean {
  if (size === step) return true
  if (size.kind !== 'value' || step.kind !== 'value') return false
  const [one, other] = [size.value, step.value]
  if (one.kind === 'const' && other.kind === 'const')
    return typeof one.value === 'number' && typeof other.value === 'number' && one.value >= other.value
  return one.kind === 'reference' && other.kind === 'reference' && one.path === other.path
}
