import { alterTable } from './alter-table.ts'
import { columnList } from './column.ts'
import { createTable } from './create-table.ts'
import { Cursor, Doubt, plainName, quotedName, quotedTable } from './cursor.ts'
import type { Token } from './tokens.ts'
import { Translation, type IndexKinds } from './translation.ts'

/**
 * A statement of MySQL or MariaDB that changes a schema, as PostgreSQL would write it; undefined for one that is another, or
 * of which a part is not sure.
 */
export function translated(tokens: readonly Token[], kinds: IndexKinds): Translation | undefined {
  try {
    const cursor = new Cursor(tokens)
    const translation = new Translation(kinds)
    read(cursor, translation)
    cursor.takeEnd()
    return cursor.isAtEnd ? translation : undefined
  } catch (error) {
    if (error instanceof Doubt) return undefined
    throw error
  }
}

function read(cursor: Cursor, into: Translation): void {
  if (cursor.take('CREATE', 'TABLE')) createTable(cursor, into)
  else if (cursor.take('ALTER', 'TABLE')) alterTable(cursor, into)
  else if (cursor.take('RENAME', 'TABLE')) {
    do {
      const from = cursor.table()
      cursor.expect('TO')
      into.add(`ALTER TABLE ${quotedTable(from)} RENAME TO ${quotedName(plainName(cursor.table()))}`)
    } while (cursor.take(','))
  } else if (cursor.take('DROP', 'INDEX')) {
    const name = cursor.name()
    cursor.expect('ON')
    into.dropIndex(cursor.table(), name)
  } else if (cursor.take('CREATE')) {
    const isUnique = cursor.takeOneOf(['UNIQUE', 'FULLTEXT', 'SPATIAL']) === 'UNIQUE'
    cursor.expect('INDEX')
    const name = cursor.name()
    cursor.expect('ON')
    into.createIndex(cursor.table(), name, isUnique, columnList(cursor))
  } else throw new Doubt('a statement')
}
