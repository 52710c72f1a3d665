import type { DjangoContext } from '../context.ts'
import { fieldState } from '../fields/field-state.ts'
import type { Doubt } from '../state/doubt.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ModelKey, type ModelState } from '../state/model-state.ts'
import { isModel, type Ancestor } from './ancestors.ts'
import type { AppRegistry } from './app-registry.ts'
import { basesOf } from './bases.ts'
import { managersOf } from './managers.ts'
import type { ModelClass, ModelClasses } from './model-class.ts'
import { unknownClass } from './unknown-class.ts'
import { optionsOf } from './options.ts'
import { isTrue, withPrimaryKey, type DefaultAutoField } from './primary-key.ts'

/** What is needed to make model states out of classes. */
export interface ModelReading {
  readonly context: DjangoContext
  readonly classes: ModelClasses
  readonly registry: AppRegistry
  readonly defaultAutoField: DefaultAutoField
  /** The models as the migrations leave them. */
  readonly migrated: ReadonlyMap<ModelKey, ModelState>
}

/** The state of a model class that is not abstract (`ModelState.from_model`, django/db/migrations/state.py). */
export function modelState(model: ModelClass, app: string, reading: ModelReading): ModelState {
  const { context, classes } = reading
  const owner = { app, name: model.name }
  const isProxy = isTrue(model.meta.options.get('proxy')?.value)
  const declared = new Map<string, FieldState>()
  for (const [name, { value, origin }] of model.fields)
    declared.set(name, { ...fieldState(value, name, owner, context), origin })
  const parents = [...new Set(model.parents.map(concrete))].flatMap((parent) => keyOf(parent, reading) ?? [])
  const key = withPrimaryKey(
    declared,
    parents,
    { ...owner, origin: model.origin, isProxy, notKeys: notKeys(model) },
    context,
    reading.defaultAutoField,
    model.doubts.find(({ aspect, name }) => aspect === 'fields' && name === undefined),
  )
  const read = (one: Ancestor) => {
    if (one.kind === 'library')
      return one.value.model ? classes.readLibrary(one.value, model.origin) : undefined
    return one.kind === 'class' ? classes.read(one.value) : undefined
  }
  const columns = new Map([...parentFields(model, owner, context), ...key.fields])
  const options = optionsOf(model.meta, owner, columns, new Set(), model.origin, context)
  const managers = managersOf(model, read, context, reading.migrated.get(modelKey(app, model.name)))
  return {
    app,
    name: model.name,
    fields: relationsLast(key.fields),
    options: options.options,
    indexes: options.indexes,
    constraints: options.constraints,
    bases: model.value ? basesOf(model.value, reading) : ['django.db.models.Model'],
    managers: managers.managers,
    doubts: [
      ...model.doubts,
      ...parentDoubts(model, parents.length),
      ...key.doubts,
      ...options.doubts,
      ...managers.doubts,
      ...existence(model, context),
    ],
    origin: model.origin,
    makes: model.makes,
    mayAdd: model.mayAdd,
    optionOrigins: new Map([...model.meta.options].map(([name, { origin }]) => [name, origin])),
  }
}

/**
 * Fields that are no primary key although `deconstruct()` says so: those that were added when Django had given the model
 * its key already, and automatic fields that were not declared as one (`AutoFieldMixin.deconstruct()`).
 */
function notKeys({ value, fields }: ModelClass): ReadonlySet<string> {
  const undeclared = [...fields].flatMap(([name, { value: field }]) =>
    field.kind === 'call' &&
    field.callee.kind === 'reference' &&
    /^django\.db\.models\.(Small|Big)?AutoField$/.test(field.callee.path) &&
    field.args.length < 3 &&
    !field.keywords.has('primary_key')
      ? name
      : [],
  )
  return new Set([...(value?.addedLater ?? []), ...undeclared])
}

/** The model whose table a proxy shares: what inherits from the proxy has a link to it (`ModelBase.__new__`). */
function concrete(model: ModelClass): ModelClass {
  const [parent] = model.parents
  return parent && isTrue(model.meta.options.get('proxy')?.value) ? concrete(parent) : model
}

/** A model that may be none, because of a base that is not known. */
function existence(model: ModelClass, context: DjangoContext): Doubt[] {
  if (!model.value || isModel(model.value, context.library)) return []
  const unknown = model.ancestors.find((one) => one.kind === 'unknown')
  const why = unknown?.kind === 'unknown' ? unknownClass(unknown.value) : undefined
  return [
    {
      aspect: 'existence',
      cause: why?.cause ?? `whether \`${model.name}\` is a model cannot be read`,
      ...why?.remedy,
      origin: model.origin,
    },
  ]
}

/** The link to a parent that belongs to no app that is known has a target that is not known either. */
function parentDoubts({ parents, name, origin }: ModelClass, known: number): Doubt[] {
  if (known === parents.length) return []
  return [{ aspect: 'fields', cause: `the app of a parent of \`${name}\` is not known`, origin }]
}

function keyOf(parent: ModelClass, { registry }: ModelReading): { key: ModelKey; name: string } | undefined {
  const app = parent.value ? registry.appOf(parent.value) : parent.library?.model?.app
  return app === undefined ? undefined : { key: modelKey(app, parent.name), name: parent.name }
}

/** What an index may name besides the model's own fields. */
function parentFields(
  model: ModelClass,
  owner: { app: string; name: string },
  context: DjangoContext,
): Map<string, FieldState> {
  const fields = new Map<string, FieldState>()
  for (const parent of model.parents)
    for (const [name, { value }] of parent.fields) fields.set(name, fieldState(value, name, owner, context))
  return fields
}

/** Many-to-many relations are kept apart, behind the columns (`Options.local_many_to_many`). */
function relationsLast(fields: ReadonlyMap<string, FieldState>): Map<string, FieldState> {
  const isMany = ({ relation }: FieldState) => relation?.kind === 'ManyToManyField'
  const all = [...fields]
  return new Map([...all.filter(([, field]) => !isMany(field)), ...all.filter(([, field]) => isMany(field))])
}
