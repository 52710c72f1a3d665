import { isSequence, stringOf, type Value } from '../../../python/value.ts'
import type { Argument } from './arguments.ts'
import { originOf, type EditContext } from './context.ts'
import { display } from './display.ts'
import { databaseOptions } from './field-attributes.ts'
import { compareField } from './field.ts'

/** Compares the `fields` of CreateModel: pairs of name and field. The order of columns is not looked at. */
export function compareFields(
  context: EditContext,
  model: string,
  old: Argument | undefined,
  now: Argument | undefined,
  ceiling: 'state' | undefined,
): void {
  const [before, after] = [fieldsOf(old?.value), fieldsOf(now?.value)]
  if (!before || !after) {
    context.differ(ceiling ?? 'code', `the fields of \`${model}\` changed`, now?.origin, old?.origin)
    return
  }
  for (const [name, field] of after) {
    const was = before.get(name)
    const argument = { value: field, origin: originOf(field) ?? now!.origin }
    if (!was) context.differ(ceiling ?? 'schema', `field \`${model}.${name}\` was added`, argument.origin)
    else if (!context.same(was, field)) {
      compareField(
        context,
        `${model}.${name}`,
        { value: was, origin: originOf(was) ?? old!.origin },
        argument,
        'CreateModel',
        ceiling,
      )
    }
  }
  for (const [name, field] of before) {
    if (!after.has(name))
      context.differ(
        ceiling ?? 'schema',
        `field \`${model}.${name}\` was removed`,
        undefined,
        originOf(field),
      )
  }
}

function fieldsOf(value: Value | undefined): Map<string, Value> | undefined {
  if (!isSequence(value)) return undefined
  const fields = new Map<string, Value>()
  for (const item of value.items) {
    const name = isSequence(item) ? stringOf(item.items[0]) : undefined
    const field = isSequence(item) ? item.items[1] : undefined
    if (name === undefined || !field) return undefined
    fields.set(name, field)
  }
  return fields
}

/** Compares the `options` of CreateModel, key by key. */
export function compareOptions(
  context: EditContext,
  model: string,
  old: Argument | undefined,
  now: Argument | undefined,
  ceiling: 'state' | undefined,
): void {
  const [before, after] = [optionsOf(old?.value), optionsOf(now?.value)]
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)]
    if (context.same(was, is)) continue
    const grade = databaseOptions.has(key) ? 'schema' : 'state'
    const message = `option \`${key}\` of \`${model}\` changed from ${display(was)} to ${display(is)}`
    context.differ(ceiling ?? grade, message, originOf(is) ?? now?.origin, originOf(was))
  }
}

function optionsOf(value: Value | undefined): Map<string, Value> {
  if (value?.kind !== 'dict') return new Map()
  return new Map(value.entries.map((entry) => [stringOf(entry.key) ?? '', entry.value]))
}

/** Bases given as `app.Model` are tables that this one is linked to; other classes are Python alone. */
export function compareBases(
  context: EditContext,
  model: string,
  old: Argument | undefined,
  now: Argument | undefined,
  ceiling: 'state' | undefined,
): void {
  const tables = (value: Value | undefined) =>
    (isSequence(value) ? value.items : [])
      .map(stringOf)
      .filter((base) => base !== undefined)
      .sort()
      .join()
  const grade = tables(old?.value) === tables(now?.value) ? 'state' : 'schema'
  context.differ(ceiling ?? grade, `the bases of \`${model}\` changed`, now?.origin, old?.origin)
}
