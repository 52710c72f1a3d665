/**
 * Compares what `safety/irreversible` says of SQL and of the SQL that undoes it with what a real PostgreSQL holds once Django
 * has run a migration and undone it: `node test/conformance/run.mjs undo/run.ts --count 300 --seed 1 [--record 60]`.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { virtualEnvironment } from '../environment.ts'
import { serverPrograms, startServer } from '../postgres/server.ts'
import { compareAnswers } from './compare.ts'
import { madeUp, models } from './made-up.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    /** How many answers are kept for the tests that have no server. */
    record: { type: 'string', default: '0' },
  },
})
const programs = serverPrograms()
if (programs === undefined) throw new Error('no PostgreSQL: POSTGRES_BIN names the folder of its programs')
const cases = Array.from({ length: Number(values.count) }, (_, index) => madeUp(Number(values.seed) + index))
const python = virtualEnvironment('postgres', ['Django==5.2.10', 'psycopg[binary]>=3.2,<4'])
const server = await startServer(programs)
try {
  const answers = JSON.parse(
    execFileSync(python, [resolve('test', 'conformance', 'undo', 'undo.py'), server.host, server.user], {
      input: JSON.stringify({ models, cases }),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    }),
  ) as Record<string, string>
  const { counts, wrong, missed } = await compareAnswers(cases, answers)
  console.log(counts)
  for (const each of [...wrong.map((one) => `wrong: ${one}`), ...missed.map((one) => `missed: ${one}`)])
    console.log(each)
  if (Number(values.record) > 0) {
    const command = `node test/conformance/run.mjs undo/run.ts --count ${values.count} --seed ${values.seed} --record ${values.record}`
    const kept = cases.slice(0, Number(values.record)).map((one) => ({ ...one, answer: answers[one.name] }))
    const path = resolve('test', 'conformance', 'recorded', 'undo.json')
    writeFileSync(path, `${JSON.stringify({ command, cases: kept }, undefined, 1)}\n`)
  }
  if (wrong.length > 0) process.exitCode = 1
} finally {
  await server.stop()
}
