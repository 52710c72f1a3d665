import { expect, test } from 'vitest'
import { detectChanges } from '../../../../src/frameworks/django/autodetector/detect-changes.ts'
import { toDrift } from '../../../../src/frameworks/django/autodetector/drift.ts'
import { fileStart } from '../../../../src/model/place.ts'
import { contextOf, stateOf, type Operations } from './states.ts'

const id = "('id', models.AutoField(primary_key=True))"

/** The messages about an app `blog` of which the migrations and the models say these operations. */
function messages(from: readonly string[], to: readonly string[]): readonly string[] {
  const [migrations, models]: Operations[] = [{ blog: from }, { blog: to }]
  const changes = detectChanges(stateOf(migrations!, [5, 2]), stateOf(models!, [5, 2]), contextOf([5, 2]), {
    apps: new Set(['blog']),
  })
  return toDrift(changes, ({ path }) => fileStart(path)).differences.map(({ message }) => message)
}

const post = (fields: string, options = '{}') =>
  `migrations.CreateModel('Post', [${id}${fields && `, ${fields}`}], options=${options})`
const title = (rest: string) => `('title', models.CharField(${rest}))`

test.each<[string, string, string, string]>([
  [
    '',
    'max_length=100',
    'max_length=200',
    '`blog.Post.title` has `max_length=200` in the models; the migrations leave it at `100`',
  ],
  [
    '',
    'max_length=1',
    'max_length=1, null=True',
    '`blog.Post.title` has `null=True` in the models; the migrations do not set it',
  ],
  [
    '',
    'max_length=1, null=True',
    'max_length=1',
    '`blog.Post.title` has no `null` in the models; the migrations leave it at `True`',
  ],
  [
    'several',
    'max_length=1, null=True',
    "max_length=2, default='x'",
    "`blog.Post.title` differs from what the migrations say: `max_length=2` (was `1`), no `null` (was `True`), `default='x'` (was not set)",
  ],
  [
    'long choices',
    "max_length=9, choices=[('draft', 'Draft'), ('published', 'Published'), ('gone', 'Gone')]",
    "max_length=9, choices=[('draft', 'Draft'), ('published', 'Published'), ('archived', 'Archived')]",
    "`blog.Post.title` has other `choices` in the models than in the migrations: + `('archived', 'Archived')`, - `('gone', 'Gone')`",
  ],
])('an altered field: %s %s to %s', (_name, from, to, message) => {
  expect(messages([post(title(from))], [post(title(to))])).toEqual([message])
})

test('a field of another class', () => {
  expect(
    messages(
      [post(title('max_length=1'))],
      [post("('title', models.CharField(max_length=1)), ('n', models.IntegerField())")],
    ),
  ).toEqual(['`blog.Post.n` has no migration that adds it'])
  expect(messages([post("('n', models.IntegerField())")], [post("('n', models.BigIntegerField())")])).toEqual(
    ['`blog.Post.n` is `BigIntegerField` in the models and `IntegerField` in the migrations'],
  )
})

test('models and fields that are new, gone, or called otherwise', () => {
  expect(messages([], [post('')])).toEqual(['`blog.Post` has no migration that creates it'])
  expect(messages([post('')], [])).toEqual([
    '`blog.Post` is gone from the models, but no migration deletes it',
  ])
  expect(messages([post(title('max_length=1'))], [post("('name', models.CharField(max_length=1))")])).toEqual(
    [
      '`blog.Post.title` is gone from the models, but no migration removes it',
      '`blog.Post.name` has no migration that adds it, unless it is what `title` was: then it is a rename that is missing',
    ],
  )
})

test('options', () => {
  expect(messages([post('', "{'verbose_name': 'x'}")], [post('', "{'ordering': ['-id']}")])).toEqual([
    "`blog.Post` (Meta): `ordering` is `['-id']` in the models, not set in the migrations; `verbose_name` is not set in the models, `'x'` in the migrations",
  ])
})

test('indexes and constraints', () => {
  const index = (name: string) => `migrations.AddIndex('post', models.Index(fields=['id'], name='${name}'))`
  const unique = (rest: string) =>
    `migrations.AddConstraint('post', models.UniqueConstraint(fields=('id',), name='one'${rest}))`
  expect(messages([post(''), index('a')], [post(''), index('b')])).toEqual([
    'the index `a` of `blog.Post` is called `b` in the models, but no migration renames it',
  ])
  expect(messages([post('')], [post(''), unique('')])).toEqual([
    'the constraint `one` of `blog.Post` has no migration that adds it',
  ])
  expect(messages([post(''), unique('')], [post(''), unique(", violation_error_message='no'")])).toEqual([
    "the constraint `one` of `blog.Post` has `violation_error_message='no'` in the models; the migrations do not set it",
  ])
})
