import type { ColumnDef, Constraint as ConstraintNode, Node } from 'libpg-query'
import type { Column, ColumnDefault } from '../../model/schema/table.ts'
import type { WorkingTables } from '../working-tables.ts'
import { isSameForAllRows } from './expression.ts'
import { as, namesOf } from './node.ts'
import { readType } from './type.ts'

/** A column as `CREATE TABLE` and `ADD COLUMN` define it, and the constraints that stand in its definition. */
export interface DefinedColumn {
  readonly column: Column
  readonly constraints: readonly ConstraintNode[]
}

/**
 * @param field what code calls the column
 */
export function readColumn(def: ColumnDef, field: string, tables: WorkingTables): DefinedColumn {
  const constraints = (def.constraints ?? []).flatMap((node) => as(node, 'Constraint') ?? [])
  const has = (type: ConstraintNode['contype']) => constraints.some(({ contype }) => contype === type)
  const { source, type, counts } = readType(def.typeName)
  const isPrimaryKey = has('CONSTR_PRIMARY')
  const target = constraints.find(({ contype }) => contype === 'CONSTR_FOREIGN')?.pktable
  return {
    constraints,
    column: {
      name: def.colname ?? field,
      field,
      type,
      typeSource: source,
      isNullable: !(has('CONSTR_NOTNULL') || isPrimaryKey || counts || has('CONSTR_IDENTITY')),
      isUnique: has('CONSTR_UNIQUE') || isPrimaryKey,
      isPrimaryKey,
      isIndexed: false,
      default: defaultOf(constraints, counts),
      references: target && { table: tables.get(target).table.label, isConstrained: true },
    },
  }
}

function defaultOf(constraints: readonly ConstraintNode[], counts: boolean): ColumnDefault {
  if (counts) return { kind: 'database', source: 'nextval(…)', isConstant: false }
  for (const { contype, raw_expr: expression, generated_kind: kind } of constraints) {
    if (contype === 'CONSTR_IDENTITY') return { kind: 'database', source: 'nextval(…)', isConstant: false }
    if (contype === 'CONSTR_GENERATED')
      return { kind: 'generated', source: shown(expression), isStored: kind !== 'v' }
    if (contype === 'CONSTR_DEFAULT' && !isNull(expression)) return databaseDefault(expression)
  }
  return { kind: 'none' }
}

/** The default that an expression is. */
export function databaseDefault(expression: Node | undefined): ColumnDefault {
  if (isNull(expression)) return { kind: 'none' }
  return { kind: 'database', source: shown(expression), isConstant: isSameForAllRows(expression) }
}

function isNull(expression: Node | undefined): boolean {
  const cast = as(expression, 'TypeCast')
  return cast ? isNull(cast.arg) : as(expression, 'A_Const')?.isnull === true
}

/** An expression as it is written, as far as it is made of constants, casts and calls; `…` stands for the rest. */
function shown(node: Node | undefined): string {
  const constant = as(node, 'A_Const')
  if (constant) {
    const { ival, fval, boolval, sval, isnull } = constant
    if (isnull) return 'NULL'
    if (ival) return String(ival.ival ?? 0)
    if (fval) return fval.fval ?? '0'
    if (boolval) return String(boolval.boolval ?? false)
    return `'${(sval?.sval ?? '').replaceAll("'", "''")}'`
  }
  const cast = as(node, 'TypeCast')
  if (cast) return shown(cast.arg)
  const call = as(node, 'FuncCall')
  if (call) return `${namesOf(call.funcname).at(-1) ?? ''}(${(call.args ?? []).map(shown).join(', ')})`
  const value = as(node, 'SQLValueFunction')
  if (value) return (value.op ?? '').replace('SVFOP_', '').replace(/_N$/, '')
  return '…'
}
