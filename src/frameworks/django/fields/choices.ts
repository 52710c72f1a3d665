import { isRest, isSequence, type Value } from '../../../python/value.ts'
import { iterate } from '../../../python/iteration.ts'
import type { DjangoVersion } from '../context.ts'
import { listOf, tupleOf } from '../values/calls.ts'
import { isAtLeast } from '../values/conditions.ts'

/**
 * What `choices` is after `__init__()` and `deconstruct()`: up to Django 4.2 a list of what is given; since 5.0 a list of
 * pairs, groups included, from a mapping, an enumeration or anything that can be run over (django/utils/choices.py), and
 * a function as it is.
 */
export function normalChoices(value: Value, version: DjangoVersion): Value {
  if (value.kind === 'const') return value
  if (isAtLeast(version, [5, 0])) return normalized(value, 0)
  const items = value.kind === 'set' ? undefined : iterate(value)
  return items ? listOf(items) : value
}

function normalized(value: Value, depth: number): Value {
  if (depth > 1) return value
  if (value.kind === 'class') return value.enumeration ? choicesOf(value) : value
  const pairs =
    value.kind === 'dict'
      ? value.entries.some(({ key }) => isRest(key))
        ? undefined
        : value.entries.map(({ key, value: item }) => [key, item] as const)
      : pairsOf(value)
  return pairs ? listOf(pairs.map(([key, item]) => tupleOf([key, normalized(item, depth + 1)]))) : value
}

/** What is given as pairs; undefined where it is not, which stays as it is. */
function pairsOf(value: Value): (readonly [Value, Value])[] | undefined {
  if (!isSequence(value) && value.kind !== 'iterator') return undefined
  const items = iterate(value)
  if (!items) return undefined
  const pairs = items.map((item) => (isSequence(item) && item.kind !== 'set' ? item.items : iterate(item)))
  if (!pairs.every((pair) => pair?.length === 2)) return undefined
  return pairs.map((pair) => [pair![0]!, pair![1]!])
}

/** `Choices.choices`: an empty choice where the class says so, and a pair for each member. */
function choicesOf(value: Extract<Value, { kind: 'class' }>): Value {
  const { enumeration } = value
  if (!enumeration?.kind.labels || !enumeration.isComplete) return value
  const members = [...new Set(enumeration.members.values())]
  if (members.some(({ label }) => !label) || value.attributes.has('__empty__')) return value
  return listOf(members.map((member) => tupleOf([member.value, member.label!])))
}
