import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Description } from '../../../../src/frameworks/django/library/description.ts'
import { describedPackage, packages } from '../../../../src/frameworks/django/library/described-packages.ts'
import { libraryFor } from '../../../../src/frameworks/django/library/library-for.ts'
import type { Json, LibraryCall } from '../../../../src/frameworks/django/library/library.ts'
import { allowedBy } from '../../../../src/frameworks/django/version/specifiers.ts'

const library = libraryFor(() => undefined)

describe('what comes with the tool', () => {
  test('contrib models, by any path that they are imported from', () => {
    const user = library.classAt('django.contrib.auth.models.AbstractUser')!
    expect(user.bases).toEqual([
      'django.contrib.auth.base_user.AbstractBaseUser',
      'django.contrib.auth.models.PermissionsMixin',
      'django.db.models.Model',
    ])
    expect(user.model).toMatchObject({ abstract: true, options: { verbose_name: 'user' } })
    expect(user.model!.fields.map(([name]) => name)).toEqual([
      'username',
      'first_name',
      'last_name',
      'email',
      'is_staff',
      'is_active',
      'date_joined',
    ])
    expect(user.model!.managers).toEqual([['objects', 'django.contrib.auth.models.UserManager', [], {}]])
    const base = library.classAt('django.contrib.auth.models.AbstractBaseUser')!
    expect(base).toBe(library.classAt('django.contrib.auth.base_user.AbstractBaseUser'))
    expect(base.path).toBe('django.contrib.auth.base_user.AbstractBaseUser')
  })

  test('models that are not abstract, and managers', () => {
    expect(library.classAt('django.contrib.contenttypes.models.ContentType')?.model).toMatchObject({
      abstract: false,
      app: 'contenttypes',
      options: { unique_together: [['app_label', 'model']] },
    })
    expect(library.classAt('django.contrib.sites.managers.CurrentSiteManager')?.useInMigrations).toBe(true)
    expect(library.classAt('django.contrib.auth.models.BaseUserManager')?.useInMigrations).toBe(false)
  })

  test('fields of libraries', () => {
    const field = (path: string) => library.classAt(path)?.field
    expect(field('django_extensions.db.fields.CreationDateTimeField')?.defaults).toEqual({
      auto_now_add: true,
    })
    expect(field('django_countries.fields.CountryField')).toMatchObject({
      defaults: { max_length: 2 },
      removed: ['choices'],
    })
    expect(field('mptt.fields.TreeForeignKey')).toEqual({})
    expect(field('djmoney.models.fields.MoneyField')!.adds![0]!.field[0]).toBe('{name}_currency')
  })

  test('what a metaclass adds', () => {
    const { adds } = library.classAt('mptt.models.MPTTModel')!.model!
    expect(adds!.map(({ field, given }) => [field[0], given])).toEqual([
      ['lft', ['MPTTMeta', 'left_attr']],
      ['rght', ['MPTTMeta', 'right_attr']],
      ['tree_id', ['MPTTMeta', 'tree_id_attr']],
      ['level', ['MPTTMeta', 'level_attr']],
    ])
  })

  test.each([
    'django.db.models.CharField',
    'unheard.of.Thing',
    'plain',
    '',
    'constructor.x',
    '../data/django.x',
  ])('nothing is known of %j', (path) => {
    expect(library.classAt(path)).toBeUndefined()
  })
})

