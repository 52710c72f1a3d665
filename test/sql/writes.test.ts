import { describe, expect, it } from 'vitest'
import { order, readOne, readSql } from './sql.ts'

function writes(text: string, parameters?: readonly (boolean | undefined)[]) {
  return readOne(text, parameters && { parameters }).writes.map(
    ({ table, columns, kind, rows, mayBeNull }) => ({ table, columns, kind, rows, mayBeNull }),
  )
}

const update = { table: order.identity, kind: 'update' }

describe('UPDATE', () => {
  it('of a column gives every row a value', () => {
    expect(writes("UPDATE shop_order SET note = ''")).toEqual([
      { ...update, columns: ['note'], rows: 'all', mayBeNull: false },
    ])
  })

  it('names columns as code does', () => {
    expect(writes('UPDATE shop_order SET total_amount = 0 WHERE total_amount IS NULL')).toEqual([
      { ...update, columns: ['total'], rows: { nullsOf: ['total'] }, mayBeNull: false },
    ])
  })

  it('keeps apart what may be NULL again', () => {
    expect(writes("UPDATE shop_order SET note = 'x', total_amount = other")).toEqual([
      { ...update, columns: ['note'], rows: 'all', mayBeNull: false },
      { ...update, columns: ['total'], rows: 'all', mayBeNull: true },
    ])
  })

  const conditions: [string, unknown][] = [
    ['note IS NULL', { nullsOf: ['note'] }],
    ["note IS NULL OR note = ''", { nullsOf: ['note'] }],
    ['note IS NULL OR total_amount IS NULL', { nullsOf: ['note', 'total'] }],
    ['note IS NULL AND total_amount IS NULL', 'some'],
    ['note IS NULL AND true', { nullsOf: ['note'] }],
    ['note IS NULL AND id > 5', 'some'],
    ['NOT (note IS NOT NULL)', { nullsOf: ['note'] }],
    ['NOT (note IS NULL)', 'some'],
    ["COALESCE(note, '') = ''", { nullsOf: ['note'] }],
    ["COALESCE(note, 'a') = 'b'", 'some'],
    ["note IS DISTINCT FROM 'x'", { nullsOf: ['note'] }],
    ["note = ''", 'some'],
    ['shop_order.note IS NULL', { nullsOf: ['note'] }],
    ['id IN (SELECT id FROM shop_order WHERE note IS NULL LIMIT 100)', 'some'],
    ['true', 'all'],
  ]
  it.each(conditions)('WHERE %s', (condition, rows) => {
    expect(writes(`UPDATE shop_order SET note = 'x' WHERE ${condition}`)).toMatchObject([{ rows }])
  })

  it('reaches not all rows where another table decides which', () => {
    expect(
      writes("UPDATE shop_order o SET note = 'x' FROM shop_item i WHERE i.order_id = o.id"),
    ).toMatchObject([{ rows: 'some' }])
    expect(writes("UPDATE shop_order o SET note = 'x' WHERE o.note IS NULL")).toMatchObject([
      { rows: { nullsOf: ['note'] } },
    ])
  })

  const values: [string, boolean][] = [
    ["'x'", false],
    ['NULL', true],
    ['NULL::text', true],
    ['DEFAULT', true],
    ['now()', false],
    ['CURRENT_TIMESTAMP', false],
    ['gen_random_uuid()', false],
    ['state', false],
    ['note', true],
    ["COALESCE(note, '')", false],
    ['COALESCE(note, other)', true],
    ['lower(state)', false],
    ['lower(note)', true],
    ["state || '-' || id", false],
    ['my_function(state)', true],
    ["CASE WHEN total_amount > 5 THEN 'many' ELSE 'few' END", false],
    ["CASE WHEN total_amount > 5 THEN 'many' END", true],
    ['(SELECT max(name) FROM other)', true],
    ['EXISTS (SELECT 1 FROM other)', false],
    ["data->>'note'", true],
    ['substring(state from 2)', true],
  ]
  it.each(values)('SET note = %s', (value, mayBeNull) => {
    expect(writes(`UPDATE shop_order SET note = ${value}`)).toMatchObject([{ mayBeNull }])
  })

  it('takes parameters for what is known of them', () => {
    const text = "UPDATE shop_order SET note = %s, state = %s WHERE state LIKE '%%x'"
    expect(writes(text, [false, undefined])).toEqual([
      { ...update, columns: ['note'], rows: 'some', mayBeNull: false },
      { ...update, columns: ['state'], rows: 'some', mayBeNull: true },
    ])
    expect(writes('UPDATE shop_order SET note = %(note)s', [])).toMatchObject([{ mayBeNull: true }])
  })

  it('of a table that the framework does not know is told by its name', () => {
    expect(writes("UPDATE other SET note = ''")).toMatchObject([{ table: 'other', columns: ['note'] }])
    expect(writes("UPDATE archive.shop_order SET note = ''")).toMatchObject([{ table: 'archive.shop_order' }])
  })
})

