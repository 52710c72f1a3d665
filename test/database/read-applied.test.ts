import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readApplied } from '../../src/database/read-applied.ts'
import { appliedRows, recordQuery } from '../../src/database/record-query.ts'
import { djangoHistory } from '../../src/frameworks/django/history-policy.ts'
import { temporaryFolder } from '../support/git-repository.ts'

const recordTable = djangoHistory.recordTable!

/** The driver of Node.js itself, written as far as a test needs to write. */
interface Sqlite {
  readonly DatabaseSync: new (path: string) => { exec(sql: string): void; close(): void }
}

const sqlite = (await import('node:sqlite').catch(() => undefined)) as Sqlite | undefined

test('the question names one table', () => {
  expect(recordQuery(recordTable, { quote: '"', text: 'TEXT' })).toBe(
    'SELECT CAST("app" AS TEXT) AS app, CAST("name" AS TEXT) AS name, CAST("applied" AS TEXT) AS applied_at FROM "django_migrations" ORDER BY "id"',
  )
})

test.each([
  ['2024-03-01 10:20:30.123456', Date.UTC(2024, 2, 1, 10, 20, 30)],
  ['2024-03-01 10:20:30+00', Date.UTC(2024, 2, 1, 10, 20, 30)],
  ['2024-03-01 10:20:30.1+05:30', Date.UTC(2024, 2, 1, 4, 50, 30)],
  ['yesterday', undefined],
  [null, undefined],
])('a time %s', (applied_at, appliedAt) => {
  expect(appliedRows([{ app: 'shop', name: 'a', applied_at }])).toEqual([
    { app: 'shop', name: 'a', appliedAt },
  ])
})

test('rows that hold no names are left out', () => {
  expect(appliedRows([{ app: null, name: 'a', applied_at: null }])).toEqual([])
})

test('a file that is not there is not made', async () => {
  const folder = temporaryFolder()
  const asked = readApplied({ system: 'sqlite', path: 'none.sqlite3' }, recordTable, folder)
  await expect(asked).rejects.toThrow(`There is no file ${join(folder, 'none.sqlite3')}.`)
  expect(existsSync(join(folder, 'none.sqlite3'))).toBe(false)
})

if (!sqlite)
  console.warn(`Node.js ${process.versions.node} has no node:sqlite: no SQLite file is read by these tests.`)

describe.skipIf(!sqlite)('an SQLite file', () => {
  const make = (sql: string): string => {
    const folder = temporaryFolder()
    const database = new sqlite!.DatabaseSync(join(folder, 'db.sqlite3'))
    database.exec(sql)
    database.close()
    return folder
  }
  const address = { system: 'sqlite', path: 'db.sqlite3' } as const

  test('without the table', async () => {
    expect(await readApplied(address, recordTable, make('CREATE TABLE other (id integer)'))).toBeUndefined()
  })

  test('with rows, in the order of their ids', async () => {
    const folder = make(
      `CREATE TABLE django_migrations (id integer primary key, app text, name text, applied datetime);
       INSERT INTO django_migrations VALUES (2, 'shop', '0002_b', '2024-03-02 00:00:00'), (1, 'shop', '0001_a', '2024-03-01 00:00:00.5')`,
    )
    expect(await readApplied(address, recordTable, folder)).toEqual([
      { app: 'shop', name: '0001_a', appliedAt: Date.UTC(2024, 2, 1) },
      { app: 'shop', name: '0002_b', appliedAt: Date.UTC(2024, 2, 2) },
    ])
  })
})
