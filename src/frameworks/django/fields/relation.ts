import { constant, stringOf, type Value } from '../../../python/value.ts'
import type { DjangoContext, Owner } from '../context.ts'
import type { Relation } from '../state/field-state.ts'
import { calleePath } from '../values/calls.ts'
import { isAtLeast } from '../values/conditions.ts'

const kinds: Readonly<Record<string, Relation['kind']>> = {
  'django.db.models.ForeignKey': 'ForeignKey',
  'django.db.models.ForeignObject': 'ForeignKey',
  'django.db.models.OneToOneField': 'OneToOneField',
  'django.db.models.ManyToManyField': 'ManyToManyField',
}

const userSetting = 'django.conf.settings.AUTH_USER_MODEL'

/** The kind of relation that a class of these is; undefined for a plain field. */
export function relationKind(classes: readonly string[]): Relation['kind'] | undefined {
  const found = ['OneToOneField', 'ForeignKey', 'ForeignObject', 'ManyToManyField'].find((name) =>
    classes.includes(`django.db.models.${name}`),
  )
  return found === undefined ? undefined : kinds[`django.db.models.${found}`]
}

/** A relation and its keywords as `deconstruct()` gives them: targets as `app.model` in lower case. */
export function relationOf(
  kind: Relation['kind'],
  keywords: ReadonlyMap<string, Value>,
  isSymmetrical: boolean,
  name: string,
  owner: Owner,
  context: DjangoContext,
): { readonly relation: Relation; readonly keywords: Map<string, Value> } {
  const result = new Map(keywords)
  const to = target(keywords.get('to'), owner, context)
  const through = target(keywords.get('through'), owner, context)
  if (to.label !== undefined) result.set('to', constant(to.label))
  else if (to.setting !== undefined) result.set('to', { kind: 'reference', path: userSetting })
  if (through.label !== undefined) result.set('through', constant(through.label))
  // Only tables that are declared are told; what is made for it has no name of its own.
  const relation: Relation = { kind, to: to.label, setting: to.setting, through: through.label }
  if (isAtLeast(context.version, [4, 0])) return { relation, keywords: result }
  // Without a name of its own it gets one when the model is made.
  if (isSymmetrical && to.label === labelFrom('self', owner)) result.set('related_name', constant('+'))
  return { relation, keywords: withBoundNames(result, kind, name, owner) }
}

interface Target {
  readonly label: string | undefined
  readonly setting: string | undefined
}

function target(value: Value | undefined, owner: Owner, context: DjangoContext): Target {
  const none: Target = { label: undefined, setting: undefined }
  if (!value) return none
  const user = context.authUserModel?.toLowerCase()
  if (value.kind === 'reference' && value.path === userSetting)
    return { label: user, setting: 'AUTH_USER_MODEL' }
  if (calleePath(value) === 'django.contrib.auth.get_user_model')
    return { label: user, setting: 'AUTH_USER_MODEL' }
  const text = stringOf(value)
  const label = text === undefined ? context.labelOf(value) : labelFrom(text, owner)
  return { label, setting: label !== undefined && label === user ? 'AUTH_USER_MODEL' : undefined }
}

/** `resolve_relation()` (django/db/models/utils.py and django/db/migrations/utils.py). */
function labelFrom(text: string, { app, name }: Owner): string {
  if (text === 'self') return `${app}.${name.toLowerCase()}`
  const dot = text.indexOf('.')
  return dot < 0
    ? `${app}.${text.toLowerCase()}`
    : `${text.slice(0, dot)}.${text.slice(dot + 1).toLowerCase()}`
}

/**
 * The names of the way back as Django up to 3.2 compares them, when both fields are part of a model: with `%(class)s`
 * and `%(app_label)s` filled in, and one made up for a way that is not used (`RelatedField.contribute_to_class` and
 * `ManyToManyField.contribute_to_class`). Since 4.0 they stay as they are given.
 */
export function withBoundNames(
  keywords: ReadonlyMap<string, Value>,
  kind: Relation['kind'],
  name: string,
  { app, name: model }: Owner,
): Map<string, Value> {
  const result = new Map(keywords)
  const isHidden = kind === 'ManyToManyField' && stringOf(keywords.get('related_name'))?.endsWith('+')
  if (isHidden) result.set('related_name', constant(`_${app}_${model.toLowerCase()}_${name}_+`))
  for (const key of ['related_name', 'related_query_name']) {
    const text = stringOf(result.get(key))
    if (text?.includes('%(')) result.set(key, constant(filled(text, app, model)))
  }
  return result
}

/** A name with `%(class)s`, `%(model_name)s` and `%(app_label)s` filled in. */
export function filled(text: string, app: string, model: string): string {
  return text
    .replaceAll('%(class)s', model.toLowerCase())
    .replaceAll('%(model_name)s', model.toLowerCase())
    .replaceAll('%(app_label)s', app.toLowerCase())
}
