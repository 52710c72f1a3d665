import type { AppliedReporter } from './applied-reporter.ts'
import type { AppliedOutput } from './applied-schema.ts'
import { printable } from './json.ts'

/** For programs: see `applied-schema.ts`. */
export const appliedJson: AppliedReporter = (compared) => {
  const { hasTable, migrations, applied, otherRows, problems, pending, notes, unreadable } = compared
  const output: AppliedOutput = {
    schemaVersion: 1,
    hasTable,
    migrations,
    applied,
    otherRows,
    problems: problems.map((problem) => ({ ...problem, path: problem.path ?? null })),
    pending: pending.map(({ id, path }) => ({ id, path })),
    notes: [...notes],
    unreadable: unreadable.map(({ path, message }) => ({ path, message })),
  }
  return `${printable(JSON.stringify(output, null, 2))}\n`
}
