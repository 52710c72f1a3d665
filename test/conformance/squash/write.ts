import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { driftPython, driftVersions } from '../drift/django.ts'
import { fillTables, table, type Row } from '../marked-tables.ts'
import { squashCaseOutcome, stateSays, type SquashCase } from './squash-case.ts'
import { ordered, writtenSquash } from './written-squash.ts'

/**
 * Compares the squashes that are written with those that `squashmigrations` writes for the same random histories.
 *
 *     node test/conformance/run.mjs squash/write.ts [--django 5.2] [--count 100] [--seed 1] [--record 5] [--show 3] [--docs]
 *
 * `--show N` prints the first N that differ, `--record N` keeps the first N cases for `npm test`, `--docs` puts the table
 * into docs/squash.md.
 */
const { values } = parseArgs({
  options: {
    django: { type: 'string' },
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    record: { type: 'string', default: '0' },
    show: { type: 'string', default: '0' },
    docs: { type: 'boolean', default: false },
  },
})

const rows: Row[] = []
for (const version of driftVersions().filter((each) => each.startsWith(values.django ?? ''))) {
  const count = { squashes: 0, equal: 0, 'equal in effect': 0, other: 0, refused: 0 }
  const kept: SquashCase[] = []
  for await (const each of cases(version)) {
    count.squashes++
    const where = `${version} seed ${each.seed} ${each.app}.${each.name}`
    const writing = writtenSquash(each)
    if ('refused' in writing) {
      count.refused++
      console.log(`${where}: refused: ${writing.refused.map(({ reason }) => reason).join('; ')}`)
      continue
    }
    if (kept.length < Number(values.record)) kept.push(each)
    const [ours, theirs] = [ordered(writing.written.text), ordered(each.text)]
    if (ours === theirs) {
      count.equal++
      continue
    }
    const outcome = await squashCaseOutcome(each, writing.written.text)
    const isEqual = stateSays(outcome).length === 0 && each.truth !== 'differs'
    count[isEqual ? 'equal in effect' : 'other']++
    console.log(`${where}: ${isEqual ? 'equal in effect' : `other: ${stateSays(outcome).join('; ')}`}`)
    if (count['equal in effect'] + count.other <= Number(values.show))
      console.log(difference(ours.split('\n'), theirs.split('\n')))
  }
  if (kept.length > 0) {
    const by = `node test/conformance/run.mjs squash/write.ts --django ${version} --seed ${values.seed} --count ${values.count} --record ${values.record}`
    const file = `test/conformance/recorded/written-squash-${version}.json`
    writeFileSync(file, `${JSON.stringify({ by, django: version, cases: kept })}\n`)
  }
  rows.push([version, ...Object.values(count)])
}
const made = table(['Django', 'squashes', 'equal', 'equal in effect', 'other', 'refused'], rows)
console.log(`\n${made}`)
if (values.docs) await fillTables('docs/squash.md', { written: made })

function difference(ours: readonly string[], theirs: readonly string[]): string {
  const only = (some: readonly string[], others: readonly string[], sign: string) =>
    some.filter((line) => !others.includes(line)).map((line) => `  ${sign}${line}`)
  return [...only(theirs, ours, '-'), ...only(ours, theirs, '+')].join('\n')
}

async function* cases(version: string): AsyncGenerator<SquashCase> {
  const script = resolve('test/conformance/squash/generate.py')
  const child = spawn(
    driftPython(version),
    [script, '--seed', values.seed, '--count', values.count, '--spoilt', '0'],
    {
      env: { PATH: process.env['PATH'] ?? '', PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'pipe', process.env['CONFORMANCE_DEBUG'] ? 'inherit' : 'ignore'],
    },
  )
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as SquashCase
}
