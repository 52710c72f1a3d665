import { columnDefinition, writtenColumn, type ColumnDefinition } from './column.ts'
import { Cursor, Doubt, parts, plainName, quotedName } from './cursor.ts'
import type { Translation } from './translation.ts'
import type { Token } from './tokens.ts'

/** `ALTER TABLE`, behind these two words. */
export function alterTable(cursor: Cursor, into: Translation): void {
  const table = cursor.table()
  const rest: Token[] = []
  while (!cursor.isAtEnd && !cursor.takeEnd()) rest.push(cursor.next())
  if (!cursor.isAtEnd || rest.length === 0) throw new Doubt('one statement')
  for (const part of parts(rest)) {
    const command = new Cursor(part)
    alter(command, table, into)
    if (!command.isAtEnd) throw new Doubt('the end of a command')
  }
}

function alter(cursor: Cursor, table: readonly string[], into: Translation): void {
  if (cursor.take('ADD')) add(cursor, table, into)
  else if (cursor.take('DROP')) drop(cursor, table, into)
  else if (cursor.take('MODIFY')) {
    cursor.take('COLUMN')
    change(cursor, table, cursor.name(), into)
  } else if (cursor.take('CHANGE')) {
    cursor.take('COLUMN')
    const before = cursor.name()
    const name = cursor.name()
    if (name !== before) into.alter(table, `RENAME COLUMN ${quotedName(before)} TO ${quotedName(name)}`)
    change(cursor, table, name, into)
  } else if (cursor.take('RENAME', 'COLUMN')) {
    const before = cursor.name()
    cursor.expect('TO')
    into.alter(table, `RENAME COLUMN ${quotedName(before)} TO ${quotedName(cursor.name())}`)
  } else if (cursor.take('RENAME')) {
    if (!cursor.takeOneOf(['TO', 'AS'])) throw new Doubt('another name of an index')
    into.alter(table, `RENAME TO ${quotedName(plainName(cursor.table()))}`)
  } else throw new Doubt('a command')
}

function add(cursor: Cursor, table: readonly string[], into: Translation): void {
  const isColumn = cursor.take('COLUMN')
  const element = isColumn || cursor.peek()?.kind !== 'word' ? undefined : into.element(cursor, table)
  if (element) {
    if (element.constraint !== undefined) into.alter(table, `ADD ${element.constraint}`)
    return
  }
  // MariaDB alone has it.
  const unlessThere = cursor.take('IF', 'NOT', 'EXISTS') ? 'IF NOT EXISTS ' : ''
  const next = cursor.peek()
  const isList = next?.kind === 'sign' && next.value === '('
  for (const each of isList ? parts(cursor.brackets()).map((part) => new Cursor(part)) : [cursor]) {
    const name = each.name()
    const definition = columnDefinition(each)
    into.columns.set(name.toLowerCase(), definition)
    into.alter(table, `ADD COLUMN ${unlessThere}${writtenColumn(name, definition)}`)
  }
}

function drop(cursor: Cursor, table: readonly string[], into: Translation): void {
  if (cursor.take('PRIMARY', 'KEY')) into.alter(table, 'DROP CONSTRAINT "PRIMARY"')
  else if (cursor.take('FOREIGN', 'KEY')) into.alter(table, `DROP CONSTRAINT ${quotedName(cursor.name())}`)
  else if (cursor.takeOneOf(['INDEX', 'KEY'])) into.dropIndex(table, cursor.name())
  else if (cursor.takeOneOf(['CONSTRAINT', 'CHECK'])) into.dropConstraint(table, cursor.name())
  else {
    cursor.take('COLUMN')
    // MariaDB alone has it.
    const ifThere = cursor.take('IF', 'EXISTS') ? 'IF EXISTS ' : ''
    into.alter(table, `DROP COLUMN ${ifThere}${quotedName(cursor.name())}`)
  }
}

/** A column gets a new definition as a whole: what the new one leaves out is not as it was, but as if it were new. */
function change(cursor: Cursor, table: readonly string[], name: string, into: Translation): void {
  const definition = columnDefinition(cursor)
  if (definition.generated !== undefined || definition.rest !== '') throw new Doubt('what is worked out')
  into.columns.set(name.toLowerCase(), definition)
  into.alter(table, commandsFor(quotedName(name), definition).join(', '))
  if (definition.isUnique)
    into.alter(table, `ADD CONSTRAINT ${quotedName(name)} UNIQUE (${quotedName(name)})`)
  if (definition.isPrimary) into.alter(table, `ADD CONSTRAINT "PRIMARY" PRIMARY KEY (${quotedName(name)})`)
}

function commandsFor(column: string, given: ColumnDefinition): readonly string[] {
  const value = given.default === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${given.default}`
  return [`TYPE ${given.type}`, `${given.isNullable ? 'DROP' : 'SET'} NOT NULL`, value].map(
    (command) => `ALTER COLUMN ${column} ${command}`,
  )
}
