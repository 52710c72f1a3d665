import { constant, textOf, type CallValue, type Value } from '../../../typescript/value.ts'
import { isTypeOrm } from '../packages.ts'
import { sha1 } from './sha1.ts'
import { camelCase, snakeCase, titleCase } from './text-cases.ts'

type TextFunction = (text: string, isUpper: boolean) => string | undefined

/** What TypeORM has for texts (typeorm 0.3 and 1.1, src/util/StringUtils.ts and RandomGenerator.ts). */
const ofTypeOrm: Readonly<Record<string, TextFunction>> = {
  camelCase,
  snakeCase,
  titleCase,
  hash: sha1,
  'RandomGenerator.sha1': sha1,
}

/** What lodash 4 has for texts. */
const ofLodash: Readonly<Record<string, TextFunction>> = {
  snakeCase: (text) => wordsOf(text)?.join('_').toLowerCase(),
  kebabCase: (text) => wordsOf(text)?.join('-').toLowerCase(),
  camelCase: (text) =>
    wordsOf(text)
      ?.map((word, index) => (index === 0 ? word.toLowerCase() : capitalized(word)))
      .join(''),
  capitalize: (text) => (isPlain(text) ? capitalized(text) : undefined),
  upperFirst: (text) => (isPlain(text) ? text.charAt(0).toUpperCase() + text.slice(1) : undefined),
  lowerFirst: (text) => (isPlain(text) ? text.charAt(0).toLowerCase() + text.slice(1) : undefined),
}

/**
 * What a function of TypeORM or lodash gives for a text, as naming strategies call them; undefined for any other, and for
 * what is not known.
 */
export function textFunction({ callee, isNew, args }: CallValue): Value | undefined {
  if (callee.kind !== 'outside' || callee.from === undefined || isNew) return undefined
  const [first, second, ...others] = args
  const text = textOf(first)
  if (text === undefined || others.length > 0) return undefined
  const isUpper = second?.kind === 'const' && second.value === true
  if (second && !isUpper) return undefined
  const found = functionOf(callee.from, callee.name)?.(text, isUpper)
  return found === undefined ? undefined : constant(found)
}

function functionOf(from: string, name: string): TextFunction | undefined {
  const file = from.replace(/\.js$/, '')
  const known = (table: Readonly<Record<string, TextFunction>>, key: string): TextFunction | undefined =>
    Object.hasOwn(table, key) ? table[key] : undefined
  if (isTypeOrm(file) && /\/util\/(?:StringUtils|RandomGenerator)$/.test(file)) return known(ofTypeOrm, name)
  // `lodash`, its `default`, `lodash/snakeCase` and `lodash.snakecase`.
  const plain = name.replace(/^default\.?/, '')
  if (file === 'lodash' || file === 'lodash-es') return known(ofLodash, plain)
  const [, own] = /^lodash(?:-es)?[./](\w+)$/.exec(file) ?? []
  const key =
    plain === '' && own
      ? Object.keys(ofLodash).find((each) => each.toLowerCase() === own.toLowerCase())
      : undefined
  return key === undefined ? undefined : known(ofLodash, key)
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()

/** Letters beyond those of English are taken apart by rules of their own. */
const isPlain = (text: string): boolean => /^[\u0020-\u007E]*$/.test(text)

/** Words as lodash 4 tells them apart: ordinal numbers, capitals, lower case and digits; undefined for other alphabets. */
function wordsOf(text: string): readonly string[] | undefined {
  if (!isPlain(text)) return undefined
  const bare = text.replaceAll("'", '')
  const isMixed = /[a-z][A-Z]|[A-Z]{2}[a-z]|\d[a-zA-Z]|[a-zA-Z]\d|[^a-zA-Z0-9 ]/.test(bare)
  return bare.match(isMixed ? mixed : /[a-zA-Z0-9]+/g) ?? []
}

const mixed = new RegExp(
  [
    String.raw`[A-Z]?[a-z]+(?=[^a-zA-Z0-9]|[A-Z]|$)`,
    String.raw`[A-Z]+(?=[^a-zA-Z0-9]|[A-Z][a-z]|$)`,
    String.raw`[A-Z]?[a-z]+`,
    '[A-Z]+',
    String.raw`\d*(?:1ST|2ND|3RD|(?![123])\dTH)(?=\b|[a-z_])`,
    String.raw`\d*(?:1st|2nd|3rd|(?![123])\dth)(?=\b|[A-Z_])`,
    String.raw`\d+`,
  ].join('|'),
  'g',
)
