import type { MigrationRow, StepRow } from './plan-rows.ts'
import { count } from './wording.ts'

/** `in one transaction`, as a clause behind the migration's name. */
export function describeAtomic({ isAtomic }: MigrationRow): string {
  if (isAtomic === undefined) return 'in one transaction or not, which is not known'
  return isAtomic ? 'in one transaction' : 'without a transaction'
}

export function describeReversible({ isReversible }: Pick<StepRow, 'isReversible'>): string {
  if (isReversible === undefined) return 'it is not known whether it can be taken back'
  return isReversible ? 'reversible' : 'irreversible'
}

/** `2 migrations with 3 operations, in the order in which they run`, without its full stop. */
export function describePlan(rows: readonly MigrationRow[]): string {
  if (rows.length === 0) return 'No new migrations'
  const operations = rows.reduce((sum, { steps }) => sum + steps.length, 0)
  return `${count(rows.length, 'migration')} with ${count(operations, 'operation')}, in the order in which they run`
}
