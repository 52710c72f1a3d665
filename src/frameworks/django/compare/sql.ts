import type { EditGrade } from '../../../model/change-set.ts'
import { stringOf, type Value } from '../../../python/value.ts'
import type { Argument } from './arguments.ts'
import type { EditContext } from './context.ts'

/** SQL that differs in white space outside of quotes alone is the same SQL. */
export function compareSql(
  context: EditContext,
  old: Argument | undefined,
  now: Argument | undefined,
  differ: (grade: EditGrade) => void,
): void {
  const [before, after] = [folded(old?.value), folded(now?.value)]
  differ(before !== undefined && before === after ? 'text' : 'schema')
}

/** White space folded; undefined where quotes or dollar quotes might hold some that counts. */
function folded(value: Value | undefined): string | undefined {
  const text = stringOf(value)
  return text === undefined || /['"$`]|--/.test(text) ? undefined : text.replace(/\s+/g, ' ').trim()
}
