import { constant, nowhere } from '../../../python/value.ts'
import { isListed, type CreateModel } from '../autodetector/operation.ts'
import type { DjangoVersion } from '../context.ts'
import type { NamedState } from '../state/model-state.ts'
import { listOf } from '../values/calls.ts'
import { isAtLeast } from '../values/conditions.ts'
import { subjects, type MigrationOperation, type Named } from './migration-operation.ts'
import { togetherOf, togetherValue, withOption } from './model-option.ts'

type OfIndex = Named<
  'AddIndex' | 'RemoveIndex' | 'RenameIndex' | 'AddConstraint' | 'RemoveConstraint' | 'AlterConstraint'
>

export function isOfIndex(operation: MigrationOperation): operation is OfIndex {
  return subjects[operation.operation] === 'index'
}

/** `CreateModel` with what a later operation makes of its indexes or constraints; by the release that began with it. */
export function indexMerged(
  model: CreateModel,
  next: OfIndex,
  version: DjangoVersion,
): CreateModel | undefined {
  const since = (...release: DjangoVersion) => isAtLeast(version, release)
  switch (next.operation) {
    case 'AddIndex':
      return since(4, 2) ? listing(model, 'indexes', (all) => [...all, next.index]) : undefined
    case 'RemoveIndex':
      return since(4, 2) ? listing(model, 'indexes', without(next.name)) : undefined
    case 'RenameIndex':
      return since(4, 2) && !since(5, 1) && next.oldFields
        ? fromTogether(model, next.oldFields, next.name)
        : undefined
    case 'AddConstraint':
      return since(5, 1) ? listing(model, 'constraints', (all) => [...all, next.index]) : undefined
    case 'RemoveConstraint':
      return since(5, 1) ? listing(model, 'constraints', without(next.name)) : undefined
    case 'AlterConstraint':
      return since(6, 0)
        ? listing(model, 'constraints', (all) => [...without(next.name)(all), next.index])
        : undefined
  }
}

type Indexes = readonly NamedState[]

const without = (name: string | undefined) => (all: Indexes) => all.filter((each) => each.name !== name)

function listing(
  model: CreateModel,
  option: 'indexes' | 'constraints',
  change: (all: Indexes) => Indexes,
): CreateModel {
  const listed = model.options.get(option)
  return withOption(model, option, change(isListed(listed) ? listed : []))
}

/** A combination of `index_together` becomes an index with a name. */
function fromTogether(model: CreateModel, fields: readonly string[], name: string): CreateModel {
  const left = togetherOf(model, 'index_together').filter((each) => each.join('\0') !== fields.join('\0'))
  const options = new Map(model.options)
  if (left.length > 0) options.set('index_together', togetherValue(left))
  else options.delete('index_together')
  const keywords = new Map([
    ['fields', listOf(fields.map(constant))],
    ['name', constant(name)],
  ])
  const index = { path: 'django.db.models.Index', args: [], keywords, name, origin: nowhere }
  return listing({ ...model, options }, 'indexes', (all) => [...all, index])
}
