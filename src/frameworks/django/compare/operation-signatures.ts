import type { EditGrade } from '../../../model/change-set.ts'

/** What a changed argument of an operation means; `field`, `fields`, … are looked into. */
export type ArgumentKind =
  | EditGrade
  | 'name'
  | 'field'
  | 'fields'
  | 'options'
  | 'state options'
  | 'together'
  | 'bases'
  | 'index'
  | 'code'
  | 'operations'
  | 'state operations'
  | 'sql'
  | 'state sql'

/** An operation's arguments in order, each with what a change of it means. */
export interface Signature {
  readonly args: Readonly<Record<string, ArgumentKind>>
  /** What it means that such an operation came or went. */
  readonly whole: EditGrade
}

const hints = { hints: 'code', elidable: 'text' } as const

const extension = { args: { name: 'schema', hints: 'state' }, whole: 'schema' } as const
/** Those that know their own name (`django/contrib/postgres/operations.py`, 5.2). */
const namedExtension = { args: { hints: 'state' }, whole: 'schema' } as const
const collation = {
  args: { name: 'name', locale: 'schema', provider: 'schema', deterministic: 'schema' },
  whole: 'schema',
} as const

/**
 * The operations of django/db/migrations/operations and django/contrib/postgres/operations.py (up to 6.0).
 * What runs backwards, and what only moves the project state, is `state`: no database sees it on its way
 * forwards. An operation that is not here is the project's own: any change of it is a change of code.
 */
export const signatures: Readonly<Record<string, Signature>> = {
  CreateModel: {
    args: { name: 'name', fields: 'fields', options: 'options', bases: 'bases', managers: 'state' },
    whole: 'schema',
  },
  DeleteModel: { args: { name: 'name' }, whole: 'schema' },
  RenameModel: { args: { old_name: 'name', new_name: 'name' }, whole: 'schema' },
  AlterModelTable: { args: { name: 'name', table: 'schema' }, whole: 'schema' },
  AlterModelTableComment: { args: { name: 'name', table_comment: 'schema' }, whole: 'schema' },
  AlterUniqueTogether: { args: { name: 'name', unique_together: 'together' }, whole: 'schema' },
  AlterIndexTogether: { args: { name: 'name', index_together: 'together' }, whole: 'schema' },
  AlterOrderWithRespectTo: { args: { name: 'name', order_with_respect_to: 'schema' }, whole: 'schema' },
  AlterModelOptions: { args: { name: 'name', options: 'state options' }, whole: 'state' },
  AlterModelManagers: { args: { name: 'name', managers: 'state' }, whole: 'state' },
  AddField: {
    args: { model_name: 'name', name: 'name', field: 'field', preserve_default: 'state' },
    whole: 'schema',
  },
  AlterField: {
    args: { model_name: 'name', name: 'name', field: 'field', preserve_default: 'state' },
    whole: 'schema',
  },
  RemoveField: { args: { model_name: 'name', name: 'name', field: 'state' }, whole: 'schema' },
  RenameField: { args: { model_name: 'name', old_name: 'name', new_name: 'name' }, whole: 'schema' },
  AddIndex: { args: { model_name: 'name', index: 'index' }, whole: 'schema' },
  RemoveIndex: { args: { model_name: 'name', name: 'name' }, whole: 'schema' },
  RenameIndex: {
    args: { model_name: 'name', new_name: 'name', old_name: 'name', old_fields: 'schema' },
    whole: 'schema',
  },
  AddConstraint: { args: { model_name: 'name', constraint: 'index' }, whole: 'schema' },
  RemoveConstraint: { args: { model_name: 'name', name: 'name' }, whole: 'schema' },
  AlterConstraint: { args: { model_name: 'name', name: 'name', constraint: 'state' }, whole: 'state' },
  AddIndexConcurrently: { args: { model_name: 'name', index: 'index' }, whole: 'schema' },
  RemoveIndexConcurrently: { args: { model_name: 'name', name: 'name' }, whole: 'schema' },
  AddConstraintNotValid: { args: { model_name: 'name', constraint: 'index' }, whole: 'schema' },
  ValidateConstraint: { args: { model_name: 'name', name: 'name' }, whole: 'schema' },
  RunPython: { args: { code: 'code', reverse_code: 'state', atomic: 'state', ...hints }, whole: 'code' },
  RunSQL: {
    args: { sql: 'sql', reverse_sql: 'state sql', state_operations: 'state operations', ...hints },
    whole: 'schema',
  },
  SeparateDatabaseAndState: {
    args: { database_operations: 'operations', state_operations: 'state operations' },
    whole: 'schema',
  },
  CreateExtension: extension,
  BloomExtension: namedExtension,
  BtreeGinExtension: namedExtension,
  BtreeGistExtension: namedExtension,
  CITextExtension: namedExtension,
  CryptoExtension: namedExtension,
  HStoreExtension: namedExtension,
  TrigramExtension: namedExtension,
  UnaccentExtension: namedExtension,
  CreateCollation: collation,
  RemoveCollation: collation,
}
