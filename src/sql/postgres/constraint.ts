import type { Constraint as ConstraintNode, Node } from 'libpg-query'
import type { Constraint } from '../../model/schema/effect.ts'
import type { Table } from '../../model/schema/table.ts'
import type { WorkingTables, WrittenName } from '../working-tables.ts'
import { columnOf } from './expression.ts'
import { as, namesOf, nodesIn } from './node.ts'

const kinds: Readonly<Partial<Record<NonNullable<ConstraintNode['contype']>, Constraint['kind']>>> = {
  CONSTR_UNIQUE: 'unique',
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_EXCLUSION: 'exclusion',
  CONSTR_PRIMARY: 'primary key',
  CONSTR_NOTNULL: 'not null',
}

/**
 * A constraint on the rows of a table; undefined for what stands among constraints and is none, as a default.
 *
 * @param own the column in whose definition it stands
 */
export function readConstraint(
  node: ConstraintNode,
  relation: WrittenName,
  tables: WorkingTables,
  own?: string,
): Constraint | undefined {
  const kind = node.contype && kinds[node.contype]
  if (kind === undefined) return undefined
  const field = (name: string) => tables.column(relation, name).field
  const columns = own === undefined ? columnsOf(node).map((name) => name && field(name)) : [own]
  const { pktable } = node
  return {
    kind,
    name: node.conname,
    columns,
    ...(pktable && foreignKey(node, tables.get(pktable).table.label)),
    ...(forbidsNull(node) && { forbidsNull: true }),
  }
}

/** By the letters that PostgreSQL's parser keeps (src/include/nodes/parsenodes.h, `FKCONSTR_ACTION_…`). */
const actions: Readonly<Record<string, string>> = {
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
}

function foreignKey(
  { pk_attrs: columns, fk_del_action: onDelete = '', fk_upd_action: onUpdate = '' }: ConstraintNode,
  references: string,
): Partial<Constraint> {
  return {
    references,
    ...(columns && { referencedColumns: namesOf(columns) }),
    ...(onDelete in actions && { onDelete: actions[onDelete] }),
    ...(onUpdate in actions && { onUpdate: actions[onUpdate] }),
  }
}

function columnsOf(node: ConstraintNode): readonly (string | undefined)[] {
  if (node.contype === 'CONSTR_CHECK') return columnsIn(node.raw_expr)
  if (node.contype === 'CONSTR_EXCLUSION')
    return (node.exclusions ?? []).map((pair) => as(as(pair, 'List')?.items?.[0], 'IndexElem')?.name)
  return namesOf(node.contype === 'CONSTR_FOREIGN' ? node.fk_attrs : node.keys)
}

function columnsIn(expression: Node | undefined): readonly string[] {
  return [...new Set([...nodesIn(expression)].flatMap((node) => columnOf(node)?.name ?? []))]
}

/** `CHECK (a IS NOT NULL)`: what PostgreSQL 12 and later takes as the proof that `SET NOT NULL` would look for in the rows. */
function forbidsNull({ contype, raw_expr: check }: ConstraintNode): boolean {
  const test = as(check, 'NullTest')
  return (
    contype === 'CONSTR_CHECK' && test?.nulltesttype === 'IS_NOT_NULL' && columnOf(test.arg) !== undefined
  )
}

/** A constraint of which only the name is written. */
export function namedConstraint(name: string, table: Table, tables: WorkingTables): Constraint {
  return tables.constraint(table, name) ?? { kind: 'unknown', name, columns: [] }
}
