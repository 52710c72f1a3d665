import type { ChangeSet } from './change-set.ts'
import { isJudgedWith } from './judged-effects.ts'
import type { Place } from './place.ts'
import type { PlannedMigration } from './plan.ts'
import { effectsBefore, type PlacedEffect } from './plan-search.ts'
import type { DataStep, Unfollowed, Write } from './schema/data-step.ts'
import type { Effect } from './schema/effect.ts'
import type { Column, Table } from './schema/table.ts'

/** Whether every row that is there holds a value in a column that could be NULL. */
export type Backfill =
  /** `by`: what made sure of it. */
  | { readonly kind: 'proven'; readonly by: Place }
  /** `since`: the operation since which nothing did; undefined where the column is older than the plan. */
  | { readonly kind: 'disproven'; readonly since: PlannedMigration | undefined }
  | { readonly kind: 'unresolved'; readonly cause: string; readonly place: Place }

/** `undoes`: rows that were filled before may hold NULL after it. */
type Answer = (Backfill & { readonly undoes?: true }) | undefined
type Seen = Pick<PlacedEffect, 'planned' | 'step'> & { readonly validated: ReadonlySet<string> }

/**
 * Whether a column is filled between the step that added it, or that last made it nullable, and a later step: in any
 * file, under whatever name the column and its table had then. Rows that are written by the code that runs meanwhile
 * are not known here; that the last step has been thought of is taken from the backfill.
 */
export function backfillBefore(
  changes: ChangeSet,
  at: PlacedEffect,
  table: Table,
  column: Pick<Column, 'name' | 'field'>,
): Backfill {
  let names = column
  // Validated later on, by a statement that says their names alone.
  const validated = new Set<string>()
  let doubt: Extract<Backfill, { kind: 'unresolved' }> | undefined
  let undone: typeof doubt
  for (const { effect, ...seen } of effectsBefore(changes.head.plan ?? [], at)) {
    if (effect.kind === 'rename column' && effect.table.identity === table.identity) {
      if (isSame(effect.after, names)) names = effect.before
      continue
    }
    if (effect.kind === 'validate constraint' && effect.table.identity === table.identity)
      validated.add(effect.constraint.name ?? '')
    const answer = answerOf(changes, at, table, names, effect, { ...seen, validated })
    if (answer === undefined) continue
    if (answer.kind !== 'unresolved')
      return answer.kind === 'disproven' ? (doubt ?? answer) : (undone ?? answer)
    const { cause, place } = answer
    // The latest is the likeliest.
    doubt ??= { kind: 'unresolved', cause, place }
    if (answer.undoes) undone ??= doubt
  }
  return doubt ?? { kind: 'disproven', since: undefined }
}

function answerOf(
  changes: ChangeSet,
  at: PlacedEffect,
  table: Table,
  column: Pick<Column, 'name' | 'field'>,
  effect: Effect,
  seen: Seen,
): Answer {
  const disproven: Backfill = { kind: 'disproven', since: seen.planned }
  const proven: Backfill = { kind: 'proven', by: seen.step.operation.place }
  if (effect.kind === 'data') return ofData(changes, at, table, column, effect.step, seen)
  if (effect.kind === 'unknown') {
    const { cause, place } = effect
    return isNear(changes, at, table, seen) ? { kind: 'unresolved', cause, place } : undefined
  }
  if (!('table' in effect) || effect.table.identity !== table.identity) return undefined
  switch (effect.kind) {
    case 'create table':
      return disproven
    case 'add column':
      if (!isSame(effect.column, column)) return undefined
      if (effect.oneOff === undefined && !isFilledByDefault(effect.column)) return disproven
      return isJudgedWith(changes, at, seen.planned.migration.id)
        ? proven
        : {
            kind: 'unresolved',
            cause: 'it was added with a value for every row, but could be set to NULL since',
            place: seen.step.operation.place,
          }
    case 'alter column':
      if (!isSame(effect.after, column)) return undefined
      if (effect.before.isNullable === false && effect.after.isNullable !== false)
        return isJudgedWith(changes, at, seen.planned.migration.id) ? proven : disproven
      return undefined
    case 'add constraint':
    case 'validate constraint': {
      const { kind, columns, forbidsNull } = effect.constraint
      const looks =
        effect.kind === 'validate constraint' ||
        effect.isValidated ||
        seen.validated.has(effect.constraint.name ?? '')
      return looks &&
        (kind === 'not null' || forbidsNull === true) &&
        columns.length === 1 &&
        names(column).includes(columns[0]!)
        ? proven
        : undefined
    }
    default:
      return undefined
  }
}

