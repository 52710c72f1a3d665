import type { Place } from '../place.ts'
import type { DataStep, Unfollowed } from './data-step.ts'
import type { Constraint, Effect, Index, ValueTypeChange } from './effect.ts'
import { withIndexOf, withoutLeftOver } from './foreign-key-index.ts'
import { changedValueTypes, droppedWith } from './value-types.ts'
import type { Column, Table } from './table.ts'

/** A table as effects leave it. */
export interface TableOutcome {
  readonly table: Table
  /** By name in the database; by what code calls them where that is not known. */
  readonly columns: ReadonlyMap<string, Column>
  readonly indexes: readonly Index[]
  readonly constraints: readonly Constraint[]
}

/** What effects leave of a database. */
export interface SchemaOutcome {
  /** By name; by label where the name is not known. */
  readonly tables: ReadonlyMap<string, TableOutcome>
  /** Why more may be there, or less; empty where the outcome is known. */
  readonly causes: Causes
}

/** Causes, each with the first place where it comes up, where that is known. */
export type Causes = ReadonlyMap<string, Place | undefined>

type Working = {
  table: Table
  columns: Map<string, Column>
  indexes: readonly Index[]
  constraints: readonly Constraint[]
}

/** What a new database holds after effects that run one after the other. */
export function schemaAfter(effects: Iterable<Effect>): SchemaOutcome {
  const replay = new SchemaReplay()
  for (const effect of effects) replay.apply(effect)
  return { tables: replay.tables, causes: replay.causes }
}

/** A new database, moved forward by one effect after the other. */
export class SchemaReplay {
  readonly #tables = new Map<string, Working>()
  /** The values of types that are lists of values, by the names of the types. */
  valueTypes: ReadonlyMap<string, readonly string[]> = new Map()
  readonly #causes = new Map<string, Place | undefined>()

  get causes(): Causes {
    return this.#causes
  }

  get tables(): ReadonlyMap<string, TableOutcome> {
    return this.#tables
  }

