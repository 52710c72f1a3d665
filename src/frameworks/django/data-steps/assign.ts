import type { Expr } from '../../../python/ast.ts'
import { evaluate } from './evaluate.ts'
import { setField } from './objects.ts'
import { elementsOf, itemsOf } from './iterate.ts'
import type { Known } from './known.ts'
import { unsure } from './reach.ts'
import type { Walk } from './walk.ts'

/** Binds what an assignment, a loop or a `with` binds. */
export function bindTarget(walk: Walk, target: Expr, value: Known): void {
  switch (target.type) {
    case 'Name':
      walk.frame.vars.set(target.id, value)
      return
    case 'Starred':
      bindTarget(walk, target.value, { kind: 'data', isNull: 'maybe' })
      return
    case 'Tuple':
    case 'List': {
      const items = itemsOf(walk, value)
      const fits = items?.length === target.elts.length
      for (const [index, element] of target.elts.entries())
        bindTarget(walk, element, (fits ? items[index] : undefined) ?? partOf(value))
      return
    }
    case 'Attribute': {
      const object = evaluate(walk, target.value)
      if (object.kind === 'row') setField(walk, object, target.attr, value, target)
      return
    }
    case 'Subscript': {
      const object = evaluate(walk, target.value)
      evaluate(walk, target.index)
      const elements = object.kind === 'list' ? elementsOf(walk, object) : undefined
      if (object.kind === 'list' && elements)
        // Of two with the same key, one is left.
        walk.heap.lists.set(object.id, [...elements, { value, path: { ...unsure } }])
      return
    }
    default:
  }
}

function partOf(value: Known): Known {
  const isData = value.kind === 'data' || value.kind === 'value'
  return isData ? { kind: 'data', isNull: 'maybe' } : { kind: 'unknown', cause: 'what is unpacked here' }
}
