import type { ChangeSet } from './change-set.ts'
import { isJudgedWith } from './judged-effects.ts'
import type { PlacedEffect } from './plan-search.ts'
import { effectsBefore } from './plan-search.ts'
import type { Constraint, Effect, IndexTerm } from './schema/effect.ts'
import type { Column, Table } from './schema/table.ts'

/** Columns that are unique together, of the rows that meet a condition. */
interface Combination {
  readonly columns: readonly string[]
  readonly condition: readonly IndexTerm[]
}

/**
 * Whether no two rows can hold the same in some columns, since a part of these had to be unique when the change began:
 * a constraint that takes the place of another one finds no duplicates.
 *
 * @param condition what the rows in question meet
 */
export function wereUnique(
  changes: ChangeSet,
  at: PlacedEffect,
  { identity }: Table,
  columns: readonly (string | undefined)[],
  condition: readonly IndexTerm[] = [],
): boolean {
  let known: readonly Combination[] = []
  const names = new Map<string, string>()
  const named = (name: string) => names.get(name) ?? name
  const learn = (column: Column) => names.set(column.field, column.name ?? column.field)
  const add = (given: readonly (string | undefined)[], terms: readonly IndexTerm[] = []) => {
    const whole = given.filter((name) => name !== undefined)
    if (whole.length > 0 && whole.length === given.length)
      known = [...known, { columns: whole.map(named), condition: counting(terms, whole) }]
  }
  const earlier = [...effectsBefore(changes.head.plan ?? [], at)].reverse()
  for (const { effect, planned } of earlier) {
    if (!('table' in effect) || effect.table.identity !== identity) continue
    for (const column of columnsOf(effect)) {
      learn(column)
      if (column.isUnique || column.isPrimaryKey) add([column.name ?? column.field])
    }
    if (effect.kind === 'create table')
      for (const constraint of effect.constraints ?? []) add(uniqueColumns(constraint) ?? [])
    const made = keptUnique(effect)
    const terms = conditionOf(effect)
    if (made && terms) add(made, terms)
    if (effect.kind === 'rename column') {
      const [from, to] = [effect.before, effect.after].map(({ name, field }) => name ?? field)
      known = known.map((each) => ({
        ...each,
        columns: each.columns.map((name) => (name === from ? to! : name)),
      }))
    }
    // What goes along with the change has held until it.
    if (isJudgedWith(changes, at, planned.migration.id)) continue
    const gone = droppedUnique(effect)?.map((name) => named(name ?? ''))
    if (gone) known = known.filter((each) => !isSame(each.columns, gone))
  }
  const wanted = new Set(columns.map((name) => (name === undefined ? undefined : named(name))))
  const met = new Set(condition.map(({ text }) => text))
  return known.some(
    (each) =>
      each.columns.every((name) => wanted.has(name)) && each.condition.every(({ text }) => met.has(text)),
  )
}

/** The terms that leave rows out which could hold the same as others: those that hold NULL in a column of it never do. */
function counting(terms: readonly IndexTerm[], columns: readonly string[]): readonly IndexTerm[] {
  return terms.filter(({ notNull }) => notNull === undefined || !columns.includes(notNull))
}

function columnsOf(effect: Effect): readonly Column[] {
  if (effect.kind === 'create table') return effect.columns
  if (effect.kind === 'add column') return [effect.column]
  return effect.kind === 'alter column' || effect.kind === 'rename column' ? [effect.after] : []
}

/** The columns that an index or a constraint lets be unique, if only of the rows that its condition covers. */
export function keptUnique(effect: Effect): readonly (string | undefined)[] | undefined {
  if (effect.kind === 'create index') return effect.index.isUnique ? effect.index.columns : undefined
  return effect.kind === 'add constraint' ? uniqueColumns(effect.constraint) : undefined
}

function uniqueColumns({ kind, columns }: Constraint): readonly (string | undefined)[] | undefined {
  return kind === 'unique' || kind === 'primary key' ? columns : undefined
}

/** What the rows meet that an index or a constraint covers; undefined where that is not known. */
export function conditionOf(effect: Effect): readonly IndexTerm[] | undefined {
  return effect.kind === 'create index' && effect.index.isPartial ? effect.index.condition : []
}

export function isPartial(effect: Effect): boolean {
  return effect.kind === 'create index' && effect.index.isPartial === true
}

function droppedUnique(effect: Effect): readonly (string | undefined)[] | undefined {
  if (effect.kind === 'drop index') return effect.index.columns
  return effect.kind === 'drop constraint' ? effect.constraint.columns : undefined
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name))
}
