import { normalExpr } from '../../../python/normal-form.ts'
import { byCodePoint } from '../../../python/equality.ts'
import { repr, reprFloat } from '../../../python/repr.ts'
import { isSequence, type CallValue, type Value } from '../../../python/value.ts'
import { canonicalName } from './names.ts'

const deepest = 50

/**
 * A value as Django's writer puts it into a migration (django/db/migrations/serializer.py), without the imports:
 * `models.CharField(max_length=10)`, `datetime.timedelta(days=1)`. What is not known as it is written in its source.
 *
 * @param moduleOf the module that a file of the repository is: `moduleName` of src/python/modules.ts, of an interpreter
 */
export function sourceOf(value: Value, moduleOf: ModuleName = likelyModule): string {
  return serialize(value, { moduleOf })
}

/** How values are written, where it is not as they are printed for people. */
export interface Writing {
  readonly moduleOf: ModuleName
  /** Called with every value before it is written; what it gives is written instead. */
  readonly instead?: (value: Value, inner: (value: Value) => string) => string | undefined
}

/** The same, written in some other way; see the writer of migrations. */
export function serialize(value: Value, writing: Writing): string {
  return write(value, writing, 0)
}

/** The dotted name of the module that a file is, as Python tells it. */
export type ModuleName = (path: string) => string

/** Where it is not asked for: from the root of the repository, or from its `src`. */
const likelyModule: ModuleName = (path) =>
  path
    .replace(/^src\//, '')
    .replace(/(?:\/__init__)?\.py$/, '')
    .replaceAll('/', '.')

function write(value: Value, writing: Writing, depth: number): string {
  if (depth > deepest) return '…'
  const { moduleOf } = writing
  const inner = (item: Value) => write(item, writing, depth + 1)
  const instead = writing.instead?.(value, inner)
  if (instead !== undefined) return instead
  switch (value.kind) {
    case 'const':
      return constantSource(value)
    case 'list':
    case 'tuple':
    case 'set':
      return sequenceSource(value, inner)
    case 'dict':
      return `{${value.entries
        .map(({ key, value: item }) => [inner(key), inner(item)] as const)
        .sort(([a], [b]) => byCodePoint(a, b))
        .map(([key, item]) => `${key}: ${item}`)
        .join(', ')}}`
    case 'reference':
      return nameSource(value.path)
    case 'call':
      return callSource(value, inner)
    case 'function':
    case 'class':
      return `${moduleOf(value.origin.path)}.${value.qualname}`
    case 'member':
      return value.class.enumeration?.kind.labels
        ? inner(value.value)
        : `${inner(value.class)}['${value.name}']`
    case 'object':
      return inner(value.call)
    case 'module':
      return value.dotted
    case 'method':
      return `${inner(value.object)}.${value.name}`
    case 'unresolved':
      return value.expr ? normalExpr(value.expr) : '…'
    default:
      return '…'
  }
}

function constantSource(value: Extract<Value, { kind: 'const' }>): string {
  const known = value.value
  if (known !== null && typeof known === 'object' && known.kind === 'float' && !Number.isFinite(known.value))
    return `float("${reprFloat(known.value)}")`
  const text = repr(value)
  if (text !== undefined) return text
  if (typeof known === 'string') return quoted(known)
  return known !== null && typeof known === 'object' && known.kind === 'bytes'
    ? `b${quoted(known.text)}`
    : '…'
}

/** Text that is more than ASCII: Python prints what is printable as it is. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = [...text]
    .map((character) => escapes[character] ?? (isControl(character) ? hex(character) : character))
    .join('')
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' }

const isControl = (character: string) =>
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(character)

function hex(character: string): string {
  const code = character.codePointAt(0)!
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x1_0000
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`
}

function sequenceSource(value: Value, inner: (item: Value) => string): string {
  if (!isSequence(value)) return '…'
  const texts = value.items.map(inner)
  const joined = texts.join(', ')
  if (value.kind === 'list') return `[${joined}]`
  if (value.kind === 'tuple') return texts.length === 1 ? `(${joined},)` : `(${joined})`
  const sorted = [...texts].sort(byCodePoint).join(', ')
  if (value.isFrozen) return `frozenset([${sorted}])`
  return texts.length === 0 ? 'set()' : `{${sorted}}`
}

const operators: Readonly<Record<string, string>> = {
  'operator.~': '~',
  'operator.-': '-',
  'operator.+': '+',
}

function callSource(value: CallValue, inner: (item: Value) => string): string {
  const path = value.callee.kind === 'reference' ? value.callee.path : undefined
  if (path?.startsWith('operator.')) {
    const [left, right] = value.args.map(inner)
    if (right === undefined) return `${operators[path] ?? ''}${left ?? ''}`
    return `${left} ${path.slice('operator.'.length)} ${right}`
  }
  if (path === 'functools.partial') {
    const [func, ...args] = value.args
    const keywords = [...value.keywords].map(([name, item]) => `'${name}': ${inner(item)}`)
    const items = args.map(inner)
    const tuple = items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
    return `functools.partial(${func ? inner(func) : ''}, *${tuple}, **{${keywords.join(', ')}})`
  }
  // Python prints the parts of a duration in their own order.
  const keywords = [...value.keywords]
  if (path !== 'datetime.timedelta') keywords.sort(([a], [b]) => byCodePoint(a, b))
  const texts = keywords.map(([name, item]) => `${name}=${inner(item)}`)
  return `${inner(value.callee)}(${[...value.args.map(inner), ...texts].join(', ')})`
}

/** A dotted path as the writer names it with the imports that it adds: `models.CharField`, `Decimal`. */
function nameSource(path: string): string {
  const name = canonicalName(path)
  if (name === 'decimal.Decimal') return 'Decimal'
  const [, member] = /^django\.db\.models\.constraints\.Deferrable\.(\w+)$/.exec(name) ?? []
  if (member !== undefined) return `django.db.models.constraints.Deferrable['${member}']`
  const found = /^(?:builtins|django\.conf)\.(.+)$/.exec(name)
  if (found) return found[1]!
  const [, own] = /^django\.db\.(models\.[A-Z]\w*|migrations\.[A-Z]\w*)$/.exec(name) ?? []
  return own ?? name
}
