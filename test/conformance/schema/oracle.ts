import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { virtualEnvironment } from '../environment.ts'
import type { Server } from '../postgres/server.ts'
import { project, type Recorded } from './agreement.ts'

/** What Django's migrations of the project leave in a database. A server's database has to be empty. */
export function askDjango(version: string, server?: Server): Recorded {
  const python = virtualEnvironment(`schema-${version}`, [`Django==${version}`, 'psycopg2-binary'])
  const database = server
    ? {
        ENGINE: 'django.db.backends.postgresql',
        NAME: `shop${version}`,
        HOST: server.host,
        USER: server.user,
      }
    : { ENGINE: 'django.db.backends.sqlite3', NAME: ':memory:' }
  if (server) {
    const create = `import psycopg2; c = psycopg2.connect(host=${JSON.stringify(server.host)}, user=${JSON.stringify(server.user)}, dbname="postgres"); c.autocommit = True; c.cursor().execute('CREATE DATABASE "shop${version}"')`
    execFileSync(python, ['-c', create])
  }
  const script = resolve('test/conformance/schema/schema_oracle.py')
  const answer = execFileSync(python, ['-B', script, project, JSON.stringify(database)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  const { migrations } = JSON.parse(answer) as { migrations: Recorded }
  return migrations.map(({ name, tables }) => ({
    name,
    // SQLite gives no names to what is written beside a column.
    tables: server
      ? tables
      : Object.fromEntries(Object.entries(tables).map(([table, { columns }]) => [table, { columns }])),
  }))
}
