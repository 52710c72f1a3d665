import type { Change } from './change.ts'
import type { Operation } from './operation.ts'
import { writeOperation } from './write.ts'

/** An operation as it is told: what it is about, what differs, where that is written. */
export function toChange(operation: Operation): Change {
  const { declared, from, to, changes = [], looksLikeRenameOf } = operation.report
  const oldName = operation.operation === 'RenameIndex' ? operation.oldName : undefined
  return {
    operation: operation.operation,
    app: operation.app,
    model: declared,
    name: 'name' in operation ? operation.name : undefined,
    ...(oldName !== undefined && { oldName }),
    ...(looksLikeRenameOf !== undefined && { looksLikeRenameOf }),
    changes,
    source: writeOperation(operation),
    from,
    to,
  }
}