describe('versions', () => {
  const description: Description = {
    distribution: 'some-tags',
    versions: '>=2,<4',
    classes: {
      'tags.Tag': { bases: ['django.db.models.Model'], model: { abstract: true } },
      'tags.Field': [
        { bases: ['django.db.models.Field'], field: { defaults: { max_length: 50 } }, versions: '<3' },
        {
          bases: ['django.db.models.Field'],
          field: { defaults: { max_length: 90 } },
          versions: '>=3,<3.5 || >=3.6',
        },
      ],
    },
  }
  const at = (version: string | undefined) =>
    libraryFor(
      (name) => (name === 'some-tags' ? version : undefined),
      [],
      (name) => (name === 'tags' ? description : undefined),
    )

  test.each([
    ['2.0', 50],
    ['2.9.1', 50],
    ['3.0rc1', 90],
    ['3.4', 90],
    ['1.9', undefined],
    ['4.0', undefined],
    [undefined, 90],
    // Of a range, the newest release that is described: what pip installs.
    ['>=2.6', 90],
    ['>=2.6,<3', 50],
    ['~=2.6', 50],
    ['>=2.6,<3.5', 90],
    ['>=1,<2 || >=3.1,<3.2', 90],
    ['>=1', 90],
    ['<2', undefined],
    ['>=4', undefined],
    ['2.*', 50],
    ['not a version', 90],
  ])('%s', (version, length) => {
    expect(at(version).classAt('tags.Field')?.field?.defaults?.['max_length']).toBe(length)
    expect(at(version).classAt('tags.Tag') === undefined).toBe(length === undefined)
  })

  test.each(['3.5', '==3.5.*', '>=2.6,<3.5.2'])('nothing is said of 3.5, so neither of %s', (version) => {
    expect(at(version).classAt('tags.Field')).toBeUndefined()
    expect(at(version).classAt('tags.Tag')).toBeDefined()
  })

  test('what is left out of a description is empty', () => {
    expect(at('3').classAt('tags.Tag')).toEqual({
      path: 'tags.Tag',
      bases: ['django.db.models.Model'],
      model: { abstract: true, fields: [], options: {}, managers: [] },
    })
  })

  test('what a user describes comes first', () => {
    const own: Description = {
      classes: { 'mptt.models.MPTTModel': { bases: [] }, 'our.Base': { bases: [] } },
    }
    const mine = libraryFor(() => undefined, [own])
    expect(mine.classAt('mptt.models.MPTTModel')?.model).toBeUndefined()
    expect(mine.classAt('our.Base')).toEqual({ path: 'our.Base', bases: [] })
    expect(mine.classAt('mptt.fields.TreeForeignKey')).toBeDefined()
  })
})

describe('the files', () => {
  const data = join(import.meta.dirname, '../../../../src/frameworks/django/library/data')

  test('each is in the list, and the list holds no other', () => {
    expect(readdirSync(data).sort()).toEqual([...packages].map((name) => `${name}.json`).sort())
  })

  test.each([...packages])('%s', (name) => {
    const { versions, classes } = describedPackage(name)!
    if (versions !== undefined) expect(allowedBy(versions)).toBeDefined()
    expect(Object.keys(classes)).not.toEqual([])
    for (const [path, described] of Object.entries(classes)) {
      expect(path.startsWith(`${name}.`)).toBe(true)
      for (const cls of [described].flat()) {
        const calls = [...(cls.model?.fields ?? []), ...(cls.model?.managers ?? [])]
        for (const call of [...calls, ...(cls.field?.adds ?? []).map(({ field }) => field)]) checkCall(call)
        for (const option of Object.values(cls.model?.options ?? {})) checkValue(option)
      }
    }
  })
})

function checkCall([name, path, args, keywords]: LibraryCall): void {
  expect(name).toMatch(/^[\w{}]+$/)
  expect(path).toMatch(/^[A-Za-z_][\w.]*\.[A-Za-z_]\w*$/)
  for (const value of [...args, ...Object.values(keywords)]) checkValue(value)
}

/** A value is written in one of the forms that library.ts names; a dict has none of their keys. */
function checkValue(value: Json): void {
  if (value === null || typeof value !== 'object') return
  if (Array.isArray(value)) {
    for (const inner of value) checkValue(inner as Json)
    return
  }
  const { call, tuple, set, name, unknown, ...rest } = value as Readonly<Record<string, Json>>
  const forms = [call, tuple, set, name, unknown].filter((form) => form !== undefined)
  expect(forms.length).toBeLessThanOrEqual(1)
  if (forms.length === 1) expect(rest).toEqual({})
  for (const inner of [tuple, set]) if (inner !== undefined) expect(Array.isArray(inner)).toBe(true)
  if (call !== undefined) {
    const [path, args, keywords, ...more] = call as [string, Json[], Record<string, Json>, ...Json[]]
    expect([typeof path, more]).toEqual(['string', []])
    for (const inner of [...args, ...Object.values(keywords)]) checkValue(inner)
  } else for (const inner of [...forms, ...Object.values(rest)]) checkValue(inner)
}
