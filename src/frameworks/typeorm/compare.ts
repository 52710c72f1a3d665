import { editGrades, type Edit, type EditGrade, type EditPart } from '../../model/change-set.ts'
import type { Migration } from '../../model/migration.ts'
import { placeOf } from '../../model/source-place.ts'
import { normalText } from '../../typescript/normal-form.ts'
import { truth, type Value } from '../../typescript/value.ts'
import { canonical, codeText, signature } from './call-signature.ts'
import { unresolvedIn, type TypeOrmMigration } from './migration-file.ts'
import { isTypeOrm } from './packages.ts'
import type { RunnerCall } from './query-runner.ts'
import { normalSql } from './normal-sql.ts'

/**
 * Grades how a migration was edited. The same syntax tree, or the same calls of the query runner with the same values, is
 * `text`; else every call that differs is a part with a grade of its own.
 */
export function compareMigrations(before: Migration, after: Migration): Edit | undefined {
  if (before.blobId === after.blobId) return undefined
  const [old, now] = [before as TypeOrmMigration, after as TypeOrmMigration]
  const same = (a: readonly RunnerCall[], b: readonly RunnerCall[]): boolean =>
    a.map(signature).join('\n') === b.map(signature).join('\n')
  const parts: EditPart[] = []
  if (normalClass(old) !== normalClass(now)) {
    parts.push(...comparedCalls(old, now))
    if (!same(old.downs ?? [], now.downs ?? []))
      parts.push(part('state', 'what takes it back', now.downs?.[0], now))
    if (isInTransaction(old) !== isInTransaction(now))
      parts.push(part('code', 'whether it runs in a transaction', undefined, now))
  }
  if (parts.length === 0 && methodText(old) !== methodText(now) && [old, now].some(isPartlyKnown))
    parts.push(part('unresolved', 'code that is not all followed', undefined, now))
  if (parts.length === 0)
    parts.push(part('text', 'formatting, comments or code without any effect', undefined, now))
  const ranked = parts.toSorted((a, b) => editGrades.indexOf(b.grade) - editGrades.indexOf(a.grade))
  return { grade: ranked[0]!.grade, parts: ranked }
}

function normalClass({ source }: TypeOrmMigration): string {
  return normalText(source.class.scope.file.body)
}

function methodText({ source: { up } }: TypeOrmMigration): string {
  return codeText(up ? [up.code] : [])
}

/** Whether what a call is given may hold more than is known of it: a row that code puts together, for one. */
function isPartlyKnown({ ups }: TypeOrmMigration): boolean {
  return ups.some(({ args }) => args.some(holdsMore))
}

function holdsMore(value: Value): boolean {
  if (value.kind === 'array') return value.items.some(holdsMore)
  if (value.kind === 'object') return value.lost !== undefined || [...value.entries.values()].some(holdsMore)
  if (value.kind === 'call')
    return (
      !(value.callee.kind === 'outside' && isTypeOrm(value.callee.from ?? '')) || value.args.some(holdsMore)
    )
  return value.kind === 'unresolved'
}

function isInTransaction({ source: { transaction } }: TypeOrmMigration): boolean | undefined {
  return transaction && truth(transaction)
}

/** The calls of `up` that differ: what both begin and end with is passed over, the rest stands side by side. */
function comparedCalls(old: TypeOrmMigration, now: TypeOrmMigration): readonly EditPart[] {
  const [was, is] = [old.ups.map(signature), now.ups.map(signature)]
  let start = 0
  while (start < was.length && start < is.length && was[start] === is[start]) start++
  let end = 0
  while (end < was.length - start && end < is.length - start && was.at(-1 - end) === is.at(-1 - end)) end++
  const [gone, fresh] = [old.ups.slice(start, was.length - end), now.ups.slice(start, is.length - end)]
  const length = Math.max(gone.length, fresh.length)
  return Array.from({ length }, (_, index) => {
    const [a, b] = [gone[index], fresh[index]]
    const grades = [a, b].flatMap((call) => (call ? gradeOf(call) : []))
    const grade = editGrades.findLast((each) => grades.includes(each))!
    const isUnknown = [a, b].some((call) => call?.args.some((arg) => unresolvedIn(arg).length > 0))
    const message = a && b ? contrast(a, b) : b ? `${said(b)} is new` : `${said(a!)} is gone`
    const place = b
      ? part(grade, message, b, now)
      : { ...part(grade, message, a, old), side: 'base' as const }
    return { ...place, grade: isUnknown ? 'unresolved' : grade }
  })
}

function part(
  grade: EditGrade,
  message: string,
  call: RunnerCall | undefined,
  { source, place }: TypeOrmMigration,
): EditPart {
  const { file } = source.class.scope
  const isHere = call?.origin.path === file.path
  return { grade, message, place: call && isHere ? placeOf(file, call.origin) : place, side: 'head' }
}

/** What changes rows is code, whatever else a migration does is the schema. */
function gradeOf({ method, args: [first] }: RunnerCall): EditGrade {
  if (method.startsWith('manager')) return 'code'
  const sql = method === 'query' && first?.kind === 'const' ? String(first.value) : ''
  return /^\s*(insert|update|delete|select|with|merge)\b/i.test(sql) ? 'code' : 'schema'
}

/** The beginning of what a call runs. */
function said(call: RunnerCall): string {
  return shortened(textOfCall(call))
}

/** Two calls beside each other, from where they differ on. */
function contrast(before: RunnerCall, after: RunnerCall): string {
  const [old, now] = [textOfCall(before), textOfCall(after)]
  if (old === now) {
    const isSame =
      JSON.stringify(before.doubts.map(canonical)) === JSON.stringify(after.doubts.map(canonical))
    return isSame ? `${shortened(now)} is given something else` : `${shortened(now)} hangs on something else`
  }
  let same = 0
  while (same < old.length && old[same] === now[same]) same++
  // With the word in which they differ, and the one before it.
  const start = same < 40 ? 0 : now.lastIndexOf(' ', now.lastIndexOf(' ', same - 1) - 1) + 1
  const from = (text: string): string => (start === 0 ? text : `…${text.slice(start)}`)
  return `${shortened(from(now))} instead of ${shortened(from(old))}`
}

function textOfCall({ method, args: [first] }: RunnerCall): string {
  return method === 'query' && first?.kind === 'const' ? normalSql(String(first.value)) : `${method}()`
}

function shortened(text: string): string {
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``
}
