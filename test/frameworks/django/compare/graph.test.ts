import { describe, expect, it } from 'vitest'
import { compare, migration, told, type Files } from './edit.ts'

const chain = (names: readonly string[], more: Files = {}): Files => ({
  ...Object.fromEntries(names.map((name) => [`shop/migrations/${name}.py`, migration({})])),
  ...more,
})
const squash = (replaces: string) => migration({ body: `replaces = [${replaces}]`, dependencies: '' })
const depends = (on: string) => migration({ dependencies: on })

describe('dependencies', () => {
  it.each([
    [
      "('shop', '0001_initial')",
      "('shop', '0001_initial'), ('shop', '0001_other')",
      ['state: it now depends on `shop.0001_other`'],
    ],
    [
      "('shop', '0001_initial'), ('shop', '0001_other')",
      "('shop', '0001_initial')",
      ['state: it no longer depends on `shop.0001_other`'],
    ],
    [
      "('shop', '0001_initial'), ('auth', '0001_initial')",
      "('auth', '0001_initial'), ('shop', '0001_initial')",
      ['text: formatting, comments or code without any effect'],
    ],
    [
      "('auth', '0001_initial')",
      "('auth', '0012_long')",
      ['state: it now depends on `auth.0012_long`', 'state: it no longer depends on `auth.0001_initial`'],
    ],
    [
      "('auth', '__first__')",
      "('auth', '0001_initial')",
      ['state: it now depends on `auth.0001_initial`', 'state: it no longer depends on `auth.__first__`'],
    ],
    [
      "('shop', '0001_initial')",
      "['shop', '0001_initial']",
      ['text: formatting, comments or code without any effect'],
    ],
    [
      "('shop', '0001_initial')",
      "('shop', '0001_initial'), migrations.swappable_dependency(settings.AUTH_USER_MODEL)",
      ['state: it now depends on `AUTH_USER_MODEL`'],
    ],
  ])('[%s] -> [%s]', (before, after, lines) => {
    const found = told(compare(depends(before), depends(after), { before: chain(['0001_other']) }))
    expect(found).toEqual(lines)
  })

  it('on a migration that is new makes databases refuse to migrate', () => {
    const found = told(
      compare(depends("('shop', '0001_initial')"), depends("('shop', '0003_new')"), {
        before: {},
        after: chain(['0003_new']),
      }),
    )
    expect(found).toEqual([
      'graph: it now depends on `shop.0003_new`, which is new: a database that has run this migration already has not run that one, and refuses to migrate',
      'state: it no longer depends on `shop.0001_initial`',
    ])
  })

  it('that cannot be read prove nothing', () => {
    const found = told(compare(depends("('shop', '0001_initial')"), depends("('shop', settings.LAST)")))
    expect(found).toEqual([
      "state: it now depends on `('shop', settings.LAST)`",
      'state: it no longer depends on `shop.0001_initial`',
    ])
  })

  it('follows a renamed migration', () => {
    const before = chain(['0001_old'])
    const after = chain(['0001_new'])
    expect(
      told(compare(depends("('shop', '0001_old')"), depends("('shop', '0001_new')"), { before, after })),
    ).toEqual(['state: it now depends on `shop.0001_new`', 'state: it no longer depends on `shop.0001_old`'])
  })

  it('on a new squash of what databases have run is not new to them', () => {
    const after = chain([], { 'shop/migrations/0001_squashed.py': squash("('shop', '0001_initial')") })
    const found = told(compare(depends(''), depends("('shop', '0001_squashed')"), { before: {}, after }))
    expect(found).toEqual(['state: it now depends on `shop.0001_squashed`'])
  })

  it('run_before is told in its own words', () => {
    const before = (other: string) => migration({ body: `run_before = [${other}]` })
    expect(told(compare(before(''), before("('auth', '0001_initial')")))).toEqual([
      'state: it now runs before `auth.0001_initial`',
    ])
    expect(told(compare(before("('auth', '0001_initial')"), before('')))).toEqual([
      'state: it no longer runs before `auth.0001_initial`',
    ])
  })
})

