import { nowhere, type CallValue, type Value } from '../../../python/value.ts'
import type { NamedState } from '../state/model-state.ts'
import type { StateReaders } from '../state/readers.ts'
import type { Table } from './columns.ts'
import { constraintState } from './constraint-state.ts'
import { fieldState } from './field-state.ts'
import { indexState } from './index-state.ts'
import { deconstructedManager } from './manager-state.ts'

/** In a migration every index has its name: no table and no columns are needed to make one up. */
const noTable: Table = { table: undefined, fields: new Map() }

/** Reads what operations are given as Django's own classes would deconstruct it. */
export const normalReaders: StateReaders = {
  field: fieldState,
  index: (value, owner, context) => named(value, (call) => indexState(call, owner, noTable, context)),
  constraint: (value, owner, context) =>
    named(value, (call) => constraintState(call, owner, noTable, context)),
  manager(value, name, context) {
    // What a migration lists counts, whatever its class says of migrations.
    const state = value.kind === 'call' ? deconstructedManager(name, value, context) : undefined
    return state ?? { name, manager: undefined, origin: 'origin' in value ? value.origin : nowhere }
  },
}

/** What is no call has no name that can be read. */
function named(value: Value, read: (call: CallValue) => NamedState): NamedState {
  if (value.kind === 'call') return read(value)
  const origin = 'origin' in value ? value.origin : nowhere
  return { path: '', args: [], keywords: new Map(), name: undefined, origin }
}
