import type { Plan } from '../../../model/plan.ts'
import { truth } from '../../../python/value.ts'
import { normalReaders } from '../fields/normal-readers.ts'
import { contextOf, type KnownProject } from '../known-project.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { projectState } from '../state/project-state.ts'
import { nameMaker } from './names.ts'
import { plannedStep, type DatabaseStep } from './planned-step.ts'
import { TableHistory } from './table-history.ts'
import { writtenBack } from './written-back.ts'

/** What the migrations of a project do to a database, in the order in which an empty one runs them. */
export function databasePlan(project: KnownProject): Plan {
  const { context } = contextOf(project)
  const names = nameMaker(project.databases)
  const history = new TableHistory()
  const steps = new Map<DjangoMigration, DatabaseStep[]>()
  projectState(project, context, normalReaders, (step) => {
    const own = steps.get(step.migration) ?? []
    own.push(plannedStep(step, history, { project, context, names }))
    steps.set(step.migration, own)
  })
  return [...steps].map(([migration, own]) => ({
    migration,
    isAtomic: truth(migration.atomic),
    steps: own,
    writtenBack: writtenBack(own),
  }))
}
