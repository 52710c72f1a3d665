import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fillTables, table, type Row } from '../marked-tables.ts'
import type { Observation, Observed } from './observed.ts'

/**
 * Puts what PostgreSQL did into docs/safety.md: `node test/conformance/run.mjs postgres/table.ts`. What it did is recorded
 * by record.ts.
 */
const recorded = JSON.parse(
  readFileSync(resolve('test', 'conformance', 'recorded', 'postgres.json'), 'utf8'),
) as Observed

function row([name, seen]: [string, Observation]): Row {
  if ('error' in seen) return [name, 'fails', seen.error, '', '']
  const waits = [seen.readersWait && 'readers', seen.writersWait && 'writers'].filter(Boolean).join(', ')
  const does = [
    seen.rewrites && 'rewrites the table',
    seen.scans && 'reads every row',
    seen.builds && 'builds an index',
  ]
  return [name, seen.lock ?? 'none', '', waits || 'nobody', does.filter(Boolean).join(', ')]
}

await fillTables(resolve('docs', 'safety.md'), {
  postgresql: table(
    ['change', 'lock', 'error', 'who waits', 'what it does meanwhile'],
    Object.entries(recorded.observed).map(row),
  ),
})
