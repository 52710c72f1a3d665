import type { ConstantValue } from '../../../python/ast.ts'

/** A number exactly: `digits * 10 ** exponent`. */
export interface Exact {
  readonly digits: bigint
  readonly exponent: number
}

const mostDigits = 2_000

/** The exact value of an integer, a boolean or a finite float; undefined for what is no such number. */
export function exactOf(value: ConstantValue): Exact | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return { digits: BigInt(value), exponent: 0 }
  if (value === null || typeof value !== 'object' || value.kind !== 'float') return undefined
  return Number.isFinite(value.value) ? exactFloat(value.value) : undefined
}

/** The digits of a float are a multiple of a power of two: doubled until whole, which is a power of five and of ten. */
function exactFloat(value: number): Exact {
  let [whole, halvings] = [value, 0]
  while (!Number.isInteger(whole)) [whole, halvings] = [whole * 2, halvings + 1]
  return { digits: BigInt(whole) * 5n ** BigInt(halvings), exponent: -halvings }
}

/** The number that `Decimal` reads from text; undefined where it is none, infinite or very long. */
export function exactText(text: string): Exact | undefined {
  const found = /^\s*([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,4}))?\s*$/.exec(text.replaceAll('_', ''))
  const [, sign = '', whole = '', fraction = '', power = '0'] = found ?? []
  if (!found || whole + fraction === '' || text.length > mostDigits) return undefined
  const digits = BigInt(whole + fraction)
  return { digits: sign === '-' ? -digits : digits, exponent: Number(power) - fraction.length }
}

export function sameNumber(a: Exact, b: Exact): boolean {
  if (a.digits === 0n || b.digits === 0n) return a.digits === b.digits
  const [high, low] = a.exponent >= b.exponent ? [a, b] : [b, a]
  const shift = high.exponent - low.exponent
  // Neither is longer than its text was: what is further apart is not equal.
  return shift <= 2 * mostDigits && high.digits * 10n ** BigInt(shift) === low.digits
}

/** `str(Decimal)` of a number: plain digits, or in scientific notation as Python's `decimal` chooses. */
export function decimalText({ digits, exponent }: Exact): string {
  const sign = digits < 0n ? '-' : ''
  const text = String(digits < 0n ? -digits : digits)
  const leftmost = exponent + text.length
  if (exponent <= 0 && leftmost > -6) {
    const padded = text.padStart(1 - exponent, '0')
    const point = padded.length + exponent
    return `${sign}${padded.slice(0, point)}${exponent < 0 ? `.${padded.slice(point)}` : ''}`
  }
  const fraction = text.length > 1 ? `.${text.slice(1)}` : ''
  return `${sign}${text[0]}${fraction}E${leftmost > 0 ? '+' : ''}${leftmost - 1}`
}
