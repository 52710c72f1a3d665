import type { ClassValue } from '../../../python/value.ts'
import { truth } from '../../../python/value.ts'
import type { Site } from '../schema/given.ts'
import { tableOf } from '../schema/table.ts'
import { modelKey, type ModelState } from '../state/model-state.ts'
import type { Model, Nullness } from './known.ts'

export const unknownModel: Model = {
  key: undefined,
  label: 'a model',
  state: undefined,
  table: undefined,
  isImported: false,
}

/** The model of the state before a data step. */
export function modelOf(site: Site, app: string, name: string, isImported = false): Model {
  const own = site.before.models.get(modelKey(app, name))
  const state = own && concrete(site, own)
  return {
    key: state && own !== state ? modelKey(state.app, state.name) : modelKey(app, name),
    label: own ? `${own.app}.${own.name}` : `${app}.${name}`,
    state,
    table: state && tableOf(state, site.tables).identity,
    isImported,
  }
}

/** The model whose rows a proxy has, with the proxy's managers. */
function concrete(site: Site, own: ModelState): ModelState {
  let state = own
  for (let depth = 0; depth < 20; depth++) {
    const proxy = state.options.get('proxy')
    if (!proxy || truth(proxy) !== true) break
    const [base] = state.bases.flatMap((one) => site.before.models.get(one) ?? [])
    if (!base) break
    state = base
  }
  return state === own ? own : { ...state, managers: own.managers }
}

/** The columns that an update writes, by the model that has them: a child's rows hold what they inherit in a table of its own. */
export function byOwner(
  site: Site,
  model: Model,
  columns: readonly string[],
): readonly { readonly model: Model; readonly columns: readonly string[] }[] {
  const inherited = columns.filter((column) => model.state && !model.state.fields.has(column))
  const parents = (model.state?.bases ?? []).flatMap((base) => {
    const [app, name] = base.split('.')
    return app !== undefined && name !== undefined && site.before.models.has(base)
      ? [modelOf(site, app, name)]
      : []
  })
  const [parent] = parents
  if (inherited.length === 0 || !parent) return [{ model, columns }]
  const own = columns.filter((column) => !inherited.includes(column))
  return [...(own.length > 0 ? [{ model, columns: own }] : []), ...byOwner(site, parent, inherited)]
}

/** The model that a class of today's code is. */
export function importedModel(site: Site, value: ClassValue): Model {
  const key = site.context.labelOf(value)
  const [app, name] = key?.split('.') ?? []
  if (app === undefined || name === undefined) return { ...unknownModel, label: value.name, isImported: true }
  return modelOf(site, app, name, true)
}

/** Whether the state before a data step has a model; undefined where that is not known. */
export function isThere(site: Site, app: string, name: string): boolean | undefined {
  if (site.before.models.has(modelKey(app, name))) return true
  const isOwn = site.project.layout.apps.has(app)
  const isDoubted = (site.before.doubts.get(app)?.length ?? 0) > 0
  return isOwn && !isDoubted ? false : undefined
}

/** The name of a field as its model has it: a foreign key by its value's name, the primary key as `pk`. */
export function fieldName({ state }: Model, name: string): string {
  if (!state || state.fields.has(name)) return name
  if (name === 'pk') return primaryKey(state) ?? name
  const relation = state.fields.get(name.replace(/_id$/, ''))?.relation
  return relation && relation.kind !== 'ManyToManyField' ? name.replace(/_id$/, '') : name
}

export function isPrimaryKey({ state }: Model, name: string): boolean {
  return name === 'pk' || name === 'id' || (state !== undefined && primaryKey(state) === name)
}

function primaryKey(state: ModelState): string | undefined {
  return [...state.fields.values()].find(({ keywords }) => {
    const flag = keywords.get('primary_key')
    return flag !== undefined && truth(flag) === true
  })?.name
}

/** Whether a field may hold NULL. */
export function nullnessOf(model: Model, name: string): Nullness {
  if (name.includes('__')) return 'maybe'
  const field = model.state?.fields.get(fieldName(model, name))
  if (!field || field.unread || field.relation?.kind === 'ManyToManyField') return 'maybe'
  const flag = field.keywords.get('null')
  return flag === undefined || truth(flag) === false ? 'never' : 'maybe'
}

/** The model that a relation leads to, forwards or by its reverse accessor, and whether it leads to many objects. */
export function related(
  site: Site,
  model: Model,
  name: string,
): { readonly model: Model; readonly isMany: boolean; readonly through?: string } | undefined {
  const named = (key: string) => {
    const [app, short] = key.split('.')
    return app !== undefined && short !== undefined ? modelOf(site, app, short) : unknownModel
  }
  const field = model.state?.fields.get(name)
  if (field?.relation) {
    const { kind, to } = field.relation
    const target = to === undefined ? unknownModel : named(to)
    const isMany = kind === 'ManyToManyField'
    return { model: target, isMany, ...(isMany && { through: `${model.table ?? model.label}.${name}` }) }
  }
  if (field || model.key === undefined) return undefined
  for (const other of site.before.models.values()) {
    for (const { name: from, relation, keywords } of other.fields.values()) {
      if (relation?.to !== model.key) continue
      const own = keywords.get('related_name')
      const given = own?.kind === 'const' && typeof own.value === 'string' ? own.value : undefined
      const isOne = relation.kind === 'OneToOneField'
      const accessor = given ?? `${other.name.toLowerCase()}${isOne ? '' : '_set'}`
      if (accessor !== name) continue
      const source = modelOf(site, other.app, other.name)
      const through =
        relation.kind === 'ManyToManyField' ? `${source.table ?? source.label}.${from}` : undefined
      return { model: source, isMany: !isOne, ...(through !== undefined && { through }) }
    }
  }
  return undefined
}
