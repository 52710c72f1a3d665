import type { Value } from '../../../python/value.ts'
import type { DjangoContext, Owner } from '../context.ts'
import type { FieldState } from './field-state.ts'
import type { ManagerState, NamedState } from './model-state.ts'

/** How the arguments of operations become fields, indexes, constraints and managers of a state. */
export interface StateReaders {
  field(value: Value, name: string, owner: Owner, context: DjangoContext): FieldState
  index(value: Value, owner: Owner, context: DjangoContext): NamedState
  constraint(value: Value, owner: Owner, context: DjangoContext): NamedState
  manager(value: Value, name: string, context: DjangoContext): ManagerState
}
