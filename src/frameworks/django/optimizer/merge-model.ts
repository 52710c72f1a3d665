import { constant, truth } from '../../../python/value.ts'
import type { CreateModel } from '../autodetector/operation.ts'
import { togetherOptions } from '../autodetector/operation.ts'
import type { DjangoVersion } from '../context.ts'
import { alterOptionKeys } from '../state/options.ts'
import { isAtLeast } from '../values/conditions.ts'
import { fieldMerged, isOfField } from './merge-model-field.ts'
import { indexMerged, isOfIndex } from './merge-model-index.ts'
import { togetherValue, withOption } from './model-option.ts'
import type { MigrationOperation } from './migration-operation.ts'
import type { Merged } from './reduce.ts'

/** What stands for `CreateModel`, `RenameModel` or `DeleteModel` and a later operation (`reduce` of operations/models.py). */
export function mergedModel(
  first: MigrationOperation,
  second: MigrationOperation,
  version: DjangoVersion,
): Merged {
  if (first.operation === 'RenameModel') {
    const goesOn =
      second.operation === 'RenameModel' && second.model.toLowerCase() === first.newName.toLowerCase()
    return goesOn ? [{ ...first, newName: second.newName }] : undefined
  }
  if (first.operation !== 'CreateModel') return undefined
  if (first.model.toLowerCase() !== second.model.toLowerCase()) return undefined
  if (second.operation === 'DeleteModel') return isProxy(first) ? undefined : []
  const model = created(first, second, version)
  return model && [model]
}

/** `CreateModel` with what a later operation makes of the model. */
function created(
  model: CreateModel,
  next: MigrationOperation,
  version: DjangoVersion,
): CreateModel | undefined {
  if (isOfField(next)) return fieldMerged(model, next)
  if (isOfIndex(next)) return indexMerged(model, next, version)
  switch (next.operation) {
    case 'RenameModel':
      return { ...model, model: next.newName }
    case 'AlterModelOptions': {
      const options = new Map([...model.options, ...next.options])
      for (const key of alterOptionKeys) if (!next.options.has(key)) options.delete(key)
      return { ...model, options }
    }
    case 'AlterModelManagers':
      return isAtLeast(version, [4, 1]) ? { ...model, managers: next.managers } : undefined
    case 'AlterModelTable':
    case 'AlterModelTableComment': {
      const option = next.operation === 'AlterModelTable' ? 'db_table' : 'db_table_comment'
      return isAtLeast(version, [5, 2]) ? withOption(model, option, next.value ?? constant(null)) : undefined
    }
    case 'AlterUniqueTogether':
    case 'AlterIndexTogether':
      return withOption(model, togetherOptions[next.operation], togetherValue(next.value))
    case 'AlterOrderWithRespectTo':
      return withOption(model, 'order_with_respect_to', constant(next.field ?? null))
    default:
      return undefined
  }
}

function isProxy({ options }: CreateModel): boolean {
  const proxy = options.get('proxy')
  return proxy !== undefined && 'kind' in proxy && truth(proxy) === true
}
