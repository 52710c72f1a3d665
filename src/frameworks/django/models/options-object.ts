import type { Arguments } from '../../../python/calls.ts'
import type { ClassDef } from '../../../python/ast.ts'
import { linearize } from '../../../python/mro.ts'
import {
  constant,
  isSequence,
  stringOf,
  truth,
  type ClassValue,
  type ObjectValue,
  type Origin,
  type Value,
} from '../../../python/value.ts'
import { modelPaths } from './model-paths.ts'

const optionsPath = 'django.db.models.options.Options'

/** Where the model stands among the attributes, under a name that no code of Python can have. */
const owner = ' model'

/**
 * `Model._meta` (django/db/models/options.py), as far as it is known while the model is made: an object whose attributes
 * tell afterwards what code has set. What the model's Meta does not say is left out, and so not known. Undefined for
 * what is no model.
 */
export function optionsObject(model: ClassValue): ObjectValue | undefined {
  const known = model.attributes.get('_meta')
  if (known?.kind === 'object') return known
  const isModel = linearize(model)?.some((base) => base.kind === 'reference' && modelPaths.has(base.path))
  if (!isModel) return undefined
  const { origin, scope } = model
  const code: ClassDef = {
    start: origin.start,
    end: origin.end,
    type: 'ClassDef',
    name: 'Options',
    bases: [],
    keywords: [],
    body: [],
    decorators: [],
  }
  const base: Value = { kind: 'reference', path: optionsPath }
  const type: ClassValue = {
    kind: 'class',
    name: 'Options',
    qualname: 'Options',
    bases: [base],
    keywords: new Map(),
    decorators: [],
    attributes: new Map(),
    code,
    scope,
    origin,
  }
  const call = {
    kind: 'call',
    callee: base,
    args: [],
    keywords: new Map(),
    expr: nothing(origin),
    origin,
  } as const
  const made: ObjectValue = { kind: 'object', class: type, attributes: initial(model), call, origin }
  model.attributes.set('_meta', made)
  return made
}

const nothing = ({ start, end }: Origin) => ({ start, end, type: 'Constant', value: null }) as const

/** What Django takes for granted where Meta does not say otherwise. */
const defaults: Readonly<Record<string, Value>> = {
  abstract: constant(false),
  base_manager_name: constant(null),
  default_manager_name: constant(null),
  managed: constant(true),
  proxy: constant(false),
}

/** Options that are lists, to which code may add. */
const lists = ['indexes', 'constraints', 'permissions']

function initial(model: ClassValue): Map<string, Value> {
  const attributes = new Map<string, Value>([
    [owner, model],
    ['object_name', constant(model.name)],
    ['model_name', constant(model.name.toLowerCase())],
  ])
  const own = model.attributes.get('Meta')
  const said = own ? saidIn(own) : inheritsMeta(model) ? undefined : new Map<string, Value>()
  // A Meta that is inherited no longer says that the model is abstract.
  if (!own) attributes.set('abstract', constant(false))
  if (!said) return attributes
  for (const [name, value] of Object.entries(defaults)) attributes.set(name, said.get(name) ?? value)
  for (const name of lists) {
    const value = said.get(name) ?? { kind: 'list', items: [], origin: model.origin }
    if (isSequence(value)) attributes.set(name, { ...value, items: [...value.items] })
  }
  return attributes
}

/** What a Meta says, with its bases; undefined where that is not all known. */
function saidIn(meta: Value): Map<string, Value> | undefined {
  const order = meta.kind === 'class' ? linearize(meta) : undefined
  const said = new Map<string, Value>()
  for (const base of order ?? []) {
    if (base.kind === 'class')
      for (const [name, value] of base.attributes) {
        // What the Meta of an abstract model hands down.
        if (!said.has(name) && (name !== 'abstract' || base === meta)) said.set(name, value)
      }
    else if (base.kind !== 'reference' || base.path !== 'builtins.object') return undefined
  }
  return order && said
}

function inheritsMeta(model: ClassValue): boolean {
  return (linearize(model) ?? []).some((base) =>
    base.kind === 'class'
      ? base.attributes.has('Meta')
      : base.kind !== 'reference' || !(modelPaths.has(base.path) || base.path === 'builtins.object'),
  )
}

/** The options that code has set in the meantime. */
export function changedOptions({ attributes }: ObjectValue): ReadonlyMap<string, Value> {
  const model = attributes.get(owner)
  if (model?.kind !== 'class') return new Map()
  const before = initial(model)
  return new Map([...attributes].filter(([name, value]) => !isUnchanged(before.get(name), value)))
}

function isUnchanged(before: Value | undefined, value: Value): boolean {
  if (!before) return false
  if (isSequence(before) && isSequence(value))
    return (
      before.items.length === value.items.length &&
      before.items.every((item, index) => item === value.items[index])
    )
  return (
    before === value || (before.kind === 'const' && value.kind === 'const' && before.value === value.value)
  )
}

/**
 * A method of `_meta` on an object of `optionsObject`: looking at fields, and adding what is no column. Undefined for
 * what may add fields, and for methods of other objects.
 */
export function optionsMethod(
  path: string,
  { attributes }: ObjectValue,
  name: string,
  { args, keywords }: Arguments,
  origin: Origin,
): Value | undefined {
  if (path !== optionsPath) return undefined
  if (name === 'add_field') {
    const isPrivate = args[1] ?? keywords.get('private')
    return isPrivate && truth(isPrivate) ? constant(null) : undefined
  }
  const model = attributes.get(owner)
  if (!looks.has(name) || model?.kind !== 'class') return undefined
  const asked = name === 'get_field' ? model.attributes.get(stringOf(args[0]) ?? '') : undefined
  const maybe = asked ? [asked] : fieldsOf(model)
  return {
    kind: 'unresolved',
    reason: 'fields of the model are not known yet',
    expr: undefined,
    maybe,
    origin,
  }
}

const looks: ReadonlySet<string> = new Set(['get_field', 'get_fields', 'get_parent_list', 'get_base_chain'])

/** What code may get hold of by way of `_meta`. */
function fieldsOf(model: ClassValue): readonly Value[] {
  return (linearize(model) ?? []).flatMap((base) =>
    base.kind === 'class' ? [...base.attributes.values()].filter(({ kind }) => kind === 'call') : [],
  )
}
