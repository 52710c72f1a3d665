import { expect, test } from 'vitest'
import { withIndexOf, withoutLeftOver } from '../../src/model/schema/foreign-key-index.ts'
import type { Constraint, Index } from '../../src/model/schema/effect.ts'

const key: Constraint = { kind: 'foreign key', name: 'fk', columns: ['a', 'b'] }
const over = (name: string, ...columns: string[]): Index => ({ name, columns, isUnique: false })
const left: Index = { name: 'fk', columns: ['a', 'b'], isUnique: false, isLeftOver: true }

test('the index of a foreign key stays, where the key had one of its own', () => {
  expect(withIndexOf(key, [over('i', 'b', 'a')], [key])).toEqual([over('i', 'b', 'a'), left])
  expect(withIndexOf(key, [over('i', 'a', 'b', 'c')], [key])).toEqual([over('i', 'a', 'b', 'c')])
  expect(withIndexOf(key, [], [key, { ...key, kind: 'primary key', name: 'PRIMARY' }])).toEqual([])
  expect(withIndexOf({ ...key, kind: 'check' }, [], [])).toEqual([])
})

test('it goes where another one does as much', () => {
  expect(withoutLeftOver([left], over('i', 'a', 'b', 'c'))).toEqual([])
  expect(withoutLeftOver([left], over('i', 'a'))).toEqual([left])
  expect(withoutLeftOver([over('j', 'a')], over('i', 'a'))).toEqual([over('j', 'a')])
})
