import { constant, type Origin, type Value } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import type { FieldState } from '../state/field-state.ts'
import { same } from '../values/same.ts'
import type { ValueChange } from './change.ts'
import { undecidedBecause, valueChange } from './changed-value.ts'

/** An attribute of which it cannot be told whether it differs. */
export interface Undecided {
  readonly attribute: string
  readonly cause: string
  readonly remedy?: string
  readonly origin: Origin
}

/** How two fields compare; they are equal where there is nothing in either list. */
export interface FieldComparison {
  /** What is proven to differ. */
  readonly changes: readonly ValueChange[]
  readonly undecided: readonly Undecided[]
}

/**
 * Two fields as `deconstruct()` gives them, by class, arguments and keywords (`generate_altered_fields` of
 * django/db/migrations/autodetector.py).
 */
export function compareFields(old: FieldState, now: FieldState, version: DjangoVersion): FieldComparison {
  const changes: ValueChange[] = []
  const undecided: Undecided[] = []
  const unread = old.unread ?? now.unread
  const doubt = (attribute: string, values: readonly (Value | undefined)[]) =>
    undecided.push(
      unread
        ? { attribute, ...unread, origin: (old.unread ? old : now).origin }
        : { attribute, ...undecidedBecause(attribute, values, now.origin) },
    )
  const put = (
    attribute: string,
    from: Value | undefined,
    to: Value | undefined,
    is: boolean | undefined,
  ) => {
    // A class that is not known may give other arguments than are written.
    if (is === undefined || (!is && unread)) doubt(attribute, [to, from])
    else if (!is) changes.push(valueChange(attribute, from, to))
  }
  if (old.path !== now.path) {
    put('class', constant(old.path), constant(now.path), false)
    if (unread) return { changes, undecided }
  }
  const args = [old.args, now.args].map((items): Value => ({
    kind: 'tuple',
    items: [...items],
    origin: now.origin,
  }))
  put('args', args[0], args[1], same(args[0]!, args[1]!, version))
  for (const keyword of new Set([...old.keywords.keys(), ...now.keywords.keys()])) {
    const [from, to] = [old.keywords.get(keyword), now.keywords.get(keyword)]
    const isTarget = (keyword === 'to' || keyword === 'through') && from && to
    // A model of which the label is not known may be any.
    const is = isTarget
      ? (sameTarget(keyword, old, now) ?? (same(from, to, version) || undefined))
      : sameKeyword(from, to, version)
    put(keyword, from, to, is)
  }
  return { changes, undecided }
}

/** Whether both are equal for certain. */
export function isEqual({ changes, undecided }: FieldComparison): boolean {
  return changes.length === 0 && undecided.length === 0
}

function sameKeyword(
  from: Value | undefined,
  to: Value | undefined,
  version: DjangoVersion,
): boolean | undefined {
  if (from && to) return same(from, to, version)
  // `deconstruct()` leaves out what has its default value, which one that is not known may have.
  return (from ?? to)?.kind === 'unresolved' ? undefined : false
}

/** Models are compared by their labels, however they are written; undefined for what is no model, or not known. */
function sameTarget(keyword: 'to' | 'through', old: FieldState, now: FieldState): boolean | undefined {
  const [from, to] = [old.relation, now.relation]
  if (from?.[keyword] !== undefined && to?.[keyword] !== undefined) return from[keyword] === to[keyword]
  if (keyword !== 'to' || from?.setting === undefined) return undefined
  return from.setting === to?.setting || to?.to === swappedOut ? true : undefined
}

/**
 * The model that `AUTH_USER_MODEL` may swap: where a model leads to it, the setting names it, whatever else is known of
 * the settings. Otherwise Django's check refuses the model (`fields.E301`), before migrations are made.
 */
const swappedOut = 'auth.user'
