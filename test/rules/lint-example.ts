import { effectiveDefaults } from './settings.ts'
import { rules } from '../../rules/index.ts'
import { loadFrameworks } from '../../src/frameworks/index.ts'
import { lintTrees } from '../../src/lint.ts'
import type { Rule, RuleMeta } from '../../src/engine/rule.ts'
import type { LintSettings } from '../../src/engine/settings.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { FileTree } from '../../src/model/tree.ts'
import { textTree } from '../support/text-tree.ts'
import type { Example, Overlay } from './page.ts'

const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678'
const tip = '0123456789abcdef0123456789abcdef01234567'
const frameworks = await loadFrameworks()
const anySql = textTree(
  new Map([
    ['shop/migrations/__init__.py', ''],
    [
      'shop/migrations/0001_sql.py',
      'from django.db import migrations\n\nclass Migration(migrations.Migration):\n    operations = [migrations.RunSQL("")]\n',
    ],
    ['package.json', '{ "dependencies": { "typeorm": "^0.3.0" } }'],
    [
      'src/migrations/1700000000000-Start.ts',
      "export class Start1700000000000 { async up(queryRunner) { await queryRunner.query('') } }\n",
    ],
  ]),
)
// Loaded once: examples are linted without waiting for anything.
for (const framework of frameworks) {
  await framework.ready?.([anySql])
  await framework.prepare?.(anySql, {}, () => true)
}

/**
 * Runs the whole pipeline on an example, compared with `origin/main`, whose merge base is `a1b2c3d4e5f6`. Most examples
 * leave models out, and one change may be unsafe in several ways: the rules about that look at their own pages alone.
 */
export function lintExample({ trees, options, standing }: Example, rule: string): readonly Finding[] {
  return lintOverlays(
    trees,
    effectiveDefaults(rules, { [rule]: options }),
    rules.filter(({ meta }) => meta.id === rule || !onOwnPage(meta)),
    standing,
  )
}

/** The findings of some rules on trees, with settings. */
export function lintOverlays(
  trees: Example['trees'],
  settings: LintSettings,
  own: readonly Rule[],
  standing: Example['standing'] = new Map(),
): readonly Finding[] {
  const base = put(new Map(), trees.base)
  const head = put(put(base, trees.head), trees.untracked)
  const target = trees.target.size === 0 ? undefined : put(base, trees.target)
  const working = trees.working.size === 0 ? undefined : put(head, trees.working)
  const result = lintTrees(
    {
      bases: base.size === 0 ? [] : [tree('a1b2c3d', base, trees.base)],
      head: tree(working ? 'the index' : 'the working tree', head, trees.head, trees.untracked),
      target: target && tree('origin/main', target, trees.target),
      ...(working && { workingTree: tree('the working tree', working, trees.head, trees.working) }),
      comparison: {
        baseRef: 'origin/main',
        baseFrom: '--base',
        baseCommit: commit,
        targetCommit: target ? tip : commit,
        head: working ? 'the index' : 'the working tree',
      },
      standing,
      notes: [],
    },
    settings,
    { frameworks, rules: own },
    () => 0,
  )
  return result.findings
}

function onOwnPage({ id, comparesModels }: RuleMeta): boolean {
  return comparesModels === true || id.startsWith('safety/')
}

function put(files: ReadonlyMap<string, string>, over: Overlay): ReadonlyMap<string, string> {
  const put = new Map(files)
  for (const [path, text] of over) {
    if (text === null) put.delete(path)
    else put.set(path, text)
  }
  return put
}

/** Packages have their `__init__.py`, which pages do not show; `absent` are those that an example takes away. */
function tree(
  name: string,
  files: ReadonlyMap<string, string>,
  absent: Overlay,
  untracked: Overlay = new Map(),
): FileTree {
  const all = new Map(files)
  for (const path of files.keys()) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    const init = `${folder}/__init__.py`
    if (folder.endsWith('migrations') && absent.get(init) !== null) all.set(init, '')
  }
  const tracked = textTree(all, name)
  return {
    ...tracked,
    entry(path) {
      const entry = tracked.entry(path)
      return entry && untracked.has(path) ? { ...entry, tracked: false } : entry
    },
  }
}
