import { constant, type CallValue, type Origin, type Value } from '../../../python/value.ts'
import type { DjangoContext, Owner } from '../context.ts'
import { fieldState } from '../fields/field-state.ts'
import type { Doubt } from '../state/doubt.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelKey } from '../state/model-state.ts'

export const isTrue = (value: Value | undefined) => value?.kind === 'const' && value.value === true

/** The dotted path of the class that `id` gets where a model declares no primary key; undefined where it is not known. */
export type DefaultAutoField = (app: string) => string | undefined

interface WithKey {
  readonly fields: ReadonlyMap<string, FieldState>
  readonly doubts: readonly Doubt[]
}

/**
 * The fields of a model with the primary key that Django gives it (`Options._prepare`, django/db/models/options.py): the
 * link to its parent, or an automatic `id`. A primary key is never serialized (`Options.setup_pk`).
 *
 * @param hidden why there may be fields that are not declared
 */
export function withPrimaryKey(
  declared: ReadonlyMap<string, FieldState>,
  parents: readonly { readonly key: ModelKey; readonly name: string }[],
  model: Owner & {
    readonly origin: Origin
    readonly isProxy: boolean
    /** Fields that are no key although they say so. */
    readonly notKeys: ReadonlySet<string>
  },
  context: DjangoContext,
  defaultAutoField: DefaultAutoField,
  hidden: Doubt | undefined,
): WithKey {
  const fields = new Map(declared)
  const own = [...fields].find(([name, field]) => isKey(field) && !model.notKeys.has(name))
  if (own) fields.set(own[0], notSerialized(own[1]))
  if (model.isProxy) return { fields, doubts: [] }
  const links = parents.map(({ key, name }) => {
    const link = [...fields.values()].find(
      ({ relation, keywords }) =>
        relation?.kind === 'OneToOneField' && relation.to === key && isTrue(keywords.get('parent_link')),
    )
    return link?.name ?? `${name.toLowerCase()}_ptr`
  })
  const added = new Map<string, FieldState>()
  for (const [index, name] of links.entries()) {
    const isLinkKey = !own && index === 0
    const there = fields.get(name)
    if (there) {
      if (isLinkKey) fields.set(name, notSerialized(with_(there, 'primary_key')))
      continue
    }
    const link = call('django.db.models.OneToOneField', model.origin, {
      to: constant(parents[index]!.key),
      on_delete: { kind: 'reference', path: 'django.db.models.CASCADE' },
      auto_created: constant(true),
      parent_link: constant(true),
      ...(isLinkKey && { primary_key: constant(true) }),
    })
    const state = fieldState(link, name, model, context)
    added.set(name, isLinkKey ? notSerialized(state) : state)
  }
  if (own || links.length > 0) return { fields: new Map([...added, ...fields]), doubts: [] }
  // What cannot be read may bring a key of its own, or be the parent that a link is the key to.
  if (hidden) {
    for (const [name, { keywords }] of fields)
      if (isTrue(keywords.get('parent_link'))) fields.set(name, maybeKey(fields.get(name)!, hidden))
    return { fields, doubts: [{ ...hidden, name: 'id' }] }
  }
  const path = defaultAutoField(model.app)
  if (path === undefined) {
    const cause = 'DEFAULT_AUTO_FIELD is not known'
    const remedy = 'name the settings module in the config under `frameworks.django.settings`'
    return { fields, doubts: [{ aspect: 'fields', name: 'id', cause, remedy, origin: model.origin }] }
  }
  const id = call(path, model.origin, {
    verbose_name: constant('ID'),
    primary_key: constant(true),
    auto_created: constant(true),
  })
  const state = notSerialized(fieldState(id, 'id', model, context))
  return { fields: new Map([['id', state], ...fields]), doubts: [] }
}

function isKey({ classes, keywords }: FieldState): boolean {
  return isTrue(keywords.get('primary_key')) || classes.includes('django.db.models.CompositePrimaryKey')
}

function notSerialized(field: FieldState): FieldState {
  return { ...field, keywords: new Map([...field.keywords, ['serialize', constant(false)]]) }
}

function maybeKey(field: FieldState, { cause, origin }: Doubt): FieldState {
  const unknown: Value = { kind: 'unresolved', reason: cause, expr: undefined, origin }
  return {
    ...field,
    keywords: new Map([...field.keywords, ['primary_key', unknown], ['serialize', unknown]]),
  }
}

function with_(field: FieldState, keyword: string): FieldState {
  return { ...field, keywords: new Map([...field.keywords, [keyword, constant(true)]]) }
}

function call(path: string, origin: Origin, keywords: Readonly<Record<string, Value>>): CallValue {
  return {
    kind: 'call',
    callee: { kind: 'reference', path },
    args: [],
    keywords: new Map(Object.entries(keywords)),
    expr: { type: 'Constant', value: null, start: origin.start, end: origin.end },
    origin,
  }
}
