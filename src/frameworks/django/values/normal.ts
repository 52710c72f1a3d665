import {
  constant,
  intOf,
  stringOf,
  truth,
  type CallValue,
  type ReferenceValue,
  type Value,
} from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import { bound, callOf, calleePath } from './calls.ts'
import { normalQ } from './conditions.ts'
import { normalDecimal, normalDuration, normalMoment, normalUuid } from './durations.ts'
import { jsonValue } from './json-value.ts'
import { regexFlags, validators } from './known-values.ts'
import { canonicalName } from './names.ts'
import { operation } from './operators.ts'
import { standingFor } from './standing-for.ts'

/** The newest release that is known: what does not say its version is taken for it. */
export const newest: DjangoVersion = [6, 0]

const deepest = 50

/**
 * A value in the one form that all ways of writing it share: names by the path where they are defined, `Q` objects put
 * together, dates, durations and decimals as Python prints them, lazy translations as their text (`makemigrations` runs
 * with translations deactivated). What has no such form stays as it is. The same value where nothing changes.
 */
export function normal(value: Value, version: DjangoVersion = newest, depth = 0): Value {
  if (depth > deepest) return value
  const inner = (item: Value) => normal(item, version, depth + 1)
  switch (value.kind) {
    case 'reference':
      return known(value)
    case 'list':
    case 'tuple':
    case 'set': {
      const items = value.items.map(inner)
      return items.every((item, index) => item === value.items[index]) ? value : { ...value, items }
    }
    case 'dict':
      return {
        ...value,
        entries: value.entries.map(({ key, value: item }) => ({ key: inner(key), value: inner(item) })),
      }
    case 'call':
      return normalCall(
        {
          ...value,
          callee: inner(value.callee),
          args: value.args.map(inner),
          keywords: new Map([...value.keywords].map(([name, item]) => [name, inner(item)])),
        },
        version,
      )
    case 'member':
      // A member of such a type is equal to its value.
      return value.class.enumeration?.kind.mixin ? standingFor(value, inner(value.value)) : value
    default:
      return value
  }
}

/** What a name stands for, where Django or Python says so, or the same by its one path. */
function known(value: ReferenceValue): Value {
  const path = canonicalName(value.path)
  if (Object.hasOwn(regexFlags, path)) return standingFor({ ...value, path }, constant(regexFlags[path]!))
  if (Object.hasOwn(validators, path)) return jsonValue(validators[path]!)
  return path === value.path ? value : { ...value, path }
}

function normalCall(call: CallValue, version: DjangoVersion): Value {
  const path = calleePath(call)
  if (path === undefined) return call
  if (path.startsWith('operator.')) return operation(path.slice('operator.'.length), call, version) ?? call
  return Object.hasOwn(calls, path) ? calls[path]!(call) : call
}

const calls: Readonly<Record<string, (call: CallValue) => Value>> = {
  'django.db.models.Q': normalQ,
  'datetime.timedelta': normalDuration,
  'datetime.datetime': normalMoment(['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'], 5),
  'datetime.date': normalMoment(['year', 'month', 'day'], 3),
  'datetime.time': normalMoment(['hour', 'minute', 'second', 'microsecond'], 2),
  'decimal.Decimal': normalDecimal,
  'uuid.UUID': normalUuid,
  're.compile': normalPattern,
  'functools.partial': normalPartial,
  'django.core.validators.int_list_validator': integerList,
  ...Object.fromEntries(
    ['gettext', 'gettext_lazy', 'gettext_noop'].map((name) => [
      `django.utils.translation.${name}`,
      message(0),
    ]),
  ),
  ...Object.fromEntries(
    ['pgettext', 'pgettext_lazy'].map((name) => [`django.utils.translation.${name}`, message(1)]),
  ),
  ...Object.fromEntries(
    ['force_str', 'smart_str', 'force_text', 'smart_text'].map((name) => [
      `django.utils.encoding.${name}`,
      message(0),
    ]),
  ),
  'django.utils.safestring.mark_safe': message(0),
  'django.utils.encoding.gettext_lazy': message(0),
}

/** What is given at a position, where that is text: with translations off it comes back as it is. */
function message(position: number): (call: CallValue) => Value {
  return (call) => {
    const text = call.args[position] ?? call.keywords.get('message')
    return text && stringOf(text) !== undefined ? text : call
  }
}

/** `re.compile(pattern)`, with flags only where they are not those that any pattern of text has. */
function normalPattern(call: CallValue): Value {
  const given = bound(call, ['pattern', 'flags'])
  const pattern = given?.get('pattern')
  const flags = given?.get('flags')
  const number = flags ? intOf(flags) : 0
  if (!pattern || number === undefined) return call
  const beyond = number & ~regexFlags['re.UNICODE']!
  return callOf('re.compile', beyond === 0 ? [pattern] : [pattern, constant(beyond)], [], call)
}

/** `int_list_validator()` (django/core/validators.py): a regular expression of the separator. */
function integerList(call: CallValue): Value {
  const given = bound(call, ['sep', 'message', 'code', 'allow_negative'])
  const [separator, negative] = [given?.get('sep'), given?.get('allow_negative')]
  const sep = separator ? stringOf(separator) : ','
  const isSigned = negative ? truth(negative) : false
  if (!given || sep === undefined || isSigned === undefined) return call
  const number = `${isSigned ? '(-)?' : ''}\\d+`
  const pattern = constant(`^${number}(?:${sep.replace(/[-.^$*+?{}[\]\\|()#&~\s]/g, '\\$&')}${number})*\\Z`)
  return callOf(
    'django.core.validators.RegexValidator',
    [callOf('re.compile', [pattern])],
    [
      ['message', given.get('message') ?? constant(null)],
      ['code', given.get('code') ?? constant('invalid')],
    ],
    call,
  )
}

/** A `partial` of a `partial` is one of the innermost function. */
function normalPartial(call: CallValue): Value {
  const [inner, ...args] = call.args
  if (inner?.kind !== 'call' || calleePath(inner) !== 'functools.partial') return call
  return callOf('functools.partial', [...inner.args, ...args], [...inner.keywords, ...call.keywords], call)
}
