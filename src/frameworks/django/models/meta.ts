import { linearize } from '../../../python/mro.ts'
import type { ClassValue, Origin, Value } from '../../../python/value.ts'
import type { Library, LibraryClass } from '../library/library.ts'
import { ancestorsOf, type Ancestor } from './ancestors.ts'
import { handsDown, withoutTaken } from './handed-down-meta.ts'
import { jsonValue } from '../values/json-value.ts'
import { lineOf } from './library-value.ts'

/**
 * The options that Django reads from `Meta` (`DEFAULT_NAMES`, django/db/models/options.py, of all releases from 3.2
 * on). The first line is of no interest to migrations.
 */
const optionNames = [
  ...['app_label', 'apps'],
  ...['verbose_name', 'verbose_name_plural', 'db_table', 'db_table_comment', 'ordering', 'unique_together'],
  ...[
    'permissions',
    'get_latest_by',
    'order_with_respect_to',
    'db_tablespace',
    'abstract',
    'managed',
    'proxy',
  ],
  ...['swappable', 'auto_created', 'index_together', 'default_permissions', 'select_on_save'],
  ...['default_related_name', 'required_db_features', 'required_db_vendor', 'base_manager_name'],
  ...['default_manager_name', 'indexes', 'constraints'],
] as const

/** What a model's Meta says. */
export interface Meta {
  readonly options: ReadonlyMap<string, { readonly value: Value; readonly origin: Origin }>
  /** What may say more, and cannot be read. */
  readonly unknown: Value | undefined
}

const none: Meta = { options: new Map(), unknown: undefined }

/**
 * The Meta that counts for a model: its own, or that of the first of its bases which is an abstract model or no model
 * at all. A model that is not abstract takes its Meta out of its class (`ModelBase.__new__`,
 * django/db/models/base.py), so that nothing below inherits it.
 */
export function metaOf(model: ClassValue, library: Library): Meta {
  const ancestors = ancestorsOf(model, library) ?? []
  for (const base of ancestors) {
    const found = metaIn(base, model, ancestors, library)
    if (found) return found
  }
  return none
}

/** The same with options that were set on `_meta` afterwards. */
export function withOptions(meta: Meta, set: ReadonlyMap<string, Value>, origin: Origin): Meta {
  const options = new Map(meta.options)
  for (const name of optionNames) {
    const value = set.get(name)
    if (value) options.set(name, { value, origin })
  }
  return { ...meta, options }
}

function metaIn(
  base: Ancestor,
  model: ClassValue,
  ancestors: readonly Ancestor[],
  library: Library,
): Meta | undefined {
  if (base.kind === 'unknown') return { ...none, unknown: base.value }
  if (base.kind === 'library') {
    return base.value.model?.abstract ? libraryMeta(base.value, model.origin) : undefined
  }
  const meta = base.kind === 'class' ? base.value.attributes.get('Meta') : undefined
  if (base.kind !== 'class' || !meta) return undefined
  if (base.value !== model && !handsDown(base.value, library)) return undefined
  if (meta.kind !== 'class') return { ...none, unknown: meta }
  const taken = ancestors.flatMap((one) =>
    one.kind === 'class' && !handsDown(one.value, library) ? [one.value] : [],
  )
  return readMeta(withoutTaken(meta, taken, library), model.origin, library)
}

/** What a Meta class says, with what it inherits; Django reads attributes that do not begin with `_`. */
function readMeta(meta: ClassValue, origin: Origin, library: Library): Meta {
  const options = new Map<string, { value: Value; origin: Origin }>()
  for (const base of linearize(meta) ?? [meta]) {
    if (base.kind === 'class') {
      for (const name of optionNames) {
        const value = base.attributes.get(name)
        if (value && !options.has(name)) options.set(name, { value, origin: originOf(base, name, value) })
      }
      continue
    }
    if (base.kind === 'reference' && plain.has(base.path)) continue
    const inherited = base.kind === 'reference' ? inheritedMeta(base.path, origin, library) : undefined
    if (!inherited) return { options, unknown: base }
    for (const [name, option] of inherited.options) if (!options.has(name)) options.set(name, option)
  }
  return { options, unknown: undefined }
}

/** Bases that a Meta has for a type checker alone. */
const plain: ReadonlySet<string> = new Set([
  'builtins.object',
  'typing.Protocol',
  'django_stubs_ext.db.models.TypedModelMeta',
])

/** `SomeModel.Meta` of a library. */
function inheritedMeta(path: string, origin: Origin, library: Library): Meta | undefined {
  const known = path.endsWith('.Meta') ? library.classAt(path.slice(0, -'.Meta'.length)) : undefined
  if (!known) return undefined
  const owner = lineOf(known, library).find(({ model }) => model && Object.keys(model.options).length > 0)
  return owner ? libraryMeta(owner, origin) : none
}

function libraryMeta({ model }: LibraryClass, origin: Origin): Meta {
  // An abstract model has a Meta that says so, and nothing more in many cases.
  const options = Object.entries({ ...model?.options, abstract: true })
  return {
    options: new Map(options.map(([name, json]) => [name, { value: jsonValue(json, origin), origin }])),
    unknown: undefined,
  }
}

/** Where a class body sets a name. */
export function originOf(owner: ClassValue, name: string, value: Value): Origin {
  for (const stmt of owner.code.body) {
    const targets =
      stmt.type === 'Assign' ? stmt.targets : stmt.type === 'AnnAssign' ? [stmt.target] : undefined
    if (targets?.some((target) => target.type === 'Name' && target.id === name))
      return { path: owner.origin.path, start: stmt.start, end: stmt.end }
  }
  return 'origin' in value ? value.origin : owner.origin
}
