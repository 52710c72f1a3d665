import { execFileSync } from 'node:child_process'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { openRepository } from '../../../src/git/repository.ts'
import type { Migration } from '../../../src/model/migration.ts'
import type { Project } from '../../../src/model/project.ts'
import { replacedBy, squashesOf } from '../../../src/model/squash.ts'
import { fillTables, table, type Row } from '../marked-tables.ts'

/**
 * Judges the squashes in the history of clones, each at the commit that added it, where the files that it replaces are there:
 *
 *     node test/conformance/run.mjs squash/survey.ts CLONE... [--docs]
 *
 * Clones are only read. Prints what is said of each, for a person to judge, and a row for each,
 * which `--docs` puts into docs/squash.md.
 */
const { positionals: clones, values: asked } = parseArgs({
  allowPositionals: true,
  options: { docs: { type: 'boolean', default: false } },
})
const rows: Row[] = []
let gone = 0

for (const clone of clones) {
  const seen = new Set<string>()
  for (const { commit, paths } of additions(clone)) {
    const frameworks = await loadFrameworks()
    const repository = await openRepository({ cwd: clone, env: process.env })
    const tree = await repository.commitTree(commit)
    await repository.prefetch([tree], (path) => frameworks.some((one) => one.reads(path)))
    for (const framework of frameworks) {
      await framework.prepare?.(tree, {}, () => true)
      for (const root of framework.discover(tree, {})) {
        const project = framework.load(tree, root, {})
        for (const squash of squashesOf(project).filter(
          ({ path }) => paths.includes(path) && !seen.has(path),
        )) {
          seen.add(squash.path)
          tell(`${basename(clone).replace('+', '/')} ${commit.slice(0, 9)}`, project, squash)
        }
      }
    }
  }
}
const heads = [
  'repository and commit',
  'squash',
  'replaces',
  'state',
  'database',
  'lost steps',
  'borrowed code',
  'undecided',
  'ms',
]
const made = `${table(heads, rows)}\n\n${gone} more came without the files that they replace.`
console.log(`\n${made}`)
if (asked.docs) await fillTables('docs/squash.md', { real: made })

function tell(where: string, project: Project, squash: Migration): void {
  const replaced = replacedBy(squash, project)
  if (replaced.there.length === 0 || replaced.gone.length > 0) {
    gone++
    return
  }
  const started = performance.now()
  const outcome = project.squashOutcome!(squash.id)
  const ms = Math.round(performance.now() - started)
  const { differences, schemaDifferences, lostSteps, borrowedCode, undecided } = outcome
  console.log(`\n${where} ${squash.id} (${replaced.there.length})`)
  for (const { message, place } of differences) console.log(`  ! ${message} | ${place.path}:${place.line}`)
  for (const { kind, what, values } of schemaDifferences)
    console.log(`  = ${kind}: ${what} ${values?.join(' / ') ?? ''}`)
  for (const { migration, name } of lostSteps) console.log(`  lost: ${migration} ${name}`)
  for (const { migration, name } of borrowedCode) console.log(`  borrowed: ${migration} ${name}`)
  for (const { what, cause } of undecided) console.log(`  ? ${what}: ${cause}`)
  const counts = [differences, schemaDifferences, lostSteps, borrowedCode, undecided].map(
    ({ length }) => length,
  )
  rows.push([where, `\`${squash.id}\``, replaced.there.length, ...counts, ms])
}

/** Commits that add migrations with `replaces`, oldest first. */
function additions(clone: string): { commit: string; paths: string[] }[] {
  const log = [
    'log',
    '--reverse',
    '--no-merges',
    '--diff-filter=A',
    '--name-only',
    '--format=:%H',
    '-S',
    'replaces = [',
  ]
  const out = execFileSync('git', ['-C', clone, ...log, '--', '*/migrations/*.py'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return out
    .split(/^:/m)
    .slice(1)
    .map((entry) => entry.split('\n').filter((line) => line !== ''))
    .map(([commit, ...paths]) => ({ commit: commit!, paths }))
}