/** What a data step does to the rows that hold NULL in a column. */
function ofData(
  changes: ChangeSet,
  at: PlacedEffect,
  table: Table,
  column: Pick<Column, 'name' | 'field'>,
  step: DataStep,
  seen: Seen,
): Answer {
  const own = step.writes.filter((write) => write.table === undefined || write.table === table.identity)
  const about = own.filter((write) => write.kind === 'delete' || gives(write, column))
  const last = about.findLastIndex((write) => write.table !== undefined && fills(write, column))
  const undoing = own
    .slice(last < 0 ? 0 : own.indexOf(about[last]!) + 1)
    .findLast((write) => undoes(write, column))
  if (last >= 0 && !undoing) return { kind: 'proven', by: about[last]!.place }
  // Those that hold NULL may be among the rows that are deleted.
  const maybe = about.findLast(({ kind }) => kind !== 'insert')
  const doubt = undoing ?? maybe
  if (doubt)
    return {
      kind: 'unresolved',
      cause: whyMaybe(doubt),
      place: doubt.place,
      ...(undoing && { undoes: true }),
    }
  const lost: Unfollowed | undefined = step.unfollowed.at(-1)
  if (!lost) return undefined
  const names = new Set([table.label.toLowerCase()])
  const mentions =
    own.length > 0 || step.uses.some(({ app, model }) => names.has(`${app}.${model}`.toLowerCase()))
  return mentions || isNear(changes, at, table, seen)
    ? { kind: 'unresolved', cause: lost.cause, place: lost.place }
    : undefined
}

function gives({ kind, columns }: Write, column: Pick<Column, 'name' | 'field'>): boolean {
  // An update of no column that is known may be one of this: `page_type.pages.add(page)`.
  if (kind === 'update' && columns.length === 0) return true
  return columns === 'all' || columns.some((each) => names(column).includes(each))
}

/** Whether no row is left that holds NULL. */
function fills(write: Write, column: Pick<Column, 'name' | 'field'>): boolean {
  const { kind, rows, mayBeNull } = write
  if (kind === 'insert') return false
  const reaches =
    rows === 'all' || (rows !== 'some' && rows.nullsOf.some((each) => names(column).includes(each)))
  if (kind === 'delete') return reaches
  // `save()` of rows that are there writes what they hold already.
  return reaches && !mayBeNull && write.columns !== 'all' && write.columns.length > 0
}

/** Whether a row that held a value may hold NULL after it. */
function undoes(
  { kind, mayBeNull, withNull, columns }: Write,
  column: Pick<Column, 'name' | 'field'>,
): boolean {
  if (kind === 'insert') return withNull?.some((each) => names(column).includes(each)) ?? false
  return (
    kind === 'update' &&
    mayBeNull &&
    columns !== 'all' &&
    columns.some((each) => names(column).includes(each))
  )
}

function whyMaybe({ kind, table, columns, rows, mayBeNull }: Write): string {
  if (kind === 'insert') return 'it adds a row that may hold NULL'
  if (kind === 'delete') return 'which rows it deletes is not known'
  if (columns.length === 0) return 'which column it writes is not known'
  if (table === undefined) return 'which table it writes is not known'
  if (mayBeNull) return 'the value that it writes may be NULL'
  if (rows === 'some') return 'which rows it reaches is not known'
  return 'whether it reaches every row that holds NULL is not known'
}

/** A step that may well be about a table: of its app, or of the same branch. */
function isNear(changes: ChangeSet, at: PlacedEffect, { app }: Table, { planned }: Seen): boolean {
  return planned.migration.app === app || isJudgedWith(changes, at, planned.migration.id)
}

/** Whether the rows that are there when a column is added get a value. */
function isFilledByDefault({ default: value }: Column): boolean {
  return value.kind === 'database' || value.kind === 'code' || value.kind === 'generated'
}

function isSame(a: Pick<Column, 'name' | 'field'>, b: Pick<Column, 'name' | 'field'>): boolean {
  return a.field === b.field
}

function names({ name, field }: Pick<Column, 'name' | 'field'>): readonly string[] {
  return name === undefined ? [field] : [field, name]
}
