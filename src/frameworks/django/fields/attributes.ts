import { truth, type Value } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import type { Json } from '../library/library.ts'
import { isAtLeast } from '../values/conditions.ts'
import { same } from '../values/same.ts'
import type { Emitted, FieldRule } from './field-rule.ts'
import { jsonValue } from '../values/json-value.ts'

/** The arguments of a field's class, evaluated. */
export interface Given {
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
}

/**
 * The attributes of a field after `__init__()`, by name as Django calls them, and what was given to no parameter.
 * `rules` are those of its classes in Python's method resolution order. A string where Python would raise.
 */
export function initialized(rules: readonly FieldRule[], given: Given): Map<string, Value> | string {
  const attributes = new Map<string, Value>()
  const keywords = new Map(given.keywords)
  const passed = new Set<string>()
  let args = given.args
  for (const rule of rules) {
    if (rule.unknown !== undefined) return rule.unknown
    const positional = rule.positional?.filter((name) => !passed.has(name))
    for (const [index, name] of (positional ?? []).entries()) {
      const value = args[index]
      if (!value) break
      if (keywords.has(name)) return `\`${name}\` is given twice`
      keywords.set(name, value)
    }
    if (positional) args = args.slice(positional.length)
    if (args.length > 0 && positional && !rule.rest) return 'more is given by position than it takes'
    for (const name of positional ?? []) passed.add(name)
    const undecided = rule.undecided?.find((name) => isGivenOtherwise(rule, name, keywords.get(name)))
    if (undecided !== undefined) return `what \`${undecided}\` does to it is not known`
    const needed = rule.needs?.find((name) => !keywords.has(name))
    if (needed !== undefined) return `what it is without \`${needed}\` is not known`
    for (const [name, value] of Object.entries(rule.defaults ?? {}))
      if (!keywords.has(name)) keywords.set(name, jsonValue(value))
    for (const [name, value] of Object.entries(rule.forced ?? {})) keywords.set(name, jsonValue(value))
    if (rule.special === 'dates' && ['auto_now', 'auto_now_add'].some((name) => isSet(keywords.get(name)))) {
      keywords.set('editable', jsonValue(false))
      keywords.set('blank', jsonValue(true))
    }
    if (rule.special === 'names') {
      attributes.set('field_names', {
        kind: 'tuple',
        items: [...args],
        origin: { path: '', start: 0, end: 0 },
      })
      args = []
    }
    for (const name of [...Object.keys(rule.own ?? {}), ...(rule.taken ?? []), ...(rule.positional ?? [])]) {
      const value = keywords.get(name)
      // What is not deconstructed is kept as well, for a method that asks for it.
      const isOwn = (rule.own && Object.hasOwn(rule.own, name)) || rule.taken?.includes(name)
      if (!value || (!isOwn && rules.at(-1) !== rule && isTakenLater(rules, rule, name))) continue
      // `Field.__init__()` makes a list of them.
      const kept: Value = name === 'validators' && value.kind === 'tuple' ? { ...value, kind: 'list' } : value
      attributes.set(rule.attributes?.[name] ?? name, kept)
      keywords.delete(name)
    }
  }
  const [more] = keywords.keys()
  return more === undefined ? attributes : `it takes no \`${more}\``
}

/** Whether a keyword is given, and not as what stands for it where nothing is given: that changes nothing. */
function isGivenOtherwise({ defaults }: FieldRule, name: string, value: Value | undefined): boolean {
  if (!value) return false
  const standing = defaults && Object.hasOwn(defaults, name) ? jsonValue(defaults[name]!) : undefined
  return standing?.kind !== 'const' || value.kind !== 'const' || value.value !== standing.value
}

const isNone = (value: Value | undefined) => value?.kind === 'const' && value.value === null

const isSet = (value: Value | undefined) => value !== undefined && truth(value) === true

/** Whether a class further on takes a keyword of this name. */
function isTakenLater(rules: readonly FieldRule[], rule: FieldRule, name: string): boolean {
  return rules
    .slice(rules.indexOf(rule) + 1)
    .some(({ own, positional }) => (own && Object.hasOwn(own, name)) || positional?.includes(name))
}

/** The keywords that `deconstruct()` gives of these attributes: of the base class first, as Django's own methods do it. */
export function deconstructed(
  rules: readonly FieldRule[],
  attributes: ReadonlyMap<string, Value>,
  version: DjangoVersion,
): Map<string, Value> {
  const keywords = new Map<string, Value>()
  for (const rule of [...rules].reverse()) {
    for (const [name, emitted] of Object.entries(rule.own ?? {})) {
      const value = attributes.get(rule.attributes?.[name] ?? name)
      if (value && isEmitted(value, emitted)) keywords.set(name, value)
    }
    for (const [name, json] of Object.entries(rule.hidden ?? {})) {
      const value = keywords.get(name)
      if (value && same(value, jsonValue(json)) === true) keywords.delete(name)
    }
    for (const [name, since] of Object.entries(rule.calledBefore ?? {})) {
      const value = keywords.get(name)
      if (value?.kind === 'function' && !isAtLeast(version, since))
        keywords.set(name, {
          kind: 'unresolved',
          reason: `what \`${value.name}()\` gives is not known`,
          expr: undefined,
          origin: value.origin,
        })
    }
    for (const [name, json] of Object.entries(rule.replaced ?? {})) {
      const value = attributes.get(name)
      if (!value || isObject(value, json)) keywords.delete(name)
      else keywords.set(name, value)
    }
    for (const [name, since] of Object.entries(rule.since ?? {}))
      if (!isAtLeast(version, since)) keywords.delete(name)
    for (const [name, since] of Object.entries(rule.noneOutSince ?? {}))
      if (isAtLeast(version, since) && isNone(keywords.get(name))) keywords.delete(name)
    for (const name of rule.removed ?? []) keywords.delete(name)
    for (const [name, json] of Object.entries(rule.added ?? {})) keywords.set(name, jsonValue(json))
    if (
      rule.special === 'dates' &&
      ['auto_now', 'auto_now_add'].some((name) => isSet(attributes.get(name)))
    ) {
      keywords.delete('editable')
      keywords.delete('blank')
    }
  }
  return keywords
}

function isEmitted(value: Value, emitted: Emitted): boolean {
  if ('unless' in emitted) return !isObject(value, emitted.unless)
  return emitted.when === 'always' || truth(value) !== false
}

/** `value is default`, of the constants that Django leaves out; containers by what they hold. */
function isObject(value: Value, json: Json): boolean {
  const other = jsonValue(json)
  if (value.kind === 'const' && other.kind === 'const')
    return value.value === other.value || isSameFloat(value, other)
  return value.kind === other.kind && same(value, other) === true
}

const isSameFloat = (a: Value, b: Value) =>
  typeof b === 'object' &&
  b.kind === 'const' &&
  typeof b.value === 'object' &&
  b.value !== null &&
  same(a, b) === true
