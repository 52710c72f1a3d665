import { expect, test } from 'vitest'
import type { Changes } from '../../../../src/frameworks/django/autodetector/change.ts'
import { detectChanges } from '../../../../src/frameworks/django/autodetector/detect-changes.ts'
import type { Doubt } from '../../../../src/frameworks/django/state/doubt.ts'
import type { ProjectState } from '../../../../src/frameworks/django/state/model-state.ts'
import { contextOf, stateOf } from './states.ts'

const origin = { path: 'blog/models.py', start: 1, end: 2 }
const doubt = (aspect: Doubt['aspect'], name?: string): Doubt => ({
  aspect,
  ...(name !== undefined && { name }),
  cause: 'it cannot be read',
  origin,
})

/** A state of an app `blog` with one model, or none. */
function blog(fields: string | undefined, doubts: readonly Doubt[] = [], options = '{}'): ProjectState {
  const operations =
    fields === undefined
      ? []
      : [
          `migrations.CreateModel('Post', [('id', models.AutoField(primary_key=True)), ${fields}], options=${options})`,
        ]
  const state = stateOf({ blog: operations }, [5, 2], {}, 'from unknown import thing, things')
  const models = [...state.models].map(([key, model]) => [key, { ...model, doubts }] as const)
  return { ...state, models: new Map(models) }
}

const ofApp = (state: ProjectState, ...doubts: readonly Doubt[]) => ({
  ...state,
  doubts: new Map([['blog', doubts]]),
})

function detect(from: ProjectState, to: ProjectState): Changes {
  return detectChanges(from, to, contextOf([5, 2]), { apps: new Set(['blog']) })
}

const operations = ({ changes }: Changes) =>
  [...changes.values()]
    .flat()
    .map(({ operation, name }) => (name === undefined ? operation : `${operation} ${name}`))
const undetected = (found: Changes) =>
  found.undetected.map(({ model, name }) => [model, name].filter(Boolean).join('.'))

const title = "('title', models.CharField(max_length=1))"

test('a field that an unread base may bring is not removed', () => {
  const found = detect(blog(title), blog('', [doubt('fields')]))
  expect(operations(found)).toEqual([])
  expect(undetected(found)).toEqual(['Post.title', 'Post'])
  expect(found.fields).toEqual({ decided: 1, total: 2 })
  expect(found.models).toEqual({ decided: 0, total: 1 })
})

test('what is listed is compared beside an unread base', () => {
  const to = blog("('title', models.CharField(max_length=2))", [doubt('fields')])
  expect(operations(detect(blog(title), to))).toEqual(['AlterField title'])
})

test('a field that the migrations may have is not added', () => {
  expect(operations(detect(blog('', [doubt('fields')]), blog(title)))).toEqual([])
  expect(operations(detect(blog('', [doubt('fields', 'title')]), blog(title)))).toEqual([])
  expect(operations(detect(blog('', [doubt('fields', 'other')]), blog(title)))).toEqual(['AddField title'])
})

test('a model that may be there is not created or deleted', () => {
  for (const name of [undefined, 'post']) {
    expect(operations(detect(ofApp(blog(undefined), doubt('existence', name)), blog(title)))).toEqual([])
    expect(operations(detect(blog(title), ofApp(blog(undefined), doubt('existence', name))))).toEqual([])
  }
  const another = ofApp(blog(undefined), doubt('existence', 'comment'))
  expect(operations(detect(another, blog(title)))).toEqual(['CreateModel'])
})

test('nothing of a model in doubt is compared', () => {
  const found = detect(blog(title, [doubt('existence')]), blog(''))
  expect(operations(found)).toEqual([])
  expect(found.fields).toEqual({ decided: 0, total: 2 })
})

test('one attribute is proven to differ, another one cannot be told', () => {
  const from = blog("('title', models.CharField(max_length=1, help_text='x'))")
  const to = blog("('title', models.CharField(max_length=2, help_text=thing.text()))")
  const found = detect(from, to)
  const [change] = [...found.changes.values()].flat()
  expect(change?.changes.map(({ attribute }) => attribute)).toEqual(['max_length'])
  expect(undetected(found)).toEqual(['Post.title'])
  expect(found.fields).toEqual({ decided: 2, total: 2 })
})

test('an attribute that cannot be told leaves the field undecided', () => {
  const found = detect(blog(title), blog("('title', models.CharField(max_length=things[0]))"))
  expect(operations(found)).toEqual([])
  expect(undetected(found)).toEqual(['Post.title'])
  expect(found.fields).toEqual({ decided: 1, total: 2 })
})

test('a class of a library is equal to itself, as it is written', () => {
  const from = blog("('title', thing.Field(max_length=1))")
  expect(undetected(detect(from, blog("('title', thing.Field(max_length=1))")))).toEqual([])
  expect(operations(detect(from, blog("('title', thing.Field(max_length=2))")))).toEqual([])
  expect(undetected(detect(from, blog("('title', thing.Field(max_length=2))")))).toEqual(['Post.title'])
  expect(undetected(detect(from, blog(title)))).toEqual(['Post.title'])
})

test('an option that a base may set is not changed, one that is listed is', () => {
  const ordered = "{'ordering': ['id']}"
  expect(operations(detect(blog(title, [], ordered), blog(title, [doubt('options')])))).toEqual([])
  const other = blog(title, [doubt('options')], "{'ordering': ['-id']}")
  expect(operations(detect(blog(title, [], ordered), other))).toEqual(['AlterModelOptions'])
  expect(operations(detect(blog(title), blog(title, [doubt('options', 'verbose_name')], ordered)))).toEqual([
    'AlterModelOptions',
  ])
})

test('only the apps that are asked for are compared', () => {
  const { changes, models } = detectChanges(blog(undefined), blog(title), contextOf([5, 2]), {
    apps: new Set(['shop']),
  })
  expect(changes.size).toBe(0)
  expect(models.total).toBe(0)
})
