import { execFileSync } from 'node:child_process'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { changeSets } from '../../src/engine/change-sets.ts'
import { loadFrameworks } from '../../src/frameworks/index.ts'
import type { Framework } from '../../src/frameworks/framework.ts'
import { openRepository } from '../../src/git/repository.ts'
import { editGrades, type MigrationChange } from '../../src/model/change-set.ts'
import { typeOrmFiles } from './typeorm/migration-files.ts'
import type { FileTree } from '../../src/model/tree.ts'

/**
 * Grades every edit of a migration in the first-parent history of clones, each commit against its first parent:
 * `node test/conformance/run.mjs edit-grades.ts [--grade schema,code] [--all] CLONE...`. Clones are only read.
 * Prints each edit that is more than text (with `--all`, each), for a person to judge, and a table by grade.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grade: { type: 'string' }, all: { type: 'boolean', default: false } },
})
const wanted = new Set<string>(
  values.grade?.split(',') ?? editGrades.filter((g) => values.all || g !== 'text'),
)

type Edited = Extract<MigrationChange, { kind: 'edited' }>

/** Commits of the first-parent history that modify files in migrations folders, oldest first, with their parents. */
function commitsThatEdit(clone: string): { commit: string; parent: string }[] {
  const log = ['log', '--first-parent', '-m', '--reverse', '--diff-filter=MT', '--format=%H %P']
  const out = execFileSync('git', [...log, '--', '*migrations*/*.py', ...typeOrmFiles], {
    cwd: clone,
    encoding: 'utf8',
  })
  return out.split('\n').flatMap((line) => {
    const [commit, parent] = line.split(' ')
    return commit && parent ? [{ commit, parent }] : []
  })
}

/** Trees are big and share little work once they are loaded: a repository object is kept for a few commits only. */
const commitsAtOnce = 20

async function* editsOf(clone: string, frameworks: readonly Framework[]): AsyncGenerator<[string, Edited]> {
  const load = (tree: FileTree) => ({
    tree,
    projects: frameworks.flatMap((framework) =>
      framework.discover(tree, {}).map((root) => framework.load(tree, root, {})),
    ),
  })
  const commits = commitsThatEdit(clone)
  for (let at = 0; at < commits.length; at += commitsAtOnce) {
    const repository = await openRepository({ cwd: clone, env: process.env })
    for (const { commit, parent } of commits.slice(at, at + commitsAtOnce)) {
      const [before, after] = [await repository.commitTree(parent), await repository.commitTree(commit)]
      await repository.prefetch([before, after], (path) => frameworks.some((one) => one.reads(path)))
      for (const framework of frameworks) await framework.ready?.([before, after])
      const head = load(after)
      const names = { base: parent, head: commit, target: parent }
      const trees = {
        base: load(before),
        head,
        target: undefined,
        merged: undefined,
        workingTree: head,
        names,
        standing: new Map(),
        judgesAll: false,
        databases: [],
      }
      const byName = (name: string) => frameworks.find((framework) => framework.name === name)!.compare
      for (const change of changeSets(trees, byName).flatMap((set) => set.changes))
        if (change.kind === 'edited') yield [commit, change]
    }
  }
}

const rows: string[] = []
for (const clone of positionals.map((path) => resolve(path))) {
  const counts = new Map<string, number>()
  const frameworks = await loadFrameworks()
  for await (const [commit, { head, edit }] of editsOf(clone, frameworks)) {
    counts.set(edit.grade, (counts.get(edit.grade) ?? 0) + 1)
    if (!wanted.has(edit.grade)) continue
    console.log(`\n${edit.grade}  ${basename(clone)} ${commit.slice(0, 10)} ${head.path}`)
    for (const { grade, message, place, side } of edit.parts)
      console.log(`    ${grade}: ${message}  (${side} ${place.line}:${place.column})`)
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const cells = editGrades.map((grade) => counts.get(grade) ?? 0)
  rows.push(`| ${[basename(clone), total, ...cells].join(' | ')} |`)
}
console.log(`\n| clone | edits | ${editGrades.join(' | ')} |`)
console.log(`| ${['---', '---', ...editGrades.map(() => '---')].join(' | ')} |`)
console.log(rows.join('\n'))
