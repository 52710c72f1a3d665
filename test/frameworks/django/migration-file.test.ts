import { describe, expect, it } from 'vitest'
import { createDjango } from '../../../src/frameworks/django/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import type { Project } from '../../../src/model/project.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { textTree } from '../../support/text-tree.ts'

const parse = await loadParser()

type Files = Readonly<Record<string, string>>

function load(files: Files): Project {
  const django = createDjango(parse)
  const plain = { 'shop/__init__.py': '', 'shop/models.py': '', 'shop/migrations/__init__.py': '' }
  const tree = textTree(new Map(Object.entries({ ...plain, ...files })))
  const [root] = django.discover(tree, {})
  return django.load(tree, root!, {})
}

const head = 'from django.conf import settings\nfrom django.db import migrations, models\n'

/** Reads a class body as that of `shop.0002_read`; `top` stands above the class. */
function read(body: string, { top = '', files = {} }: { top?: string; files?: Files } = {}): Migration {
  const source = `${head}${top}\nclass Migration(migrations.Migration):\n${body.replace(/^(?=.)/gm, '    ')}\n`
  return migrationOf(source, files)
}

function migrationOf(source: string, files: Files = {}): Migration {
  const project = load({ 'shop/migrations/0002_read.py': source, ...files })
  expect(project.problems).toEqual([])
  return project.migrations.get('shop.0002_read')!
}

/** Dependencies as `app.name`, `app.__first__`, the setting of a swappable one, or `?` and the reason. */
const keys = (dependencies: Migration['dependencies']) =>
  dependencies.map((dependency) => {
    if (dependency.kind === 'migration') return `${dependency.app}.${dependency.name}`
    if (dependency.kind === 'unresolved') return `? ${dependency.unresolved.reason}`
    const app = dependency.app ?? '?'
    return dependency.setting === undefined
      ? `${app}.__${dependency.which}__`
      : `${app} (${dependency.setting})`
  })

describe('dependencies', () => {
  it.each<[string, string[]]>([
    ["dependencies = [('a', '0001'), ('b', '0002')]", ['a.0001', 'b.0002']],
    ["dependencies = (('a', '0001'), ('b', '0002'))", ['a.0001', 'b.0002']],
    ["dependencies = (('a', '0001'),)", ['a.0001']],
    ["dependencies = [['a', '0001']]", ['a.0001']],
    ["dependencies = [('a', '0001')] + [('b', '0002')]", ['a.0001', 'b.0002']],
    ["dependencies = [('a', '0001')]\ndependencies += [('b', '0002')]", ['a.0001', 'b.0002']],
    ["dependencies = [('a', '0001')]\ndependencies.append(('b', '0002'))", ['a.0001', 'b.0002']],
    ["dependencies = [*BASE, ('b', '0002')]", ['a.0001', 'b.0002']],
    ['dependencies = BASE', ['a.0001']],
    ['dependencies = list(BASE)', ['a.0001']],
    ["dependencies = [('a', f'{1}_x')]", ['a.1_x']],
    ["dependencies = [('a', '000' '1')]", ['a.0001']],
    ["dependencies = [('a', name) for name in ('1', '2')]", ['a.1', 'a.2']],
    ["dependencies = [(app, '0001') for app in ['a', 'b']]", ['a.0001', 'b.0001']],
    ['dependencies: list = BASE', ['a.0001']],
    ["dependencies: list[tuple[str, str]] = [('a', '0001')]", ['a.0001']],
    ["dependencies = [('a', '__first__'), ('b', '__latest__')]", ['a.__first__', 'b.__latest__']],
    ['dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]', ['? (AUTH_USER_MODEL)']],
    ["dependencies = [migrations.swappable_dependency('a.User')]", ['a (a.User)']],
    ["dependencies = [migrations.migration.swappable_dependency('a.User')]", ['a (a.User)']],
    ['dependencies = []', []],
    ['', []],
    ["dependencies = [('a', '0001')] if True else []", ['a.0001']],
    ["dependencies = [('a', '0001')] if not False else []", ['a.0001']],
    ["if True:\n    dependencies = [('a', '0001')]", ['a.0001']],
    ["try:\n    dependencies = [('a', '0001')]\nexcept Exception:\n    dependencies = []", ['a.0001']],
    ["dependencies = [(b'a', b'0001')]", ['a.0001']],
  ])('%s', (body, expected) => {
    const migration = read(body, { top: "BASE = [('a', '0001')]" })
    expect(keys(migration.dependencies)).toEqual(expected)
    expect(migration.unresolved).toEqual([])
  })

  it.each<[string, string[]]>([
    [
      "dependencies = [('a', '0001'), settings.OTHER]",
      ['a.0001', '? it is not a pair of app label and name'],
    ],
    [
      "dependencies = [('a', '0001')] + settings.MORE",
      ['a.0001', '? what is added to the list is not known'],
    ],
    ["dependencies = [('a', settings.NAME)]", ['? it is not a pair of app label and name']],
    ["dependencies = ['a.0001']", ['? it is not a pair of app label and name']],
    ['dependencies = settings.DEPENDENCIES', ['? it is not a pair of app label and name']],
    [
      "dependencies = [('a', '0001')]\nif settings.X:\n    dependencies += [('b', '0002')]",
      ['a.0001', '? it depends on a condition that is not known'],
    ],
  ])('unresolved: %s', (body, expected) => {
    const migration = read(body)
    expect(keys(migration.dependencies)).toEqual(expected)
    expect(migration.unresolved).toHaveLength(1)
    expect(migration.unresolved[0]!.place.path).toBe('shop/migrations/0002_read.py')
  })

  it('know the app of AUTH_USER_MODEL from the settings', () => {
    const files = {
      'manage.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conf")\n',
      'conf.py': "AUTH_USER_MODEL = 'people.Person'\n",
    }
    const migration = read('dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]', {
      files,
    })
    expect(keys(migration.dependencies)).toEqual(['people (AUTH_USER_MODEL)'])
  })

  it('and run_before, and replaces', () => {
    const migration = read(
      "run_before = [('a', '0001'), ('b', '__first__')]\nreplaces = [('shop', '0001_x'), (b'shop', b'0002_y'), settings.Z]",
    )
    expect(keys(migration.runBefore)).toEqual(['a.0001', 'b.__first__'])
    expect(migration.replaces.map(({ app, name }) => `${app}.${name}`)).toEqual([
      'shop.0001_x',
      'shop.0002_y',
    ])
    expect(migration.unresolved).toHaveLength(1)
  })
})

