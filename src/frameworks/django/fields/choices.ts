import { classAttribute } from '../../../python/attributes.ts'
import { constant, isRest, isSequence, stringOf, type CallValue, type Value } from '../../../python/value.ts'
import { iterate } from '../../../python/iteration.ts'
import type { DjangoVersion } from '../context.ts'
import { calleePath, listOf, tupleOf } from '../values/calls.ts'
import { isAtLeast } from '../values/conditions.ts'
import { sourceOf } from '../values/source.ts'

/**
 * What `choices` is after `__init__()` and `deconstruct()`: up to Django 4.2 a list of what is given; since 5.0 a list of
 * pairs, groups included, from a mapping, an enumeration or anything that can be run over (django/utils/choices.py), and
 * a function as it is.
 */
export function normalChoices(value: Value, version: DjangoVersion): Value {
  if (value.kind === 'const') return value
  const known = value.kind === 'call' && libraryChoices.has(calleePath(value) ?? '') ? unpacked(value) : value
  return isOpaque(known) ? unknownChoices(known) : listed(known, version)
}

/** What has to be run to know what iterating over it gives: a function is taken as it is since Django 5.0. */
function isOpaque(value: Value): boolean {
  if (value.kind === 'class') return value.enumeration?.isComplete !== true
  return value.kind === 'call' || value.kind === 'object' || value.kind === 'reference'
}

function unknownChoices(value: Value): Value {
  const origin = 'origin' in value ? value.origin : { path: '', start: 0, end: 0 }
  const reason = `what choices \`${sourceOf(value)}\` gives is not known`
  return { kind: 'unresolved', reason, expr: value.kind === 'call' ? value.expr : undefined, origin }
}

const libraryChoices: ReadonlySet<string> = new Set(['model_utils.Choices', 'model_utils.choices.Choices'])

/** `model_utils.Choices`: names alone, pairs, or a value with a name for Python and a label (django-model-utils 4 and 5). */
function unpacked(call: CallValue): Value {
  const pairs = call.args.map(choice)
  return pairs.every((pair) => pair !== undefined) ? listOf(pairs) : call
}

function choice(value: Value): Value | undefined {
  if (stringOf(value) !== undefined) return tupleOf([value, value])
  if (!isSequence(value) || value.kind === 'set' || value.items.some(isRest)) return undefined
  const [first, second, third] = value.items
  if (value.items.length === 3) return tupleOf([first!, third!])
  if (value.items.length !== 2) return undefined
  if (!isSequence(second)) return tupleOf([first!, second!])
  const group = second.items.map(choice)
  return group.every((pair) => pair !== undefined) ? tupleOf([first!, listOf(group)]) : undefined
}

function listed(value: Value, version: DjangoVersion): Value {
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
  const empty = classAttribute(value, '__empty__')
  if (members.some(({ label }) => !label) || empty?.kind === 'unresolved') return value
  const first = empty ? [tupleOf([constant(null), empty])] : []
  return listOf([...first, ...members.map((member) => tupleOf([member.value, member.label!]))])
}
