import { constant } from '../../../python/value.ts'
import type { Operation } from '../autodetector/operation.ts'
import { bound } from '../autodetector/bound.ts'
import type { DetectedDrift } from '../drift.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey } from '../state/model-state.ts'
import { isAtLeast } from '../values/conditions.ts'
import type { Refuse } from './refusing.ts'

/** Names of models of Django's own apps that relations lead to. */
const contribNames: Readonly<Record<string, string>> = {
  'admin.logentry': 'LogEntry',
  'auth.group': 'Group',
  'auth.permission': 'Permission',
  'auth.user': 'User',
  'contenttypes.contenttype': 'ContentType',
  'flatpages.flatpage': 'FlatPage',
  'redirects.redirect': 'Redirect',
  'sessions.session': 'Session',
  'sites.site': 'Site',
}

/**
 * An operation with its fields as they are written, where that is not as they are compared: models that relations go by
 * way of keep their capitals, and so do those that many-to-many relations lead to up to Django 3.2
 * (`ManyToManyField.deconstruct`, django/db/models/fields/related.py).
 *
 * @param apps labels of the apps of the project: what leads to one of them has to lead to a model
 */
export function withWrittenFields(
  operation: Operation,
  detected: DetectedDrift,
  apps: { has(label: string): boolean },
  refuse: Refuse,
): Operation {
  const written = (field: FieldState) => writtenField(field, operation, detected, apps, refuse)
  if (operation.operation === 'CreateModel') {
    return {
      ...operation,
      fields: new Map([...operation.fields].map(([name, field]) => [name, written(field)])),
    }
  }
  if (operation.operation === 'AddField' || operation.operation === 'AlterField')
    return { ...operation, field: written(operation.field) }
  return operation
}

function writtenField(
  declared: FieldState,
  { app, model, report }: Operation,
  { to: state, context }: DetectedDrift,
  apps: { has(label: string): boolean },
  refuse: Refuse,
): FieldState {
  const owner = state.models.get(modelKey(app, model))
  const isOld = !isAtLeast(context.version, [4, 0])
  const field = isOld && owner ? bound(declared, owner, state) : declared
  const { relation } = field
  if (!relation) return field
  const what = `\`${app}.${report.declared}.${field.name}\``
  if (relation.to === undefined)
    refuse(
      `which model ${what} leads to is not known`,
      relation.setting === undefined
        ? 'run `makemigrations`'
        : 'name the settings module in the config under `frameworks.django.settings`',
      field.origin,
    )
  for (const target of [relation.to, relation.through]) {
    const label = target?.split('.')[0]
    if (target !== undefined && apps.has(label!) && !state.models.has(target))
      refuse(`${what} leads to \`${target}\`, which is no model`, 'correct the relation', field.origin)
  }
  const keywords = new Map(field.keywords)
  const capitalize = (keyword: string, key: string | undefined) => {
    if (key === undefined || !keywords.has(keyword)) return
    const name = state.models.get(key)?.name ?? contribNames[key]
    if (name === undefined)
      refuse(
        `how the name of \`${key}\`, which ${what} leads to, is written is not known`,
        'run `makemigrations`',
        field.origin,
      )
    else keywords.set(keyword, constant(`${key.slice(0, key.indexOf('.'))}.${name}`))
  }
  capitalize('through', relation.through)
  if (isOld && relation.kind === 'ManyToManyField') capitalize('to', relation.to)
  return { ...field, keywords, relation }
}
