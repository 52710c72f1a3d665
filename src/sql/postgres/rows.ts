import type { Node } from 'libpg-query'
import type { Write } from '../../model/schema/data-step.ts'
import { columnOf } from './expression.ts'
import { as, kindOf, namesOf } from './node.ts'

/** The rows for which a condition surely holds: all of them, or those that hold NULL in any of some columns. */
type Reach = 'all' | ReadonlySet<string>

/**
 * The rows of its table that a statement's condition surely reaches.
 *
 * @param isOwn whether a table's name or alias before a column's name is that of the table
 * @param field what code calls a column
 */
export function rowsOf(
  where: Node | undefined,
  isOwn: (table: string) => boolean,
  field: (column: string) => string,
): Write['rows'] {
  const reach = reachOf(where, isOwn)
  if (reach === 'all') return 'all'
  return reach.size === 0 ? 'some' : { nullsOf: [...reach].map(field) }
}

const none: ReadonlySet<string> = new Set()

function reachOf(where: Node | undefined, isOwn: (table: string) => boolean): Reach {
  if (where === undefined) return 'all'
  const own = (node: Node | undefined): ReadonlySet<string> => {
    const column = columnOf(node)
    return column && (column.table === undefined || isOwn(column.table)) ? new Set([column.name]) : none
  }
  switch (kindOf(where)) {
    case 'A_Const':
      return as(where, 'A_Const')!.boolval?.boolval === true ? 'all' : none
    case 'NullTest': {
      const { arg, nulltesttype } = as(where, 'NullTest')!
      return nulltesttype === 'IS_NULL' ? own(arg) : none
    }
    case 'BooleanTest': {
      const { arg, booltesttype } = as(where, 'BooleanTest')!
      const isTrueOfNull = ['IS_NOT_TRUE', 'IS_NOT_FALSE', 'IS_UNKNOWN'].includes(booltesttype ?? '')
      return isTrueOfNull ? own(arg) : none
    }
    case 'BoolExpr':
      return ofJunction(where, isOwn, own)
    case 'A_Expr':
      return ofComparison(where, own)
    default:
      return none
  }
}

function ofJunction(
  where: Node,
  isOwn: (table: string) => boolean,
  own: (node: Node | undefined) => ReadonlySet<string>,
): Reach {
  const { boolop, args = [] } = as(where, 'BoolExpr')!
  if (boolop === 'NOT_EXPR') {
    const test = as(args[0], 'NullTest')
    return test?.nulltesttype === 'IS_NOT_NULL' ? own(test.arg) : none
  }
  const reaches = args.map((one) => reachOf(one, isOwn))
  const sets = reaches.filter((reach) => reach !== 'all')
  if (boolop === 'OR_EXPR')
    return sets.length < reaches.length ? 'all' : new Set(sets.flatMap((reach) => [...reach]))
  const [first, ...others] = sets
  if (first === undefined) return 'all'
  return new Set([...first].filter((column) => others.every((reach) => reach.has(column))))
}

/** `a IS NOT DISTINCT FROM NULL`, `a IS DISTINCT FROM 1`, `COALESCE(a, '') = ''`. */
function ofComparison(where: Node, own: (node: Node | undefined) => ReadonlySet<string>): Reach {
  const { kind, name, lexpr, rexpr } = as(where, 'A_Expr')!
  const right = as(rexpr, 'A_Const')
  if (!right) return none
  const isNull = right.isnull === true
  if (kind === 'AEXPR_NOT_DISTINCT') return isNull ? own(lexpr) : none
  if (kind === 'AEXPR_DISTINCT') return isNull ? none : own(lexpr)
  const [column, otherwise] = as(lexpr, 'CoalesceExpr')?.args ?? []
  const given = as(otherwise, 'A_Const')
  if (kind !== 'AEXPR_OP' || namesOf(name).at(-1) !== '=' || isNull || !given) return none
  return sameConstant(given, right) ? own(column) : none
}

function sameConstant(a: object, b: object): boolean {
  const plain = (constant: object) => JSON.stringify({ ...constant, location: undefined })
  return plain(a) === plain(b)
}
