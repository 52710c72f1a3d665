import { runnable } from './regular-expressions.ts'
import {
  constant,
  textOf,
  undefinedValue,
  type ConstValue,
  type FunctionValue,
  type Origin,
  type Value,
} from './value.ts'

/** How long a text may become. */
const longest = 10_000

type TextMethod = (text: string, args: readonly Value[], call: Call, origin: Origin) => Value | undefined
type Call = (callee: FunctionValue, args: readonly Value[]) => Value

/** What methods of a text give; undefined where that is not followed. */
export const textMethods: Readonly<Record<string, TextMethod>> = {
  ...Object.fromEntries(
    (['trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase', 'toString', 'valueOf'] as const).map(
      (name): [string, TextMethod] => [name, (text) => constant(text[name]())],
    ),
  ),
  ...Object.fromEntries(
    (['slice', 'substring', 'substr', 'charAt', 'at', 'charCodeAt'] as const).map(
      (name): [string, TextMethod] => [name, (text, args) => ofNumbers(text[name], text, args)],
    ),
  ),
  ...Object.fromEntries(
    (['startsWith', 'endsWith', 'includes', 'indexOf', 'lastIndexOf'] as const).map(
      (name): [string, TextMethod] => [
        name,
        (text, [part, ...others]) => {
          const wanted = textOf(part)
          return wanted === undefined || others.length > 0 ? undefined : constant(text[name](wanted))
        },
      ],
    ),
  ),
  concat: (text, args) => {
    const parts = args.map(textOf)
    return parts.includes(undefined) ? undefined : constant(text + parts.join(''))
  },
  repeat: (text, [count]) => {
    const times = count?.kind === 'const' && typeof count.value === 'number' ? count.value : -1
    return times >= 0 && text.length * times <= longest ? constant(text.repeat(times)) : undefined
  },
  split: (text, [separator, ...others], _call, origin) => {
    const by = separator?.kind === 'regex' ? runnable(separator, text) : textOf(separator)
    if (by === undefined || others.length > 0) return undefined
    return { kind: 'array', items: text.split(by as string).map(constant), origin }
  },
  match: (text, [expression], _call, origin) => {
    const regex = expression?.kind === 'regex' ? runnable(expression, text) : undefined
    if (!regex) return undefined
    const found = text.match(regex)
    return found ? { kind: 'array', items: [...found].map(constant), origin } : constant(null)
  },
  replace: (text, args, call) => replaced(text, args, call, false),
  replaceAll: (text, args, call) => replaced(text, args, call, true),
}

/** What methods of a regular expression give. */
export function regexMethod(
  expression: Extract<Value, { kind: 'regex' }>,
  name: string,
  [subject]: readonly Value[],
): Value | undefined {
  const text = textOf(subject)
  // With `g` or `y` it goes on from where it was.
  if (name !== 'test' || text === undefined || expression.flags.includes('g')) return undefined
  const regex = runnable(expression, text)
  return regex && constant(regex.test(text))
}

function ofNumbers(
  method: (...numbers: number[]) => string | number | undefined,
  text: string,
  args: readonly Value[],
): ConstValue | undefined {
  const numbers = args.map((arg) => (arg.kind === 'const' ? arg.value : null))
  if (!numbers.every((each) => each === undefined || typeof each === 'number')) return undefined
  return constant(method.apply(text, numbers as number[]))
}

/** `replace` and `replaceAll`; what stands for a match is a text, or what a function makes of it. */
function replaced(
  text: string,
  [pattern, replacement]: readonly Value[],
  call: Call,
  isAll: boolean,
): Value | undefined {
  const from = pattern?.kind === 'regex' ? runnable(pattern, text) : textOf(pattern)
  if (from === undefined || (isAll && from instanceof RegExp && !from.global)) return undefined
  const unknown: (Value | undefined)[] = []
  const made = (...match: readonly unknown[]): string => {
    if (replacement?.kind !== 'function') return ''
    // The groups, where the match stands, and the whole text.
    const given = match.filter((each) => typeof each !== 'object')
    const result = call(
      replacement,
      given.map((each) => (each === undefined ? undefinedValue : constant(each as string | number))),
    )
    if (result.kind === 'const') return String(result.value)
    unknown.push(result)
    return ''
  }
  const by = replacement?.kind === 'function' ? made : textOf(replacement)
  if (by === undefined) return undefined
  const result = isAll ? text.replaceAll(from, by as string) : text.replace(from, by as string)
  return unknown.length === 0 && result.length <= longest ? constant(result) : undefined
}
