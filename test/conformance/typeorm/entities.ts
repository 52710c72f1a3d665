/**
 * Compares the drift of made-up entities with what TypeORM's own schema builder says:
 * `node test/conformance/run.mjs typeorm/entities.ts [--database mariadb] --steps 500 --seed 1 [--record 40] [--docs]`.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fillTables, table } from '../marked-tables.ts'
import { compared } from './compare-entities.ts'
import { entitySteps, type EntityStep } from './entity-steps.ts'
import { pglite } from './made-database.ts'
import { mariadb, whatMariadbLacks } from './mariadb.ts'

const { values } = parseArgs({
  options: {
    /** `postgresql`, which runs in this process, or `mariadb`, of which a server is started. */
    database: { type: 'string', default: 'postgresql' },
    steps: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    /** How many steps are kept for the tests that have no TypeORM. */
    record: { type: 'string', default: '0' },
    /** Puts the result into docs/typeorm.md. */
    docs: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

const total = { projects: 0, steps: 0, clean: 0, drift: 0, operations: 0, different: 0, undecided: 0 }
const kept: EntityStep[] = []
let lastSeed: number | undefined
const lack = values.database === 'mariadb' ? whatMariadbLacks() : undefined
if (lack !== undefined) {
  console.error(`SKIPPED, nothing was compared: ${lack}`)
  process.exit(1)
}
const maker = values.database === 'mariadb' ? await mariadb() : pglite
for await (const step of entitySteps(maker, Number(values.seed))) {
  const { theirs, wrong, missed, undecided } = await compared(step)
  if (step.seed !== lastSeed) total.projects++
  lastSeed = step.seed
  total.steps++
  total.operations += theirs.length
  if (theirs.length === 0) total.clean++
  else total.drift++
  if (undecided.length > 0) {
    total.undecided++
    if (values.verbose) console.log(`seed ${step.seed}, step ${step.step}: undecided ${undecided.join('; ')}`)
  }
  // What is undecided may be what is missed.
  if (wrong.length > 0 || (missed.length > 0 && undecided.length === 0)) {
    total.different++
    console.log(
      `seed ${step.seed}, step ${step.step}: wrong ${wrong.join('; ')}, missed ${missed.join('; ')}`,
    )
    if (values.verbose) console.log(step.source, step.changes, step.migrations)
  }
  // Two steps of a project are enough to have something of all of it.
  if (kept.length < Number(values.record) && step.step % 5 === 3 && undecided.length === 0) kept.push(step)
  if (total.steps >= Number(values.steps)) break
}
await maker.close()
if (kept.length > 0) {
  const command = `node test/conformance/run.mjs typeorm/entities.ts --database ${maker.name} --steps ${values.steps} --seed ${values.seed} --record ${values.record}`
  const path = `test/conformance/recorded/typeorm-entities${maker.name === 'mariadb' ? '-mariadb' : ''}.json`
  writeFileSync(path, `${JSON.stringify({ command, steps: kept }, undefined, 1)}\n`)
}
const result = table(['seed', ...Object.keys(total)], [[values.seed, ...Object.values(total)]])
console.log(result)
if (values.docs)
  await fillTables('docs/typeorm.md', {
    [`typeorm entities${maker.name === 'mariadb' ? ' mariadb' : ''}`]: result,
  })
if (total.different > 0) process.exitCode = 1
