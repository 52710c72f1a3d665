import type { Node } from 'libpg-query'
import type { DatabaseName } from '../../model/database.ts'
import { as, kindOf, namesOf } from './node.ts'

/** A name in an expression: of a column, with the table before it where one stands there. */
export interface ColumnName {
  readonly table: string | undefined
  readonly name: string
}

/** The column that an expression is, if it is one. */
export function columnOf(node: Node | undefined): ColumnName | undefined {
  const reference = as(node, 'ColumnRef')
  if (!reference) return undefined
  const names = namesOf(reference.fields)
  if (names.length === 0 || names.length !== reference.fields?.length) return undefined
  return { table: names.at(-2), name: names.at(-1)! }
}

/** Functions of PostgreSQL that never give NULL. */
const neverNull = new Set([
  'now',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
  'uuid_generate_v1',
  'uuid_generate_v4',
  'random',
  'nextval',
  'concat',
  'concat_ws',
  'count',
  'row_number',
  'rank',
  'dense_rank',
  'jsonb_build_object',
  'json_build_object',
  'jsonb_build_array',
  'json_build_array',
])

/** Functions that give NULL only where they are given it. */
const strict = new Set([
  'lower',
  'upper',
  'initcap',
  'length',
  'char_length',
  'octet_length',
  'trim',
  'btrim',
  'ltrim',
  'rtrim',
  'left',
  'right',
  'substr',
  'replace',
  'regexp_replace',
  'translate',
  'repeat',
  'reverse',
  'lpad',
  'rpad',
  'md5',
  'abs',
  'ceil',
  'ceiling',
  'floor',
  'round',
  'trunc',
  'sign',
  'date_trunc',
  'timezone',
  'to_char',
  'to_jsonb',
  'to_json',
  'split_part',
  'unaccent',
  'encode',
  'to_tsvector',
])

/** Functions whose value does not change while one statement runs. */
const stable = new Set(['now', 'statement_timestamp', 'transaction_timestamp', 'timezone', 'date_trunc'])

export interface NullKnowledge {
  /** Whether a column may be NULL. */
  readonly column: (column: ColumnName) => boolean
  /** Whether a parameter, counted from 1, may be. */
  readonly parameter: (number: number) => boolean
  /** Elsewhere, a division by zero, a failed cast or an empty text may be NULL. */
  readonly dialect: DatabaseName
}

const nothingKnown: NullKnowledge = { column: () => true, parameter: () => true, dialect: 'postgresql' }

/** Whether an expression may give NULL: false where it surely does not. */
export function mayBeNull(node: Node | undefined, knows: NullKnowledge = nothingKnown): boolean {
  if (node === undefined) return true
  const rest = (nodes: readonly Node[] | undefined) => (nodes ?? []).some((one) => mayBeNull(one, knows))
  switch (kindOf(node)) {
    case 'A_Const': {
      const { isnull, sval } = as(node, 'A_Const')!
      return isnull === true || (knows.dialect === 'oracle' && sval !== undefined && !sval.sval)
    }
    case 'TypeCast':
      return knows.dialect !== 'postgresql' || mayBeNull(as(node, 'TypeCast')!.arg, knows)
    case 'CollateClause':
      return mayBeNull(as(node, 'CollateClause')!.arg, knows)
    case 'ParamRef':
      return knows.parameter(as(node, 'ParamRef')!.number ?? 0)
    case 'ColumnRef': {
      const column = columnOf(node)
      return column === undefined || knows.column(column)
    }
    case 'CoalesceExpr':
      return (as(node, 'CoalesceExpr')!.args ?? []).every((one) => mayBeNull(one, knows))
    case 'MinMaxExpr':
      return (as(node, 'MinMaxExpr')!.args ?? []).every((one) => mayBeNull(one, knows))
    case 'CaseExpr': {
      const { args = [], defresult } = as(node, 'CaseExpr')!
      return mayBeNull(defresult, knows) || args.some((one) => mayBeNull(as(one, 'CaseWhen')?.result, knows))
    }
    case 'FuncCall': {
      const { funcname, args, over, agg_filter: filter } = as(node, 'FuncCall')!
      const name = namesOf(funcname).at(-1) ?? ''
      if (name === 'now') return false
      if (knows.dialect !== 'postgresql') return true
      if (neverNull.has(name)) return false
      return over !== undefined || filter !== undefined || !strict.has(name) || rest(args)
    }
    case 'A_Expr': {
      const { kind, lexpr, rexpr, name } = as(node, 'A_Expr')!
      const operator = namesOf(name).at(-1) ?? ''
      if (kind !== 'AEXPR_OP' || !arithmetic.has(operator)) return true
      if (knows.dialect !== 'postgresql' && '/%||'.includes(operator)) return true
      return (lexpr !== undefined && mayBeNull(lexpr, knows)) || mayBeNull(rexpr, knows)
    }
    case 'BoolExpr':
      return rest(as(node, 'BoolExpr')!.args)
    case 'SubLink':
      // `EXISTS (…)` is true or false, `ARRAY(…)` is empty at the least.
      return !['EXISTS_SUBLINK', 'ARRAY_SUBLINK'].includes(as(node, 'SubLink')!.subLinkType ?? '')
    case 'NullTest':
    case 'BooleanTest':
    case 'SQLValueFunction':
    case 'A_ArrayExpr':
    case 'RowExpr':
      return false
    default:
      return true
  }
}

/** Operators that give NULL only where one of their sides is. `->` and its like look into something, and may find nothing. */
const arithmetic = new Set(['+', '-', '*', '/', '%', '||', '=', '<>', '<', '>', '<=', '>='])

/** Whether an expression gives the same value for every row of one statement, so that adding a column rewrites no row. */
export function isSameForAllRows(node: Node | undefined): boolean {
  if (node === undefined) return false
  const all = (nodes: readonly Node[] | undefined) => (nodes ?? []).every(isSameForAllRows)
  switch (kindOf(node)) {
    case 'A_Const':
    case 'SQLValueFunction':
    case 'ParamRef':
      return true
    case 'TypeCast':
      return isSameForAllRows(as(node, 'TypeCast')!.arg)
    case 'CollateClause':
      return isSameForAllRows(as(node, 'CollateClause')!.arg)
    case 'A_ArrayExpr':
      return all(as(node, 'A_ArrayExpr')!.elements)
    case 'FuncCall': {
      const { funcname, args } = as(node, 'FuncCall')!
      return stable.has(namesOf(funcname).at(-1) ?? '') && all(args)
    }
    case 'A_Expr': {
      const { kind, lexpr, rexpr, name } = as(node, 'A_Expr')!
      if (kind !== 'AEXPR_OP' || !arithmetic.has(namesOf(name).at(-1) ?? '')) return false
      return (lexpr === undefined || isSameForAllRows(lexpr)) && isSameForAllRows(rexpr)
    }
    default:
      return false
  }
}

/** Whether a function is one of PostgreSQL's own that only works out a value. */
export function isKnownFunction(name: string): boolean {
  return neverNull.has(name) || strict.has(name) || stable.has(name)
}
