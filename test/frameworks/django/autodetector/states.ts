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

/**
 * The state that operations add up to, app after app, and then more of them.
 *
 * @param before more Python of each migration
 */
export function stateOf(
  operations: Operations,
  version: DjangoVersion,
  more: Operations = {},
  before = '',
): ProjectState {
  const steps = [...Object.entries(operations), ...Object.entries(more)].map(([app, list], index) => ({
    app,
    name: `${String(index + 1).padStart(4, '0')}_step`,
    list,
  }))
  const packages = steps.map(({ app }): [string, string] => [`${app}/migrations/__init__.py`, ''])
  const files = steps.map(({ app, name, list }): [string, string] => [
    `${app}/migrations/${name}.py`,
    `import django.contrib.auth.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
${before}

class Migration(migrations.Migration):
    operations = [
${list.map((operation) => `        ${operation},\n`).join('')}    ]
`,
  ])
  const tree = textTree(new Map([...packages, ...files]))
  const django = createDjango(parse)
  const loaded = new Map(
    django
      .discover(tree, {})
      .flatMap((root) => [
        ...(django.load(tree, root, {}).migrations as ReadonlyMap<string, DjangoMigration>),
      ]),
  )
  const plan = steps.map(({ app, name }) => {
    const migration = loaded.get(`${app}.${name}`)
    if (!migration) throw new Error(`${app}.${name} was not found`)
    return migration
  })
  const { state, invalid } = replay(plan, contextOf(version), readers)
  if (invalid.length > 0) throw new Error(JSON.stringify(invalid))
  return state
}
