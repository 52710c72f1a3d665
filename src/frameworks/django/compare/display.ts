import type { Value } from '../../../python/value.ts'

const longest = 60

/** A value as a message shows it: near to how it is written, in one line, shortened. */
export function display(value: Value | undefined): string {
  if (!value) return 'nothing'
  const text = written(value).replace(/\s+/g, ' ')
  return `\`${text.length > longest ? `${text.slice(0, longest - 1)}…` : text}\``
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
      const keywords = [...value.keywords].map(([name, item]) => `${name}=${written(item)}`)
      return `${written(value.callee)}(${[...value.args.map(written), ...keywords].join(', ')})`
    }
    case 'function':
    case 'class':
      return value.name
    case 'module':
      return value.dotted
    case 'method':
      return `${written(value.object)}.${value.name}`
    case 'unresolved':
      return '…'
  }
}

const quoted = (text: string) =>
  text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`

/** `django.db.models.CharField` is `models.CharField` to everybody. */
function lastTwo(path: string): string {
  return path.startsWith('builtins.') ? path.slice(9) : path.split('.').slice(-2).join('.')
}
