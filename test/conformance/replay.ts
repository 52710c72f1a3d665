import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { resolveSettings } from '../../src/config/resolve-settings.ts'
import { suppressionRules } from '../../src/engine/suppression-rules.ts'
import { loadFrameworks } from '../../src/frameworks/index.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { lintTrees } from '../../src/lint.ts'
import type { CheckResult } from '../../src/model/check-result.ts'
import { rules } from '../../rules/index.ts'
import { workFolder } from './environment.ts'
import { typeOrmFiles } from './typeorm/migration-files.ts'

/**
 * Replays history: for the last merges of a clone, checks the merged branch (the second parent) against the
 * branch that it was merged into (the first parent), as a pull request's check would have done.
 *
 *     node test/conformance/run.mjs replay.ts CLONE [--count 50] [--any] [--first-parent]
 *         [--settings MODULE] [--output FILE.jsonl]
 *
 * With `--first-parent`, commits that were squashed or rebased stand in for merges: each against its parent.
 *
 * Takes merges whose branch touched a file in a migrations folder; with `--any` any merge. The clone is only
 * read. Prints a table and every finding, and writes a JSON line for each merge.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '50' },
    any: { type: 'boolean', default: false },
    'first-parent': { type: 'boolean', default: false },
    settings: { type: 'string' },
    output: { type: 'string' },
  },
})
const [given] = positionals
if (given === undefined)
  throw new Error('usage: replay.ts CLONE [--count N] [--any] [--settings MODULE] [--output FILE]')
const clone = resolve(given)

/** Where migrations are kept, for every framework. */
const migrationFiles = ['*/migrations/*.py', ...typeOrmFiles]

interface Merge {
  readonly commit: string
  /** What was merged into. */
  readonly into: string
  readonly branch: string
  readonly bases: readonly string[]
}

function git(...args: string[]): string[] {
  const output = execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return output.split('\n').filter((line) => line !== '')
}

function merges(count: number, any: boolean): Merge[] {
  const found: Merge[] = []
  for (const line of git('rev-list', '--merges', '--parents', 'HEAD')) {
    const [commit, into, branch] = line.split(' ')
    if (commit === undefined || into === undefined || branch === undefined) continue
    const bases = mergeBases(into, branch)
    const [base] = bases
    if (base === undefined || base === branch) continue
    if (
      !any &&
      git('diff', '--name-only', '--no-renames', base, branch, '--', ...migrationFiles).length === 0
    )
      continue
    found.push({ commit, into, branch, bases })
    if (found.length === count) break
  }
  return found
}

/** Commits of the first-parent history with one parent that touch migrations, the last first. */
function commits(count: number): Merge[] {
  const log = ['log', '--first-parent', '--no-merges', `--max-count=${count}`, '--format=%H %P']
  return git(...log, '--', ...migrationFiles).flatMap((line) => {
    const [commit, parent] = line.split(' ')
    if (commit === undefined || parent === undefined || parent === '') return []
    return { commit, into: parent, branch: commit, bases: [parent] }
  })
}

/** None where the two share no history. */
function mergeBases(a: string, b: string): string[] {
  try {
    return git('merge-base', '--all', a, b)
  } catch {
    return []
  }
}

const frameworks = await loadFrameworks()
const settings = resolveSettings(
  values.settings === undefined ? {} : { frameworks: { django: { settings: values.settings } } },
  '',
  [...rules.map((rule) => rule.meta), ...suppressionRules],
)

async function check(repository: Repository, merge: Merge): Promise<CheckResult> {
  const bases = await Promise.all(merge.bases.map((base) => repository.commitTree(base)))
  const head = await repository.commitTree(merge.branch)
  const target = merge.bases.includes(merge.into) ? undefined : await repository.commitTree(merge.into)
  const trees = [...bases, head, ...(target ? [target] : [])]
  await repository.prefetch(trees, (path) => frameworks.some((framework) => framework.reads(path)))
  for (const framework of frameworks) {
    await framework.ready?.(trees)
    await framework.prepare?.(head, {}, (path) => !bases.some((base) => base.entry(path)))
  }
  const comparison = {
    baseRef: merge.into.slice(0, 12),
    baseFrom: 'the first parent',
    baseCommit: merge.bases[0]!,
    targetCommit: merge.into,
    head: merge.branch,
  }
  return lintTrees({ bases, head, target, comparison, notes: [] }, settings, { frameworks, rules }, () =>
    performance.now(),
  )
}

const output = resolve(values.output ?? join(workFolder, 'replay', `${basename(clone)}.jsonl`))
mkdirSync(join(output, '..'), { recursive: true })
const lines: string[] = []
const seen = new Map<string, number>()

console.log('| merge | branch | base | changed | findings | unreadable | unresolved | seconds |')
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
const list = values['first-parent'] ? commits(Number(values.count)) : merges(Number(values.count), values.any)
for (const merge of list) {
  // A repository of its own for each merge, so that blobs that are done with can go.
  const repository = await openRepository({ cwd: clone, env: process.env })
  const started = performance.now()
  const { findings, unreadable, unresolved, summary } = await check(repository, merge)
  const seconds = Math.round(performance.now() - started) / 1000
  const short = [merge.commit, merge.branch, merge.bases[0]!].map((id) => id.slice(0, 10))
  const cells = [...short, summary.changed, findings.length, unreadable.length, unresolved.length, seconds]
  console.log(`| ${cells.join(' | ')} |`)
  for (const { rule, severity, message, place, related } of findings) {
    console.log(`    ${severity} ${rule} ${place.path}:${place.line}: ${printable(message)}`)
    for (const other of related)
      console.log(`        ${other.place.path}:${other.place.line}: ${printable(other.message)}`)
    seen.set(rule, (seen.get(rule) ?? 0) + 1)
  }
  for (const { place, message } of unreadable)
    console.log(`    unreadable ${place.path}: ${printable(message)}`)
  lines.push(JSON.stringify({ ...merge, seconds, summary, findings, unreadable, unresolved }))
  writeFileSync(output, lines.join('\n') + '\n')
}
console.log(
  `${list.length} merges of ${basename(clone)}; ${JSON.stringify(Object.fromEntries(seen))}; ${output}`,
)

/** Text of a repository must not reach the terminal raw. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '?')
}
