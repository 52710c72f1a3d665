import type { ClassDef } from '../../../../python/ast.ts'
import type { Scope } from '../../../../python/scope.ts'
import {
  constant,
  isSequence,
  stringOf,
  type CallValue,
  type ClassValue,
  type Origin,
  type Value,
} from '../../../../python/value.ts'
import type { DjangoContext } from '../../context.ts'
import type { Doubt } from '../../state/doubt.ts'
import { modelKey, type ModelState } from '../../state/model-state.ts'
import { callOf } from '../../values/calls.ts'
import { jsonValue } from '../../values/json-value.ts'
import { isModel } from '../ancestors.ts'
import { libraryClass } from '../attribute-kind.ts'
import { modelState, type ModelReading } from '../model-state.ts'
import { copiedField } from './copied-field.ts'
import { historyFields } from './own-fields.ts'
import { isNothing, namesIn, whyUnknown, type Records } from './records.ts'
import { fileClass } from './settings.ts'
import { optionOf, verboseNames, type TrackedModel } from './tracked-model.ts'

/** How a model comes to be tracked. */
export interface Tracking {
  readonly records: Records
  /** The app that the historical model belongs to, unless it is named. */
  readonly app: string
  readonly isInherited: boolean
  /** Where its names are looked up. */
  readonly scope: Scope
}

/**
 * The historical model that is made of a model (`HistoricalRecords.create_history_model`, simple_history/models.py,
 * 2.12 to 3.13). A string says why it is not known, as a clause.
 */
export function historicalModel(
  tracked: TrackedModel,
  tracking: Tracking,
  reading: ModelReading,
): ModelState | string {
  const { records, isInherited } = tracking
  const { call, history, origin } = records
  const unknown = whyUnknown(records, reading.context) ?? whyUncopied(tracked, reading)
  if (unknown !== undefined) return unknown
  const custom = call.keywords.get('custom_model_name')
  const name = isNothing(custom) ? `Historical${tracked.state.name}` : stringOf(custom)
  if (name === undefined) return `what \`custom_model_name\` calls the historical model is not known`
  const bases = call.keywords.get('bases')
  if (bases && bases.kind !== 'list' && bases.kind !== 'tuple') return 'what `bases` holds is not known'
  const label = call.keywords.get('app')
  const app = isNothing(label) ? tracking.app : stringOf(label)
  if (app === undefined) return 'the app of the historical model is not known'
  const key = modelKey(tracked.state.app, tracked.state.name)
  const own = historyFields(records, key, reading.registry)
  if (typeof own === 'string') return own
  const copies = copiesOf(tracked, { app, name }, records, reading)
  if (typeof copies === 'string') return copies
  const table = call.keywords.get('table_name')
  const options = new Map<string, Value>([
    ...metaOf(tracked, records),
    ...(!isNothing(table) && (!isInherited || history.sharesTable) ? [['db_table', table!] as const] : []),
  ])
  const parents = bases && isSequence(bases) ? bases.items : [reference('django.db.models.Model')]
  const value = classOf(
    name,
    [reference('simple_history.models.HistoricalChanges'), ...parents],
    [...copies.fields, ...own, ['Meta', classOf('Meta', [], options, tracking.scope, origin)]],
    tracking.scope,
    origin,
  )
  if (isModel(value, reading.context.library) === false)
    return 'the bases of the historical model are no models'
  const state = modelState(reading.classes.read(value), app, reading)
  const others = records.mayDiffer ? releaseDoubts(state, reading) : []
  return { ...state, doubts: [...state.doubts, ...copies.doubts, ...others] }
}

/**
 * What releases make otherwise, where it is not known which one is in use and the migrations were made by another one: an
 * index of the date, names for what is latest and for many (changed in 3.1).
 */
function releaseDoubts(state: ModelState, { migrated }: ModelReading): Doubt[] {
  const { app, name, options, origin } = state
  const before = migrated.get(modelKey(app, name))
  const date = 'history_date'
  const isIndexed = (model: ModelState) => model.fields.get(date)?.keywords.has('db_index')
  const isAlike = before && isIndexed(before) === isIndexed(state)
  if (
    !before ||
    (isAlike && before.options.has('verbose_name_plural') === options.has('verbose_name_plural'))
  )
    return []
  const cause = 'which release of django-simple-history is in use is not known'
  const remedy = 'pin it in the requirements or in a lock file'
  const of = { cause, remedy, origin }
  return [
    { aspect: 'fields', name: date, ...of },
    ...['verbose_name_plural', 'get_latest_by'].map((each): Doubt => ({
      aspect: 'options',
      name: each,
      ...of,
    })),
  ]
}

