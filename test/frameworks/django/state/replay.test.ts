import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../../../src/frameworks/django/values/source.ts'
import type { ModelState } from '../../../../src/frameworks/django/state/model-state.ts'
import { replayed } from './replaying.ts'

const book = `migrations.CreateModel('Book', [
  ('id', models.AutoField(primary_key=True)), ('title', models.TextField(default='x')), ('year', models.IntegerField())],
  options={'ordering': ['title'], 'unique_together': {('title', 'year')}, 'indexes': [models.Index(fields=['year'], name='by_year')]})`
const page =
  "migrations.CreateModel('Page', [('book', models.ForeignKey('shop.Book', models.CASCADE, to_field='title'))], bases=('shop.book',))"

/** A model in short: its fields, options and names of indexes and constraints. */
function shown(model: ModelState | undefined) {
  return (
    model && {
      name: model.name,
      fields: [...model.fields.keys()],
      options: Object.fromEntries([...model.options].map(([key, value]) => [key, sourceOf(value)])),
      names: [...model.indexes, ...model.constraints].map(({ name }) => name),
    }
  )
}

const asMade = {
  name: 'Book',
  fields: ['id', 'title', 'year'],
  options: { ordering: "['title']", unique_together: "{('title', 'year')}" },
  names: ['by_year'],
}

describe('an operation moves the state as in Django', () => {
  test.each<[string, string, object]>([
    ['nothing more', '', {}],
    [
      'AddField',
      "migrations.AddField('book', 'isbn', models.TextField())",
      { fields: ['id', 'title', 'year', 'isbn'] },
    ],
    ['RemoveField', "migrations.RemoveField('BOOK', 'year')", { fields: ['id', 'title'] }],
    [
      'RenameField',
      "migrations.RenameField('book', 'title', 'name')",
      {
        fields: ['id', 'year', 'name'],
        options: { ordering: "['title']", unique_together: "{('name', 'year')}" },
      },
    ],
    [
      'AlterModelTable',
      "migrations.AlterModelTable('book', 'books')",
      { options: { ...asMade.options, db_table: "'books'" } },
    ],
    [
      'AlterUniqueTogether',
      "migrations.AlterUniqueTogether('book', [])",
      { options: { ordering: "['title']", unique_together: '[]' } },
    ],
    [
      'AlterUniqueTogether of one combination',
      "migrations.AlterUniqueTogether('book', ['year', 'id'])",
      { options: { ordering: "['title']", unique_together: "{('year', 'id')}" } },
    ],
    [
      'AlterOrderWithRespectTo',
      "migrations.AlterOrderWithRespectTo('book', 'year')",
      { options: { ...asMade.options, order_with_respect_to: "'year'" } },
    ],
    [
      'AlterModelOptions, which takes away what it does not give',
      "migrations.AlterModelOptions('book', {'verbose_name': 'B'})",
      { options: { unique_together: asMade.options.unique_together, verbose_name: "'B'" } },
    ],
    [
      'AddIndex',
      "migrations.AddIndex('book', models.Index(fields=['id'], name='a'))",
      { names: ['by_year', 'a'] },
    ],
    [
      'AddIndexConcurrently',
      "postgres.AddIndexConcurrently('book', models.Index(fields=['id'], name='a'))",
      { names: ['by_year', 'a'] },
    ],
    ['RemoveIndex', "migrations.RemoveIndex('book', 'by_year')", { names: [] }],
    ['RenameIndex', "migrations.RenameIndex('book', 'b', 'by_year')", { names: ['b'] }],
    [
      'RenameIndex out of index_together',
      "migrations.AlterIndexTogether('book', {('id', 'year')}), migrations.RenameIndex('book', 'b', old_fields=('id', 'year'))",
      { names: ['by_year', 'b'], options: { ...asMade.options, index_together: 'set()' } },
    ],
    [
      'AddConstraint and RemoveConstraint',
      "migrations.AddConstraint('book', models.UniqueConstraint(fields=['id'], name='u')), migrations.AddConstraint('book', models.UniqueConstraint(fields=['year'], name='v')), migrations.RemoveConstraint('book', 'u')",
      { names: ['by_year', 'v'] },
    ],
    [
      'RunPython, extensions and validation',
      "migrations.RunPython(third.code), postgres.TrigramExtension(), postgres.ValidateConstraint('book', 'x')",
      {},
    ],
    [
      'database_operations',
      "migrations.SeparateDatabaseAndState(database_operations=[migrations.DeleteModel('book')])",
      {},
    ],
    [
      'RunSQL(state_operations)',
      "migrations.RunSQL('', state_operations=[migrations.RemoveField('book', 'year')])",
      { fields: ['id', 'title'] },
    ],
  ])('%s', (_, operations, change) => {
    const { state, invalid } = replayed(book, operations)
    expect(invalid).toEqual([])
    expect([...state.doubts.values(), ...state.models.get('shop.book')!.doubts]).toEqual([])
    expect(shown(state.models.get('shop.book'))).toEqual({ ...asMade, ...change })
  })

  test('RenameModel: relations follow, bases do not', () => {
    const { state } = replayed(`${book}, ${page}`, "migrations.RenameModel('Book', 'Title')")
    expect([...state.models.keys()].sort()).toEqual(['shop.page', 'shop.title'])
    const field = state.models.get('shop.page')!.fields.get('book')!
    expect([field.relation?.to, sourceOf(field.keywords.get('to')!)]).toEqual(['shop.title', "'shop.title'"])
    expect(state.models.get('shop.page')!.bases).toEqual(['shop.book'])
  })

  test('RenameField: `to_field` of what points at it follows', () => {
    const { state } = replayed(`${book}, ${page}`, "migrations.RenameField('book', 'title', 'name')")
    const field = state.models.get('shop.page')!.fields.get('book')!
    expect(sourceOf(field.keywords.get('to_field')!)).toBe("'name'")
  })

  test('a default that is not preserved is dropped', () => {
    const alter = (more: string) =>
      replayed(book, `migrations.AlterField('book', 'title', models.TextField(default='y')${more})`)
    const keywords = ({ state }: ReturnType<typeof replayed>) => [
      ...state.models.get('shop.book')!.fields.get('title')!.keywords.keys(),
    ]
    expect(keywords(alter(''))).toEqual(['default'])
    expect(keywords(alter(', preserve_default=False'))).toEqual([])
  })
})

