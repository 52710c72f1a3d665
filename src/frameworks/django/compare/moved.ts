import type { EditGrade } from '../../../model/change-set.ts'
import type { Value } from '../../../python/value.ts'
import { fieldName, signatureOf } from './describe.ts'

/**
 * What it means that an operation stands in another order: code, where data is changed before or after what it was;
 * schema, where two operations on one field or model changed places; else nothing that a database would keep.
 */
export function moveGrade(
  item: Value,
  before: readonly Value[],
  after: readonly Value[],
  equal: (old: Value, now: Value) => boolean,
): EditGrade {
  const was = before.findIndex((other) => equal(other, item))
  const is = after.indexOf(item)
  const passed = after.filter((other, index) => {
    const old = before.findIndex((candidate) => equal(candidate, other))
    return old >= 0 && index !== is && old < was !== index < is
  })
  if ([item, ...passed].some((other) => touchesData(other)) && passed.length > 0) return 'code'
  return passed.some((other) => about(other) === about(item)) ? 'schema' : 'state'
}

/** RunPython, RunSQL, and what is not Django's: code that may look at rows. */
function touchesData(operation: Value): boolean {
  const signature = signatureOf(operation)
  return !signature || signature.whole === 'code' || 'sql' in signature.args
}

const about = (operation: Value) => (operation.kind === 'call' ? fieldName(operation).toLowerCase() : '')
