import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Agreement } from './django/agreement.ts'
import { askContrib, askInvented, askRepositories, askSuite } from './django/ask.ts'
import { compareFiles, installedOnly } from './django/compare-live.ts'
import { compareVerdicts } from './django/verdicts.ts'
import { seedOf } from '../seed.ts'
import { djangoVersions } from './environment.ts'

/**
 * Prints where this tool's graph and Django's agree:
 * `node test/conformance/run.mjs graph-agreement.ts [--only contrib,suite,invented,repositories,verdicts]
 * [--repositories DIR] [--verdicts FILE]`. DIR holds clones, which are only read; FILE holds what Django said
 * of projects at given commits (see verdicts.ts). `SEED=` of the environment invents others. Exit code 1 where they disagree.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, repositories: { type: 'string' }, verdicts: { type: 'string' } },
})
const wanted = values.only?.split(',') ?? ['contrib', 'suite', 'invented', 'repositories', 'verdicts']
let disagreements = 0

console.log(
  '| subject | Django | apps | migrations | nodes | edges | leaves | roots | errors | unresolved | agree |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')

function print(version: string, { subject, apps, counts, differences, unresolved }: Agreement): void {
  const errors = counts['missing nodes'] + counts.unloadable + counts.cycles
  const cells = [
    ...[subject, version, apps, counts['migrations on disk'], counts.nodes, counts.edges],
    ...[
      counts['leaf nodes'],
      counts['root nodes'],
      errors,
      unresolved.length,
      differences.length === 0 ? 'yes' : 'NO',
    ],
  ]
  console.log(`| ${cells.join(' | ')} |`)
  for (const difference of differences) console.log(`    ${difference}`)
  if (differences.length > 0) disagreements++
}

for (const version of djangoVersions) {
  if (wanted.includes('contrib')) {
    for (const asked of askContrib(version)) {
      print(asked.django, await compareFiles(asked, (path) => path.startsWith('django/contrib/')))
    }
  }
  if (wanted.includes('suite')) {
    for (const asked of askSuite(version))
      print(asked.django, await compareFiles(asked, installedOnly(asked)))
  }
}
if (wanted.includes('invented')) {
  const first = seedOf('invented projects', 1)
  const seeds = Array.from({ length: 150 }, (_, at) => first + at)
  for (const asked of askInvented(djangoVersions.at(-1)!, seeds)) {
    if (!asked.answer.graph.order_dependent) print(asked.django, await compareFiles(asked))
  }
}
if (wanted.includes('repositories') && values.repositories !== undefined) {
  const { asked, absent } = askRepositories(resolve(values.repositories), existsSync)
  for (const each of asked) print(each.django, await compareFiles(each))
  for (const name of absent) console.log(`SKIPPED ${name}: there is no ${values.repositories}/${name}`)
}
if (wanted.includes('verdicts') && values.verdicts !== undefined) {
  const { agreements, skipped } = await compareVerdicts(
    resolve(values.verdicts),
    resolve(values.repositories ?? '.'),
  )
  for (const { django, agreement } of agreements) print(django, agreement)
  for (const reason of skipped) console.log(`SKIPPED ${reason}`)
}
console.log(disagreements === 0 ? 'They agree.' : `They disagree on ${disagreements} subjects.`)
process.exitCode = disagreements === 0 ? 0 : 1
