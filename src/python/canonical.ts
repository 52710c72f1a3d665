import type { Alias } from './imported-names.ts'
import { meaningOf, textOf } from './meaning.ts'
import { normalConstant, normalExpr, normalStmt } from './normal-form.ts'
import type { Value } from './value.ts'

/** How values are compared. */
export interface Comparison {
  /** Whether the functions and classes of a file count with all that they do; else their names do. */
  readonly looksInto: (path: string) => boolean
  readonly alias: Alias
}

/**
 * A text that is the same for two values exactly when nothing that can be read tells them apart. Paths are left
 * out, so that a file that moved has the same values. A bytes literal counts as the string of the same text:
 * Python 2 wrote the one for the other.
 */
export function canonical(value: Value, comparison: Comparison): string {
  const inner = (item: Value) => canonical(item, comparison)
  switch (value.kind) {
    case 'const': {
      const known = value.value
      if (known !== null && typeof known === 'object' && known.kind === 'bytes')
        return JSON.stringify(known.text)
      return normalConstant(known)
    }
    case 'list':
      return `[${value.items.map(inner).join(',')}]`
    case 'tuple':
      return `(${value.items.map(inner).join(',')},)`
    case 'set':
      return `{${value.items.map(inner).sort().join(',')}}`
    case 'dict':
      return `{${value.entries.map((entry) => `${inner(entry.key)}:${inner(entry.value)}`).join(',')}}`
    case 'iterator':
      return `${value.name}[${value.give()?.map(inner).join(',') ?? '?'}]`
    case 'reference':
      return comparison.alias(value.path) ?? value.path
    case 'call': {
      const keywords = [...value.keywords].map(([name, item]) => `${name}=${inner(item)}`).sort()
      return `${inner(value.callee)}(${[...value.args.map(inner), ...keywords].join(',')})`
    }
    case 'function':
    case 'class':
      return comparison.looksInto(value.origin.path)
        ? `${value.kind} ${textOf(meaningOf(value, comparison.alias))}`
        : `${value.kind} ${value.name}`
    case 'object':
      return inner(value.call)
    case 'member':
      // A member of such a type is equal to its value.
      return value.class.enumeration?.kind.mixin ? inner(value.value) : `${inner(value.class)}.${value.name}`
    case 'super':
      return `super(${inner(value.after)}, ${inner(value.object)})`
    case 'module':
      return `module ${value.dotted}`
    case 'method':
      return `${inner(value.object)}.${value.name}`
    case 'unresolved':
      if (value.stmt) return `?${normalStmt(value.stmt)}`
      return `?${value.expr ? normalExpr(value.expr) : value.reason}`
  }
}
