import type { Column } from '../schema/table.ts'

/**
 * Expressions that PostgreSQL works out once for a whole statement though they are no constants: the time at which the
 * transaction began.
 */
const workedOutOnce = /^(now\(\)|transaction_timestamp\(\)|current_(timestamp|date|time)|localtime(stamp)?)$/i

/** Whether the rows that are there get a value that has to be worked out for each, so that each is written again. */
export function fillsRowByRow({ type, default: value }: Pick<Column, 'type' | 'default'>): boolean {
  if (type?.counts) return true
  if (value.kind === 'generated') return value.isStored
  return value.kind === 'database' && !value.isConstant && !workedOutOnce.test(value.source.trim())
}

/** Whether rows that leave the column out hold NULL. */
export function isNullDefault({ default: value }: Pick<Column, 'default'>): boolean {
  return value.kind === 'none'
}
