import type { Constraint, Index } from '../model/schema/effect.ts'
import type { Column, Table } from '../model/schema/table.ts'
import type { KnownTable, SqlContext } from './statement.ts'

/** A table while a text of SQL runs, with what its statements did to it so far. */
export interface WorkingTable {
  readonly table: Table
  readonly columns: ReadonlyMap<string, Column>
}

/** A table's name as a statement has it. */
export interface WrittenName {
  readonly schemaname?: string | undefined
  readonly relname?: string | undefined
}

/** Tables by their names in the database: those that the framework knows, moved forward by each statement. */
export class WorkingTables {
  readonly #context: SqlContext
  /** Undefined for a name that no table has any more. */
  readonly #tables = new Map<string, WorkingTable | undefined>()
  readonly #indexes = new Map<string, { table: Table; index: Index }>()
  /** Their names are those of a table, not of a schema. */
  readonly #constraints = new Map<string, Constraint>()

  constructor(context: SqlContext) {
    this.#context = context
  }

  /** A table that a statement names; one that the framework does not know is known by its name alone. */
  get(written: WrittenName): WorkingTable {
    const name = plainName(written)
    const known = this.#tables.get(name)
    if (known) return known
    const found = this.#tables.has(name) ? undefined : this.#context.tables.table(name)
    const entry = found ? working(found) : { table: this.#unknown(name), columns: new Map<string, Column>() }
    this.#tables.set(name, entry)
    return entry
  }

  /** Whether a table is there already, or a column of it, as far as is known. */
  has(written: WrittenName, column?: string): boolean {
    const name = plainName(written)
    const known = this.#tables.has(name) || this.#context.tables.table(name) !== undefined
    return known && (column === undefined || this.get(written).columns.has(column))
  }

  /** Whether code does not know a table, or not any more. */
  isForgotten(written: WrittenName): boolean {
    const name = plainName(written)
    if (this.#tables.has(name)) return false
    return this.#context.tables.table(name)?.isForgotten ?? !this.has(written)
  }

  /** A table that a statement makes. */
  make(written: WrittenName): Table {
    const { app, migration } = this.#context
    const name = plainName(written)
    const known = this.#context.tables.after?.(name)
    const own = { identity: `${name} of ${migration}`, name, label: name, app }
    const table = { ...(known?.table ?? own), createdBy: migration }
    this.#tables.set(name, { table, columns: new Map() })
    return table
  }

  drop(written: WrittenName): void {
    this.#tables.set(plainName(written), undefined)
  }

  rename(written: WrittenName, to: string): { readonly before: Table; readonly after: Table } {
    const entry = this.get(written)
    const before = entry.table
    const label = before.label === before.name ? to : before.label
    const after = { ...before, name: to, label }
    this.#tables.set(plainName(written), undefined)
    this.#tables.set(to, { ...entry, table: after })
    return { before, after }
  }

  /** A column of a table; of one that the framework does not know, nothing is known but its name. */
  column(written: WrittenName, name: string): Column {
    const { columns } = this.get(written)
    return columns.get(name) ?? columnByCase(columns, name) ?? unknownColumn(name)
  }

  /** What code calls a column that a statement adds. */
  fieldOfNew(written: WrittenName, name: string): string {
    const after = this.#context.tables.after?.(plainName(written))
    return after?.columns.find((column) => column.name === name)?.field ?? name
  }

  /** Puts a column in the place of another, or of none; or nothing in its place. */
  put(written: WrittenName, name: string, column: Column | undefined): void {
    const entry = this.get(written)
    const columns = new Map(entry.columns)
    columns.delete(name)
    if (column) columns.set(column.name ?? name, column)
    this.#tables.set(plainName(written), { ...entry, columns })
  }

  /** An index by its name, with its table; the table is not known where nothing made the index that can be read. */
  index(name: string): { readonly table: Table; readonly index: Index } {
    const known = this.#indexes.get(name) ?? this.#context.tables.index?.(name)
    if (known) return known
    const table = { ...this.#unknown(`the table of ${name}`), name: undefined }
    return { table, index: { name, columns: [], isUnique: false } }
  }

  putIndex(table: Table, index: Index): void {
    if (index.name !== undefined) this.#indexes.set(index.name, { table, index })
  }

  /** A constraint by its name; undefined where nothing made it that can be read. */
  constraint(table: Table, name: string): Constraint | undefined {
    return this.#constraints.get(constraintKey(table, name)) ?? this.#context.tables.constraint?.(table, name)
  }

  putConstraint(table: Table, constraint: Constraint): void {
    if (constraint.name !== undefined)
      this.#constraints.set(constraintKey(table, constraint.name), constraint)
  }

  #unknown(name: string): Table {
    return { identity: name, name, label: name, app: this.#context.app, createdBy: undefined }
  }
}

/**
 * A column of which nothing is known but its name.
 *
 * @param cause why its default is not, as a clause
 */
export function unknownColumn(name: string, cause = 'no migration that can be read adds the column'): Column {
  return {
    name,
    field: name,
    type: undefined,
    typeSource: '',
    isNullable: undefined,
    isUnique: undefined,
    isPrimaryKey: undefined,
    isIndexed: undefined,
    default: { kind: 'unknown', cause },
    references: undefined,
  }
}

function working({ table, columns }: KnownTable): WorkingTable {
  const byName = columns.map((column) => [column.name ?? column.field, column] as const)
  return { table, columns: new Map(byName) }
}

/** Other databases than PostgreSQL do not tell apart what differs in case alone. */
function columnByCase(columns: WorkingTable['columns'], name: string): Column | undefined {
  const wanted = name.toLowerCase()
  const found = [...columns].filter(([other]) => other.toLowerCase() === wanted)
  return found.length === 1 ? found[0]![1] : undefined
}

const constraintKey = ({ identity }: Table, name: string) => JSON.stringify([identity, name])

/** A table of another schema than the usual one is another table, whatever its name is. */
function plainName({ schemaname, relname = '' }: WrittenName): string {
  return schemaname === undefined || schemaname === 'public' ? relname : `${schemaname}.${relname}`
}
