import { normalExpr } from '../../../python/normal-form.ts'
import type { Value } from '../../../python/value.ts'

const longest = 60

/** A value as a message shows it: near to how it is written, in one line, shortened. */
export function display(value: Value | undefined): string {
  return value ? quote(shortened(text(value), 0)) : 'nothing'
}

/**
 * What happened to a thing with a value, as a clause: `` `null` of `book.title` changed from `True` to `False` ``.
 * Of long values it shows where they part.
 */
export function changed(what: string, was: Value | undefined, is: Value | undefined): string {
  if (!was) return `${what} is now ${display(is)}`
  if (!is) return `${what} is no longer ${display(was)}`
  const sameWords = text(was) === text(is) && was.kind === 'reference' && is.kind === 'reference'
  const [old, now] = sameWords ? [was.path, is.path] : [text(was), text(is)]
  if (old === now) return `${what} changed: ${quote(shortened(now, 0))} is not what it was`
  let common = 0
  while (old[common] === now[common]) common++
  const from = Math.max(old.length, now.length) > longest ? Math.max(0, common - longest / 3) : 0
  return `${what} changed from ${quote(shortened(old, from))} to ${quote(shortened(now, from))}`
}

const text = (value: Value) => written(value).replace(/\s+/g, ' ')

const quote = (code: string) => `\`${code}\``

function shortened(whole: string, from: number): string {
  const rest = from > 0 ? `…${whole.slice(from)}` : whole
  return rest.length > longest ? `${rest.slice(0, longest - 1)}…` : rest
}

function written(value: Value): string {
  switch (value.kind) {
    case 'const': {
      const known = value.value
      if (known === null) return 'None'
      if (typeof known === 'boolean') return known ? 'True' : 'False'
      if (typeof known === 'string') return quoted(known)
      if (typeof known === 'object') return known.kind === 'bytes' ? `b${quoted(known.text)}` : '...'
      return String(known)
    }
    case 'list':
      return `[${value.items.map(written).join(', ')}]`
    case 'set':
      return `{${value.items.map(written).join(', ')}}`
    case 'tuple':
      return `(${value.items.map(written).join(', ')}${value.items.length === 1 ? ',' : ''})`
    case 'dict':
      return `{${value.entries.map(({ key, value: item }) => `${written(key)}: ${written(item)}`).join(', ')}}`
    case 'reference':
      return lastTwo(value.path)
    case 'call': {
      const operator = value.callee.kind === 'reference' && /^operator\.(\W+)$/.exec(value.callee.path)?.[1]
      if (operator) return infix(operator, value.args.map(written))
      const keywords = [...value.keywords].map(([name, item]) => `${name}=${written(item)}`)
      return `${written(value.callee)}(${[...value.args.map(written), ...keywords].join(', ')})`
    }
    case 'function':
      return value.name === '<lambda>' ? 'lambda: …' : value.name
    case 'class':
      return value.name
    case 'module':
      return value.dotted
    case 'object':
      return written(value.call)
    case 'member':
      return `${value.class.name}.${value.name}`
    case 'super':
      return 'super()'
    case 'method':
      return `${written(value.object)}.${value.name}`
    case 'unresolved':
      return value.expr ? normalExpr(value.expr) : '…'
    default:
      return '…'
  }
}

const quoted = (text: string) =>
  text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`

/** `django.db.models.CharField` is `models.CharField` to everybody. */
function lastTwo(path: string): string {
  return path.startsWith('builtins.') ? path.slice(9) : path.split('.').slice(-2).join('.')
}

const infix = (operator: string, [left = '', right]: readonly string[]) =>
  right === undefined ? `${operator}${left}` : `${left} ${operator} ${right}`
