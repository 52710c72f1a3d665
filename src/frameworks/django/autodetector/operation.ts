import type { Origin, Value } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ManagerState, NamedState } from '../state/model-state.ts'
import type { ValueChange } from './change.ts'

/** What has to be done before an operation (`OperationDependency` of django/db/migrations/autodetector.py). */
export interface Dependency {
  readonly type:
    | 'create'
    | 'remove'
    | 'alter'
    | 'unset order_with_respect_to'
    | 'alter together'
    | 'remove index or constraint'
  readonly app: string
  /** In lower case. */
  readonly model: string
  readonly field?: string
  /** The setting that names the model. */
  readonly setting?: string
}

/** What is told of an operation, apart from what it does. */
export interface Report {
  /** The model's class name. */
  readonly declared: string
  readonly from: Origin | undefined
  readonly to: Origin | undefined
  readonly changes?: readonly ValueChange[]
  readonly looksLikeRenameOf?: string
}

interface Common {
  readonly app: string
  /** As the operation's argument has it: the class name in CreateModel and DeleteModel, else mostly in lower case. */
  readonly model: string
  readonly dependencies: readonly Dependency[]
  readonly report: Report
}

/** `unique_together` or `index_together`: lists of field names. */
export type Together = readonly (readonly string[])[]

export interface CreateModel extends Common {
  readonly operation: 'CreateModel'
  readonly fields: ReadonlyMap<string, FieldState>
  /** In the order in which they are written; indexes and constraints as they are listed. */
  readonly options: ReadonlyMap<string, Value | readonly NamedState[]>
  readonly bases: readonly string[]
  readonly managers: readonly ManagerState[]
}

export type TogetherOption = 'unique_together' | 'index_together'

export interface TogetherOperation extends Common {
  readonly operation: 'AlterUniqueTogether' | 'AlterIndexTogether'
  /** Undefined: None, which is what a model is deleted with. */
  readonly value: Together | undefined
}

export interface FieldOperation extends Common {
  readonly operation: 'AddField' | 'AlterField'
  readonly name: string
  readonly field: FieldState
  /** Not given: True. */
  readonly preserveDefault?: Value | undefined
}

/** `path`: the class, where it is one that is made of the operation: `AddIndexConcurrently`. */
export interface IndexOperation extends Common {
  readonly operation: 'AddIndex' | 'AddConstraint' | 'AlterConstraint'
  readonly name: string | undefined
  readonly index: NamedState
  readonly path?: string | undefined
}

/** Operations as the autodetector makes them; see the classes of django/db/migrations/operations. */
export type Operation =
  | CreateModel
  | TogetherOperation
  | FieldOperation
  | IndexOperation
  | (Common & { readonly operation: 'DeleteModel' })
  | (Common & { readonly operation: 'RemoveField'; readonly name: string })
  | (Common & { readonly operation: 'AlterModelOptions'; readonly options: ReadonlyMap<string, Value> })
  | (Common & { readonly operation: 'AlterModelManagers'; readonly managers: readonly ManagerState[] })
  | (Common & {
      readonly operation: 'AlterModelTable' | 'AlterModelTableComment'
      readonly value: Value | undefined
    })
  | (Common & { readonly operation: 'AlterOrderWithRespectTo'; readonly field: string | undefined })
  | (Common & {
      readonly operation: 'RemoveIndex' | 'RemoveConstraint'
      readonly name: string | undefined
      readonly path?: string | undefined
    })
  | (Common & {
      readonly operation: 'RenameIndex'
      readonly name: string
      readonly oldName: string | undefined
      readonly oldFields: readonly string[] | undefined
    })

export const togetherOptions: Readonly<Record<TogetherOperation['operation'], TogetherOption>> = {
  AlterUniqueTogether: 'unique_together',
  AlterIndexTogether: 'index_together',
}

/** Whether an option of a new model lists indexes or constraints. */
export function isListed(option: Value | readonly NamedState[] | undefined): option is readonly NamedState[] {
  return Array.isArray(option)
}

export function isTogether(operation: { readonly operation: string }): operation is TogetherOperation {
  return Object.hasOwn(togetherOptions, operation.operation)
}
