import type { InsertStmt, Node, RangeVar, UpdateStmt } from 'libpg-query'
import type { DatabaseName } from '../../model/database.ts'
import type { Write } from '../../model/schema/data-step.ts'
import type { WorkingTables } from '../working-tables.ts'
import { mayBeNull, type ColumnName, type NullKnowledge } from './expression.ts'
import { as, kindOf } from './node.ts'
import { rowsOf } from './rows.ts'

/** What the rows that a statement writes are read with. */
export interface RowContext {
  readonly tables: WorkingTables
  /** Whether a parameter, counted from 1, may be NULL. */
  readonly parameter: (number: number) => boolean
  readonly dialect: DatabaseName
}

type OwnWrite = Omit<Write, 'place' | 'how'>

/**
 * What `INSERT`, `UPDATE`, `DELETE`, `MERGE` and the statements in their `WITH` write; undefined for any other
 * statement.
 */
export function writesOf(node: Node, context: RowContext): readonly OwnWrite[] | undefined {
  switch (kindOf(node)) {
    case 'UpdateStmt': {
      const update = as(node, 'UpdateStmt')!
      return [...inWith(update.withClause, context), ...updateWrites(update, context)]
    }
    case 'InsertStmt': {
      const insert = as(node, 'InsertStmt')!
      return [...inWith(insert.withClause, context), ...insertWrites(insert, context)]
    }
    case 'DeleteStmt': {
      const { relation = {}, whereClause, usingClause, withClause } = as(node, 'DeleteStmt')!
      const rows = usingClause ? 'some' : rowsIn(relation, whereClause, context)
      return [...inWith(withClause, context), deletion(relation, rows, context)]
    }
    case 'TruncateStmt':
      return (as(node, 'TruncateStmt')!.relations ?? []).map((relation) =>
        deletion(as(relation, 'RangeVar') ?? {}, 'all', context),
      )
    case 'MergeStmt': {
      const { relation = {}, mergeWhenClauses = [], withClause } = as(node, 'MergeStmt')!
      const table = context.tables.get(relation).table.identity
      const kinds = mergeWhenClauses.map((clause) => as(clause, 'MergeWhenClause')?.commandType)
      const own = (['insert', 'update', 'delete'] as const).filter((kind) =>
        kinds.includes(`CMD_${kind.toUpperCase() as Uppercase<typeof kind>}`),
      )
      const some = own.map((kind) => ({ table, columns: [], kind, rows: 'some', mayBeNull: true }) as const)
      return [...inWith(withClause, context), ...some]
    }
    case 'CopyStmt': {
      const { relation = {}, is_from: isFrom } = as(node, 'CopyStmt')!
      if (!isFrom) return []
      const table = context.tables.get(relation).table.identity
      return [{ table, columns: 'all', kind: 'insert', rows: 'some', mayBeNull: true }]
    }
    case 'SelectStmt':
      return inWith(as(node, 'SelectStmt')!.withClause, context)
    default:
      return undefined
  }
}

function inWith(clause: UpdateStmt['withClause'], context: RowContext): readonly OwnWrite[] {
  const queries = (clause?.ctes ?? []).flatMap((one) => as(one, 'CommonTableExpr')?.ctequery ?? [])
  return queries.flatMap((query) => writesOf(query, context) ?? [])
}

function updateWrites(
  { relation = {}, targetList = [], whereClause, fromClause }: UpdateStmt,
  context: RowContext,
): readonly OwnWrite[] {
  const rows = fromClause ? 'some' : rowsIn(relation, whereClause, context)
  return assignments(relation, targetList, context).map((write) => ({ ...write, kind: 'update', rows }))
}

/** What `SET` gives: the columns that surely get a value, and those that may get NULL. */
function assignments(relation: RangeVar, targets: readonly Node[], context: RowContext) {
  const { table } = context.tables.get(relation)
  const knows = knowledge(relation, context)
  const given = targets.flatMap((node) => {
    const { name, val, indirection } = as(node, 'ResTarget') ?? {}
    if (name === undefined) return []
    // `SET tags[1] = …` changes a part of what may be NULL; a subquery may have no row.
    return [
      { field: fieldOf(relation, name, context), null: indirection !== undefined || mayBeNull(val, knows) },
    ]
  })
  return [false, true].flatMap((may) => {
    const columns = given.filter((one) => one.null === may).map(({ field }) => field)
    return columns.length === 0 ? [] : [{ table: table.identity, columns, mayBeNull: may }]
  })
}

function insertWrites(
  { relation = {}, cols, selectStmt, onConflictClause }: InsertStmt,
  context: RowContext,
): readonly OwnWrite[] {
  const { table } = context.tables.get(relation)
  const columns = cols?.flatMap((node) => as(node, 'ResTarget')?.name ?? [])
  const lists = as(selectStmt, 'SelectStmt')?.valuesLists?.map((list) => as(list, 'List')?.items ?? [])
  const knows = knowledge(undefined, context)
  const insert: OwnWrite = {
    table: table.identity,
    columns: columns?.map((name) => fieldOf(relation, name, context)) ?? 'all',
    kind: 'insert',
    rows: 'some',
    mayBeNull: lists === undefined || lists.some((list) => list.some((value) => mayBeNull(value, knows))),
  }
  if (onConflictClause?.action !== 'ONCONFLICT_UPDATE') return [insert]
  const updates = assignments(relation, onConflictClause.targetList ?? [], context)
  return [insert, ...updates.map((write) => ({ ...write, kind: 'update', rows: 'some' }) as const)]
}

function deletion(relation: RangeVar, rows: Write['rows'], { tables }: RowContext): OwnWrite {
  return { table: tables.get(relation).table.identity, columns: [], kind: 'delete', rows, mayBeNull: false }
}

function rowsIn(relation: RangeVar, where: Node | undefined, context: RowContext): Write['rows'] {
  return rowsOf(where, isOwn(relation), (name) => fieldOf(relation, name, context))
}

const isOwn = (relation: RangeVar) => (table: string) =>
  table === (relation.alias?.aliasname ?? relation.relname)

const fieldOf = (relation: RangeVar, name: string, { tables }: RowContext) =>
  tables.column(relation, name).field

function knowledge(
  relation: RangeVar | undefined,
  { tables, parameter, dialect }: RowContext,
): NullKnowledge {
  return {
    dialect,
    parameter,
    column({ table, name }: ColumnName) {
      if (!relation || (table !== undefined && !isOwn(relation)(table))) return true
      return tables.column(relation, name).isNullable !== false
    },
  }
}
