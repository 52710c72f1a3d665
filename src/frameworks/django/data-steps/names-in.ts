import type { Span } from '../../../python/ast.ts'
import { isSequence, stringOf, type Value } from '../../../python/value.ts'
import type { Given } from './calls.ts'
import { itemsOf } from './iterate.ts'
import type { Known, Named } from './known.ts'
import type { Walk } from './walk.ts'

/** The names in a list of them; undefined where they are not all known. */
export function namesIn(
  walk: Walk,
  known: Known,
  given: Given,
  argument: string | number,
  expr: Span,
): readonly Named[] | undefined {
  const span = given.spans.get(argument) ?? expr
  const names = (known.kind === 'value' && isSequence(known.value) ? known.value.items : undefined)?.map(
    stringOf,
  )
  const strings = names ?? itemsOf(walk, known)?.map(textOf)
  if (!strings?.every((name) => name !== undefined)) return undefined
  return strings.map((name) => ({ name, start: span.start, end: span.end }))
}

/** The text that a value is. */
export function textOf(known: Known | undefined): string | undefined {
  return known?.kind === 'value' ? stringOf(known.value) : undefined
}

export function asValue(known: Known | undefined): Value | undefined {
  return known?.kind === 'value' ? known.value : undefined
}
