import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { fillTables, table, type Row } from '../marked-tables.ts'
import { driftPython, driftVersions } from '../drift/django.ts'
import { databaseSays, squashCaseOutcome, stateSays, type SquashCase } from './squash-case.ts'

/**
 * Compares what is said of squashes with Django: those that `squashmigrations` writes for random histories have to be
 * accepted, and each of them with one operation dropped or changed has to be found where Django's states differ.
 *
 *     node test/conformance/run.mjs squash/run.ts [--django 5.2] [--count 100] [--spoilt 4] [--seed 1] [--record 5] [--docs]
 *
 * `--record N` keeps the first N cases for `npm test`, `--docs` puts the table into docs/squash.md.
 */
const { values } = parseArgs({
  options: {
    django: { type: 'string' },
    count: { type: 'string', default: '100' },
    spoilt: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    record: { type: 'string', default: '0' },
    docs: { type: 'boolean', default: false },
  },
})

const rows: Row[] = []
for (const version of driftVersions().filter((each) => each.startsWith(values.django ?? ''))) {
  const count = {
    squashes: 0,
    accepted: 0,
    refused: 0,
    undecided: 0,
    database: 0,
    spoilt: 0,
    found: 0,
    missed: 0,
    harmless: 0,
    alarms: 0,
  }
  const kept: SquashCase[] = []
  for await (const each of cases(version)) {
    if (kept.length < Number(values.record)) kept.push(each)
    const where = `${version} seed ${each.seed} ${each.app}.${each.name}`
    count.squashes++
    const whole = await squashCaseOutcome(each, each.text)
    if (whole.undecided.length > 0) count.undecided++
    // Now and then the optimizer itself writes a squash that comes to another state.
    if (whole.differences.length === 0) count.accepted++
    else if (each.truth === 'differs') count.refused++
    if (databaseSays(whole).length > 0) count.database++
    for (const line of [...stateSays(whole), ...databaseSays(whole)])
      console.log(`${where} (${each.truth}): ${line}`)
    for (const { cause, what } of whole.undecided) console.log(`${where}: undecided ${what}: ${cause}`)
    if (each.truth === 'differs') continue
    for (const { what, text, truth } of each.spoilt) {
      count.spoilt++
      const spoilt = await squashCaseOutcome(each, text)
      const found = stateSays(spoilt)
      if (truth === 'differs') {
        if (found.length > 0) count.found++
        else {
          count.missed++
          console.log(`${where}: missed that ${what}`)
        }
      } else if (found.length === 0) count.harmless++
      else if (truth === 'same') {
        count.alarms++
        console.log(`${where}: ${what}, which Django takes for the same: ${found.join('; ')}`)
      }
    }
  }
  if (kept.length > 0) {
    const file = join('test/conformance/recorded', `squash-${version}.json`)
    const by = `node test/conformance/run.mjs squash/run.ts --django ${version} --seed ${values.seed} --count ${values.count} --spoilt ${values.spoilt} --record ${values.record}`
    writeFileSync(file, `${JSON.stringify({ by, django: version, cases: kept })}\n`)
  }
  rows.push([version, ...Object.values(count)])
}
const heads = [
  ...['Django', 'squashes', 'accepted', 'refused with Django', 'undecided', 'other in the database alone'],
  ...['spoilt', 'found', 'missed', 'harmless', 'false alarms'],
]
const made = table(heads, rows)
console.log(`\n${made}`)
if (values.docs) await fillTables('docs/squash.md', { generated: made })

async function* cases(version: string): AsyncGenerator<SquashCase> {
  const script = resolve('test/conformance/squash/generate.py')
  const numbers = ['--seed', values.seed, '--count', values.count, '--spoilt', values.spoilt]
  const child = spawn(driftPython(version), [script, ...numbers], {
    env: { PATH: process.env['PATH'] ?? '', PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', process.env['CONFORMANCE_DEBUG'] ? 'inherit' : 'ignore'],
  })
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as SquashCase
}
