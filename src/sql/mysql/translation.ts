import { columnList, foreignKey, type ColumnDefinition } from './column.ts'
import { Doubt, quotedName, quotedTable, written, type Cursor } from './cursor.ts'

/** What is known of a name among a table's indexes: to MySQL a unique constraint is an index, to PostgreSQL it is not. */
export type IndexKinds = (table: string, name: string) => 'index' | 'constraint' | undefined

/** The statements of PostgreSQL that stand for one of MySQL, in order, and what they cannot say. */
export class Translation {
  readonly statements: string[] = []
  /** By name in lower case: the definitions of the columns that it adds or changes. */
  readonly columns = new Map<string, ColumnDefinition>()
  /** By index: the table that the statement names. */
  readonly tables = new Map<string, string>()
  readonly #kinds: IndexKinds

  constructor(kinds: IndexKinds) {
    this.#kinds = kinds
  }

  add(statement: string): void {
    this.statements.push(statement)
  }

  alter(table: readonly string[], command: string): void {
    this.add(`ALTER TABLE ${quotedTable(table)} ${command}`)
  }

  createIndex(table: readonly string[], name: string | undefined, isUnique: boolean, columns: string): void {
    const called = name === undefined ? '' : `${quotedName(name)} `
    this.add(`CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${called}ON ${quotedTable(table)} ${columns}`)
  }

  dropIndex(table: readonly string[], name: string): void {
    if (this.#kinds(table.join('.'), name) === 'constraint') {
      this.alter(table, `DROP CONSTRAINT ${quotedName(name)}`)
      return
    }
    this.tables.set(name, table.join('.'))
    this.add(`DROP INDEX ${quotedName(name)}`)
  }

  dropConstraint(table: readonly string[], name: string): void {
    if (this.#kinds(table.join('.'), name) === 'index') this.dropIndex(table, name)
    else this.alter(table, `DROP CONSTRAINT ${quotedName(name)}`)
  }

  /**
   * A key or a constraint of a table, without the column that it may be: as PostgreSQL has it among a table's constraints,
   * or an empty text for what is an index.
   */
  element(cursor: Cursor, table: readonly string[]): { readonly constraint: string | undefined } | undefined {
    if (cursor.takeOneOf(['KEY', 'INDEX'])) return this.#index(cursor, table, false)
    if (cursor.takeOneOf(['FULLTEXT', 'SPATIAL'])) {
      cursor.takeOneOf(['KEY', 'INDEX'])
      return this.#index(cursor, table, false)
    }
    const isNamed = cursor.take('CONSTRAINT')
    const next = cursor.peek()
    const isKeyword = next?.kind === 'word' && /^(PRIMARY|UNIQUE|FOREIGN|CHECK)$/i.test(next.value)
    const name = isNamed && !isKeyword ? cursor.name() : undefined
    const called = name === undefined ? '' : `CONSTRAINT ${quotedName(name)} `
    if (cursor.take('PRIMARY', 'KEY')) {
      usingTree(cursor)
      const columns = columnList(cursor)
      usingTree(cursor)
      return { constraint: `CONSTRAINT "PRIMARY" PRIMARY KEY ${columns}` }
    }
    if (cursor.take('UNIQUE')) {
      const isIndex = cursor.takeOneOf(['KEY', 'INDEX']) !== undefined
      if (isIndex && name === undefined) return this.#index(cursor, table, true)
      const own = cursor.isAtName ? cursor.name() : undefined
      const called = name ?? own
      const unique = `UNIQUE ${columnList(cursor)}`
      usingTree(cursor)
      return { constraint: called === undefined ? unique : `CONSTRAINT ${quotedName(called)} ${unique}` }
    }
    if (cursor.take('FOREIGN', 'KEY')) return { constraint: `${called}${foreignKey(cursor)}` }
    if (cursor.take('CHECK')) return { constraint: `${called}CHECK (${written(cursor.brackets())})` }
    if (isNamed) throw new Doubt('a constraint')
    return undefined
  }

  #index(cursor: Cursor, table: readonly string[], isUnique: boolean): { readonly constraint: undefined } {
    const name = cursor.isAtName ? cursor.name() : undefined
    const columns = columnList(cursor)
    usingTree(cursor)
    this.createIndex(table, name, isUnique, columns)
    return { constraint: undefined }
  }
}

/** How an index is kept. */
function usingTree(cursor: Cursor): void {
  if (cursor.take('USING') && !cursor.takeOneOf(['BTREE', 'HASH'])) throw new Doubt('a kind of index')
}
