import type { MigrationId } from '../../../model/migration.ts'
import { fileStart } from '../../../model/place.ts'
import type { PlannedStep } from '../../../model/plan.ts'
import type { Effect } from '../../../model/schema/effect.ts'
import { schemaAfter } from '../../../model/schema/outcome.ts'
import { outcomeDifferences } from '../../../model/schema/outcome-difference.ts'
import type { SquashOutcome } from '../../../model/squash.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Origin, Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { normalReaders } from '../fields/normal-readers.ts'
import { contextOf, type KnownProject } from '../known-project.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { nameMaker } from '../schema/names.ts'
import { plannedStep } from '../schema/planned-step.ts'
import { TableHistory } from '../schema/table-history.ts'
import type { ProjectState } from '../state/model-state.ts'
import { replay } from '../state/replay.ts'
import { borrowedCode, lostSteps } from './data-steps.ts'
import { stateDifference } from './state-difference.ts'
import { twoWays } from './two-ways.ts'

/** What comes of running a squash of a project, beside what comes of running the migrations that it replaces. */
export function squashOutcome(project: KnownProject, id: MigrationId): SquashOutcome {
  const squash = project.migrations.get(id)!
  const ways = twoWays(project, new Set(project.layout.apps.keys()), squash)
  if (typeof ways === 'string')
    return { ...nothing, undecided: [{ what: id, cause: ways, remedy: undefined, place: squash.place }] }
  const { context } = contextOf(project)
  const placeIn = (origin: Origin) => {
    const file = project.interpreter.modules.parse(origin.path)
    return file ? placeOf(file.module, origin) : fileStart(origin.path)
  }
  const [one, other] = [run(ways.squashed, project, context), run(ways.replaced, project, context)]
  const theirs = ways.replaced.filter((migration) => !ways.squashed.includes(migration))
  const state = stateDifference(
    { squash: one.state, replaced: other.state },
    squash,
    theirs,
    context,
    placeIn,
  )
  const [left, wanted] = [one, other].map(({ effects }) =>
    schemaAfter(effects.flatMap((each) => each.effects)),
  )
  const causes = [...left!.causes.keys(), ...wanted!.causes.keys()]
  return {
    differences: state.differences,
    // What is otherwise in the state is otherwise in the database too: it is told once.
    schemaDifferences:
      state.differences.length > 0 || causes.length > 0 ? [] : outcomeDifferences(left!, wanted!),
    undecided: [...state.undecided, ...whyUnknown(squash, causes)],
    lostSteps: lostSteps(squash, theirs, other.effectsOf, tablesMadeBy(theirs, other.effects)),
    borrowedCode: borrowedCode(squash, theirs),
  }
}

const nothing: SquashOutcome = {
  differences: [],
  schemaDifferences: [],
  undecided: [],
  lostSteps: [],
  borrowedCode: [],
}

/** Why it cannot be told whether a database comes out the same. */
function whyUnknown({ id, place }: DjangoMigration, causes: readonly string[]): SquashOutcome['undecided'] {
  return [...new Set(causes)].map((cause) => ({ what: id, cause, remedy: undefined, place }))
}

/** What a plan leaves, and what it does on the way. */
interface Run {
  readonly state: ProjectState
  /** By migration, in order. */
  readonly effects: readonly { readonly migration: DjangoMigration; readonly effects: readonly Effect[] }[]
  readonly effectsOf: (item: Value) => readonly Effect[]
}

function run(plan: readonly DjangoMigration[], project: KnownProject, context: DjangoContext): Run {
  const names = nameMaker(project.databases)
  const history = new TableHistory()
  const steps: { migration: DjangoMigration; item: Value; step: PlannedStep }[] = []
  const { state } = replay(plan, context, normalReaders, {
    visit: (step) =>
      steps.push({
        migration: step.migration,
        item: step.operation,
        step: plannedStep(step, history, { project, context, names }),
      }),
  })
  return {
    state,
    effects: steps.map(({ migration, step }) => ({
      migration,
      get effects() {
        return step.effects
      },
    })),
    effectsOf: (item) => steps.find((each) => each.item === item)?.step.effects ?? [],
  }
}

function tablesMadeBy(migrations: readonly DjangoMigration[], effects: Run['effects']): ReadonlySet<string> {
  const made = effects
    .filter(({ migration }) => migrations.includes(migration))
    .flatMap(({ effects: all }) => all)
    .flatMap((effect) => (effect.kind === 'create table' ? [effect.table.identity] : []))
  return new Set(made)
}
