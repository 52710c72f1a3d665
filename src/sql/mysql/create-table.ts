import { columnDefinition, writtenColumn } from './column.ts'
import { Cursor, Doubt, parts, quotedTable } from './cursor.ts'
import { Translation } from './translation.ts'

/** Options of a table that say how and where its rows are kept, each of one word. */
const options = ['ENGINE', 'AUTO_INCREMENT', 'COMMENT', 'ROW_FORMAT', 'CHARSET', 'COLLATE', 'CHARACTER SET']

/** `CREATE TABLE`, behind these two words: the indexes among its columns are made after it. */
export function createTable(cursor: Cursor, into: Translation): void {
  const unlessThere = cursor.take('IF', 'NOT', 'EXISTS')
  const table = cursor.table()
  const elements: string[] = []
  const indexes = new Translation(() => undefined)
  for (const part of parts(cursor.brackets())) {
    const inner = new Cursor(part)
    const element = inner.peek()?.kind === 'word' ? indexes.element(inner, table) : undefined
    if (element?.constraint !== undefined) elements.push(element.constraint)
    else if (!element) {
      const name = inner.name()
      const definition = columnDefinition(inner)
      into.columns.set(name.toLowerCase(), definition)
      elements.push(writtenColumn(name, definition))
    }
    if (!inner.isAtEnd) throw new Doubt('an element of a table')
  }
  tableOptions(cursor)
  into.add(
    `CREATE TABLE ${unlessThere ? 'IF NOT EXISTS ' : ''}${quotedTable(table)} (${elements.join(', ')})`,
  )
  for (const statement of indexes.statements) into.add(statement)
}

function tableOptions(cursor: Cursor): void {
  for (;;) {
    cursor.take(',')
    cursor.take('DEFAULT')
    if (!options.some((option) => cursor.take(...option.split(' ')))) return
    cursor.take('=')
    cursor.next()
  }
}
