import type { Node } from 'libpg-query'
import type { IndexTerm } from '../../model/schema/effect.ts'
import { columnOf } from './expression.ts'
import { as } from './node.ts'

/**
 * The parts of a condition that all have to be met.
 *
 * @param field what code calls a column
 */
export function termsOf(where: Node, field: (column: string) => string): readonly IndexTerm[] {
  const junction = as(where, 'BoolExpr')
  if (junction?.boolop === 'AND_EXPR') return (junction.args ?? []).flatMap((one) => termsOf(one, field))
  const test = as(where, 'NullTest')
  const column = test?.nulltesttype === 'IS_NOT_NULL' ? columnOf(test.arg) : undefined
  return [
    {
      // As the parser has it, but for where it stands.
      text: JSON.stringify(where, (key, value: unknown) => (key === 'location' ? undefined : value)),
      ...(column && { notNull: field(column.name) }),
    },
  ]
}