  /** The same database, which goes ways of its own from here. */
  copy(): SchemaReplay {
    const other = new SchemaReplay()
    for (const [name, table] of this.#tables) other.#tables.set(name, { ...table })
    other.valueTypes = this.valueTypes
    for (const [cause, place] of this.#causes) other.#causes.set(cause, place)
    return other
  }

  apply(effect: Effect): void {
    if (effect.kind === 'unknown') this.#doubt(effect)
    else if (effect.kind === 'data') unreadSql(effect.step).forEach((each) => this.#doubt(each))
    else if (effect.kind === 'create table') {
      const { table, columns, constraints } = effect
      if (this.#tables.has(tableKey(table)))
        this.#doubt({ cause: `two things make the table \`${tableKey(table)}\``, place: effect.at })
      this.#tables.set(tableKey(table), made(table, columns, constraints))
    } else if (effect.kind === 'drop table') {
      this.#tables.delete(tableKey(effect.table))
      if (effect.cascades) this.#forgetLinks(effect.table.label)
    } else if (effect.kind === 'rename table') {
      const old = this.#tables.get(tableKey(effect.before))
      this.#tables.delete(tableKey(effect.before))
      if (old) this.#tables.set(tableKey(effect.after), { ...old, table: effect.after })
      this.#lead(effect.before.label, { references: effect.after.label })
    } else if (effect.kind === 'other') {
      if (effect.renamed) this.#rename(effect.renamed)
      if (effect.valueType) this.#changeType(effect.valueType)
    } else if (isOnSchema(effect)) {
      const table = this.#tables.get(tableKey(effect.table))
      if (table) change(table, effect)
      if (effect.kind === 'rename column') this.#lead(effect.table.label, effect)
    }
  }

  #changeType(change: ValueTypeChange): void {
    this.valueTypes = changedValueTypes(this.valueTypes, change)
    for (const table of this.#tables.values())
      for (const name of droppedWith(table.columns, change)) removeColumn(table, name)
  }

  #forgetLinks(label: string): void {
    for (const table of this.#tables.values())
      table.constraints = table.constraints.filter(({ references }) => references !== label)
  }

  #doubt({ cause, place }: { readonly cause: string; readonly place: Place | undefined }): void {
    if (!this.#causes.has(cause)) this.#causes.set(cause, place)
  }

  /** Foreign keys lead to a table and a column that have another name now, as they led to the old ones. */
  #lead(
    label: string,
    to: { readonly references: string } | { readonly before: Column; readonly after: Column },
  ): void {
    for (const table of this.#tables.values())
      table.constraints = table.constraints.map((constraint) => {
        const { references, referencedColumns } = constraint
        if (references !== label) return constraint
        if ('references' in to) return { ...constraint, references: to.references }
        return referencedColumns === undefined
          ? constraint
          : {
              ...constraint,
              referencedColumns: referencedColumns.map((name) =>
                name === columnKey(to.before) ? columnKey(to.after) : name,
              ),
            }
      })
  }

  #rename({ before, after }: { readonly before: string; readonly after: string }): void {
    const renamed = <Named extends Index | Constraint>(each: Named): Named =>
      each.name === before ? { ...each, name: after } : each
    for (const table of this.#tables.values()) {
      table.indexes = table.indexes.map(renamed)
      table.constraints = table.constraints.map(renamed)
    }
  }
}

/** SQL that cannot be read may do anything to a schema; code has no business there. */
function unreadSql({ language, unfollowed }: DataStep): readonly Unfollowed[] {
  return language === 'SQL' ? unfollowed : []
}

type OnTable = Exclude<
  Effect,
  {
    readonly kind:
      | 'unknown'
      | 'data'
      | 'create table'
      | 'drop table'
      | 'rename table'
      | 'empty table'
      | 'maintain table'
      | 'other'
  }
>

type LeavesSchema = Extract<Effect, { readonly kind: 'empty table' | 'maintain table' | 'other' }>

const isOnSchema = (effect: OnTable | LeavesSchema): effect is OnTable =>
  effect.kind !== 'other' && effect.kind !== 'empty table' && effect.kind !== 'maintain table'

function change(on: Working, effect: OnTable): void {
  switch (effect.kind) {
    case 'add column':
      on.columns = new Map([...on.columns, [columnKey(effect.column), effect.column]])
      return
    case 'drop column':
      removeColumn(on, columnKey(effect.column))
      return
    case 'rename column':
    case 'alter column':
      replaceColumn(on, effect.before, effect.after)
      return
    case 'create index':
      on.indexes = [...withoutLeftOver(on.indexes, effect.index), effect.index]
      return
    case 'drop index':
      on.indexes = without(on.indexes, effect.index)
      return
    case 'add constraint':
      // Each of these has an index of its own.
      if (/^(unique|primary key|foreign key)$/.test(effect.constraint.kind))
        on.indexes = withoutLeftOver(on.indexes, effect.constraint)
      on.constraints = [...on.constraints, effect.constraint]
      on.columns = heldBy(effect.constraint, on.columns)
      return
    case 'drop constraint':
      if (effect.keepsIndex) {
        const key = on.constraints.find(({ name }) => name === effect.constraint.name)
        if (key) on.indexes = withIndexOf(key, on.indexes, on.constraints)
      }
      on.constraints = without(on.constraints, effect.constraint)
      return
    case 'validate constraint':
      return
  }
}

function made(table: Table, columns: readonly Column[], constraints: readonly Constraint[] = []): Working {
  return {
    table,
    columns: constraints.reduce<Working['columns']>(
      (all, constraint) => heldBy(constraint, all),
      new Map(columns.map((column) => [columnKey(column), column])),
    ),
    indexes: [],
    constraints,
  }
}

/** The columns of a primary key are NOT NULL, and stay so when the key goes. */
function heldBy({ kind, columns }: Constraint, all: Working['columns']): Working['columns'] {
  if (kind !== 'primary key') return all
  return new Map(
    [...all].map(([key, column]) => [key, columns.includes(key) ? { ...column, isNullable: false } : column]),
  )
}

/** What a table goes by in an outcome: its name, or its label where that is not known. */
export const tableKey = ({ name, label }: Table): string => name ?? label

/** What a column goes by in an outcome, in the same way. */
export const columnKey = ({ name, field }: Column): string => name ?? field

/** An index or a constraint goes with a column that it is over. */
function removeColumn(on: Working, column: string): void {
  const isOver = ({ columns }: { readonly columns: readonly (string | undefined)[] }) =>
    columns.includes(column)
  on.columns = new Map([...on.columns].filter(([key]) => key !== column))
  on.indexes = on.indexes.filter((index) => !isOver(index))
  on.constraints = on.constraints.filter((constraint) => !isOver(constraint))
}

function replaceColumn(on: Working, before: Column, after: Column): void {
  const [old, now] = [columnKey(before), columnKey(after)]
  on.columns = new Map([...on.columns].map(([key, column]) => (key === old ? [now, after] : [key, column])))
  if (old === now) return
  const renamed = <T extends { readonly columns: readonly (string | undefined)[] }>(over: T): T => ({
    ...over,
    columns: over.columns.map((column) => (column === old ? now : column)),
  })
  on.indexes = on.indexes.map(renamed)
  on.constraints = on.constraints.map(renamed)
}

/** Without the one of that name; a name may have been made up, or given by the database: then without one over the same columns. */
function without<T extends Index | Constraint>(all: readonly T[], gone: T): readonly T[] {
  const named = gone.name === undefined ? -1 : all.findIndex(({ name }) => name === gone.name)
  const columns = gone.columns.join()
  const kind = 'kind' in gone ? gone.kind : undefined
  const found =
    named >= 0
      ? named
      : all.findIndex(
          (each) =>
            each.columns.join() === columns &&
            (kind === undefined || !('kind' in each) || each.kind === kind),
        )
  return all.filter((_, index) => index !== found)
}
