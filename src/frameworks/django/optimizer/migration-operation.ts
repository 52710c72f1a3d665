import type { Origin, Value } from '../../../python/value.ts'
import type { Operation } from '../autodetector/operation.ts'

/** What one argument of an operation holds, where it is not looked into: a value, or operations. */
export type OtherArgument = Value | readonly MigrationOperation[]

interface Renaming {
  readonly app: string
  /** As the operation's argument has it: of `RenameModel` the old name. */
  readonly model: string
  readonly newName: string
}

/** An operation that the optimizer can only leave out: `RunPython`, `RunSQL`, `SeparateDatabaseAndState`, … */
export interface OtherOperation {
  readonly operation: 'other'
  readonly app: string
  /** It names no model: it may have to do with any. */
  readonly model: ''
  /** The dotted path of its class. */
  readonly path: string
  /** As `deconstruct()` gives them, in the order of the signature. */
  readonly arguments: readonly (readonly [name: string, value: OtherArgument])[]
  readonly isElidable: boolean
  readonly origin: Origin
}

export type RenameModel = Renaming & { readonly operation: 'RenameModel' }

export type RenameField = Renaming & { readonly operation: 'RenameField'; readonly name: string }

/** Operations as migrations hold them: those that the autodetector makes, and those that people write or are asked about. */
export type MigrationOperation = Operation | RenameModel | RenameField | OtherOperation

export type Named<Name extends MigrationOperation['operation']> = Extract<
  MigrationOperation,
  { readonly operation: Name }
>

/** What kind of thing an operation is about, which decides what it can be moved across. */
export type Subject = 'model' | 'option' | 'field' | 'index' | 'other'

export const subjects: Readonly<Record<MigrationOperation['operation'], Subject>> = {
  CreateModel: 'model',
  DeleteModel: 'model',
  RenameModel: 'model',
  AddField: 'field',
  RemoveField: 'field',
  AlterField: 'field',
  RenameField: 'field',
  AlterModelOptions: 'option',
  AlterModelManagers: 'option',
  AlterModelTable: 'option',
  AlterModelTableComment: 'option',
  AlterUniqueTogether: 'option',
  AlterIndexTogether: 'option',
  AlterOrderWithRespectTo: 'option',
  AddIndex: 'index',
  RemoveIndex: 'index',
  RenameIndex: 'index',
  AddConstraint: 'index',
  RemoveConstraint: 'index',
  AlterConstraint: 'index',
  other: 'other',
}
