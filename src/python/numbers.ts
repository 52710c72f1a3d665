import type { ConstantValue } from './ast.ts'

/** A number of more digits would take quadratic time to read, and no column holds it. */
const mostDigits = 4_000

/**
 * The value of a number as Python writes it: `0x1F`, `1_000`, `1.5e3`, Python 2's `10L` and `0777`. Undefined
 * for complex numbers and for integers of thousands of digits.
 */
export function numberConstant(text: string): ConstantValue | undefined {
  const digits = text.replaceAll('_', '').toLowerCase()
  if (digits.endsWith('j')) return undefined
  const whole = digits.replace(/l$/, '')
  if (/^0[xob][0-9a-f]+$/.test(whole) || /^[0-9]+$/.test(whole)) {
    if (whole.length > mostDigits) return undefined
    return integer(BigInt(/^0[0-7]*[1-7]/.test(whole) ? `0o${whole}` : whole))
  }
  const value = Number(digits)
  return Number.isNaN(value) ? undefined : { kind: 'float', value }
}

/** An integer as the syntax tree and the values keep it. */
export function integer(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value
}
