import { expect, test } from 'vitest'
import { replayed } from './replaying.ts'

test('a model with its fields', () => {
  const { state, invalid } = replayed(
    "migrations.CreateModel('Book', [('id', models.AutoField(primary_key=True)), ('title', models.TextField())])",
    "migrations.RenameField('book', 'title', 'name')",
  )
  expect(invalid).toEqual([])
  expect([...state.models.get('shop.book')!.fields.keys()]).toEqual(['id', 'name'])
  expect(state.doubts.size).toBe(0)
})
