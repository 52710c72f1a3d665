import type { ConstantValue } from './ast.ts'
import { findIn, orderOf } from './class-chain.ts'
import { isRest, isSequence, type MemberValue, type Value } from './value.ts'

/** Longer texts are not worked out: values can hold one another many times over. */
const longest = 100_000
const deepest = 50

/** `str(value)` of a known value, as Python prints it; undefined where that takes more than a table. */
export function toText(value: Value): string | undefined {
  if (value.kind === 'member') return memberText(value)
  return value.kind === 'const' && typeof value.value === 'string' ? value.value : repr(value)
}

/** Where all versions of Python agree: those with a type of their own changed in 3.11 and 3.12. */
function memberText(member: MemberValue): string | undefined {
  const { labels, text, mixin } = member.class.enumeration?.kind ?? {}
  if (['__str__', '__format__'].some((name) => findIn(orderOf(member), name).kind === 'own')) return undefined
  if (labels || text) return toText(member.value)
  return mixin === undefined ? `${member.class.name}.${member.name}` : undefined
}

/** `repr(value)` of a known value; undefined where that takes more than a table. */
export function repr(value: Value): string | undefined {
  return reprWithin(value, { left: longest }, 0)
}

function reprWithin(value: Value, budget: { left: number }, depth: number): string | undefined {
  // Something may hold itself.
  if (--budget.left < 0 || depth > deepest) return undefined
  if (value.kind === 'const') {
    const text = reprConstant(value.value)
    budget.left -= text?.length ?? 0
    return text
  }
  const many = (values: readonly Value[]): string[] | undefined => {
    const texts = values.map((item) => reprWithin(item, budget, depth + 1))
    return texts.every((text) => text !== undefined) ? texts : undefined
  }
  if (value.kind === 'dict') {
    const [keys, values] = [
      many(value.entries.map(({ key }) => key)),
      many(value.entries.map((e) => e.value)),
    ]
    return keys && values && `{${keys.map((key, index) => `${key}: ${values[index]}`).join(', ')}}`
  }
  if (!isSequence(value) || value.items.some(isRest)) return undefined
  // A set's order is not known, nor whether it was a frozen one.
  if (value.kind === 'set') return undefined
  const texts = many(value.items)
  if (!texts) return undefined
  if (value.kind === 'list') return `[${texts.join(', ')}]`
  return `(${texts.join(', ')}${texts.length === 1 ? ',' : ''})`
}

function reprConstant(value: ConstantValue): string | undefined {
  if (value === null) return 'None'
  switch (typeof value) {
    case 'string':
      return reprString(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'object':
      if (value.kind === 'float') return reprFloat(value.value)
      return value.kind === 'ellipsis' ? 'Ellipsis' : undefined
    default:
      return String(value)
  }
}

/** Of printable ASCII: what else is printed as it is depends on Python's version of Unicode. */
function reprString(text: string): string | undefined {
  if (!/^[\t\n\r\x20-\x7e]*$/.test(text)) return undefined
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`
}

/** Both languages print the shortest digits that read back as the same number, but change notation elsewhere. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [digits = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power < -4 || power >= 16)
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  const plain = power >= 0 ? expanded(digits, power) : String(value)
  return plain.includes('.') ? plain : `${plain}.0`
}

/** JavaScript writes numbers of up to 21 digits out, so that up to 10^16 both agree. */
function expanded(digits: string, power: number): string {
  const [whole = '', fraction = ''] = digits.split('.')
  if (fraction.length <= power) return whole + fraction.padEnd(power, '0')
  return `${whole}${fraction.slice(0, power)}.${fraction.slice(power)}`
}
