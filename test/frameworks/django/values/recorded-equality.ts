import { djangoOutside } from '../../../../src/frameworks/django/values/hooks.ts'
import { same } from '../../../../src/frameworks/django/values/same.ts'
import { interpreterOf } from '../../../python/running.ts'

/** Which of some values the autodetector takes for equal; see test/conformance/django/fields.py. */
export interface Equalities {
  readonly django: string
  readonly preamble: string
  readonly values: readonly string[]
  readonly equal: {
    readonly known: readonly number[]
    readonly pairs: readonly (readonly [number, number])[]
  }
}

export interface Compared {
  readonly pairs: number
  readonly undecided: string[]
  readonly wrong: string[]
}

/** Compares every value with every other one, and itself. */
export function comparePairs({ django, preamble, values, equal }: Equalities): Compared {
  const [major = 0, minor = 0] = django.split('.').map(Number)
  const assign = (prefix: string) =>
    values.map((source, index) => `${prefix}_${index} = ${source}`).join('\n')
  const interpreter = interpreterOf(
    { 'shop/__init__.py': '', 'shop/models.py': `${preamble}\n${assign('a')}\n${assign('b')}\n` },
    djangoOutside({ version: [major, minor] }),
  )
  const scope = interpreter.module('shop/models.py')
  if (!scope) throw new Error('the preamble is no Python')
  const known = new Set(equal.pairs.map(([a, b]) => `${a},${b}`))
  const result: Compared & { pairs: number } = { pairs: 0, undecided: [], wrong: [] }
  for (const a of equal.known)
    for (const b of equal.known) {
      if (a > b) continue
      result.pairs++
      const [x, y] = [interpreter.lookup(`a_${a}`, scope)!, interpreter.lookup(`b_${b}`, scope)!]
      for (const is of [same(x, y, [major, minor]), same(y, x, [major, minor])]) {
        const text = `${values[a]} == ${values[b]}`
        if (is === undefined) result.undecided.push(text)
        else if (is !== known.has(`${a},${b}`)) result.wrong.push(`${text} is ${is} here`)
      }
    }
  return result
}
