import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ManagerState } from '../state/model-state.ts'
import type { Operation } from '../autodetector/operation.ts'
import { isListed } from '../autodetector/operation.ts'
import { placeIn, type DetectedDrift } from '../drift.ts'
import type { KnownProject } from '../known-project.ts'
import type { Refusals, Refuse } from './refusing.ts'

const byHand = 'run `makemigrations`'

/** Refuses apps of which not all is known: what is not might have to be in their migrations. */
export function refuseUndecided(
  { changes, unchecked }: DetectedDrift,
  refusals: Refusals,
  project: KnownProject,
): void {
  for (const { what, cause, remedy, place } of unchecked)
    refusals.add({
      app: what,
      reason: `\`${what}\` is not compared: ${cause}`,
      help: remedy ?? byHand,
      place,
    })
  for (const { app, model, name, doubt } of changes.undetected) {
    const what = [app, model, name].filter((part) => part !== undefined && part !== '').join('.')
    refusals.add({
      app,
      reason: `\`${what}\` is not known: ${doubt.cause}`,
      help: doubt.remedy ?? byHand,
      place: placeIn(project, doubt.origin),
    })
  }
}

/** Refuses an operation of which not all that it holds is known. */
export function refuseUnreadable(operation: Operation, { to }: DetectedDrift, refuse: Refuse): void {
  const { app, model } = operation
  const unread = (field: FieldState) => {
    if (!field.unread) return
    const { cause, remedy } = field.unread
    refuse(
      `\`${app}.${operation.report.declared}.${field.name}\` is not known: ${cause}`,
      remedy ?? byHand,
      field.origin,
    )
  }
  const managers = (all: readonly ManagerState[]) => {
    for (const { name, manager, origin } of all)
      if (!manager) refuse(`the manager \`${name}\` of \`${app}.${model}\` is not known`, byHand, origin)
  }
  const unnamed = (name: string | undefined) => {
    if (name !== undefined) return
    const origin = operation.report.to ?? operation.report.from ?? { path: '', start: 0, end: 0 }
    refuse(`the name of an index or a constraint of \`${app}.${model}\` is not known`, byHand, origin)
  }
  switch (operation.operation) {
    case 'CreateModel': {
      for (const { cause, remedy, origin } of to.models.get(modelKey(app, model))?.doubts ?? [])
        refuse(`\`${app}.${model}\` is not known: ${cause}`, remedy ?? byHand, origin)
      for (const field of operation.fields.values()) unread(field)
      for (const option of operation.options.values())
        if (isListed(option)) for (const { name } of option) unnamed(name)
      managers(operation.managers)
      return
    }
    case 'AddField':
    case 'AlterField':
      unread(operation.field)
      return
    case 'AlterModelManagers':
      managers(operation.managers)
      return
    case 'AddIndex':
    case 'AddConstraint':
    case 'AlterConstraint':
    case 'RemoveIndex':
    case 'RemoveConstraint':
    case 'RenameIndex':
      unnamed(operation.name)
      return
    default:
  }
}
