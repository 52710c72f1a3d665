import { modelKey } from '../state/model-state.ts'
import type { DetectedDrift } from '../drift.ts'
import type { KnownProject } from '../known-project.ts'
import type { Requirement } from '../autodetector/split.ts'
import { contribLeaves, type Named, type WrittenDependencies } from './dependencies.ts'
import { leafOf, type NamedMigrations } from './named-migrations.ts'
import type { Refusals, Refuse } from './refusing.ts'

interface Given {
  readonly project: KnownProject
  readonly detected: DetectedDrift
  readonly refusals: Refusals
  readonly refuse: Refuse
}

/** What one of the new migrations of an app depends on; refused where that cannot be told. */
export function requiredMigrations(
  app: string,
  index: number,
  named: NamedMigrations,
  given: Given,
): WrittenDependencies {
  const { requirements, isCircular, operations } = given.detected.changes.migrations.get(app)![index]!
  const origin = operations[0]?.report.to ?? operations[0]?.report.from ?? { path: '', start: 0, end: 0 }
  const refuse = (reason: string, help: string) => given.refuse(reason, help, origin)
  if (isCircular)
    refuse(
      'its changes and those of other apps wait for one another, at which Django gives up',
      'make them in several steps',
    )
  const settings = requirements.flatMap((each) => (each.kind === 'setting' ? each.setting : []))
  const others = requirements.flatMap((each) => migrationFor(each, named, given, refuse) ?? [])
  const before = index > 0 ? { app, name: named.get(app)![index - 1]!.name } : undefined
  return {
    leaf: index === 0 ? leafOf(given.project, app) : undefined,
    others: before ? [...others, before] : others,
    settings,
  }
}

function migrationFor(
  required: Requirement,
  named: NamedMigrations,
  { project, detected, refusals }: Given,
  refuse: (reason: string, help: string) => void,
): Named | undefined {
  if (required.kind === 'setting') return undefined
  const { app } = required
  if (required.kind === 'new') return { app, name: named.get(app)![required.index]!.name }
  const { type, model } = required.dependency
  const isThere = detected.from.models.has(modelKey(app, model))
  if (refusals.has(app) && !(type === 'create' && isThere))
    refuse(
      `it comes after what \`${app}\` changes, of which not all is known`,
      `write the migration of \`${app}\` first`,
    )
  const leaf = leafOf(project, app)
  if (leaf) return leaf
  if (project.layout.apps.has(app)) return { app, name: '__first__' }
  if (Object.hasOwn(contribLeaves, app)) return { app, name: contribLeaves[app]! }
  refuse(
    `the last migration of \`${app}\`, which it comes after, is not in the repository`,
    'run `makemigrations`',
  )
  return undefined
}
