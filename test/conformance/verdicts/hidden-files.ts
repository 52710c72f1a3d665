import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { groupBy } from '../../../src/model/group-by.ts'
import type { Expr } from '../../../src/python/ast.ts'
import { normalExpr } from '../../../src/python/normal-form.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { openClone } from './clones.ts'
import { djangoWith, driftOf, seriesOf } from './project-drift.ts'
import { recordedRepositories } from './recording.ts'
import { without } from './without.ts'

/**
 * Takes the newest migration of each app of public repositories away and compares the one that is written instead with
 * it, whatever formatter it went through: `node test/conformance/run.mjs verdicts/hidden-files.ts [--clones DIR]
 * [--only NAME,...] [--environments DIR]`, as run.ts has them. A migration that somebody wrote or changed by hand differs.
 */
const { values } = parseArgs({
  options: { clones: { type: 'string' }, only: { type: 'string' }, environments: { type: 'string' } },
})
const only = values.only?.split(',')
const parse = await loadParser()
const encoder = new TextEncoder()

for (const recorded of recordedRepositories()) {
  if (only && !only.includes(recorded.name)) continue
  const repository = await openClone(recorded.repository, [recorded.commit], values.clones)
  const environment = join(resolve(values.environments ?? '.'), recorded.name)
  const django = await djangoWith(
    values.environments !== undefined && existsSync(environment) ? environment : undefined,
  )
  const settings = { settings: recorded.settings, version: seriesOf(recorded.django) }
  const tree = await repository.commitTree(recorded.commit)
  await repository.prefetch([tree], (path) => django.reads(path))
  const outcomes: string[] = []
  for (const { migration, path } of recorded.hidden) {
    const app = migration.slice(0, migration.indexOf('.'))
    const project = driftOf(django, without(tree, path), settings, recorded.ignored).projectOf(app)
    const writing = project?.missingMigrations?.({ at: new Date(0) })
    const written = writing?.written.filter((each) => each.app === app) ?? []
    const refused = writing?.refused.filter((each) => each.app === app) ?? []
    const theirs = partsOf(tree.read(path)!)
    const ours = written.flatMap(({ text }) => partsOf(encoder.encode(text)))
    const lines = changed(theirs, ours)
    const name = path.slice(path.lastIndexOf('/') + 1, -3)
    if (refused.length > 0) outcomes.push(`refused: ${refused[0]!.reason.replace(/`[^`]*`/g, '`…`')}`)
    else if (lines.length > 0) outcomes.push([`different: ${path}`, ...lines].join('\n     '))
    else outcomes.push(written.map((each) => each.name).join() === name ? 'equal' : 'equal but for its name')
  }
  console.log(`== ${recorded.name}: ${outcomes.length} taken away`)
  for (const [kind, group] of groupBy(outcomes, (outcome) => outcome))
    console.log(`   ${group.length} ${kind.slice(0, 4000)}`)
}

/** What a migration holds, a line each: dependencies, operations. */
function partsOf(bytes: Uint8Array): string[] {
  const migration = parse(bytes).body.find((stmt) => stmt.type === 'ClassDef' && stmt.name === 'Migration')
  if (migration?.type !== 'ClassDef') return []
  return migration.body.flatMap((stmt) => {
    const target = stmt.type === 'Assign' ? stmt.targets[0] : undefined
    if (stmt.type !== 'Assign' || target?.type !== 'Name') return []
    return items(stmt.value).map((item) => `${target.id} ${normalExpr(item)}`)
  })
}

function items(value: Expr): readonly Expr[] {
  return value.type === 'List' ? value.elts : [value]
}

function changed(theirs: readonly string[], ours: readonly string[]): string[] {
  return [
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `- ${line}`),
    ...ours.filter((line) => !theirs.includes(line)).map((line) => `+ ${line}`),
  ]
}
