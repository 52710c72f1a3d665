import type { ClassValue } from '../../../python/value.ts'
import { pathOf } from '../fields/field-class.ts'
import { modelKey } from '../state/model-state.ts'
import { ancestor, isModel } from './ancestors.ts'
import type { ModelReading } from './model-state.ts'

const plainModel = 'django.db.models.Model'

/**
 * The bases of a model as `ModelState.from_model` keeps them (django/db/migrations/state.py): abstract models are
 * replaced by their own bases, each class stands once, and one of them is a model.
 */
export function basesOf(model: ClassValue, reading: ModelReading): string[] {
  const bases = flattened(model, reading)
  return bases.some((base) => base.isModel) ? [...new Set(bases.map(({ path }) => path))] : [plainModel]
}

interface Base {
  readonly path: string
  readonly isModel: boolean
}

function flattened(model: ClassValue, reading: ModelReading): Base[] {
  const { context, classes, registry } = reading
  return model.bases.flatMap((base): Base[] => {
    const one = ancestor(base, context.library)
    switch (one.kind) {
      case 'model':
        return [{ path: plainModel, isModel: true }]
      case 'plain':
        return one.path === 'builtins.object' ? [] : [{ path: one.path, isModel: false }]
      case 'library': {
        const { path, model: described } = one.value
        if (!described) return [{ path, isModel: false }]
        if (described.abstract) return [{ path: plainModel, isModel: true }]
        return [{ path: modelKey(described.app ?? '', path.split('.').at(-1)!), isModel: true }]
      }
      case 'class': {
        if (isModel(one.value, context.library) !== true)
          return [{ path: pathOf(one.value, context), isModel: false }]
        const read = classes.read(one.value)
        if (read.abstract) return flattened(one.value, reading)
        const app = registry.appOf(one.value)
        return app === undefined ? [] : [{ path: modelKey(app, read.name), isModel: true }]
      }
      default:
        return []
    }
  })
}
