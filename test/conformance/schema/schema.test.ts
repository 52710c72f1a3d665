import { afterAll, expect, test } from 'vitest'
import { djangoVersions } from '../environment.ts'
import { serverPrograms, startServer } from '../postgres/server.ts'
import { differences, planFor } from './agreement.ts'
import { askDjango } from './oracle.ts'
import { lostBefore4 } from './known.ts'

test.each(djangoVersions)('Django %s makes the tables and columns of SQLite that we say', async (version) => {
  expect(differences(await planFor(version, 'sqlite'), askDjango(version), 'columns')).toEqual([])
})

const programs = serverPrograms()
const server = programs === undefined ? undefined : await startServer(programs)
afterAll(() => server?.stop())

test.skipIf(!server).each(djangoVersions)(
  'Django %s makes the tables, columns, indexes and constraints of PostgreSQL that we say',
  async (version) => {
    const found = differences(await planFor(version, 'postgresql'), askDjango(version, server))
    expect(found.filter((text) => !lostBefore4(version, text))).toEqual([])
  },
)
