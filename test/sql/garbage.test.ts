import { expect, it } from 'vitest'
import { databaseNames } from '../../src/model/database.ts'
import { readSql } from './sql.ts'
import { seedOf } from '../seed.ts'

const seed = seedOf('garbage', 1_930_411_207)

/** Mulberry32: small, and the same everywhere. */
function random(from: number): (below: number) => number {
  let state = from
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const words = [
  ...[
    'ALTER',
    'TABLE',
    'shop_order',
    'ADD',
    'COLUMN',
    'a',
    'integer',
    'NOT',
    'NULL',
    'DEFAULT',
    'UPDATE',
    'SET',
  ],
  ...[
    '=',
    '1',
    "'x'",
    'WHERE',
    'IS',
    'OR',
    'AND',
    '(',
    ')',
    ',',
    ';',
    'SELECT',
    'FROM',
    'DO',
    '$$',
    'BEGIN',
    'END',
  ],
  ...[
    'CREATE',
    'INDEX',
    'ON',
    'DROP',
    '--',
    '/*',
    '*/',
    '"',
    "'",
    '`',
    '[',
    '%s',
    '%(a)s',
    '%%',
    '\\',
    'ä',
    '😀',
  ],
  ...[
    '\ud83d',
    '\u0000',
    '\n',
    'CASE',
    'WHEN',
    'THEN',
    'LOOP',
    'IF',
    'CONSTRAINT',
    'CHECK',
    'USING',
    'WITH',
    'AS',
  ],
]

it(`garbage is read without an error (SEED=${seed})`, () => {
  const next = random(seed)
  for (let round = 0; round < 1500; round++) {
    const text = Array.from({ length: 1 + next(25) }, () => words[next(words.length)]!).join(' ')
    const dialect = [undefined, ...databaseNames][next(databaseNames.length + 1)]
    const statements = readSql(text, { dialect, ...(next(2) === 0 && { parameters: [] }) })
    for (const { place } of statements) {
      expect(place.column).toBeGreaterThanOrEqual(0)
      expect(place.endColumn).toBeLessThanOrEqual(text.length)
    }
  }
})

const huge: [string, string][] = [
  ['nested parentheses', `SELECT ${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
  ['a long sum', `UPDATE shop_order SET note = 1${' + 1'.repeat(50_000)}`],
  ['a long condition', `UPDATE shop_order SET note = 1 WHERE ${'NOT '.repeat(50_000)}true`],
  ['a deep CASE', `UPDATE a SET b = ${'CASE WHEN true THEN '.repeat(2_000)}1${' END'.repeat(2_000)}`],
  ['many rows', `INSERT INTO shop_order VALUES ${Array(20_000).fill("(1, 'a', NULL)").join(', ')}`],
  ['many statements', 'DELETE FROM shop_order; '.repeat(5_000)],
  ['nothing but semicolons', ';'.repeat(500_000)],
  ['an open comment', `/*${'/*'.repeat(200_000)}`],
  ['quotes', "'".repeat(199_999)],
  ['placeholders', '%('.repeat(50_000)],
  ['deep blocks', `DO $$ ${'BEGIN '.repeat(500)} NULL; ${'END; '.repeat(500)} $$`],
  ['more than is read', ' '.repeat(1_000_001) + 'SELECT 1' + ' '.repeat(1_000_001)],
]
it.each(huge)('%s takes no more than a moment', (_, text) => {
  const started = performance.now()
  for (const dialect of ['postgresql', 'mysql'] as const) readSql(text, { dialect, parameters: [] })
  // Tens of milliseconds each; a bound that a busy machine keeps, and nothing that grows with the square does.
  expect(performance.now() - started).toBeLessThan(8_000)
})

it('reads on after a text that it gave up', () => {
  readSql(`SELECT ${'+1'.repeat(50_000)}`)
  expect(readSql('DROP TABLE other')).toMatchObject([{ effects: [{ kind: 'drop table' }] }])
})
