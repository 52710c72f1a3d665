import type { Expr } from '../../../python/ast.ts'
import { attribute } from '../../../python/attributes.ts'
import { constant, type Value } from '../../../python/value.ts'
import { isModel } from '../models/ancestors.ts'
import { tableNameOf } from '../schema/world.ts'
import { data, type Known, type Model } from './known.ts'
import { importedModel, unknownModel } from './models.ts'
import { attributeOf } from './objects.ts'
import { allRows } from './querysets.ts'
import { noneSurely } from './reach.ts'
import type { Walk } from './walk.ts'

const known = (value: Value): Known => ({ kind: 'value', value })

const managers: ReadonlySet<string> = new Set(['objects', '_default_manager', '_base_manager'])

/** `object.name`, where it is read. */
export function attributeOfKnown(
  walk: Walk,
  object: Known,
  expr: Extract<Expr, { type: 'Attribute' }>,
): Known {
  const { attr } = expr
  if (object.kind === 'bound' && object.object.kind === 'model' && object.name === '_meta')
    return ofOptions(object.object.model, attr)
  switch (object.kind) {
    case 'editor':
      if (attr === 'connection') return { kind: 'connection' }
      return { kind: 'bound', object, name: attr }
    case 'connection':
      if (attr === 'alias') return { kind: 'alias' }
      return attr === 'vendor' || attr === 'settings_dict' || attr === 'features'
        ? data('never')
        : { kind: 'bound', object, name: attr }
    case 'model': {
      if (managers.has(attr)) {
        walk.useModel(object.model, expr)
        return managerOf(object.model, attr)
      }
      if (attr === '_meta') return { kind: 'bound', object, name: attr }
      if (attr === 'DoesNotExist' || attr === 'MultipleObjectsReturned' || attr === '__name__')
        return data('never')
      if (object.model.state?.managers.some(({ name }) => name === attr)) {
        walk.useModel(object.model, expr)
        return allRows(object.model, noneSurely)
      }
      return object.model.state?.fields.has(attr)
        ? { kind: 'bound', object: known(constant(null)), name: 'through' }
        : { kind: 'bound', object, name: attr }
    }
    case 'row':
      return attributeOf(walk, object, attr, expr)
    case 'value':
      return attributeOfValue(walk, object.value, expr)
    case 'data':
      return { kind: 'bound', object, name: attr }
    case 'bound':
      if (object.name === 'through')
        return attr === 'through' ? { kind: 'model', model: unknownModel } : allRows(unknownModel, noneSurely)
      return { kind: 'bound', object: { kind: 'unknown', cause: `what \`.${object.name}\` is` }, name: attr }
    case 'rows':
      return attr === 'model' ? { kind: 'model', model: object.model } : { kind: 'bound', object, name: attr }
    default:
      return { kind: 'bound', object, name: attr }
  }
}

/** `Model._meta.name`. */
function ofOptions({ state }: Model, name: string): Known {
  const table = name === 'db_table' ? state && tableNameOf(state) : undefined
  return table === undefined ? data('never') : known(constant(table))
}

/** A manager that is written into the state may leave rows out; those of Django itself leave out none. */
function managerOf(model: Model, name: string): Known {
  const { managers: known = [] } = model.state ?? {}
  const own = name === '_default_manager' ? known[0] : known.find((manager) => manager.name === name)
  const isPlain = !own || (own.manager?.path.startsWith('django.') ?? false)
  return allRows(model, isPlain && !model.isImported ? 'all' : noneSurely)
}

function attributeOfValue(walk: Walk, value: Value, expr: Extract<Expr, { type: 'Attribute' }>): Known {
  const { context } = walk.site
  if (value.kind === 'class' && isModel(value, context.library) === true && managers.has(expr.attr)) {
    const model = importedModel(walk.site, value)
    walk.useImported(value, model.label, expr)
    return allRows(model, noneSurely)
  }
  if (['reference', 'module', 'class', 'object', 'member', 'super'].includes(value.kind)) {
    const { interpreter } = context
    const found = interpreter.apart(() => attribute(interpreter, value, expr.attr, expr, walk.scope))
    if (found.kind !== 'unresolved') return known(found)
  }
  return { kind: 'bound', object: known(value), name: expr.attr }
}
