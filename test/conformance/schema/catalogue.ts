import type { Constraint, Effect, Index } from '../../../src/model/schema/effect.ts'

/** What a database's catalogue holds of a table. */
export interface CatalogueTable {
  /** By name: whether it may be NULL. */
  readonly columns: Readonly<Record<string, boolean>>
  /** Name, kind, columns. */
  readonly constraints?: readonly (readonly [name: string, kind: string, columns: readonly string[]])[]
}

export type Catalogue = Readonly<Record<string, CatalogueTable>>

interface Part {
  name: string | undefined
  kind: string
  columns: (string | undefined)[]
}

interface WorkingTable {
  columns: Map<string, boolean | undefined>
  parts: Part[]
}

/** A database of which nothing is there but what effects make of it. */
export class MadeDatabase {
  readonly tables = new Map<string, WorkingTable>()

  apply(effect: Effect): void {
    switch (effect.kind) {
      case 'create table': {
        const columns = new Map(effect.columns.map((column) => [column.name!, column.isNullable]))
        this.tables.set(effect.table.name!, { columns, parts: [] })
        break
      }
      case 'drop table':
        this.tables.delete(effect.table.name!)
        break
      case 'rename table': {
        const table = this.#table(effect.before.name)
        this.tables.delete(effect.before.name!)
        this.tables.set(effect.after.name!, table)
        break
      }
      case 'add column':
        this.#table(effect.table.name).columns.set(effect.column.name!, effect.column.isNullable)
        break
      case 'drop column': {
        const table = this.#table(effect.table.name)
        table.columns.delete(effect.column.name!)
        table.parts = table.parts.filter(({ columns }) => !columns.includes(effect.column.name))
        break
      }
      case 'rename column': {
        const { columns, parts } = this.#table(effect.table.name)
        columns.delete(effect.before.name!)
        columns.set(effect.after.name!, effect.after.isNullable)
        for (const part of parts)
          part.columns = part.columns.map((name) => (name === effect.before.name ? effect.after.name : name))
        break
      }
      case 'alter column':
        this.#table(effect.table.name).columns.set(effect.after.name!, effect.after.isNullable)
        break
      case 'create index': {
        this.#table(effect.table.name).parts.push(ofIndex(effect.index))
        break
      }
      case 'add constraint': {
        this.#table(effect.table.name).parts.push(ofConstraint(effect.constraint))
        break
      }
      case 'drop index':
        this.#drop(effect.table.name, ofIndex(effect.index))
        break
      case 'drop constraint':
        this.#drop(effect.table.name, ofConstraint(effect.constraint))
        break
      default:
    }
  }

  /** Everything that differs from what the database says, or only in tables and columns, as text. */
  differences(catalogue: Catalogue, only?: 'columns'): string[] {
    const said = new Set(
      Object.entries(catalogue).flatMap(([table, facts]) =>
        factsOf(table, only ? { columns: facts.columns } : facts),
      ),
    )
    const ours = new Set(
      [...this.tables].flatMap(([table, { columns, parts }]) => [
        ...[...columns].map(([name, isNull]) => `${table}.${name} ${isNull ? 'NULL' : 'NOT NULL'}`),
        ...(only ? [] : parts).map((part) => `${table}: ${text(part, said, table)}`),
      ]),
    )
    return [
      ...[...said].filter((fact) => !ours.has(fact)).map((fact) => `missing: ${fact}`),
      ...[...ours].filter((fact) => !said.has(fact)).map((fact) => `not there: ${fact}`),
    ].sort()
  }

  #table(name: string | undefined): WorkingTable {
    const table = this.tables.get(name ?? '')
    if (!table) throw new Error(`no table ${name}`)
    return table
  }

  #drop(table: string | undefined, { name, kind, columns }: Part): void {
    const { parts } = this.#table(table)
    const byName = parts.findIndex((part) => part.name !== undefined && part.name === name)
    // It may have got its name from the database, or while something was called otherwise.
    const isSame = (part: Part) => part.kind === kind && part.columns.join() === columns.join()
    const index = byName >= 0 ? byName : parts.findIndex(isSame)
    if (index < 0) throw new Error(`${table} has no ${kind} ${name}`)
    parts.splice(index, 1)
  }
}

function ofIndex({ name, columns, isUnique }: Index): Part {
  return { name, kind: isUnique ? 'unique' : 'index', columns: [...columns] }
}

function ofConstraint({ name, kind, columns }: Constraint): Part {
  return { name, kind, columns: [...columns] }
}

/** One that the database named is looked up by what it is over. */
function text({ name, kind, columns }: Part, said: ReadonlySet<string>, table: string): string {
  const over = `${kind} (${columns.join()})`
  if (name !== undefined) return `${name} ${over}`
  const found = [...said].find((fact) => fact.startsWith(`${table}: `) && fact.endsWith(` ${over}`))
  return found?.slice(`${table}: `.length) ?? `? ${over}`
}

function factsOf(table: string, { columns, constraints }: CatalogueTable): string[] {
  return [
    ...Object.entries(columns).map(([name, isNull]) => `${table}.${name} ${isNull ? 'NULL' : 'NOT NULL'}`),
    ...(constraints ?? [])
      // Primary keys are with their columns; text has a second index on PostgreSQL, for LIKE.
      .filter(([name, kind]) => kind !== 'primary key' && !name.endsWith('_like'))
      .map(([name, kind, over]) => `${table}: ${name} ${kind} (${over.join()})`),
  ]
}
