import type { Node } from 'libpg-query'
import type { Effect } from '../../model/schema/effect.ts'
import type { WorkingTables } from '../working-tables.ts'
import { alterTable } from './alter-table.ts'
import { as, kindOf, type NodeKind } from './node.ts'
import { clustered, locked, reindexed, vacuumed } from './maintenance.ts'
import { valueType } from './enum-type.ts'
import { createIndex, createTable, createTableAs, drop, rename, takesOthers } from './table.ts'

/**
 * What a statement does to the schema; undefined for one of which that is not known. Moves the tables forward.
 */
export function schemaEffects(node: Node, tables: WorkingTables): readonly Effect[] | undefined {
  const kind = kindOf(node)
  switch (kind) {
    case 'AlterTableStmt': {
      const alter = as(node, 'AlterTableStmt')!
      if (alter.objtype === 'OBJECT_TABLE') return alterTable(alter, tables)
      return [{ kind: 'other', what: `ALTER ${(alter.objtype ?? '').replace('OBJECT_', '')}` }]
    }
    case 'CreateStmt':
      return createTable(as(node, 'CreateStmt')!, tables)
    case 'CreateTableAsStmt':
      return createTableAs(as(node, 'CreateTableAsStmt')!, tables)
    case 'IndexStmt':
      return createIndex(as(node, 'IndexStmt')!, tables)
    case 'DropStmt': {
      const dropped = as(node, 'DropStmt')!
      return takesOthers(dropped) ? undefined : drop(dropped, tables)
    }
    case 'RenameStmt':
      return rename(as(node, 'RenameStmt')!, tables)
    case 'CreateEnumStmt':
    case 'AlterEnumStmt':
      return [{ kind: 'other', what: others[kind]!, ...valueType(node) }]
    case 'ReindexStmt':
      return reindexed(as(node, 'ReindexStmt')!, tables)
    case 'VacuumStmt':
      return vacuumed(as(node, 'VacuumStmt')!, tables)
    case 'ClusterStmt':
      return clustered(as(node, 'ClusterStmt')!, tables)
    case 'LockStmt':
      return locked(as(node, 'LockStmt')!, tables)
    case 'VariableSetStmt': {
      const { name = '', is_local: isLocal } = as(node, 'VariableSetStmt')!
      const movesNames = name === 'search_path'
      const what = `SET ${isLocal ? 'LOCAL ' : ''}${name}`
      return [{ kind: 'other', what, ...(movesNames && { isUnsure: true }) }]
    }
    case 'TransactionStmt': {
      const isTakenBack = as(node, 'TransactionStmt')?.kind?.includes('ROLLBACK')
      return [{ kind: 'other', what: 'transaction control', ...(isTakenBack && { isUnsure: true }) }]
    }
    case 'AlterObjectSchemaStmt':
      return [{ kind: 'other', what: 'ALTER … SET SCHEMA', isUnsure: true }]
    default: {
      const what = others[kind]
      return what === undefined ? undefined : [{ kind: 'other', what }]
    }
  }
}

/** What neither touches rows nor a table's columns, as messages call it. */
const others: Readonly<Partial<Record<NodeKind, string>>> = {
  CreateExtensionStmt: 'CREATE EXTENSION',
  AlterExtensionStmt: 'ALTER EXTENSION',
  CommentStmt: 'COMMENT',
  SecLabelStmt: 'SECURITY LABEL',
  CreateEnumStmt: 'CREATE TYPE',
  CompositeTypeStmt: 'CREATE TYPE',
  CreateRangeStmt: 'CREATE TYPE',
  DefineStmt: 'CREATE',
  AlterEnumStmt: 'ALTER TYPE',
  AlterTypeStmt: 'ALTER TYPE',
  CreateDomainStmt: 'CREATE DOMAIN',
  CreateFunctionStmt: 'CREATE FUNCTION',
  AlterFunctionStmt: 'ALTER FUNCTION',
  CreateCastStmt: 'CREATE CAST',
  CreateTrigStmt: 'CREATE TRIGGER',
  CreateEventTrigStmt: 'CREATE EVENT TRIGGER',
  RuleStmt: 'CREATE RULE',
  ViewStmt: 'CREATE VIEW',
  RefreshMatViewStmt: 'REFRESH MATERIALIZED VIEW',
  CreateSchemaStmt: 'CREATE SCHEMA',
  CreateSeqStmt: 'CREATE SEQUENCE',
  AlterSeqStmt: 'ALTER SEQUENCE',
  CreatePolicyStmt: 'CREATE POLICY',
  AlterPolicyStmt: 'ALTER POLICY',
  CreateStatsStmt: 'CREATE STATISTICS',
  AlterStatsStmt: 'ALTER STATISTICS',
  CreatePLangStmt: 'CREATE LANGUAGE',
  CreateRoleStmt: 'CREATE ROLE',
  AlterRoleStmt: 'ALTER ROLE',
  AlterRoleSetStmt: 'ALTER ROLE',
  DropRoleStmt: 'DROP ROLE',
  AlterDatabaseSetStmt: 'ALTER DATABASE',
  GrantStmt: 'GRANT',
  GrantRoleStmt: 'GRANT',
  AlterDefaultPrivilegesStmt: 'ALTER DEFAULT PRIVILEGES',
  AlterOwnerStmt: 'ALTER … OWNER',
  CreatePublicationStmt: 'CREATE PUBLICATION',
  AlterPublicationStmt: 'ALTER PUBLICATION',
  ConstraintsSetStmt: 'SET CONSTRAINTS',
  AlterSystemStmt: 'ALTER SYSTEM',
  VariableShowStmt: 'SHOW',
  ExplainStmt: 'EXPLAIN',
  NotifyStmt: 'NOTIFY',
  ListenStmt: 'LISTEN',
  DiscardStmt: 'DISCARD',
  CreateFdwStmt: 'CREATE FOREIGN DATA WRAPPER',
  CreateForeignServerStmt: 'CREATE SERVER',
  CreateForeignTableStmt: 'CREATE FOREIGN TABLE',
  CreateUserMappingStmt: 'CREATE USER MAPPING',
  ImportForeignSchemaStmt: 'IMPORT FOREIGN SCHEMA',
}
