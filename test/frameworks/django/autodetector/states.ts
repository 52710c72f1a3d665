import type { DjangoContext, DjangoVersion } from '../../../../src/frameworks/django/context.ts'
import { constraintState } from '../../../../src/frameworks/django/fields/constraint-state.ts'
import { fieldState } from '../../../../src/frameworks/django/fields/field-state.ts'
import { indexState } from '../../../../src/frameworks/django/fields/index-state.ts'
import { managerState } from '../../../../src/frameworks/django/fields/manager-state.ts'
import { createDjango } from '../../../../src/frameworks/django/index.ts'
import type { DjangoMigration } from '../../../../src/frameworks/django/migration-file.ts'
import type { ProjectState } from '../../../../src/frameworks/django/state/model-state.ts'
import type { StateReaders } from '../../../../src/frameworks/django/state/readers.ts'
import { replay } from '../../../../src/frameworks/django/state/replay.ts'
import { Interpreter } from '../../../../src/python/interpreter.ts'
import { modulesOf } from '../../../../src/python/modules.ts'
import { loadParser } from '../../../../src/python/parse.ts'
import type { CallValue, Value } from '../../../../src/python/value.ts'
import { textTree } from '../../../support/text-tree.ts'

const parse = await loadParser()

/** Operations by app, as they are written. */
export type Operations = Readonly<Record<string, readonly string[]>>

const noTable = { table: undefined, fields: new Map() }

const readers: StateReaders = {
  field: fieldState,
  index: (value, owner, context) => indexState(value as CallValue, owner, noTable, context),
  constraint: (value, owner, context) => constraintState(value as CallValue, owner, noTable, context),
  manager(value: Value, name, context) {
    const made = managerState(name, value, context)
    if (made === undefined || made === 'unknown') throw new Error(`not a manager for migrations: ${name}`)
    return made
  },
}

/** A context without a repository: the user model is `people.User`. */
export function contextOf(version: DjangoVersion): DjangoContext {
  return {
    interpreter: new Interpreter(modulesOf(textTree(new Map()), parse, new Map())),
    version,
    library: { classAt: () => undefined },
    authUserModel: 'people.User',
    labelOf: () => undefined,
  }
}

/** The state that operations add up to, app after app. `before`: more Python of each migration. */
export function stateOf(operations: Operations, version: DjangoVersion, before = ''): ProjectState {
  const apps = Object.entries(operations)
  const files = apps.flatMap(([app, list]): [string, string][] => [
    [`${app}/migrations/__init__.py`, ''],
    [
      `${app}/migrations/0001_initial.py`,
      `import django.contrib.auth.models
from django.conf import settings
from django.db import migrations, models
${before}

class Migration(migrations.Migration):
    operations = [
${list.map((operation) => `        ${operation},\n`).join('')}    ]
`,
    ],
  ])
  const tree = textTree(new Map(files))
  const django = createDjango(parse)
  const loaded = django
    .discover(tree, {})
    .flatMap((root) => [
      ...(django.load(tree, root, {}).migrations as ReadonlyMap<string, DjangoMigration>).values(),
    ])
  const plan = apps.flatMap(([app]) => loaded.filter((migration) => migration.app === app))
  if (plan.length !== apps.length) throw new Error('not every app was found')
  const { state, invalid } = replay(plan, contextOf(version), readers)
  if (invalid.length > 0) throw new Error(JSON.stringify(invalid))
  return state
}