describe('places', () => {
  const source = `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('shop', '0001_initial'),
        ('auth', '__first__'),
    ]

    operations = [
        migrations.AddField(
            'book', 'title', models.TextField(),
        ),
        migrations.RunSQL(''),
    ]
`
  const at = (line: number, column: number, endLine: number, endColumn: number) => ({
    path: 'shop/migrations/0002_read.py',
    line,
    column,
    endLine,
    endColumn,
  })

  it.each([
    ['LF', source],
    ['CRLF', source.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${source}`],
  ])('are those in the file, with %s', (_, text) => {
    const migration = migrationOf(text)
    expect(migration.place).toMatchObject({ line: 4, column: 1, endLine: 4 })
    expect(migration.dependenciesPlace).toEqual(at(5, 20, 8, 6))
    expect(migration.dependencies.map(({ place }) => place)).toEqual([at(6, 9, 6, 33), at(7, 9, 7, 30)])
    expect(migration.operations).toEqual([
      { name: 'AddField', place: at(11, 9, 13, 10) },
      { name: 'RunSQL', place: at(14, 9, 14, 30) },
    ])
  })

  it('count columns as editors do', () => {
    const text = source.replace("('shop', '0001_initial')", "('🛒', '0001_initial')")
    expect(migrationOf(text).dependencies[0]!.place).toEqual(at(6, 9, 6, 31))
  })

  it('of what another file holds are those where this one uses it', () => {
    const files = { 'shop/common.py': "DEPENDENCIES = [('a', '0001')]\n" }
    const migration = read('dependencies = DEPENDENCIES', {
      top: 'from shop.common import DEPENDENCIES',
      files,
    })
    expect(migration.dependencies[0]!.place).toEqual(at(5, 20, 5, 32))
    expect(migration.dependenciesPlace).toEqual(at(5, 20, 5, 32))
  })
})

describe('the class', () => {
  it.each<[string, string, Files?]>([
    [
      'with a base of the repository',
      "from shop.base import Base\nclass Migration(Base):\n    dependencies = [('a', '0001')]\n",
      { 'shop/base.py': `${head}class Base(migrations.Migration):\n    operations = []\n` },
    ],
    [
      'that inherits its dependencies',
      'from shop.base import Base\nclass Migration(Base):\n    operations = []\n',
      { 'shop/base.py': `${head}class Base(migrations.Migration):\n    dependencies = [('a', '0001')]\n` },
    ],
    [
      'under if',
      "from django.db import migrations\nif True:\n    class Migration(migrations.Migration):\n        dependencies = [('a', '0001')]\n",
    ],
    [
      'by another name first',
      "from django.db import migrations\nclass Other(migrations.Migration):\n    dependencies = [('a', '0001')]\nMigration = Other\n",
    ],
    [
      'imported',
      'from shop.base import Migration\n',
      {
        'shop/base.py': `${head}class Migration(migrations.Migration):\n    dependencies = [('a', '0001')]\n`,
      },
    ],
    [
      'imported from a migration beside it',
      'from .0001_initial import Migration\n'.replace('.0001', '._first'),
      {
        'shop/migrations/_first_initial.py': `${head}class Migration(migrations.Migration):\n    dependencies = [('a', '0001')]\n`,
      },
    ],
    [
      'imported as',
      'from shop.base import Base as Migration\n',
      { 'shop/base.py': `${head}class Base(migrations.Migration):\n    dependencies = [('a', '0001')]\n` },
    ],
    [
      'with decorators',
      "from django.db import migrations\nimport x\n@x.y\nclass Migration(migrations.Migration):\n    dependencies = [('a', '0001')]\n",
    ],
    [
      'in Python 3.14',
      "from django.db import migrations\ntry:\n    pass\nexcept A, B:\n    pass\nclass Migration(migrations.Migration):\n    dependencies = [('a', '0001')]\n",
    ],
  ])('%s', (_, source, files) => {
    expect(
      keys(
        migrationOf(source, {
          'shop/models.py': '',
          'shop/migrations/0001_django.py': `${head}class Migration(migrations.Migration): pass\n`,
          ...files,
        }).dependencies,
      ),
    ).toEqual(['a.0001'])
  })

  it('may be one that cannot be read: then nothing is concluded from it', () => {
    const migration = migrationOf('from django.db import migrations\nfrom third import Migration\n')
    expect(keys(migration.dependencies)).toEqual(['? what `Migration` is cannot be read'])
    expect(migration.unresolved).toHaveLength(1)
  })

  it.each<[string, string, string]>([
    ['no class at all', 'VALUE = 1\n', 'has no `Migration` class'],
    [
      'another class',
      'from django.db import migrations\nclass Helper(migrations.Migration):\n    pass\n',
      'has no `Migration` class',
    ],
    ['an empty file', '', 'has no `Migration` class'],
    ['no Python', 'class Migration(:\n', 'is not valid Python'],
    ['a null byte', 'class Migration:\n    x = "\0"\n', 'is not valid Python'],
  ])('is missing: %s', (_, source, message) => {
    const project = load({
      'shop/migrations/0001_initial.py': `${head}class Migration(migrations.Migration): pass\n`,
      'shop/migrations/0002_read.py': source,
    })
    expect([...project.migrations.keys()]).toEqual(['shop.0001_initial'])
    expect(project.problems).toMatchObject([{ kind: 'unloadable', app: 'shop', name: '0002_read' }])
    expect(project.problems[0]!.message).toContain(message)
  })

  it('is looked for in the files that Django imports, and no others', () => {
    const source = `${head}class Migration(migrations.Migration): pass\n`
    const project = load({
      'shop/migrations/0001_initial.py': source,
      'shop/migrations/_helpers.py': 'x = 1\n',
      'shop/migrations/~backup.py': 'x = 1\n',
      'shop/migrations/0002.dotted.py': 'x = 1\n',
      'shop/migrations/0003_a.sql': '',
      'shop/migrations/0004_b.py~': '',
      'shop/migrations/sub/__init__.py': '',
      'shop/migrations/sub/0005_c.py': 'x = 1\n',
      'shop/migrations/data.json': '{}',
    })
    expect([...project.migrations.keys()]).toEqual(['shop.0001_initial'])
    expect(project.problems).toEqual([])
  })
})

describe('a folder of migrations', () => {
  const source = `${head}class Migration(migrations.Migration): pass\n`

  it('without an __init__.py', () => {
    const django = createDjango(parse)
    const tree = textTree(
      new Map(Object.entries({ 'shop/models.py': '', 'shop/migrations/0001_initial.py': source })),
    )
    const project = django.load(tree, django.discover(tree, {})[0]!, {})
    expect(project.problems).toMatchObject([{ kind: 'unloadable', name: '0001_initial' }])
    expect(project.problems[0]!.message).toContain('has no `__init__.py`')
  })

  it('with a package that hides a file', () => {
    const project = load({
      'shop/migrations/0001_initial.py': source,
      'shop/migrations/0002_data.py': source,
      'shop/migrations/0002_data/__init__.py': '',
    })
    expect([...project.migrations.keys()]).toEqual(['shop.0001_initial'])
    expect(project.problems[0]!.message).toContain('have one name')
  })

  it('with names that differ in case only', () => {
    const project = load({
      'shop/migrations/0001_Initial.py': source,
      'shop/migrations/0001_initial.py': source,
    })
    expect(project.problems[0]!.message).toContain('differ in upper and lower case only')
  })
})

describe('operations', () => {
  const names = (body: string, top = '', files: Files = {}) => {
    const migration = read(body, { top, files })
    return {
      names: migration.operations.map(({ name }) => name),
      unresolved: migration.unresolved.map(({ reason }) => reason),
    }
  }

  it.each<[string, string, string, string[]]>([
    [
      'a list',
      '',
      'operations = [migrations.RunSQL(""), migrations.AddField("a", "b", models.TextField())]',
      ['RunSQL', 'AddField'],
    ],
    ['a tuple', '', 'operations = (migrations.RunSQL(""),)', ['RunSQL']],
    [
      'added up',
      'OPS = [migrations.RunSQL("")]',
      'operations = OPS + [migrations.RunSQL("")]',
      ['RunSQL', 'RunSQL'],
    ],
    ['extended', '', 'operations = []\noperations.extend([migrations.RunSQL("")])', ['RunSQL']],
    [
      'a comprehension',
      '',
      'operations = [migrations.RemoveField("a", name) for name in ("b", "c")]',
      ['RemoveField', 'RemoveField'],
    ],
    [
      'a loop',
      '',
      'operations = []\nfor name in ("b", "c"):\n    operations.append(migrations.RemoveField("a", name))',
      ['RemoveField', 'RemoveField'],
    ],
    [
      'a function',
      'def drop(name):\n    return migrations.RemoveField("a", name)',
      'operations = [drop("b"), drop("c")]',
      ['RemoveField', 'RemoveField'],
    ],
    [
      'a function that gives a list',
      'def drop(*names):\n    return [migrations.RemoveField("a", n) for n in names]',
      'operations = drop("b", "c")',
      ['RemoveField', 'RemoveField'],
    ],
    [
      'classes of the project',
      'class Drop(migrations.RemoveField):\n    pass',
      'operations = [Drop("a", "b")]',
      ['Drop'],
    ],
    [
      'classes of a library',
      'from third import AddTrigger',
      'operations = [AddTrigger("a")]',
      ['AddTrigger'],
    ],
    [
      'nested',
      '',
      'operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.RunSQL("")])]',
      ['SeparateDatabaseAndState'],
    ],
    ['in a class of the body', '', 'ops = [migrations.RunSQL("")]\noperations = ops', ['RunSQL']],
  ])('%s', (_, top, body, expected) => {
    expect(names(body, top)).toEqual({ names: expected, unresolved: [] })
  })

  it.each<[string, string, string, string[], string[]]>([
    [
      'a setting in a condition',
      '',
      'operations = []\nif settings.X:\n    operations += [migrations.RunSQL("")]',
      [],
      ['it depends on a condition that is not known'],
    ],
    ['a function of a library', 'from third import make', 'operations = make()', ['make'], []],
    [
      'an unknown list',
      'from third import OPS',
      'operations = OPS + [migrations.RunSQL("")]',
      ['RunSQL'],
      ['what is added to the list is not known'],
    ],
    [
      'an unknown part, used in two operations',
      'X = settings.A[0]',
      'operations = [migrations.RunSQL(X), migrations.RunSQL(X)]',
      ['RunSQL', 'RunSQL'],
      ['the element is not known'],
    ],
    [
      'two unknown parts',
      '',
      'operations = [migrations.RunSQL(settings.A[0]), migrations.RunSQL(settings.B[0])]',
      ['RunSQL', 'RunSQL'],
      ['the element is not known', 'the element is not known'],
    ],
    [
      'something that is no operation',
      '',
      'operations = ["x"]',
      [],
      ['what operation this is cannot be read'],
    ],
    [
      'code of a data step is not looked into',
      'def fill(apps, editor):\n    x = settings.A[0]',
      'operations = [migrations.RunPython(fill)]',
      ['RunPython'],
      [],
    ],
  ])('unresolved: %s', (_, top, body, operations, unresolved) => {
    expect(names(body, top)).toEqual({ names: operations, unresolved })
  })
})

describe('any bytes', () => {
  it.each<[string, string]>([
    ['deep nesting', `x = ${'('.repeat(5000)}1${')'.repeat(5000)}\n`],
    [
      'a deep list',
      `${head}class Migration(migrations.Migration):\n    dependencies = ${'['.repeat(3000)}${']'.repeat(3000)}\n`,
    ],
    ['a migration that imports itself', 'from shop.migrations import 0002_read\nclass Migration: pass\n'],
    ['a circle of imports', 'from shop.migrations.other import Migration\n'],
    ['noise', '\u0000\u0001ÿ\n\t\t}{][)(""" \'\'\''],
    [
      'an endless function',
      `${head}def f(x):\n    return f(x)\nclass Migration(migrations.Migration):\n    operations = f(1)\n`,
    ],
    [
      'an endless doubling',
      `${head}x = ['a']\n${'x += x\n'.repeat(60)}class Migration(migrations.Migration):\n    operations = x\n`,
    ],
  ])('%s ends', (_, source) => {
    const start = performance.now()
    load({
      'shop/migrations/0001_initial.py': `${head}class Migration(migrations.Migration): pass\n`,
      'shop/migrations/0002_read.py': source,
      'shop/migrations/other.py': 'from shop.migrations._0002 import Migration\n',
    })
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
