import { describe, expect, it } from 'vitest'
import { createDjango } from '../../../src/frameworks/django/index.ts'
import type { MigrationGraph } from '../../../src/model/graph.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { textTree } from '../../support/text-tree.ts'

// What django/db/migrations/loader.py and graph.py (5.2; squashes of squashes: 6.0) make of small projects, for a
// database that has run nothing. What Django itself said of large ones is compared in loader-recorded.test.ts.

const parse = await loadParser()

/** A migration: what it depends on, as `app.name`, and more lines of its class. */
type Told = readonly [dependencies: string, body?: string]

function graphOf(
  migrations: Readonly<Record<string, Told>>,
  more: Readonly<Record<string, string>> = {},
): MigrationGraph {
  const pairs = (list: string) =>
    list
      .split(/\s+/)
      .filter(Boolean)
      .map((key) => `('${key.split('.')[0]}', '${key.split('.')[1]}')`)
      .join(', ')
  const files = Object.entries(migrations).flatMap(([id, [dependencies, body = '']]) => {
    const [app, name] = id.split('.') as [string, string]
    const lines = body.replace(/\{([^}]*)\}/g, (_, list: string) => `[${pairs(list)}]`)
    return [
      [`${app}/models.py`, ''],
      [`${app}/migrations/__init__.py`, ''],
      [
        `${app}/migrations/${name}.py`,
        `from django.conf import settings\nfrom django.db import migrations\n\nclass Migration(migrations.Migration):\n    dependencies = [${pairs(dependencies)}]\n    ${lines}\n`,
      ],
    ] as [string, string][]
  })
  const tree = textTree(new Map([...files, ...Object.entries(more)]))
  const django = createDjango(parse)
  return django.load(tree, django.discover(tree, {})[0]!, {}).graph
}

/** Every migration with what it comes after. */
const edges = (graph: MigrationGraph) =>
  Object.fromEntries(graph.ids.map((id) => [id, graph.parents(id).join(' ')]))

describe('edges', () => {
  it('are dependencies, inside of an app and across', () => {
    expect(edges(graphOf({ 'a.1': [''], 'a.2': ['a.1 b.1'], 'b.1': [''] }))).toEqual({
      'a.1': '',
      'a.2': 'a.1 b.1',
      'b.1': '',
    })
  })

  it('are run_before, turned round', () => {
    expect(edges(graphOf({ 'a.1': ['', 'run_before = {b.1}'], 'b.1': [''] }))).toEqual({
      'a.1': '',
      'b.1': 'a.1',
    })
  })

  it.each<[string, string, string]>([
    ['the root of another app', 'b.__first__', 'b.1'],
    ['the leaf of another app', 'b.__latest__', 'b.2'],
    ['nothing, in the own app', 'a.__first__', ''],
  ])('are symbolic: %s', (_, dependency, parent) => {
    const graph = graphOf({ 'a.1': [dependency], 'b.1': [''], 'b.2': ['b.1'] })
    expect(graph.parents('a.1').join(' ')).toBe(parent)
    expect(graph.missing).toEqual([])
  })

  it('are symbolic in run_before, but not for the own app', () => {
    const graph = graphOf({
      'a.1': [''],
      'a.2': ['a.1', 'run_before = {b.__first__ a.__first__}'],
      'b.1': [''],
    })
    expect(edges(graph)).toEqual({ 'a.1': '', 'a.2': 'a.1', 'b.1': 'a.2' })
  })

  it('are taken on trust where they leave the repository', () => {
    const graph = graphOf({ 'a.1': ['auth.0001_initial sites.__first__ taggit.__latest__'] })
    expect(edges(graph)).toEqual({ 'a.1': '' })
    expect(graph.missing).toEqual([])
  })

  it('are none where an app has no migrations yet', () => {
    const more = { 'b/models.py': '', 'b/migrations/__init__.py': '' }
    const graph = graphOf({ 'a.1': ['b.__first__'] }, more)
    expect(edges(graph)).toEqual({ 'a.1': '' })
    expect(graph.missing).toEqual([])
  })

  it('follow AUTH_USER_MODEL where the settings tell it', () => {
    const swappable = 'dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]'
    const settings = {
      'manage.py': 'DJANGO_SETTINGS_MODULE = "conf"',
      'conf.py': "AUTH_USER_MODEL = 'b.User'\n",
    }
    expect(edges(graphOf({ 'a.1': ['', swappable], 'b.1': [''] }, settings))).toEqual({
      'a.1': 'b.1',
      'b.1': '',
    })
    expect(edges(graphOf({ 'a.1': ['', swappable], 'b.1': [''] }))).toEqual({ 'a.1': '', 'b.1': '' })
  })
})

describe('what is missing', () => {
  it('is told with who names it and where', () => {
    const graph = graphOf({ 'a.1': [''], 'a.2': ['a.0 b.9'], 'b.1': [''] })
    expect(graph.missing).toMatchObject([
      { id: 'a.0', from: 'a.2', reference: { app: 'a', name: '0', place: { line: 5 } } },
      { id: 'b.9', from: 'a.2' },
    ])
    expect(graph.leafNodes('a')).toEqual(['a.1', 'a.2'])
  })

  it('is a child that run_before names', () => {
    expect(graphOf({ 'a.1': ['', 'run_before = {b.9}'], 'b.1': [''] }).missing).toMatchObject([
      { id: 'b.9', from: 'a.1' },
    ])
  })
})

