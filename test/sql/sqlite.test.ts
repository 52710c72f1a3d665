import { expect, test } from 'vitest'
import { withColumnTypes } from '../../src/sql/sqlite/untyped-columns.ts'

test.each([
  [
    'CREATE TABLE "t" ("a" NOT NULL DEFAULT (2), "b" integer)',
    'CREATE TABLE "t" ("a" blob NOT NULL DEFAULT (2), "b" integer)',
  ],
  ['create temp table t (a, "b, c", d text)', 'create temp table t (a blob, "b, c" blob, d text)'],
  ['CREATE TABLE t (a integer, b)', 'CREATE TABLE t (a integer, b blob)'],
])('%s', (text, typed) => {
  expect(withColumnTypes(text)).toBe(typed)
})

test.each([
  'CREATE TABLE t (a varchar(20) NOT NULL, CONSTRAINT "u" UNIQUE ("a", "b"), PRIMARY KEY (a), CHECK (a IN (1, 2)))',
  `INSERT INTO t (a, b) VALUES ('(c, d)', 1)`,
  'CREATE TABLE t AS SELECT a, b FROM s',
])('%s stays', (text) => {
  expect(withColumnTypes(text)).toBe(text)
})
