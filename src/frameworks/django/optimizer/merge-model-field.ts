import { constant, stringOf } from '../../../python/value.ts'
import { isListed, type CreateModel, type TogetherOption } from '../autodetector/operation.ts'
import type { FieldState } from '../state/field-state.ts'
import type { MigrationOperation, Named } from './migration-operation.ts'
import { togetherOf, togetherValue } from './model-option.ts'

type OfField = Named<'AddField' | 'AlterField' | 'RemoveField' | 'RenameField'>

export function isOfField(operation: MigrationOperation): operation is OfField {
  return ['AddField', 'AlterField', 'RemoveField', 'RenameField'].includes(operation.operation)
}

/** `CreateModel` with what a later operation makes of one of its fields. */
export function fieldMerged(model: CreateModel, next: OfField): CreateModel {
  switch (next.operation) {
    case 'AddField':
      return { ...model, fields: new Map(model.fields).set(next.name, next.field) }
    case 'AlterField':
      return model.fields.has(next.name)
        ? { ...model, fields: new Map(model.fields).set(next.name, next.field) }
        : model
    case 'RemoveField':
      return withoutField(model, next.name.toLowerCase())
    case 'RenameField':
      return renamed(model, next.name, next.newName)
  }
}

function withoutField(model: CreateModel, name: string): CreateModel {
  const options = new Map(model.options)
  for (const option of togetherNames) {
    const left = togetherOf(model, option)
      .map((names) => names.filter((each) => each !== name))
      .filter((names) => names.length > 0)
    options.delete(option)
    if (left.length > 0) options.set(option, togetherValue(left))
  }
  if (orderOf(model) === name) options.delete('order_with_respect_to')
  return withFields({ ...model, options }, (field) => (field.toLowerCase() === name ? undefined : field))
}

function renamed(model: CreateModel, from: string, to: string): CreateModel {
  const rename = (name: string) => (name === from ? to : name)
  const options = new Map(model.options)
  for (const option of togetherNames) {
    const names = togetherOf(model, option)
    if (names.length > 0) options.set(option, togetherValue(names.map((each) => each.map(rename))))
  }
  if (orderOf(model) === from) options.set('order_with_respect_to', constant(to))
  return withFields({ ...model, options }, rename)
}

const togetherNames: readonly TogetherOption[] = ['unique_together', 'index_together']

function orderOf({ options }: CreateModel): string | undefined {
  const order = options.get('order_with_respect_to')
  return order && !isListed(order) ? stringOf(order) : undefined
}

/** @param name the new name of a field; undefined drops it */
function withFields(model: CreateModel, name: (field: string) => string | undefined): CreateModel {
  const fields = new Map<string, FieldState>()
  for (const [field, state] of model.fields) {
    const now = name(field)
    if (now !== undefined) fields.set(now, state)
  }
  return { ...model, fields }
}