// "Squashing migrations" in Django's documentation (topics/migrations): delete what is replaced, let others depend on
// the squash, remove `replaces`.
describe('finishing a squash', () => {
  const replaced = chain(['0001_a', '0001_b'])
  const replacing = "('shop', '0001_a'), ('shop', '0001_b')"
  const squashed = { 'shop/migrations/0001_squashed.py': squash(replacing) }

  it('lets others depend on the squash, while the replaced files are there', () => {
    const both = { ...replaced, ...squashed }
    const found = told(
      compare(depends("('shop', '0001_b')"), depends("('shop', '0001_squashed')"), { before: both }),
    )
    expect(found).toEqual(['prescribed: it depends on `shop.0001_squashed` in place of `shop.0001_b`'])
  })

  it('lets others depend on the squash, as the replaced files go', () => {
    const beside = { before: { ...replaced, ...squashed }, after: squashed }
    expect(
      told(compare(depends("('shop', '0001_b')"), depends("('shop', '0001_squashed')"), beside)),
    ).toEqual(['prescribed: it depends on `shop.0001_squashed` in place of `shop.0001_b`'])
  })

  it('does all three steps at once', () => {
    const beside = {
      before: { ...replaced, ...squashed },
      after: { 'shop/migrations/0001_squashed.py': squash('') },
    }
    expect(
      told(compare(depends("('shop', '0001_b')"), depends("('shop', '0001_squashed')"), beside)),
    ).toEqual(['prescribed: it depends on `shop.0001_squashed` in place of `shop.0001_b`'])
  })

  it('takes several dependencies into one', () => {
    const before = "('shop', '0001_a'), ('shop', '0001_b')"
    const found = told(
      compare(depends(before), depends("('shop', '0001_squashed')"), {
        before: { ...replaced, ...squashed },
      }),
    )
    expect(found).toEqual([
      'prescribed: it depends on `shop.0001_squashed` in place of `shop.0001_a` and `shop.0001_b`',
    ])
  })

  it('drops a dependency that the squash stands for', () => {
    const before = "('shop', '0001_a'), ('shop', '0001_squashed')"
    const found = told(
      compare(depends(before), depends("('shop', '0001_squashed')"), {
        before: { ...replaced, ...squashed },
      }),
    )
    expect(found).toEqual(['prescribed: it no longer depends on `shop.0001_a`'])
  })

  it('goes back to what is replaced', () => {
    const both = { ...replaced, ...squashed }
    expect(
      told(compare(depends("('shop', '0001_squashed')"), depends("('shop', '0001_b')"), { before: both })),
    ).toEqual(['prescribed: it depends on `shop.0001_b` in place of `shop.0001_squashed`'])
  })

  const replacesIn = (list: string) => migration({ body: list && `replaces = [${list}]` })

  it('removes `replaces` once the replaced files are gone', () => {
    expect(told(compare(replacesIn(replacing), replacesIn(''), { before: replaced, after: {} }))).toEqual([
      'prescribed: it no longer replaces the migrations that are gone',
    ])
    expect(told(compare(replacesIn(replacing), replacesIn(''), { before: {}, after: {} }))).toEqual([
      'prescribed: it no longer replaces the migrations that are gone',
    ])
  })

  it('does not remove `replaces` while a replaced file is there', () => {
    const after = chain(['0001_b'])
    expect(told(compare(replacesIn(replacing), replacesIn(''), { before: replaced, after }))).toEqual([
      'graph: it no longer replaces `shop.0001_b`, which is still there',
    ])
  })

  it('does not replace more than it did', () => {
    const found = told(compare(replacesIn("('shop', '0001_a')"), replacesIn(replacing), { before: replaced }))
    expect(found).toEqual(['graph: it now replaces `shop.0001_b`'])
  })

  it('reads the bytes that Python 2 wrote', () => {
    const found = told(
      compare(
        replacesIn(replacing.replaceAll("('", "(b'").replaceAll(", '", ", b'")),
        replacesIn(replacing),
        { before: replaced },
      ),
    )
    expect(found).toEqual(['text: formatting, comments or code without any effect'])
  })
})

describe('what a migration says of itself', () => {
  it.each([
    ['', 'initial = True', 'state: `initial` changed from `None` to `True`'],
    ['', 'atomic = False', 'state: `atomic` changed from `True` to `False`'],
    ['', 'atomic = True', 'text: formatting, comments or code without any effect'],
    ['', 'replaces = []', 'text: formatting, comments or code without any effect'],
    ['', 'safe = third.after_deploy()', 'text: `safe` of the migration is now `third.after_deploy()`'],
    ['initial: bool = True', 'initial = True', 'text: formatting, comments or code without any effect'],
  ])('%j -> %j', (before, after, line) => {
    const source = (body: string) => migration({ top: 'import third', body })
    expect(told(compare(source(before), source(after)))).toEqual([line])
  })
})

describe('the text of a file', () => {
  const operations = "migrations.AddField('book', 'title', models.CharField(max_length=1, null=True)),"
  const source = migration({ operations })

  it('is the same where the bytes are', () => {
    expect(told(compare(source, source))).toEqual(['same'])
  })

  it.each<[string, (text: string) => string]>([
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['comments', (text) => `# Generated by Django 5.2\n\n${text}`],
    ['a coding line', (text) => `# -*- coding: utf-8 -*-\nfrom __future__ import unicode_literals\n${text}`],
    ['quotes', (text) => text.replaceAll("'", '"')],
    ['wrapping', (text) => text.replace("'title', ", "'title',\n    ")],
    ['trailing commas', (text) => text.replace('null=True)', 'null=True,)')],
    ['tabs', (text) => text.replaceAll('    ', '\t')],
    ['a docstring', (text) => text.replace('class Migration', '"""Books."""\n\nclass Migration')],
    ['a docstring of the class', (text) => text.replace('Migration):\n', 'Migration):\n    """Books."""\n')],
    ['annotations', (text) => text.replace('operations = ', 'operations: list[Operation] = ')],
    ['an unused import', (text) => text.replace('import django', 'import os\nimport django')],
    ['the order of imports', (text) => text.replace(/(from django.conf.*\n)(from django.db.*\n)/, '$2$1')],
    [
      'imports on a line each',
      (text) => text.replace('import migrations, models', 'import migrations\nfrom django.db import models'),
    ],
    [
      'imports by another name',
      (text) =>
        text
          .replace('import migrations, models', 'import migrations as m, models')
          .replaceAll('migrations.', 'm.'),
    ],
    [
      'classes that are imported',
      (text) =>
        text
          .replace('import django.', 'from django.db.migrations import AddField\nimport django.')
          .replace('migrations.AddField', 'AddField'),
    ],
    [
      'fields that are imported',
      (text) =>
        text
          .replace('import django.', 'from django.db.models import CharField\nimport django.')
          .replace('models.CharField', 'CharField'),
    ],
    ['noqa', (text) => text.replace('null=True)),', 'null=True)),  # noqa: E501')],
    ['a final newline', (text) => text.trimEnd()],
  ])('may change: %s', (_, edited) => {
    expect(told(compare(source, edited(source)))).toEqual([
      'text: formatting, comments or code without any effect',
    ])
  })
})
