import { rules } from '../../../rules/index.ts'
import { resolveSettings } from '../../../src/config/resolve-settings.ts'
import { suppressionRules } from '../../../src/engine/suppression-rules.ts'
import { lintTrees } from '../../../src/lint.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import type { Database } from '../../../src/model/database.ts'
import { lockOf } from '../../../src/model/locks/lock-of.ts'
import type { Lock } from '../../../src/model/locks/lock.ts'
import type { Effect } from '../../../src/model/schema/effect.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { textTree } from '../../support/text-tree.ts'
import type { Case } from './cases.ts'

/** What is claimed of a migration, in the words of what is observed. */
export interface Claim {
  /** As `pg_locks` names it: `AccessExclusiveLock`. */
  readonly lock: string
  readonly readersWait: boolean
  readonly writersWait: boolean
  readonly writersOfSameRowsWait: boolean
  readonly rewrites: boolean
  /** Whether every row is looked at while the lock is held. */
  readonly reads: boolean
  readonly builds: boolean
}

/** From the weakest to the strongest. */
const modes = [
  'none',
  'ROW EXCLUSIVE and row locks',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'ACCESS EXCLUSIVE',
]

/** The migrations that make the tables, and with them the one that is looked at. */
function trees({ models, operations, atomic }: Case): { readonly base: FileTree; readonly head: FileTree } {
  const first = [
    ['shop/__init__.py', ''],
    ['shop/migrations/__init__.py', ''],
    ['shop/migrations/0001_initial.py', migration([], models, true)],
  ] as const
  const next = ['shop/migrations/0002_next.py', migration(['0001_initial'], operations, atomic)] as const
  return { base: textTree(new Map(first)), head: textTree(new Map([...first, next])) }
}

/** The rules that find something in a migration, of the strictest preset. */
export async function findingsOf(one: Case, version: number): Promise<readonly string[]> {
  const { base, head } = trees(one)
  const frameworks = await loadFrameworks()
  for (const framework of frameworks) await framework.prepare?.(head, {}, () => true)
  const metas = [...rules.map(({ meta }) => meta), ...suppressionRules]
  const settings = resolveSettings({ database: `postgresql@${version}`, preset: 'strict' }, '', metas)
  const { findings } = lintTrees(
    { bases: [base], head, target: undefined, comparison: undefined, notes: [] },
    settings,
    { frameworks, rules },
    () => 0,
  )
  return findings.map(({ rule }) => rule)
}

/** What the effects of a migration's operations are. */
export async function effectsOf(one: Case): Promise<readonly Effect[]> {
  const tree = trees(one).head
  const [django] = await loadFrameworks()
  await django!.prepare!(tree, {}, () => true)
  const [root] = django!.discover(tree, {})
  const plan = django!.load(tree, root!, {}, [{ name: 'postgresql', version: [15] }]).plan!
  return plan[1]!.steps.flatMap((step) => step.effects)
}

function migration(after: readonly string[], operations: string, atomic: boolean): string {
  return `from django.contrib.postgres import functions as postgres_functions
from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.models import functions


class Migration(migrations.Migration):
    dependencies = [${after.map((name) => `("shop", "${name}")`).join(', ')}]
    atomic = ${atomic ? 'True' : 'False'}
    operations = ${operations}
`
}

/** What effects claim of a table on a server; undefined where they claim nothing. */
export function claimOf(effects: readonly Effect[], table: string, database: Database): Claim | undefined {
  const locks = effects.flatMap((effect) => (isAbout(effect, table) ? (lockOf(effect, database) ?? []) : []))
  if (locks.length === 0) return undefined
  const strongest = locks.reduce((a, b) => (modes.indexOf(b.name) > modes.indexOf(a.name) ? b : a))
  const blocks = (...who: readonly Lock['blocks'][]) => locks.some((lock) => who.includes(lock.blocks))
  const lasts = (lasting: Lock['lasts']) => locks.some((lock) => lock.lasts === lasting)
  return {
    lock: modeName(strongest.name),
    readersWait: blocks('readers and writers'),
    writersWait: blocks('readers and writers', 'writers'),
    writersOfSameRowsWait: blocks('readers and writers', 'writers', 'writers of the same rows'),
    rewrites: lasts('while the table is rewritten'),
    reads: lasts('while the table is scanned'),
    builds: lasts('while the index is built'),
  }
}

function isAbout(effect: Effect, table: string): boolean {
  if (effect.kind === 'data') return true
  if (effect.kind === 'rename table') return effect.before.name === table
  return 'table' in effect && effect.table.name === table
}

/** `SHARE ROW EXCLUSIVE` -> `ShareRowExclusiveLock`. */
function modeName(name: string): string {
  const words = name
    .replace(/ and row locks$/, '')
    .toLowerCase()
    .split(' ')
  return `${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')}Lock`
}
