import { expect, test } from 'vitest'
import * as v from 'valibot'
import { appliedJson } from '../../src/report/applied-json.ts'
import { appliedPretty } from '../../src/report/applied-pretty.ts'
import { appliedSchema } from '../../src/report/applied-schema.ts'
import type { AppliedComparison } from '../../src/model/applied.ts'
import { shop } from '../support/django-files.ts'
import { makeRepository } from '../support/git-repository.ts'
import { run } from './run.ts'

function repository() {
  const made = makeRepository()
  made.commit('Start the shop', shop(100))
  return made
}

test('without a URL it says where one may stand', async () => {
  const { code, err } = await run(['applied'], repository())
  expect(code).toBe(2)
  expect(err).toContain('environment variable DATABASE_URL')
})

test('a variable is read, by its own name or the usual one, and its URL is not repeated', async () => {
  const url = 'oracle://shop:hunter2@db/shop'
  for (const [argv, name] of [
    [['applied'], 'DATABASE_URL'],
    [['applied', '--database-url=env:STAGING'], 'STAGING'],
  ] as const) {
    const { code, out, err } = await run(argv, repository(), { env: { [name]: url } })
    expect(code).toBe(2)
    expect(err).toContain('of no kind that is known')
    expect(out + err).not.toContain('hunter2')
  }
})

test('a file that is not there', async () => {
  const { code, err } = await run(['applied', '--database-url=sqlite:///none.sqlite3'], repository())
  expect(code).toBe(3)
  expect(err).toContain('There is no file')
})

const hostile = '\u001b[31m::error::x'
const compared: AppliedComparison = {
  ...{
    hasTable: true,
    migrations: 2,
    applied: 1,
    otherRows: 3,
    pending: [],
    notes: [hostile],
    unreadable: [],
  },
  problems: [
    { kind: 'missing file', migration: `shop.${hostile}`, path: undefined, message: hostile, help: hostile },
  ],
}

test('what a database holds is no escape sequence and no command', () => {
  const options = { database: hostile, width: 80, colour: false }
  for (const text of [appliedPretty(compared, options), appliedJson(compared, options)]) {
    expect(text).not.toContain('\u001b')
    expect(text).not.toMatch(/^\s*::/m)
  }
})

test('the JSON is as its schema says', () => {
  const output = v.parse(
    appliedSchema,
    JSON.parse(appliedJson(compared, { database: '', width: 80, colour: false })),
  )
  expect(output).toMatchObject({ applied: 1, otherRows: 3, problems: [{ kind: 'missing file', path: null }] })
})
