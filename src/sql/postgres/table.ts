import type {
  Constraint as ConstraintNode,
  CreateStmt,
  CreateTableAsStmt,
  DropStmt,
  IndexStmt,
  Node,
  RenameStmt,
} from 'libpg-query'
import type { Constraint, Effect, Index } from '../../model/schema/effect.ts'
import type { Column } from '../../model/schema/table.ts'
import type { WorkingTables, WrittenName } from '../working-tables.ts'
import { readColumn } from './column.ts'
import { termsOf } from './condition.ts'
import { readConstraint } from './constraint.ts'
import { as, itemsOf, namesOf } from './node.ts'

export function createTable(statement: CreateStmt, tables: WorkingTables): readonly Effect[] {
  const { relation = {}, tableElts = [], if_not_exists: unlessThere } = statement
  if (unlessThere && tables.has(relation)) return [{ kind: 'other', what: 'CREATE TABLE IF NOT EXISTS' }]
  const table = tables.make(relation)
  const constraints: Constraint[] = []
  const add = (node: ConstraintNode, own?: string): void => {
    const constraint = readConstraint(node, relation, tables, own)
    // NOT NULL is in the column already.
    if (!constraint || constraint.kind === 'not null') return
    tables.putConstraint(table, constraint)
    constraints.push(constraint)
  }
  const columns = tableElts.flatMap((node): readonly Column[] => {
    const def = as(node, 'ColumnDef')
    if (!def) return []
    const defined = readColumn(def, tables.fieldOfNew(relation, def.colname ?? ''), tables)
    const { column } = defined
    tables.put(relation, def.colname ?? '', column)
    for (const each of defined.constraints) add(each, column.field)
    return [column]
  })
  for (const node of tableElts) {
    const element = as(node, 'Constraint')
    if (element) add(element)
  }
  return [
    {
      kind: 'create table',
      table,
      columns,
      ...(constraints.length > 0 && { constraints }),
      ...(hasMore(statement) && { isUnsure: true }),
    },
  ]
}

/** Whether a table takes columns from another one, goes with another one, or goes with the connection. */
function hasMore({ relation, tableElts = [], inhRelations = [], ofTypename }: CreateStmt): boolean {
  const isWritten = (node: Node) =>
    as(node, 'ColumnDef') !== undefined || as(node, 'Constraint') !== undefined
  const isTemporary = relation?.relpersistence === 't'
  return isTemporary || inhRelations.length > 0 || ofTypename !== undefined || !tableElts.every(isWritten)
}

/** `CREATE TABLE … AS SELECT …`; a materialized view is no table. */
export function createTableAs(
  { into, objtype }: CreateTableAsStmt,
  tables: WorkingTables,
): readonly Effect[] {
  if (objtype !== 'OBJECT_TABLE') return [{ kind: 'other', what: 'CREATE MATERIALIZED VIEW' }]
  return [{ kind: 'create table', table: tables.make(into?.rel ?? {}), columns: [], isUnsure: true }]
}

export function createIndex(
  {
    relation = {},
    idxname,
    indexParams = [],
    indexIncludingParams: included = [],
    unique,
    whereClause,
    concurrent,
  }: IndexStmt,
  tables: WorkingTables,
): readonly Effect[] {
  const { table } = tables.get(relation)
  const index: Index = {
    name: idxname,
    columns: indexParams.map((node) => {
      const name = as(node, 'IndexElem')?.name
      return name === undefined ? undefined : tables.column(relation, name).field
    }),
    isUnique: unique === true,
    ...(whereClause && {
      isPartial: true,
      condition: termsOf(whereClause, (name) => tables.column(relation, name).field),
    }),
  }
  tables.putIndex(table, index)
  return [
    {
      kind: 'create index',
      table,
      index,
      isConcurrent: concurrent === true,
      // It goes with columns that are not told.
      ...(included.length > 0 && { isUnsure: true }),
    },
  ]
}

export function drop(
  { objects = [], removeType, concurrent, behavior }: DropStmt,
  tables: WorkingTables,
): readonly Effect[] {
  const along = behavior === 'DROP_CASCADE' && ({ cascades: true } as const)
  return objects.flatMap((object): readonly Effect[] => {
    const written = writtenName(object)
    if (removeType === 'OBJECT_TABLE') {
      const isForgotten = tables.isForgotten(written)
      const { table } = tables.get(written)
      tables.drop(written)
      return [{ kind: 'drop table', table, ...(isForgotten && { isForgotten }), ...along }]
    }
    if (removeType === 'OBJECT_INDEX')
      return [
        { kind: 'drop index', ...tables.index(written.relname ?? ''), isConcurrent: concurrent === true },
      ]
    if (removeType === 'OBJECT_TYPE') {
      const name = namesOf(as(object, 'TypeName')?.names).at(-1) ?? ''
      return [{ kind: 'other', what: 'DROP TYPE', valueType: { kind: 'drop', name, ...along } }]
    }
    const what = `DROP ${(removeType ?? '').replace('OBJECT_', '').replace('MATVIEW', 'MATERIALIZED VIEW')}`
    return [{ kind: 'other', what }]
  })
}

/** Whether it drops whatever hangs on it, and that cannot be told: on a function or a schema may hang columns and tables. */
export function takesOthers({ removeType = 'OBJECT_FUNCTION', behavior }: DropStmt): boolean {
  const isAlone = /TABLE|TYPE|INDEX|VIEW|TRIGGER|POLICY|RULE/.test(removeType)
  return behavior === 'DROP_CASCADE' && !isAlone
}

export function rename(
  { renameType, relationType, relation = {}, object, subname = '', newname = '' }: RenameStmt,
  tables: WorkingTables,
): readonly Effect[] {
  if (renameType === 'OBJECT_TABLE') return [{ kind: 'rename table', ...tables.rename(relation, newname) }]
  if (renameType === 'OBJECT_COLUMN' && relationType === 'OBJECT_TABLE') {
    const { table } = tables.get(relation)
    const before = tables.column(relation, subname)
    const isNamedAsCode = before.field === before.name
    const after = { ...before, name: newname, field: isNamedAsCode ? newname : before.field }
    tables.put(relation, subname, after)
    return [{ kind: 'rename column', table, before, after }]
  }
  const what = (renameType ?? '').replace('OBJECT_', '').replace('TABCONSTRAINT', 'CONSTRAINT')
  const other = { kind: 'other', what: `RENAME ${what}` } as const
  if (renameType === 'OBJECT_INDEX')
    return [{ ...other, renamed: { before: relation.relname ?? '', after: newname } }]
  if (renameType === 'OBJECT_TABCONSTRAINT')
    return [{ ...other, renamed: { before: subname, after: newname } }]
  const type = renameType === 'OBJECT_TYPE' ? namesOf(itemsOf(object)).at(-1) : undefined
  return [type === undefined ? other : { ...other, valueType: { kind: 'rename', name: type, to: newname } }]
}

function writtenName(object: Node): WrittenName {
  const names = namesOf(itemsOf(object))
  return { schemaname: names.at(-2), relname: names.at(-1) }
}
