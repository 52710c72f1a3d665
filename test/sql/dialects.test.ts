import { describe, expect, it } from 'vitest'
import type { DatabaseName } from '../../src/model/database.ts'
import { readSql } from './sql.ts'

const read = (text: string, dialect: DatabaseName | undefined) =>
  readSql(text, { dialect }).flatMap(({ effects, writes }) => [...effects, ...writes])

describe('SQL of other databases', () => {
  it('is read where it means the same everywhere', () => {
    expect(read('UPDATE `shop_order` SET `note` = "it" WHERE note IS NULL # all', 'mysql')).toMatchObject([
      { kind: 'update', columns: ['note'], rows: { nullsOf: ['note'] }, mayBeNull: false },
    ])
    expect(read('ALTER TABLE [shop_order] ADD COLUMN a integer NOT NULL', 'sqlite')).toMatchObject([
      { kind: 'add column', table: { label: 'shop.Order' }, column: { isNullable: false } },
    ])
    expect(read('CREATE INDEX i ON SHOP_ORDER (NOTE)', 'oracle')).toMatchObject([
      { kind: 'create index', index: { columns: ['note'] } },
    ])
    expect(read('UPDATE shop_order SET note = 1', undefined)).toMatchObject([{ kind: 'update' }])
  })

  it('trusts no function and no empty text of theirs', () => {
    expect(read("UPDATE shop_order SET note = CONCAT(state, 'x')", 'mysql')).toMatchObject([
      { mayBeNull: true },
    ])
    expect(read("UPDATE shop_order SET note = ''", 'mysql')).toMatchObject([{ mayBeNull: false }])
    expect(read("UPDATE shop_order SET note = ''", 'oracle')).toMatchObject([{ mayBeNull: true }])
    expect(read('UPDATE shop_order SET note = 1 / id', 'sqlite')).toMatchObject([{ mayBeNull: true }])
  })

  it('knows pragmas of SQLite that change nothing that is stored', () => {
    expect(read('PRAGMA foreign_keys = OFF;', 'sqlite')).toEqual([])
    expect(read('PRAGMA table_info("shop_order")', 'sqlite')).toEqual([])
    expect(read('PRAGMA foreign_keys = OFF; DROP TABLE shop_order', 'sqlite')[0]).toMatchObject({
      kind: 'unknown',
    })
    expect(read('PRAGMA writable_schema = ON', 'sqlite')).toMatchObject([{ kind: 'unknown' }])
  })

  const doubtful: [DatabaseName, string][] = [
    ['mysql', "UPDATE shop_order SET note = 'it\\'s'"],
    ['mysql', 'UPDATE shop_order SET note = "it\'s"'],
    ['mysql', '/*!40101 DROP TABLE shop_order */'],
    ['mysql', 'ALTER TABLE shop_order MODIFY note integer'],
    ['mysql', 'UPDATE shop_order SET note = 1 LIMIT 5'],
    ['mysql', 'CREATE PROCEDURE p() BEGIN DROP TABLE shop_order; END'],
    ['sqlite', 'CREATE TRIGGER t AFTER INSERT ON shop_order BEGIN DELETE FROM shop_order; END'],
    ['oracle', 'BEGIN UPDATE shop_order SET note = 1; END;'],
    ['oracle', 'ALTER TABLE shop_order ALTER note TYPE integer'],
    ['sqlite', 'CREATE INDEX CONCURRENTLY i ON shop_order (note)'],
    ['sqlite', "UPDATE shop_order SET note = 'open"],
  ]
  it.each(doubtful)('of %s is unknown where there is any doubt: %s', (dialect, text) => {
    expect(read(text, dialect)).toMatchObject([{ kind: 'unknown' }])
  })
})
