import type { ClusterStmt, LockStmt, Node, RangeVar, ReindexStmt, VacuumStmt } from 'libpg-query'
import type { Effect } from '../../model/schema/effect.ts'
import type { WorkingTables } from '../working-tables.ts'
import { as } from './node.ts'

type Maintenance = Extract<Effect, { kind: 'maintain table' }>

function maintain(
  relation: RangeVar,
  tables: WorkingTables,
  how: Maintenance['how'],
  statement: string,
  more: Partial<Maintenance> = {},
): Effect {
  const { table } = tables.get(relation)
  return { kind: 'maintain table', table, how, statement, isConcurrent: false, ...more }
}

const other = (what: string): readonly Effect[] => [{ kind: 'other', what }]

/** `REINDEX`; of a schema or a database, which tables are meant is not said. */
export function reindexed({ kind, relation, params }: ReindexStmt, tables: WorkingTables): readonly Effect[] {
  const isConcurrent = isOn(params, 'concurrently')
  if (!relation) return other('REINDEX')
  if (kind === 'REINDEX_OBJECT_TABLE')
    return [maintain(relation, tables, 'reindex', 'REINDEX TABLE', { isConcurrent })]
  if (kind !== 'REINDEX_OBJECT_INDEX') return other('REINDEX')
  const { table } = tables.index(relation.relname ?? '')
  return [{ kind: 'maintain table', table, how: 'reindex', statement: 'REINDEX INDEX', isConcurrent }]
}

/** `VACUUM` lets readers and writers go on, unless it is `FULL`. */
export function vacuumed({ rels = [], options, is_vacuumcmd: is }: VacuumStmt, tables: WorkingTables) {
  if (!is) return other('ANALYZE')
  const relations = rels.flatMap((node) => as(node, 'VacuumRelation')?.relation ?? [])
  if (!isOn(options, 'full') || relations.length === 0) return other('VACUUM')
  return relations.map((relation) => maintain(relation, tables, 'rewrite', 'VACUUM FULL'))
}

export function clustered({ relation }: ClusterStmt, tables: WorkingTables): readonly Effect[] {
  return relation ? [maintain(relation, tables, 'rewrite', 'CLUSTER')] : other('CLUSTER')
}

/** By the number that the parser gives a mode (`LOCKMODE`, src/include/storage/lockdefs.h). */
const modes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
]

export function locked({ relations = [], mode = 8 }: LockStmt, tables: WorkingTables): readonly Effect[] {
  return relations
    .flatMap((node) => as(node, 'RangeVar') ?? [])
    .map((relation) => maintain(relation, tables, 'lock', 'LOCK TABLE', { mode: modes[mode - 1]! }))
}

/** Whether an option of a statement is given and not `false`. */
function isOn(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((node) => {
    const option = as(node, 'DefElem')
    if (option?.defname !== name) return false
    const given = as(option.arg, 'String')?.sval ?? String(as(option.arg, 'Boolean')?.boolval ?? true)
    return !/^(false|off|0)$/i.test(given)
  })
}