describe('other statements that write rows', () => {
  it('INSERT', () => {
    expect(writes("INSERT INTO shop_order (state, note) VALUES ('a', NULL)")).toEqual([
      { table: order.identity, kind: 'insert', columns: ['state', 'note'], rows: 'some', mayBeNull: true },
    ])
    expect(writes("INSERT INTO shop_order VALUES (1, 2, 'a', 'b')")).toMatchObject([
      { columns: 'all', mayBeNull: false },
    ])
    expect(writes('INSERT INTO shop_order (state) SELECT name FROM other')).toMatchObject([
      { mayBeNull: true },
    ])
    expect(
      writes("INSERT INTO shop_order (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET note = 'x'"),
    ).toMatchObject([{ kind: 'insert' }, { kind: 'update', columns: ['note'], rows: 'some' }])
  })

  it('DELETE and TRUNCATE', () => {
    expect(writes('DELETE FROM shop_order WHERE note IS NULL')).toMatchObject([
      { kind: 'delete', columns: [], rows: { nullsOf: ['note'] } },
    ])
    expect(writes('DELETE FROM shop_order USING other WHERE other.id = shop_order.id')).toMatchObject([
      { rows: 'some' },
    ])
    expect(writes('TRUNCATE shop_order, other')).toMatchObject([
      { table: order.identity, rows: 'all' },
      { table: 'other', rows: 'all' },
    ])
  })

  it('in a WITH', () => {
    const text = `WITH gone AS (DELETE FROM other RETURNING id)
      UPDATE shop_order SET note = 'x' FROM gone WHERE gone.id = shop_order.id`
    expect(writes(text)).toMatchObject([
      { table: 'other', kind: 'delete', rows: 'all' },
      { table: order.identity, kind: 'update', rows: 'some' },
    ])
  })
})

describe('a query', () => {
  it('writes nothing', () => {
    const { writes: none, effects, unfollowed } = readOne('SELECT count(*), max(note) FROM shop_order')
    expect([none, effects, unfollowed]).toEqual([[], [], []])
  })

  it('may do anything where it calls a function that is not known', () => {
    expect(readOne('SELECT refresh_totals()').unfollowed).toMatchObject([
      { cause: 'what the function `refresh_totals` does is not known' },
    ])
    expect(readOne("SELECT setval('shop_order_id_seq', 5)").unfollowed).toEqual([])
  })
})

describe('DO', () => {
  it('runs its statements, those in a branch perhaps', () => {
    const [one] = readSql(`DO $$ BEGIN
      UPDATE shop_order SET note = 'x';
      IF true THEN UPDATE shop_order SET state = 'x'; END IF;
      FOR i IN 1..3 LOOP DELETE FROM other; END LOOP;
    END $$`)
    expect(one).toMatchObject({
      effects: [],
      writes: [
        { columns: ['note'], rows: 'all', how: 'one statement' },
        { columns: ['state'], rows: 'some', how: 'one statement' },
        { kind: 'delete', rows: 'some', how: 'in batches' },
      ],
    })
  })

  it('is not sure to run what comes after a RETURN', () => {
    const [one] = readSql(`DO $$ BEGIN IF true THEN RETURN; END IF; UPDATE shop_order SET note = 'x'; END $$`)
    expect(one).toMatchObject({ writes: [{ rows: 'some' }] })
  })

  it('cannot be told where it puts SQL together, or is in another language', () => {
    expect(readOne("DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'x'; END $$").effects).toMatchObject([
      { kind: 'unknown', cause: '`EXECUTE` runs a text that is put together' },
    ])
    expect(readOne('DO LANGUAGE plpython3u $$ pass $$').effects).toMatchObject([{ kind: 'unknown' }])
  })
})
