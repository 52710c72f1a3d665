import { isSequence, stringOf, type Value } from '../../../python/value.ts'
import type { Argument } from './arguments.ts'
import { originOf, type EditContext } from './context.ts'
import { defaultValue } from './defaults.ts'
import { changed } from './display.ts'
import { databaseOptions, optionDefaults } from './field-attributes.ts'
import { compareField } from './field.ts'
import { isUnknown } from './unknown.ts'

/** An argument of CreateModel in both versions. */
export interface ModelArgument {
  readonly model: string
  readonly old: Argument | undefined
  readonly now: Argument | undefined
}

/** Compares the `fields` of CreateModel: pairs of name and field. The order of columns is not looked at. */
export function compareFields(
  context: EditContext,
  { model, old, now }: ModelArgument,
  ceiling: 'state' | undefined,
): void {
  const [before, after] = [fieldsOf(old?.value), fieldsOf(now?.value)]
  if (before.partly || after.partly) {
    const message = `how the fields of \`${model}\` are computed changed`
    context.differ('unresolved', message, now?.origin, old?.origin)
  }
  for (const [name, field] of after.fields) {
    const was = before.fields.get(name)
    const origin = originOf(field) ?? now!.origin
    if (!was) {
      if (!before.partly) context.differ(ceiling ?? 'schema', `field \`${model}.${name}\` was added`, origin)
    } else if (!context.same(was, field)) {
      const pair = {
        name: `${model}.${name}`,
        operation: 'CreateModel',
        old: { value: was, origin: originOf(was) ?? old!.origin },
        now: { value: field, origin },
      }
      compareField(context, pair, ceiling)
    }
  }
  if (after.partly) return
  for (const [name, field] of before.fields) {
    if (after.fields.has(name)) continue
    const message = `field \`${model}.${name}\` was removed`
    context.differ(ceiling ?? 'schema', message, undefined, originOf(field))
  }
}

/** The fields that are known; `partly` where there may be more. */
function fieldsOf(value: Value | undefined): { fields: Map<string, Value>; partly: boolean } {
  const fields = new Map<string, Value>()
  let partly = value !== undefined && !isSequence(value)
  for (const item of isSequence(value) ? value.items : []) {
    const name = isSequence(item) ? stringOf(item.items[0]) : undefined
    const field = isSequence(item) ? item.items[1] : undefined
    if (name === undefined || !field) partly = true
    else fields.set(name, field)
  }
  return { fields, partly }
}

/** Compares the `options` of CreateModel or AlterModelOptions, key by key. */
export function compareOptions(
  context: EditContext,
  { model, old, now }: ModelArgument,
  ceiling: 'state' | undefined,
): void {
  const [before, after] = [optionsOf(old?.value), optionsOf(now?.value)]
  if (!before || !after) {
    context.differ(
      'unresolved',
      `how the options of \`${model}\` are computed changed`,
      now?.origin,
      old?.origin,
    )
    return
  }
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)]
    const implied = defaultValue(optionDefaults, key)
    if (context.same(normalOption(key, was ?? implied), normalOption(key, is ?? implied))) continue
    const unknown = isUnknown(was) || isUnknown(is)
    const grade = !databaseOptions.has(key) ? 'state' : unknown ? 'unresolved' : 'schema'
    const message = changed(`option \`${key}\` of \`${model}\``, was, is)
    context.differ(ceiling ?? grade, message, originOf(is) ?? now?.origin, originOf(was) ?? old?.origin)
  }
}

/** Undefined where the options are not all known. */
function optionsOf(value: Value | undefined): Map<string, Value> | undefined {
  if (value === undefined) return new Map()
  if (value.kind === 'const' && value.value === null) return new Map()
  if (value.kind !== 'dict') return undefined
  return new Map(value.entries.map((entry) => [stringOf(entry.key) ?? '', entry.value]))
}

/** `unique_together` and `index_together` are sets of tuples however they are written (`normalize_together`). */
export function normalOption(name: string, value: Value | undefined): Value | undefined {
  if (!name.endsWith('_together') || !value) return value
  const items = isSequence(value)
    ? value.items
    : value.kind === 'const' && value.value === null
      ? []
      : undefined
  if (!items) return value
  const origin = originOf(value) ?? { path: '', start: 0, end: 0 }
  const isOne = items.length > 0 && items.every((item) => stringOf(item) !== undefined)
  return { kind: 'set', items: isOne ? [{ kind: 'list', items: [...items], origin }] : [...items], origin }
}

/** Bases given as `app.Model` are tables that this one is linked to; other classes are Python alone. */
export function compareBases(
  context: EditContext,
  { model, old, now }: ModelArgument,
  ceiling: 'state' | undefined,
): void {
  const implied: Value = {
    kind: 'tuple',
    items: [{ kind: 'reference', path: 'django.db.models.Model' }],
    origin: { path: '', start: 0, end: 0 },
  }
  const [before, after] = [old?.value ?? implied, now?.value ?? implied]
  if (context.same(before, after)) return
  const unknown = isUnknown(before) || isUnknown(after)
  const grade = tablesIn(before) === tablesIn(after) ? 'state' : unknown ? 'unresolved' : 'schema'
  const message = changed(`the bases of \`${model}\``, before, after)
  context.differ(ceiling ?? grade, message, now?.origin, old?.origin)
}

function tablesIn(bases: Value): string {
  const tables = (isSequence(bases) ? bases.items : []).map(stringOf).filter((base) => base !== undefined)
  return tables
    .map((table) => table.toLowerCase())
    .sort()
    .join()
}
