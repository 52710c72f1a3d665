import { expect, test } from 'vitest'
import { parseDatabaseUrl, titleOf } from '../../src/database/database-url.ts'

test('a server, with what a password needs written in another way', () => {
  const address = parseDatabaseUrl('postgres://shop:p%40ss@db.example.com:6432/orders?ssl-mode=require')
  expect(address).toEqual({
    system: 'postgresql',
    host: 'db.example.com',
    port: 6432,
    user: 'shop',
    password: 'p@ss',
    database: 'orders',
    parameters: new Map([['ssl_mode', 'require']]),
  })
  expect(titleOf(address)).toBe('the database orders of PostgreSQL on db.example.com')
})

test.each([
  ['postgresql+psycopg://h/n', 'postgresql'],
  ['postgis://h/n', 'postgresql'],
  ['mariadb://h/n', 'mysql'],
  ['mysql://h/n', 'mysql'],
])('%s is of %s', (url, system) => {
  expect(parseDatabaseUrl(url).system).toBe(system)
})

test('a socket in place of a host', () => {
  expect(parseDatabaseUrl('postgresql:///shop?host=/run/postgresql')).toMatchObject({ host: undefined })
  expect(parseDatabaseUrl('postgresql://%2Frun%2Fpostgresql/shop')).toMatchObject({ host: '/run/postgresql' })
})

test('a file, relative or absolute', () => {
  expect(parseDatabaseUrl('sqlite:///db.sqlite3')).toEqual({ system: 'sqlite', path: 'db.sqlite3' })
  expect(parseDatabaseUrl('sqlite:////var/db.sqlite3')).toEqual({ system: 'sqlite', path: '/var/db.sqlite3' })
})

test.each([
  'oracle://shop:hunter2@h/n',
  'postgres://shop:hunter2@h',
  'postgres://shop:hunter2#x@h/n',
  'postgres://shop:hunter2@h:port/n',
  'mysql://shop:%zzhunter2@h/n',
  'sqlite://hunter2',
  'sqlite:///:memory:',
  '__proto__://hunter2/x',
  'hunter2',
])('%s is refused, and nothing of it is repeated', (url) => {
  let message = ''
  try {
    parseDatabaseUrl(url)
  } catch (error) {
    message = (error as Error).message
  }
  expect(message).toMatch(/^The URL of the database /)
  expect(message).not.toContain('hunter2')
})
