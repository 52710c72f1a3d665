import type { DjangoContext } from '../../../../src/frameworks/django/context.ts'
import { createDjango } from '../../../../src/frameworks/django/index.ts'
import type { DjangoMigration } from '../../../../src/frameworks/django/migration-file.ts'
import { projectState } from '../../../../src/frameworks/django/state/project-state.ts'
import type { Replayed, Step } from '../../../../src/frameworks/django/state/replay.ts'
import { asWritten } from '../../../../src/frameworks/django/state/written.ts'
import type { Project } from '../../../../src/model/project.ts'
import type { FileTree } from '../../../../src/model/tree.ts'
import { Interpreter } from '../../../../src/python/interpreter.ts'
import { modulesOf } from '../../../../src/python/modules.ts'
import { loadParser } from '../../../../src/python/parse.ts'
import { textTree } from '../../../support/text-tree.ts'

const parse = await loadParser()

export function projectsIn(tree: FileTree): readonly Project[] {
  const django = createDjango(parse)
  return django.discover(tree, {}).map((root) => django.load(tree, root, {}))
}

export function contextOf(tree: FileTree): DjangoContext {
  return {
    interpreter: new Interpreter(modulesOf(tree, parse, new Map())),
    version: [5, 2],
    library: { classAt: () => undefined },
    authUserModel: undefined,
    labelOf: () => undefined,
  }
}

export function stateOf(tree: FileTree, project: Project, visit?: (step: Step) => void): Replayed {
  const { graph, problems } = project
  const migrations = project.migrations as ReadonlyMap<string, DjangoMigration>
  return projectState({ migrations, graph, problems }, contextOf(tree), asWritten, visit)
}

/** The state that the lists of operations of an app `shop` add up to, a migration each. */
export function replayed(...operations: readonly string[]): Replayed {
  return replayedWith(undefined, operations)
}

replayed.visiting = (visit: (step: Step) => void, ...operations: readonly string[]) =>
  replayedWith(visit, operations)

function replayedWith(visit: ((step: Step) => void) | undefined, operations: readonly string[]): Replayed {
  const files = operations.map((list, index): [string, string] => [
    `shop/migrations/000${index + 1}_step.py`,
    `from django.conf import settings
from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.models import deletion
import third

class Migration(migrations.Migration):
    dependencies = [${index > 0 ? `('shop', '000${index}_step')` : ''}]
    operations = [${list}]
`,
  ])
  const tree = textTree(new Map([['shop/migrations/__init__.py', ''], ...files]))
  return stateOf(tree, projectsIn(tree)[0]!, visit)
}
