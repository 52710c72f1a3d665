import { firstDifference, meaningOf } from '../../../python/meaning.ts'
import type { ClassValue, FunctionValue, Value } from '../../../python/value.ts'
import type { EditContext } from './context.ts'
import { describe } from './describe.ts'
import { changed } from './display.ts'
import { djangoAlias } from './equivalence.ts'
import type { ArgumentPair } from './operations.ts'

/** The place of a changed function is the first statement of it, or of a helper that it uses, that is not as it was. */
export function compareCode(
  context: EditContext,
  { old, now, operation, name }: ArgumentPair,
  ceiling: 'state' | undefined,
): void {
  const [before, after] = [old?.value, now?.value]
  const grade = ceiling ?? 'code'
  if (!isCode(before) || !isCode(after)) {
    const message = changed(`\`${name}\` of ${describe(operation)}`, before, after)
    context.differ(grade, message, now?.origin ?? operation.origin, old?.origin)
    return
  }
  const [meant, means] = [meaningOf(before, djangoAlias), meaningOf(after, djangoAlias)]
  const at = (value: FunctionValue | ClassValue, stmt = firstDifference(meant, means)) =>
    stmt ? { ...value.origin, start: stmt.start, end: stmt.end } : value.origin
  const was = at(before, firstDifference(means, meant))
  const what = after.name === '<lambda>' ? 'the lambda' : `\`${after.name}\``
  const runs = `which \`${operation.callee.kind === 'reference' ? operation.callee.path.split('.').at(-1) : name}\` runs`
  context.differ(grade, `what ${what} does, ${runs}`, at(after), was)
}

function isCode(value: Value | undefined): value is FunctionValue | ClassValue {
  return value?.kind === 'function' || value?.kind === 'class'
}
