import { constant, intOf, stringOf, type CallValue, type Value } from '../../../python/value.ts'
import { bound, callOf } from './calls.ts'
import { decimalText, exactOf, exactText } from './exact.ts'

const second = 1_000_000n
const day = 86_400n * second

/** Microseconds in what `timedelta()` takes, in its order. */
const units: Readonly<Record<string, bigint>> = {
  days: day,
  seconds: second,
  microseconds: 1n,
  milliseconds: 1_000n,
  minutes: 60n * second,
  hours: 3_600n * second,
  weeks: 7n * day,
}

/** The microseconds of a `timedelta()`; undefined where they are not known, or not whole. */
export function microsecondsOf(call: CallValue): bigint | undefined {
  let total = 0n
  const given = bound(call, Object.keys(units))
  if (!given) return undefined
  for (const [unit, value] of given) {
    const number = value.kind === 'const' ? exactOf(value.value) : undefined
    if (!number) return undefined
    const scaled = number.digits * units[unit]!
    const divisor = 10n ** BigInt(-number.exponent)
    if (scaled % divisor !== 0n) return undefined
    total += scaled / divisor
  }
  return total
}

/** A `timedelta` as Python prints it: days, seconds and microseconds, only the first of which may be negative. */
export function durationOf(microseconds: bigint, from: CallValue): CallValue {
  const days = (microseconds - positive(microseconds, day)) / day
  const rest = positive(microseconds, day)
  const parts: [string, bigint][] = [
    ['days', days],
    ['seconds', rest / second],
    ['microseconds', rest % second],
  ]
  const keywords = parts
    .filter(([, value]) => value !== 0n)
    .map(([name, value]): [string, Value] => [name, constant(Number(value))])
  return callOf('datetime.timedelta', keywords.length > 0 ? [] : [constant(0)], keywords, from)
}

const positive = (value: bigint, modulus: bigint) => ((value % modulus) + modulus) % modulus

export function normalDuration(call: CallValue): CallValue {
  const microseconds = microsecondsOf(call)
  return microseconds === undefined ? call : durationOf(microseconds, call)
}

/** `datetime`, `date` and `time` with what is given by position, without trailing zeros, as Python prints them. */
export function normalMoment(
  parameters: readonly string[],
  shortest: number,
): (call: CallValue) => CallValue {
  return (call) => {
    const { path } = call.callee as Value & { path: string }
    const given = bound(call, [...parameters, 'tzinfo'])
    if (!given) return call
    const numbers = parameters.map((name) => (given.has(name) ? intOf(given.get(name)) : 0))
    if (numbers.includes(undefined)) return call
    while (numbers.length > shortest && numbers.at(-1) === 0) numbers.pop()
    const zone = given.get('tzinfo')
    const isNaive = !zone || (zone.kind === 'const' && zone.value === null)
    const args = numbers.map((number) => constant(number!))
    return callOf(path, args, isNaive ? [] : [['tzinfo', zone]], call)
  }
}

/** `Decimal` of an integer, a float or a text, as Python prints it: `Decimal('0.50')`. */
export function normalDecimal(call: CallValue): CallValue {
  const [value] = call.args
  if (call.args.length > 1 || call.keywords.size > 0) return call
  const text = stringOf(value)
  const number =
    value === undefined
      ? exactText('0')
      : text === undefined
        ? value.kind === 'const' && exactOf(value.value)
        : exactText(text)
  return number ? callOf('decimal.Decimal', [constant(decimalText(number))], [], call) : call
}

/** `UUID` of a text, as Python prints it. */
export function normalUuid(call: CallValue): CallValue {
  const given = bound(call, ['hex', 'bytes', 'bytes_le', 'fields', 'int'])
  const text = stringOf(given?.get('hex')) ?? hexOf(given?.get('int'))
  const digits = text
    ?.replace('urn:', '')
    .replace('uuid:', '')
    .replace(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '')
    .toLowerCase()
  if (digits === undefined || !/^[0-9a-f]{32}$/.test(digits)) return call
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ]
  return callOf('uuid.UUID', [constant(parts.join('-'))], [], call)
}

function hexOf(number: Value | undefined): string | undefined {
  const known = number?.kind === 'const' ? number.value : undefined
  if (typeof known !== 'number' && typeof known !== 'bigint') return undefined
  return known >= 0 ? known.toString(16).padStart(32, '0') : undefined
}
