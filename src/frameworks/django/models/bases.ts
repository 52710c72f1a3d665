import type { ClassValue } from '../../../python/value.ts'
import { pathOf } from '../fields/field-class.ts'
import { modelKey } from '../state/model-state.ts'
import { ancestor, ancestorsOf, identity, isModel, type Ancestor } from './ancestors.ts'
import type { ModelReading } from './model-state.ts'

const plainModel = 'django.db.models.Model'

/**
 * The bases of a model as `ModelState.from_model` keeps them (django/db/migrations/state.py): abstract models are
 * replaced by their own bases, each class stands once and in Python's order, and one of them is a model.
 */
export function basesOf(model: ClassValue, reading: ModelReading): string[] {
  const order = (ancestorsOf(model, reading.context.library) ?? []).map(identity)
  const place = ({ one }: Base) =>
    order.includes(identity(one)) ? order.indexOf(identity(one)) : order.length
  const bases = flattened(model, reading).sort((a, b) => place(a) - place(b))
  return bases.some((base) => base.isModel) ? [...new Set(bases.map(({ path }) => path))] : [plainModel]
}

interface Base {
  readonly path: string
  readonly isModel: boolean
  readonly one: Ancestor
}

const plain: Ancestor = { kind: 'model' }

function flattened(model: ClassValue, reading: ModelReading): Base[] {
  const { context, classes, registry } = reading
  return model.bases.flatMap((base): Base[] => {
    const one = ancestor(base, context.library)
    switch (one.kind) {
      case 'model':
        return [{ path: plainModel, isModel: true, one }]
      case 'plain':
        return one.path === 'builtins.object' ? [] : [{ path: one.path, isModel: false, one }]
      case 'library': {
        const { path, model: described } = one.value
        if (!described) return [{ path, isModel: false, one }]
        if (described.abstract) return [{ path: plainModel, isModel: true, one: plain }]
        return [{ path: modelKey(described.app ?? '', path.split('.').at(-1)!), isModel: true, one }]
      }
      case 'class': {
        if (isModel(one.value, context.library) !== true)
          return [{ path: pathOf(one.value, context), isModel: false, one }]
        const read = classes.read(one.value)
        if (read.abstract) return flattened(one.value, reading)
        const app = registry.appOf(one.value)
        return app === undefined ? [] : [{ path: modelKey(app, read.name), isModel: true, one }]
      }
      default:
        return []
    }
  })
}
