import { isSequence, stringOf, truth, type Origin, type Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { pathOf } from '../fields/field-class.ts'
import { isModel } from '../models/ancestors.ts'
import { canonicalName } from '../values/names.ts'
import type { Doubt } from './doubt.ts'

export const modelClass = 'django.db.models.Model'

/** The `bases` of a model that a migration makes: without any, it is `django.db.models.Model` alone. */
export function basesOf(
  value: Value | undefined,
  origin: Origin,
  context: DjangoContext,
): { bases: readonly string[]; doubts: readonly Doubt[] } {
  if (!value || truth(value) === false) return { bases: [modelClass], doubts: [] }
  const bases: string[] = []
  const unknown: string[] = []
  for (const item of isSequence(value) ? value.items : [value]) {
    const base = baseOf(item, context)
    if (base !== undefined) bases.push(base)
    else unknown.push(item.kind === 'unresolved' ? item.reason : 'a base of the model cannot be read')
  }
  return { bases, doubts: unknown.map((cause) => ({ aspect: 'bases', cause, origin })) }
}

function baseOf(value: Value, context: DjangoContext): string | undefined {
  const label = stringOf(value)
  if (label !== undefined) {
    const [app, ...name] = label.split('.')
    return name.length > 0 ? `${app}.${name.join('.').toLowerCase()}` : label.toLowerCase()
  }
  // A mixin is no model, whatever app it lies in.
  if (value.kind === 'class' && isModel(value, context.library) === false) return pathOf(value, context)
  const model = context.labelOf(value)
  if (model !== undefined) return model
  if (value.kind === 'reference') return canonicalName(value.path)
  return value.kind === 'class' ? pathOf(value, context) : undefined
}
