import { isSequence, type ClassValue, type Origin, type Value } from '../../python/value.ts'

/** A value and where the file that is read has it: its own place, or that of the attribute which holds it. */
export interface Located {
  readonly value: Value
  readonly origin: Origin
}

/**
 * An attribute of a Migration class, in the file at `path`. What the class takes over from another file stands where
 * this one names it, and else at the head of the class.
 */
export function located(value: Value, name: string, cls: ClassValue | undefined, path: string): Located {
  const own = originIn(value, path)
  if (own) return { value, origin: own }
  if (cls?.origin.path !== path) return { value, origin: { path, start: 0, end: 0 } }
  const stmt = cls.code.body.findLast((candidate) => assigned(candidate, name) !== undefined)
  const written = stmt && assigned(stmt, name)
  if (written) return { value, origin: { path, start: written.start, end: written.end } }
  const { start } = cls.origin
  return { value, origin: { path, start, end: start + `class ${cls.name}`.length } }
}

/** The items of a list, or what stands in place of one, each where the file has it. */
export function itemsOf(value: Value, whole: Origin): Located[] {
  if (!isSequence(value)) return [{ value, origin: whole }]
  return value.items.map((item) => ({ value: item, origin: originIn(item, whole.path) ?? whole }))
}

function originIn(value: Value, path: string): Origin | undefined {
  return 'origin' in value && value.origin.path === path && value.origin.end > 0 ? value.origin : undefined
}

function assigned(stmt: ClassValue['code']['body'][number], name: string) {
  const targets = stmt.type === 'Assign' ? stmt.targets : stmt.type === 'AnnAssign' ? [stmt.target] : []
  const isNamed = targets.some((target) => target.type === 'Name' && target.id === name)
  return isNamed && (stmt.type === 'Assign' || stmt.type === 'AnnAssign') ? stmt.value : undefined
}