describe('what cannot be known is in doubt', () => {
  test('after an operation that may do anything to one model', () => {
    const { state, invalid } = replayed(
      book,
      "third.Change(model_name='book'), migrations.RemoveField('book', 'nothing')",
    )
    expect(state.models.get('shop.book')!.doubts.map(({ aspect }) => aspect)).toContain('existence')
    expect(invalid).toEqual([])
  })

  test('after one that may do anything to the app', () => {
    const { state, invalid } = replayed(book, "*third.OPERATIONS, migrations.RemoveField('page', 'nothing')")
    expect(state.doubts.get('shop')?.length).toBeGreaterThan(0)
    expect(invalid).toEqual([])
  })

  test('a field that is computed, until it is set again', () => {
    const unknown = replayed(book, "migrations.AlterField('book', 'title', third.FIELDS['x'])")
    expect(unknown.state.models.get('shop.book')!.doubts.map(({ name }) => name)).toEqual(['title'])
    const known = replayed(
      book,
      "migrations.AlterField('book', 'title', third.FIELDS['x'])",
      "migrations.AlterField('book', 'title', models.TextField())",
    )
    expect(known.state.models.get('shop.book')!.doubts).toEqual([])
  })

  test('operations of libraries that leave models alone are no reason', () => {
    const { state } = replayed(book, 'third.pgtrigger if False else migrations.RunPython(print)')
    expect(state.doubts.size).toBe(0)
  })
})

// What Django 3.2, 4.2 and 5.2 stop at, while they work out the state or on the database.
describe('an operation that cannot be applied', () => {
  test.each<[string, string | undefined]>([
    ["migrations.AddField('book', 'year', models.IntegerField())", 'existing field year in the database'],
    [
      "migrations.AddField('book', 'year', models.ManyToManyField('shop.Book', through='shop.Page'))",
      undefined,
    ],
    ["migrations.AddField('page', 'year', models.IntegerField())", 'missing model undefined in the state'],
    ["migrations.RemoveField('book', 'Year')", 'missing field Year in the state'],
    ["migrations.AlterField('book', 'no', models.TextField())", 'missing field no in the database'],
    ["migrations.RenameField('book', 'no', 'yes')", 'missing field no in the state'],
    ["migrations.RenameField('book', 'title', 'year')", 'existing field year in the database'],
    [book, 'existing model undefined in the database'],
    ["migrations.DeleteModel('page')", 'missing model undefined in the state'],
    ["migrations.RenameModel('page', 'sheet')", 'missing model undefined in the state'],
    ["migrations.AlterModelOptions('page', {})", 'missing model undefined in the state'],
    [
      "migrations.AddIndex('book', models.Index(fields=['id'], name='by_year'))",
      'existing index by_year in the database',
    ],
    ["migrations.RemoveIndex('book', 'no')", 'missing index no in the database'],
    ["migrations.RenameIndex('book', 'new', old_name='no')", 'missing index no in the database'],
    ["migrations.RemoveConstraint('book', 'no')", 'missing constraint no in the database'],
    [
      "migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveIndex('book', 'no')])",
      undefined,
    ],
    [
      "migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField('book', 'no')])",
      'missing field no in the state',
    ],
    [
      "migrations.AlterModelOptions('book', {'managed': False}), migrations.RemoveIndex('book', 'no')",
      undefined,
    ],
  ])('%s', (operation, expected) => {
    const { invalid } = replayed(book, operation)
    const said = invalid.map(({ problem, what, name, fails }) => `${problem} ${what} ${name} in the ${fails}`)
    expect(said).toEqual(expected === undefined ? [] : [expected])
  })
})

test('states on both sides of every operation', () => {
  const seen: string[] = []
  replayed.visiting(
    (step) => {
      const count = ({ models }: typeof step.before) => models.get('shop.book')?.fields.size ?? 0
      seen.push(`${step.migration.name} ${step.index}: ${count(step.before)} to ${count(step.after)}`)
    },
    book,
    "migrations.RemoveField('book', 'year'), migrations.DeleteModel('book')",
  )
  expect(seen).toEqual(['0001_step 0: 0 to 3', '0002_step 0: 3 to 2', '0002_step 1: 2 to 0'])
})