describe('cycles', () => {
  it('are told from their smallest name', () => {
    const graph = graphOf({ 'a.1': ['b.2'], 'b.1': ['a.1'], 'b.2': ['b.1'], 'c.1': ['b.2'] })
    expect(graph.cycles()).toEqual([['a.1', 'b.2', 'b.1']])
    expect(graph.plan()).toEqual([])
  })

  it('may come of run_before, or of one migration alone', () => {
    expect(
      graphOf({ 'a.1': ['', 'run_before = {b.1}'], 'b.1': ['', 'run_before = {a.1}'] }).cycles(),
    ).toHaveLength(1)
    expect(graphOf({ 'a.1': ['a.1'] }).cycles()).toEqual([['a.1']])
  })
})

describe('a squash', () => {
  const chain: Record<string, Told> = { 'a.1': [''], 'a.2': ['a.1'], 'a.3': ['a.2'], 'b.1': ['a.2'] }
  const squash: Told = ['', 'replaces = {a.1 a.2}']

  it('stands in for what it replaces', () => {
    const graph = graphOf({ ...chain, 'a.1_2': squash })
    expect(edges(graph)).toEqual({ 'a.1_2': '', 'a.3': 'a.1_2', 'b.1': 'a.1_2' })
    expect(graph.leafNodes('a')).toEqual(['a.3'])
    expect(graph.missing).toEqual([])
  })

  it('takes over what its replaced migrations depend on', () => {
    const graph = graphOf({ ...chain, 'a.2': ['a.1 c.1'], 'c.1': [''], 'a.1_2': squash })
    expect(graph.parents('a.1_2')).toEqual(['c.1'])
  })

  it('stands for files that are gone', () => {
    const graph = graphOf({ 'a.1_2': squash, 'a.3': ['a.2'], 'b.1': ['a.2'] })
    expect(edges(graph)).toEqual({ 'a.1_2': '', 'a.3': 'a.1_2', 'b.1': 'a.1_2' })
    expect(graph.missing).toEqual([])
  })

  it('stands for some that are gone and some that are there', () => {
    const graph = graphOf({ 'a.2': ['a.1'], 'a.1_2': squash, 'a.3': ['a.2'] })
    expect(edges(graph)).toEqual({ 'a.1_2': '', 'a.3': 'a.1_2' })
    expect(graph.missing).toEqual([])
  })

  it('without `replaces` stands for nothing', () => {
    const graph = graphOf({ 'a.1_2': [''], 'a.3': ['a.2'] })
    expect(graph.missing).toMatchObject([{ id: 'a.2', from: 'a.3' }])
  })

  it('replaces migrations of other apps', () => {
    const graph = graphOf({
      'a.1': [''],
      'b.1': ['a.1'],
      'b.2': ['b.1'],
      'a.1_s': ['', 'replaces = {a.1 b.1}'],
    })
    expect(edges(graph)).toEqual({ 'a.1_s': '', 'b.2': 'a.1_s' })
  })

  it('replaces squashes, as Django 6.0 lets it', () => {
    const graph = graphOf({ ...chain, 'a.1_2': squash, 'a.1_3': ['', 'replaces = {a.1_2 a.3}'] })
    expect(edges(graph)).toEqual({ 'a.1_3': '', 'b.1': 'a.1_3' })
  })

  it('that replaces itself ends', () => {
    expect(edges(graphOf({ 'a.1': ['', 'replaces = {a.1}'], 'a.2': ['a.1'] }))).toEqual({
      'a.1': '',
      'a.2': 'a.1',
    })
  })

  it('is the node that `__first__` finds', () => {
    const graph = graphOf({ ...chain, 'a.1_2': squash, 'c.1': ['a.__first__'] })
    expect(graph.parents('c.1')).toEqual(['a.1_2'])
  })

  it('of which it is not known what it replaces leaves the app uncertain', () => {
    const graph = graphOf({ ...chain, 'a.1_2': ['', 'replaces = settings.REPLACED'] })
    expect(graph.isCertain('a')).toBe(false)
    expect(graph.isCertain('b')).toBe(true)
  })
})

describe('an app is uncertain', () => {
  it('where a dependency inside of it may be missing', () => {
    const graph = graphOf({
      'a.1': [''],
      'a.2': ['', 'dependencies = settings.DEPENDENCIES'],
      'b.1': ['a.1'],
    })
    expect(graph.isCertain('a')).toBe(false)
    expect(graph.isCertain('b')).toBe(true)
  })

  it('where a migration cannot be loaded', () => {
    const graph = graphOf({ 'a.1': [''] }, { 'a/migrations/2.py': 'x = (' })
    expect(graph.isCertain('a')).toBe(false)
  })

  it('not where the user model alone is unknown', () => {
    const swappable = 'dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]'
    expect(graphOf({ 'a.1': ['', swappable] }).isCertain('a')).toBe(true)
  })
})
