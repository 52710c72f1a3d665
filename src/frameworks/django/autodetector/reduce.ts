import type { DjangoVersion } from '../context.ts'
import { isAtLeast } from '../values/conditions.ts'
import {
  isListed,
  isTogether,
  subjects,
  togetherOptions,
  type CreateModel,
  type Operation,
  type Together,
} from './operation.ts'
import { constant, nowhere, type Value } from '../../../python/value.ts'
import type { NamedState } from '../state/model-state.ts'
import { tupleOf } from '../values/calls.ts'
import { referencesField, referencesModel } from './references.ts'

/**
 * `Operation.reduce` for those that the autodetector makes: what stands for both of two operations, or else whether the
 * first can be moved behind the second.
 */
export function reduce(
  first: Operation,
  second: Operation,
  version: DjangoVersion,
): readonly Operation[] | boolean {
  return merged(first, second, version) ?? canPass(first, second, version)
}

function canPass(first: Operation, second: Operation, version: DjangoVersion): boolean {
  switch (subjects[first.operation]) {
    case 'index':
      return false
    case 'field':
      return !referencesField(second, first.model, 'name' in first ? (first.name ?? '') : '')
    default:
      // Django 4.1 lets the two kinds of together pass one another.
      if (isTogether(first) && isTogether(second) && first.operation !== second.operation) {
        if (isAtLeast(version, [4, 1])) return true
      }
      return !referencesModel(second, first.model)
  }
}

function merged(
  first: Operation,
  second: Operation,
  version: DjangoVersion,
): readonly Operation[] | undefined {
  if (first.model.toLowerCase() !== second.model.toLowerCase()) return undefined
  if (first.operation === 'CreateModel') return intoModel(first, second, version)
  if (subjects[first.operation] === 'option') {
    return second.operation === first.operation || second.operation === 'DeleteModel' ? [second] : undefined
  }
  const isSameField =
    'name' in first &&
    'name' in second &&
    subjects[second.operation] === 'field' &&
    first.name?.toLowerCase() === second.name?.toLowerCase()
  switch (first.operation) {
    case 'RemoveField':
      return second.operation === 'DeleteModel' ? [second] : undefined
    case 'AddField':
      if (!isSameField) return undefined
      if (second.operation === 'AlterField') return [{ ...first, field: second.field }]
      return second.operation === 'RemoveField' ? [] : undefined
    case 'AlterField':
      if (!isSameField) return undefined
      if (second.operation === 'RemoveField') return [second]
      // Since Django 5.0.
      return second.operation === 'AlterField' && isAtLeast(version, [5, 0]) ? [second] : undefined
    default:
      return undefined
  }
}

/** `CreateModel.reduce`. Indexes are taken in since Django 4.2, constraints since 5.1. */
function intoModel(
  model: CreateModel,
  next: Operation,
  version: DjangoVersion,
): readonly Operation[] | undefined {
  if (isTogether(next)) {
    return [withOption(model, togetherOptions[next.operation], togetherValue(next.value))]
  }
  switch (next.operation) {
    case 'AddField':
      return [{ ...model, fields: new Map(model.fields).set(next.name, next.field) }]
    case 'AlterField':
      if (!model.fields.has(next.name)) return [model]
      return [{ ...model, fields: new Map(model.fields).set(next.name, next.field) }]
    case 'AlterOrderWithRespectTo':
      return [withOption(model, 'order_with_respect_to', constant(next.field ?? null))]
    case 'AddIndex':
      return isAtLeast(version, [4, 2]) ? [withListed(model, 'indexes', next.index)] : undefined
    case 'AddConstraint':
      return isAtLeast(version, [5, 1]) ? [withListed(model, 'constraints', next.index)] : undefined
    default:
      return undefined
  }
}

function withOption(model: CreateModel, option: string, value: Value | readonly NamedState[]): CreateModel {
  return { ...model, options: new Map(model.options).set(option, value) }
}

function withListed(model: CreateModel, option: string, index: NamedState): CreateModel {
  const listed = model.options.get(option)
  return withOption(model, option, [...(isListed(listed) ? listed : []), index])
}

/** `unique_together` and `index_together` as the state holds them: a set of tuples. */
function togetherValue(value: Together | undefined): Value {
  if (!value) return constant(null)
  const items = value.map((names) => tupleOf(names.map(constant)))
  return { kind: 'set', items, origin: nowhere }
}
