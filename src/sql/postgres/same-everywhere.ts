import type { AlterTableCmd, Node } from 'libpg-query'
import { as, kindOf, type NodeKind } from './node.ts'

/** Statements that mean the same in every database that takes them. */
const statements: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'UpdateStmt',
  'InsertStmt',
  'DeleteStmt',
  'TruncateStmt',
  'SelectStmt',
  'CreateStmt',
  'IndexStmt',
  'DropStmt',
  'RenameStmt',
  'TransactionStmt',
  'VariableSetStmt',
])

/** Commands of `ALTER TABLE` that do. */
const commands: ReadonlySet<AlterTableCmd['subtype']> = new Set<AlterTableCmd['subtype']>([
  'AT_AddColumn',
  'AT_DropColumn',
  'AT_ColumnDefault',
  'AT_AddConstraint',
  'AT_DropConstraint',
])

/** Whether a statement that PostgreSQL's parser reads means to every database what it means to PostgreSQL. */
export function meansSameEverywhere(node: Node): boolean {
  const alter = as(node, 'AlterTableStmt')
  if (!alter) return statements.has(kindOf(node)) && as(node, 'IndexStmt')?.concurrent !== true
  return (alter.cmds ?? []).every((command) => commands.has(as(command, 'AlterTableCmd')?.subtype))
}
