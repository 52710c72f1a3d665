import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lostBefore4 } from '../../../conformance/schema/known.ts'
import { differences, planFor, type Recorded } from '../../../conformance/schema/agreement.ts'

type Recording = Record<'postgresql' | 'sqlite', Record<string, Recorded>>

/** What the catalogues of PostgreSQL 15 and SQLite held after each migration that Django ran. */
const recording = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../conformance/recorded/schema.json`, 'utf8'),
) as Recording

test.each(Object.entries(recording.postgresql))(
  'tables, columns, indexes and constraints are those of PostgreSQL (Django %s)',
  async (version, recorded) => {
    const found = differences(await planFor(version, 'postgresql'), recorded)
    expect(found.filter((text) => !lostBefore4(version, text))).toEqual([])
  },
)

test.each(Object.entries(recording.sqlite))(
  'tables and columns are those of SQLite (Django %s)',
  async (version, recorded) => {
    expect(differences(await planFor(version, 'sqlite'), recorded, 'columns')).toEqual([])
  },
)
