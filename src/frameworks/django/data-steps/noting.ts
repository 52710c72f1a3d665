import type { Span } from '../../../python/ast.ts'
import type { Given } from './calls.ts'
import type { Known, Named, Rows } from './known.ts'
import type { Walk } from './walk.ts'

/** A method of a queryset or a manager. */
export type Method = (walk: Walk, rows: Rows, given: Given, expr: Span) => Known

/** Notes fields that a method of a queryset names. */
export function note(walk: Walk, rows: Rows, fields: readonly Named[]): void {
  walk.note(rows.model, fields, rows.added, !rows.mayHaveMore && rows.through === undefined)
}

/** Notes the fields that an expression names. */
export function noteExpression(walk: Walk, rows: Rows, value: Known): void {
  if (value.kind === 'expression' || value.kind === 'q') note(walk, rows, value.fields)
}
