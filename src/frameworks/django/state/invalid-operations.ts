import type { MigrationGraph } from '../../../model/graph.ts'
import type { InvalidOperation } from '../../../model/invalid-operation.ts'
import type { MigrationId } from '../../../model/migration.ts'
import type { Place } from '../../../model/place.ts'
import type { LoadProblem } from '../../../model/project.ts'
import type { Interpreter } from '../../../python/interpreter.ts'
import { placeOf } from '../../../model/source-place.ts'
import { stringOf, type Origin, type Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { InvalidStep, Trace } from './invalid-step.ts'
import { projectState } from './project-state.ts'
import { asWritten } from './written.ts'

type Migrations = ReadonlyMap<MigrationId, DjangoMigration>

/**
 * Operations that cannot be applied, told in words. What may be right if migrations ran in another order that their
 * dependencies allow is left out: databases have run them in either.
 */
export function invalidOperations(
  migrations: Migrations,
  graph: MigrationGraph,
  problems: readonly LoadProblem[],
  interpreter: Interpreter,
): readonly InvalidOperation[] {
  // Names are enough to tell: neither the version nor what classes make of their arguments matters.
  const context: DjangoContext = {
    interpreter,
    version: [5, 2],
    library: { classAt: () => undefined },
    authUserModel: undefined,
    labelOf: () => undefined,
  }
  const { invalid } = projectState({ migrations, graph, problems }, context, asWritten)
  return invalid
    .filter((step) => isWrongInAnyOrder(step, migrations, graph))
    .map((step) => ({
      app: step.app,
      migration: step.migration,
      message: messageOf(step),
      effect: effects[step.fails === 'state' ? 'state' : step.problem],
      missing: step.problem === 'missing' ? (step.name ?? step.model) : undefined,
      there: step.there,
      renamedTo: step.problem === 'missing' ? step.cause?.to : undefined,
      place: placeIn(migrations, step.migration, step.origin),
      related: step.cause
        ? [
            {
              message: `${step.cause.what} here`,
              place: placeIn(migrations, step.cause.migration, step.cause.origin),
            },
          ]
        : [],
    }))
}

/** What Django does (django/db/migrations/state.py, operations/*.py and the schema editors). */
const effects = {
  state: 'Django cannot work out the state of the project, so `migrate`, `makemigrations` and the tests stop',
  missing: '`migrate` finds nothing to work on and stops',
  existing: '`migrate` stops, because the database has it already',
} as const

function messageOf({ operation, app, what, problem, model, name, cause }: InvalidStep): string {
  const label = `\`${app}.${model}${what === 'field' ? `.${name}` : ''}\``
  const thing =
    what === 'model' || what === 'field' ? `the ${what} ${label}` : `the ${what} \`${name}\` of ${label}`
  if (problem === 'existing')
    return `\`${operation}\` makes ${thing}, which ${cause ? `\`${cause.migration}\` made already` : 'is there already'}`
  return `\`${operation}\` works on ${thing}, which ${cause !== undefined && cause.what !== 'made' ? gone(cause) : 'no migration before it makes'}`
}

function gone({ migration, what, to }: Trace): string {
  return what === 'renamed' ? `\`${migration}\` renamed to \`${to}\`` : `\`${migration}\` removed`
}

/**
 * Whether no migration that may as well run on the other side of the operation has to do with the same model. Two that
 * make the same thing, or take the same thing away, are wrong whichever comes first.
 */
function isWrongInAnyOrder(step: InvalidStep, migrations: Migrations, graph: MigrationGraph): boolean {
  const before = graph.ancestors(step.migration)
  const after = graph.descendants(step.migration)
  const isBeside = (id: MigrationId) => id !== step.migration && !before.has(id) && !after.has(id)
  if (step.takes && step.cause && isBeside(step.cause.migration)) return true
  return graph.ids.every((id) => {
    const other = migrations.get(id)
    if (other?.app !== step.app || !isBeside(id)) return true
    return !other.operationValues.some((value) => mentions(value, step.model.toLowerCase()))
  })
}

/** Whether an operation, or one inside of it, gives a name as an argument of its own. */
function mentions(value: Value, name: string): boolean {
  if (value.kind === 'unresolved') return true
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.some((item) => mentions(item, name))
  if (value.kind !== 'call') return false
  const given = [...value.args, ...value.keywords.values()]
  return given.some(
    (one) => stringOf(one)?.toLowerCase() === name || (one.kind === 'list' && mentions(one, name)),
  )
}

function placeIn(migrations: Migrations, id: MigrationId, origin: Origin): Place {
  const { file, place } = migrations.get(id)!
  return origin.path === file.path && origin.end > 0 ? placeOf(file.module, origin) : place
}