/** Why a model cannot be copied. */
function whyUncopied({ model, state }: TrackedModel, { context }: ModelReading): string | undefined {
  const { app, name } = state
  if (model.parents.length > 0) return `\`${name}\` has a parent, of which the fields are copied as well`
  const swapped = model.library?.model?.options['swappable'] ?? state.options.get('swappable')
  if (swapped !== undefined && context.authUserModel?.toLowerCase() !== modelKey(app, name))
    return `whether \`${name}\` is swapped for another model is not known`
  const isMore = model.ancestors.some(
    (one) => one.kind === 'class' && one.value.attributes.has('_history_m2m_fields'),
  )
  return isMore ? 'what is done with `_history_m2m_fields` is not followed' : undefined
}

interface Copies {
  readonly fields: ReadonlyMap<string, CallValue>
  readonly doubts: readonly Doubt[]
}

/** The copies of the columns of a model: those of its relations come last. */
function copiesOf(
  tracked: TrackedModel,
  owner: { readonly app: string; readonly name: string },
  { call, history }: Records,
  { context, registry, migrated }: ModelReading,
): Copies | string {
  const { model, state } = tracked
  const excluded = namesIn(call.keywords.get('excluded_fields'))
  if (!excluded) return 'which fields are left out of the historical model is not known'
  const index = call.keywords.get('no_db_index')
  const text = stringOf(index)
  const notIndexed = text === undefined ? namesIn(index) : [text]
  if (!notIndexed) return 'which fields have no index in the historical model is not known'
  const rules = { history, fileClass: fileClass(registry), notIndexed }
  const doubts = state.doubts.filter(
    ({ aspect, name }) =>
      aspect === 'existence' || (aspect === 'fields' && (name === undefined || !excluded.includes(name))),
  )
  const beside = withOthers(tracked, context)
  const columns = new Map<string, CallValue>()
  const relations = new Map<string, CallValue>()
  for (const [name, field] of state.fields) {
    const declared = model.fields.get(name)?.value
    const value = declared?.kind === 'call' ? declared : callOf(field.path, field.args, field.keywords)
    const isMany =
      field.relation?.kind === 'ManyToManyField' || libraryClass(value, context)?.field?.through !== undefined
    if (isMany || excluded.includes(name)) continue
    const copy = beside.has(name)
      ? 'what a field that adds others becomes when it is copied is not known'
      : copiedField({ ...value, origin: field.origin }, field, owner, context, rules)
    if (typeof copy === 'string') doubts.push({ aspect: 'fields', name, cause: copy, origin: field.origin })
    else (field.relation ? relations : columns).set(name, copy)
  }
  const order = optionOf(tracked, 'order_with_respect_to')
  if (order && stringOf(order) !== undefined) {
    const keywords: [string, Value][] = [['editable', constant(false)]]
    columns.set('_order', callOf('django.db.models.IntegerField', [], keywords))
  } else if (
    order &&
    !isNothing(order) &&
    migrated.get(modelKey(owner.app, owner.name))?.fields.has('_order')
  )
    doubts.push({
      aspect: 'fields',
      name: '_order',
      cause: 'what orders it is not known',
      origin: state.origin,
    })
  return { fields: new Map([...columns, ...relations]), doubts }
}

/** The fields of a model that a library adds others to, and those. */
function withOthers({ model }: TrackedModel, context: DjangoContext): ReadonlySet<string> {
  return new Set(
    [...model.fields].flatMap(([name, declared]) => {
      const adds = libraryClass(declared.value, context)?.field?.adds ?? []
      return adds.length === 0 ? [] : [name, ...adds.map(({ field }) => field[0].replaceAll('{name}', name))]
    }),
  )
}

/** `HistoricalRecords.get_meta_options`. */
function metaOf(tracked: TrackedModel, { call, history, origin }: Records): [string, Value][] {
  const { one, many } = verboseNames(tracked)
  return Object.entries(history.options).map(([name, json]) => {
    const given = call.keywords.get(name)
    if (given && !isNothing(given)) return [name, given]
    if (typeof json !== 'string') return [name, jsonValue(json, origin)]
    const asked = json.includes('{verbose_name}')
      ? one
      : json.includes('{verbose_name_plural}')
        ? many
        : undefined
    const text = stringOf(asked)
    if (asked && text === undefined) return [name, asked]
    return [name, constant(json.replace(/\{verbose_name(_plural)?\}/, () => text ?? ''))]
  })
}

const reference = (path: string): Value => ({ kind: 'reference', path })

/** A class that stands in no source. */
function classOf(
  name: string,
  bases: readonly Value[],
  attributes: Iterable<readonly [string, Value]>,
  scope: Scope,
  origin: Origin,
): ClassValue {
  const { start, end } = origin
  const code: ClassDef = {
    start,
    end,
    type: 'ClassDef',
    name,
    bases: [],
    keywords: [],
    body: [],
    decorators: [],
  }
  return {
    kind: 'class',
    ...{ name, qualname: name, bases, keywords: new Map(), decorators: [] },
    attributes: new Map(attributes),
    ...{ code, scope, origin },
  }
}
