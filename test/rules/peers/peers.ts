import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rules } from '../../../rules/index.ts'
import { resolveSettings } from '../../../src/config/resolve-settings.ts'
import { suppressionRules } from '../../../src/engine/suppression-rules.ts'
import { presets, type Preset } from '../../../src/engine/rule.ts'
import { lintOverlays } from '../lint-example.ts'

/** A documented case of another linter, written anew, what it says of it and what we do. */
export interface PeerCase {
  readonly name: string
  readonly theirs: string
  /** Whether it reports anything. */
  readonly finds: boolean
  /** The last part of Django's `ENGINE`. */
  readonly database: string
  /** The fields of `shop.Product` before the change, besides its key. */
  readonly fields?: readonly string[]
  /** Operations that were released before. */
  readonly before?: readonly string[]
  readonly imports?: readonly string[]
  readonly attributes?: string | undefined
  readonly code?: readonly string[]
  readonly operations: readonly string[]
  /** What we report, by preset: `changed-type (error)`. */
  readonly ours: Readonly<Record<Exclude<Preset, 'strict'>, readonly string[]>>
  /** Why we say otherwise, where we do. */
  readonly why?: string
}

export interface Peer {
  readonly peer: string
  readonly of: string
  readonly cases: readonly PeerCase[]
}

export const comparedPresets = presets.filter((preset) => preset !== 'strict')

export function peers(): readonly Peer[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as Peer)
}

/** What we report of a case in a preset, about the database alone. */
export function verdict(given: PeerCase, preset: Preset): readonly string[] {
  const metas = [...rules.map(({ meta }) => meta), ...suppressionRules]
  const [base, head] = filesOf(given)
  const empty = new Map<string, string>()
  const trees = { base, head, target: empty, untracked: empty, working: empty }
  const safety = rules.filter(({ meta }) => meta.id.startsWith('safety/'))
  return lintOverlays(trees, resolveSettings({ preset }, 'config', metas), safety).map(
    ({ rule, severity }) => `${rule.slice('safety/'.length)} (${severity})`,
  )
}

function filesOf(given: PeerCase): readonly [ReadonlyMap<string, string>, ReadonlyMap<string, string>] {
  const fields = ['("id", models.BigAutoField(primary_key=True))', ...(given.fields ?? [])]
  const create = [
    'migrations.CreateModel(',
    '    name="Product",',
    '    fields=[',
    ...fields.map((field) => `        ${field},`),
    '    ],',
    '),',
  ]
  const base = new Map([
    ['manage.py', 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n'],
    ['config/settings.py', `DATABASES = {"default": {"ENGINE": "django.db.backends.${given.database}"}}\n`],
    ['shop/migrations/0001_initial.py', migration(create, '[]', {})],
  ])
  const released = given.before !== undefined
  if (given.before)
    base.set('shop/migrations/0002_before.py', migration(given.before, '[("shop", "0001_initial")]', {}))
  const last = released ? '0002_before' : '0001_initial'
  const head = migration(given.operations, `[("shop", "${last}")]`, given)
  return [base, new Map([['shop/migrations/0003_change.py', head]])]
}

function migration(
  operations: readonly string[],
  dependencies: string,
  { imports = [], attributes, code = [] }: Pick<PeerCase, 'imports' | 'attributes' | 'code'>,
): string {
  return [
    ...imports,
    'from django.db import migrations, models',
    ...code,
    'class Migration(migrations.Migration):',
    ...(attributes === undefined ? [] : [`    ${attributes}`]),
    `    dependencies = ${dependencies}`,
    '    operations = [',
    ...operations.map((line) => `        ${line}`),
    '    ]',
    '',
  ].join('\n')
}
