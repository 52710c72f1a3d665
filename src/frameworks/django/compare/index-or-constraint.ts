import type { CallValue } from '../../../python/value.ts'
import { djangoName } from './equivalence.ts'
import { namedArguments } from './arguments.ts'
import type { EditContext } from './context.ts'
import { describe } from './describe.ts'
import { changed } from './display.ts'
import type { ArgumentPair } from './operations.ts'
import { isUnknown } from './unknown.ts'

/** What an index or a constraint says to people: see `BaseConstraint.non_db_attrs` (Django 5.2). */
const stateOnly = new Set(['violation_error_message', 'violation_error_code'])

/** Compares two versions of an index or a constraint, argument by argument. */
export function compareIndex(
  context: EditContext,
  { name, old, now, operation }: ArgumentPair,
  ceiling: 'state' | undefined,
): void {
  const [was, is] = [old?.value, now?.value]
  const what = describe(operation)
  if (was?.kind !== 'call' || is?.kind !== 'call' || className(was) !== className(is)) {
    const message = changed(`\`${name}\` of ${what}`, was, is)
    const grade = isUnknown(was) || isUnknown(is) ? 'unresolved' : 'schema'
    context.differ(ceiling ?? grade, message, now?.origin, old?.origin)
    return
  }
  const [olds, nows] = [argumentsOf(was), argumentsOf(is)]
  for (const argument of new Set([...olds.keys(), ...nows.keys()])) {
    const [from, to] = [olds.get(argument), nows.get(argument)]
    if (context.same(from?.value, to?.value)) continue
    const message = changed(`\`${argument}\` of ${what}`, from?.value, to?.value)
    const unknown = isUnknown(from?.value) || isUnknown(to?.value)
    const grade = stateOnly.has(argument) ? 'state' : unknown ? 'unresolved' : 'schema'
    context.differ(ceiling ?? grade, message, to?.origin ?? now?.origin, from?.origin)
  }
}

/** `check` of a CheckConstraint is called `condition` since Django 5.1. */
function argumentsOf(call: CallValue) {
  const given = namedArguments(call, [])
  return new Map([...given].map(([name, argument]) => [name === 'check' ? 'condition' : name, argument]))
}

function className({ callee }: CallValue): string {
  if (callee.kind === 'reference') return djangoName(callee.path)
  return callee.kind === 'class' || callee.kind === 'function' ? callee.name : ''
}
