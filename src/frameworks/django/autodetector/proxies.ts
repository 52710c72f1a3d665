import type { Comparison, Models } from './comparison.ts'
import { created, isModelKey } from './dependencies.ts'
import type { Report } from './operation.ts'
import type { Value } from '../../../python/value.ts'
import type { NamedState } from '../state/model-state.ts'

/** `generate_created_proxies`. */
export function createdProxies(comparison: Comparison, models: Models): void {
  for (const [key, kind] of models.to) {
    if (kind !== 'proxy' || models.from.get(key) === 'proxy') continue
    const model = comparison.to.models.get(key)!
    comparison.add({
      operation: 'CreateModel',
      app: model.app,
      model: model.name,
      fields: new Map(),
      options: new Map<string, Value | readonly NamedState[]>([
        ...model.options,
        ['indexes', model.indexes],
        ['constraints', model.constraints],
      ]),
      bases: model.bases,
      managers: model.managers,
      dependencies: [
        { type: 'remove', app: model.app, model: model.name.toLowerCase() },
        ...model.bases.filter(isModelKey).map((base) => created(base)),
      ],
      report: { declared: model.name, from: undefined, to: model.origin },
    })
  }
}

/** `generate_deleted_proxies`. */
export function deletedProxies(comparison: Comparison, models: Models): void {
  for (const [key, kind] of models.from) {
    if (kind !== 'proxy' || models.to.get(key) === 'proxy') continue
    const { app, name, origin } = comparison.from.models.get(key)!
    const report: Report = { declared: name, from: origin, to: undefined }
    comparison.add({ operation: 'DeleteModel', app, model: name, dependencies: [], report })
  }
}
