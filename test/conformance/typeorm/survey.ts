import { execFileSync } from 'node:child_process'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { rules } from '../../../rules/index.ts'
import { resolveSettings } from '../../../src/config/resolve-settings.ts'
import { suppressionRules } from '../../../src/engine/suppression-rules.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { openRepository } from '../../../src/git/repository.ts'
import { lintTrees } from '../../../src/lint.ts'
import type { Effect } from '../../../src/model/schema/effect.ts'
import type { Project } from '../../../src/model/project.ts'

/**
 * Checks commits of clones as `check --all` does, without their working tree, and prints a row for each project:
 *
 *     node test/conformance/run.mjs typeorm/survey.ts [--details] CLONE[@REF]...
 *
 * With `--details`, every finding, every cause for which a statement is not known with how often it is, and the order.
 * Clones are only read.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { details: { type: 'boolean', default: false }, order: { type: 'boolean', default: false } },
})

const settings = resolveSettings({}, '', [...rules.map(({ meta }) => meta), ...suppressionRules])
const details: string[] = []
console.log(
  '| repository | commit | folder | databases | migrations | statements | unknown | unresolved | findings | seconds |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const given of positionals) {
  const [path = '', ref = 'HEAD'] = given.split('@')
  const clone = resolve(path)
  const repository = await openRepository({ cwd: clone, env: process.env })
  const frameworks = await loadFrameworks()
  const commit = execFileSync('git', ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], {
    cwd: clone,
    encoding: 'utf8',
  }).trim()
  const head = await repository.commitTree(commit)
  const started = performance.now()
  await repository.prefetch([head], (file) => frameworks.some((framework) => framework.reads(file)))
  for (const framework of frameworks) await framework.ready?.([head])
  for (const framework of frameworks) await framework.prepare?.(head, {}, () => true)
  const comparison = {
    baseRef: ref,
    baseFrom: 'the survey',
    baseCommit: commit,
    targetCommit: commit,
    head: commit,
  }
  const result = lintTrees(
    { bases: [head], head, target: undefined, comparison, judgesAll: true, notes: [] },
    settings,
    { frameworks, rules },
    () => performance.now(),
  )
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const typeorm = frameworks.find(({ name }) => name === 'typeorm')!
  const projects = typeorm.discover(head, {}).map((root) => typeorm.load(head, root, {}))
  for (const project of projects) row(project)
  const migrations = new Set(
    projects.flatMap((project) => [...project.migrations.values()].map((one) => one.path)),
  )
  const others = result.findings.filter(({ place }) => !migrations.has(place.path))
  if (others.length > 0)
    details.push(`\n## ${basename(clone)}: ${others.length} findings outside of migrations`)
  if (values.details)
    for (const { severity, rule, place, message } of others)
      details.push(`${severity} ${rule} ${place.path}:${place.line}: ${message}`)

  function row(project: Project): void {
    const own = new Set([...project.migrations.values()].map((migration) => migration.path))
    const findings = result.findings.filter(({ place }) => own.has(place.path))
    const effects = (project.plan ?? []).flatMap(({ steps }) => steps.flatMap((step) => step.effects))
    const causes = effects.flatMap((effect) => causeOf(effect) ?? [])
    const unresolved = [...project.migrations.values()].flatMap((migration) => migration.unresolved)
    const databases = project.databases?.map(({ name }) => name).join(', ')
    const cells = [basename(clone), commit.slice(0, 9), project.root, databases, project.migrations.size]
    cells.push(effects.length, causes.length, unresolved.length, findings.length, seconds)
    console.log(`| ${cells.join(' | ')} |`)
    if (values.order)
      for (const migration of project.migrations.values()) details.push(`${migration.id}\t${migration.path}`)
    if (!values.details) return
    details.push(`\n## ${basename(clone)} ${project.root}`)
    for (const { kind, place, message } of project.problems)
      details.push(`${kind} ${place.path}:${place.line}: ${message}`)
    for (const [cause, count] of counted(causes)) details.push(`${count} × ${cause}`)
    for (const { place, source, reason } of unresolved)
      details.push(`? ${place.path}:${place.line} ${reason}: ${source}`)
    for (const { severity, rule, place, message } of findings)
      details.push(`${severity} ${rule} ${place.path}:${place.line}: ${message}`)
  }
}
if (details.length > 0) console.log(details.map(printable).join('\n'))

function causeOf(effect: Effect): string | undefined {
  return effect.kind === 'unknown' ? effect.cause : undefined
}

function counted(items: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

/** Text of a repository must not reach the terminal raw. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '?')
}
