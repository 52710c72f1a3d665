import { linearize } from '../../../python/mro.ts'
import type { ClassValue, Origin, Value } from '../../../python/value.ts'

/** Why a class is not known, and what would help. */
export function unknownClass(value: Value): { cause: string; remedy: { remedy?: string } } {
  if (value.kind === 'reference') {
    const [top] = value.path.split('.')
    return {
      cause: `\`${value.path}\` is not in the repository`,
      remedy: {
        remedy: `install \`${top}\` into the environment that is read, or describe the class in the config`,
      },
    }
  }
  if (value.kind === 'call') return unknownClass(value.callee)
  const base = value.kind === 'class' ? linearize(value)?.find(({ kind }) => kind !== 'class') : undefined
  if (base) return unknownClass(base)
  const reason = value.kind === 'unresolved' ? value.reason : 'it is no class that can be read'
  return { cause: reason, remedy: {} }
}

/** `class Name`, where messages about the whole class point. */
export function headOf(value: ClassValue): Origin {
  const { path, start } = value.origin
  return { path, start, end: start + `class ${value.name}`.length }
}
