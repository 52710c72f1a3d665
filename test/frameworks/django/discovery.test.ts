import { describe, expect, it } from 'vitest'
import { createDjango } from '../../../src/frameworks/django/index.ts'
import type { Project } from '../../../src/model/project.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { textTree } from '../../support/text-tree.ts'

const parse = await loadParser()

type Files = Readonly<Record<string, string>>

function projectsOf(tree: FileTree, settings: Readonly<Record<string, unknown>> = {}): readonly Project[] {
  const django = createDjango(parse)
  return django.discover(tree, settings).map((root) => django.load(tree, root, settings))
}

/** What is found: by the project's folder and by label, the folder of the app's migrations. */
function found(files: Files, settings?: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    projectsOf(textTree(new Map(Object.entries(files))), settings).map(({ root, apps }) => [
      root,
      Object.fromEntries([...apps.values()].map(({ label, directory }) => [label, directory])),
    ]),
  )
}

const migration = (dependencies = '') => `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [${dependencies}]
    operations = []
`

/** An app's files: its package and two migrations, of which the second depends on the first by `label`. */
function app(
  folder: string,
  { label = folder.split('/').at(-1)!, more = {} }: { label?: string; more?: Files } = {},
): Files {
  return {
    [`${folder}/__init__.py`]: '',
    [`${folder}/migrations/__init__.py`]: '',
    [`${folder}/migrations/0001_initial.py`]: migration(),
    [`${folder}/migrations/0002_second.py`]: migration(`('${label}', '0001_initial')`),
    ...Object.fromEntries(Object.entries(more).map(([path, text]) => [`${folder}/${path}`, text])),
  }
}

const manage = (settings: string) =>
  `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n`
const config = (body: string, name = 'ShopConfig') =>
  `from django.apps import AppConfig\n\nclass ${name}(AppConfig):\n${body.replace(/^/gm, '    ')}\n`

describe('where apps lie', () => {
  it.each<[string, Files, object]>([
    ['at the root', app('shop'), { '': { shop: 'shop/migrations' } }],
    ['in a package', app('site/shop'), { '': { shop: 'site/shop/migrations' } }],
    [
      'in each other',
      { ...app('catalogue'), ...app('catalogue/reviews') },
      { '': { catalogue: 'catalogue/migrations', reviews: 'catalogue/reviews/migrations' } },
    ],
    [
      'under a project',
      { 'site/manage.py': '', ...app('site/shop') },
      { site: { shop: 'site/shop/migrations' } },
    ],
    [
      'under several projects, with one label',
      { 'a/manage.py': '', ...app('a/shop'), 'b/manage.py': '', ...app('b/shop') },
      { a: { shop: 'a/shop/migrations' }, b: { shop: 'b/shop/migrations' } },
    ],
    [
      'under a project in a project',
      { 'manage.py': '', ...app('shop'), 'demo/manage.py': '', ...app('demo/shop') },
      { '': { shop: 'shop/migrations' }, demo: { shop: 'demo/shop/migrations' } },
    ],
    [
      'in a library and again in its tests',
      { ...app('src/shop'), ...app('tests/site/shop'), ...app('tests/site/other') },
      {
        '': { shop: 'src/shop/migrations', other: 'tests/site/other/migrations' },
        'tests/site': { shop: 'tests/site/shop/migrations' },
      },
    ],
    [
      'in folders with odd names',
      app('my project/über.shop', { label: 'shop' }),
      { '': { shop: 'my project/über.shop/migrations' } },
    ],
    [
      'at the root of the repository itself',
      {
        'migrations/__init__.py': '',
        'models.py': '',
        'migrations/0001_initial.py': migration(),
        'migrations/0002_b.py': migration("('shop', '0001_initial')"),
      },
      { '': { shop: 'migrations' } },
    ],
    [
      'with migrations alone, no package around them',
      { 'shop/migrations/__init__.py': '', 'shop/migrations/0001_initial.py': migration() },
      { '': { shop: 'shop/migrations' } },
    ],
    [
      'with nothing migrated yet',
      { 'shop/__init__.py': '', 'shop/models.py': '', 'shop/migrations/__init__.py': '' },
      { '': { shop: 'shop/migrations' } },
    ],
    [
      'with nothing migrated yet, but an AppConfig',
      { 'shop/apps.py': '', 'shop/migrations/__init__.py': '' },
      { '': { shop: 'shop/migrations' } },
    ],
    [
      'without an __init__.py in their migrations',
      { 'shop/models.py': '', 'shop/migrations/0001_initial.py': migration() },
      { '': { shop: 'shop/migrations' } },
    ],
  ])('%s', (_, files, expected) => {
    expect(found(files)).toEqual(expected)
  })
})

describe('what is no app of the repository', () => {
  const alembic = {
    'shop/migrations/env.py': 'from alembic import context\n',
    'shop/migrations/versions/1a2b.py': 'revision = "1a2b"\n',
  }

  it.each<[string, Files]>([
    ['Alembic', alembic],
    ['Alembic beside models', { ...alembic, 'shop/models.py': '', 'shop/migrations/__init__.py': '' }],
    [
      'Aerich, Yoyo and others',
      { 'shop/migrations/0001.py': 'from yoyo import step\nsteps = [step("SELECT 1")]\n' },
    ],
    [
      'another tool with a class Migration',
      { 'db/migrations/0001.py': 'from mongo import Base\nclass Migration(Base):\n    pass\n' },
    ],
    [
      'South',
      {
        'shop/models.py': '',
        'shop/migrations/__init__.py': '',
        'shop/migrations/0001_initial.py':
          'from south.db import db\nfrom django.db import models\nclass Migration(SchemaMigration):\n    pass\n',
      },
    ],
    ['SQL files', { 'shop/migrations/0001.sql': 'SELECT 1;' }],
    [
      'a folder that only looks like it',
      { 'docs/migrations/guide.py': 'print("How to migrate django projects")\n' },
    ],
    ['an empty package beside nothing', { 'shop/migrations/__init__.py': '' }],
    ['a module instead of a package', { 'shop/models.py': '', 'shop/migrations.py': migration() }],
    ['site-packages', app('venv/lib/python3.12/site-packages/taggit')],
    ['a virtual environment on Windows', app('env/Lib/site-packages/taggit')],
    ['node_modules', app('node_modules/thing/shop')],
    ['tox', app('.tox/py312/lib/shop')],
    ['a template of Cookiecutter', app('{{ cookiecutter.slug }}/shop')],
    ['a template in a folder of one', app('{{cookiecutter.slug}}/{{cookiecutter.slug}}/users')],
    ['a template of startproject', app('library/project_template/home')],
    [
      'a template of startapp',
      { 'conf/app_template/migrations/__init__.py-tpl': '', 'conf/app_template/models.py-tpl': '' },
    ],
  ])('%s', (_, files) => {
    expect(found(files)).toEqual({})
  })

  it('an app folder that is a symbolic link', () => {
    const tree = textTree(new Map(Object.entries(app('shop'))))
    const linked: FileTree = {
      ...tree,
      paths: [...tree.paths, 'linked'].sort(),
      entry: (path) =>
        path === 'linked' ? { id: '1'.repeat(40), kind: 'symlink', tracked: true } : tree.entry(path),
    }
    expect(projectsOf(linked).map(({ apps }) => [...apps.keys()])).toEqual([['shop']])
  })

  it('a migration that is a symbolic link is told, not followed', () => {
    const tree = textTree(new Map(Object.entries(app('shop'))))
    const path = 'shop/migrations/0003_linked.py'
    const linked: FileTree = {
      ...tree,
      paths: [...tree.paths, path].sort(),
      entry: (other) =>
        other === path ? { id: '1'.repeat(40), kind: 'symlink', tracked: true } : tree.entry(other),
    }
    const [project] = projectsOf(linked)
    expect([...project!.migrations.keys()]).toEqual(['shop.0001_initial', 'shop.0002_second'])
    expect(project!.problems).toMatchObject([{ kind: 'unreadable', name: '0003_linked', place: { path } }])
  })
})

describe('labels', () => {
  const labels = (files: Files) => Object.values(found(files)).map((apps) => Object.keys(apps).sort())
  const shop = (apps: string, more: Files = {}) =>
    labels({ ...app('site/shop', { label: 'store', more: { 'apps.py': apps } }), ...more })

  it.each<[string, string, Files?]>([
    ['in apps.py', config("name = 'site.shop'\nlabel = 'store'")],
    ['annotated', config("name: str = 'site.shop'\nlabel: str = 'store'")],
    ['from a constant', 'LABEL = "store"\n' + config("name = 'site.shop'\nlabel = LABEL")],
    [
      'of a base class',
      config("label = 'store'", 'Base') +
        "\nclass ShopConfig(Base):\n    name = 'site.shop'\n    default = True\n",
    ],
    [
      'of the only config that is not `default = False`',
      config("name = 'site.shop'\nlabel = 'old'\ndefault = False", 'Old') +
        config("name = 'site.shop'\nlabel = 'store'"),
    ],
    [
      'of the config that is `default = True`',
      config("name = 'site.shop'\nlabel = 'old'", 'Old') +
        config("name = 'site.shop'\nlabel = 'store'\ndefault = True"),
    ],
  ])('%s', (_, apps) => {
    expect(shop(apps)).toEqual([['store']])
  })

  it('of a config of another module, which INSTALLED_APPS names', () => {
    const files = {
      ...app('shop', {
        label: 'store',
        more: { 'configuration.py': config("name = 'shop'\nlabel = 'store'") },
      }),
      'manage.py': manage('conf.settings'),
      'conf/__init__.py': '',
      'conf/settings.py': "INSTALLED_APPS = ['django.contrib.auth', 'shop.configuration.ShopConfig']\n",
    }
    expect(labels(files)).toEqual([['store']])
  })

  it('of the one of several configs that INSTALLED_APPS names', () => {
    const two = config("name = 'shop'\nlabel = 'a'", 'A') + config("name = 'shop'\nlabel = 'b'", 'B')
    const files = {
      ...app('shop', { label: 'b', more: { 'apps.py': two } }),
      'manage.py': manage('settings'),
      'settings.py': "INSTALLED_APPS = ['shop.apps.B']\n",
    }
    expect(labels(files)).toEqual([['b']])
  })

  it('of default_app_config', () => {
    const files = app('shop', {
      label: 'store',
      more: { 'config.py': config("name = 'shop'\nlabel = 'store'") },
    })
    expect(
      labels({ ...files, 'shop/__init__.py': "default_app_config = 'shop.config.ShopConfig'\n" }),
    ).toEqual([['store']])
  })

  it('told only by what migrations depend on', () => {
    expect(labels(app('site/shop', { label: 'store' }))).toEqual([['store']])
  })

  it('not told by migrations that disagree', () => {
    const files = app('shop', { more: { 'migrations/0003_third.py': migration("('other', '0002_second')") } })
    expect(labels(files)).toEqual([['shop']])
  })

  it('the folder’s name, where nothing else says', () => {
    const files = {
      'site/shop/__init__.py': '',
      'site/shop/migrations/__init__.py': '',
      'site/shop/migrations/0001_initial.py': migration(),
    }
    expect(labels(files)).toEqual([['shop']])
  })

  it('the last part of the config’s name, where it has no label', () => {
    expect(labels(app('shop', { label: 'shop', more: { 'apps.py': config("name = 'shop'") } }))).toEqual([
      ['shop'],
    ])
  })
})

describe('MIGRATION_MODULES', () => {
  const moved = (settings: string, more: Files = {}): Files => ({
    'manage.py': manage('conf.settings'),
    'conf/__init__.py': '',
    'conf/settings.py': settings,
    ...more,
    'shop/__init__.py': '',
    'shop/models.py': '',
    'db/__init__.py': '',
    'db/shop/__init__.py': '',
    'db/shop/0001_initial.py': migration(),
  })
  const expected = { '': { shop: 'db/shop' } }

  it.each<[string, Files]>([
    ['a dictionary', moved("MIGRATION_MODULES = {'shop': 'db.shop'}\n")],
    ['dict()', moved("MIGRATION_MODULES = dict(shop='db.shop')\n")],
    ['a union', moved("MIGRATION_MODULES = {'a': None} | {'shop': 'db.shop'}\n")],
    ['unpacking', moved("BASE = {'shop': 'db.shop'}\nMIGRATION_MODULES = {**BASE, 'a': None}\n")],
    [
      'base settings',
      moved('from .base import *\n', { 'conf/base.py': "MIGRATION_MODULES = {'shop': 'db.shop'}\n" }),
    ],
    ['item assignment', moved("MIGRATION_MODULES = {}\nMIGRATION_MODULES['shop'] = 'db.shop'\n")],
    ['update', moved("MIGRATION_MODULES = {}\nMIGRATION_MODULES.update({'shop': 'db.shop'})\n")],
    [
      'base settings, extended',
      moved("from .base import *\nMIGRATION_MODULES['shop'] = 'db.shop'\n", {
        'conf/base.py': 'MIGRATION_MODULES = {}\n',
      }),
    ],
    ['computed settings', moved("MIGRATION_MODULES = {app: f'db.{app}' for app in ('shop',)}\n")],
  ])('%s', (_, files) => {
    expect(found(files)).toEqual(expected)
  })

  it('in the config of this tool', () => {
    const settings = { migrationModules: { shop: 'db.shop' } }
    expect(found(moved(''), settings)).toEqual(expected)
  })

  it('in settings that the config names', () => {
    const files = moved('', { 'conf/production.py': "MIGRATION_MODULES = {'shop': 'db.shop'}\n" })
    expect(found(files)).toEqual({})
    expect(found(files, { settings: ['conf.production'] })).toEqual(expected)
    expect(found(files, { settings: 'conf/production.py' })).toEqual(expected)
  })

  it('in settings that pytest.ini names', () => {
    const files = {
      ...moved("MIGRATION_MODULES = {'shop': 'db.shop'}\n"),
      'manage.py': '',
      'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = conf.settings\n',
    }
    expect(found(files)).toEqual(expected)
  })

  it('None switches migrations off: the app’s own folder is not read', () => {
    const files = { ...moved("MIGRATION_MODULES = {'shop': None}\n"), ...app('shop'), ...app('other') }
    expect(found(files)).toEqual({ '': { other: 'other/migrations' } })
  })

  it('None of a test run switches nothing off', () => {
    const files = {
      ...app('shop'),
      'manage.py': manage('conf.settings'),
      'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = conf.test\n',
      'conf/settings.py': '',
      'conf/test.py': "from .settings import *\nMIGRATION_MODULES = {'shop': None}\n",
    }
    expect(found(files)).toEqual({ '': { shop: 'shop/migrations' } })
  })

  it('None of the tests that a library’s manage.py runs switches nothing off', () => {
    const files = {
      ...app('shop'),
      'manage.py': manage('shop.tests.settings'),
      'shop/tests/__init__.py': '',
      'shop/tests/settings.py': "MIGRATION_MODULES = {'shop': None}\n",
    }
    expect(found(files)).toEqual({ '': { shop: 'shop/migrations' } })
  })

  it('None in the config of this tool switches an app off', () => {
    expect(found({ ...app('shop'), ...app('other') }, { migrationModules: { shop: null } })).toEqual({
      '': { other: 'other/migrations' },
    })
  })

  it('a folder that is replaced is not read', () => {
    const files = { ...moved("MIGRATION_MODULES = {'shop': 'db.shop'}\n"), ...app('shop') }
    expect(found(files)).toEqual(expected)
  })

  it('one that is decided by the environment is not known', () => {
    const settings = "import os\nMIGRATION_MODULES = {} if os.environ.get('X') else {'shop': None}\n"
    expect(found({ ...moved(settings), ...app('shop') })).toEqual({ '': { shop: 'shop/migrations' } })
  })
})

describe('models of an app', () => {
  it('are those beside the migrations', () => {
    const files = app('shop', {
      more: { 'models/__init__.py': '', 'models/book.py': '', 'models/deep/x.py': '', 'views.py': '' },
    })
    const [project] = projectsOf(textTree(new Map(Object.entries(files))))
    expect(project?.apps.get('shop')?.modelPaths).toEqual([
      'shop/models/__init__.py',
      'shop/models/book.py',
      'shop/models/deep/x.py',
    ])
  })
})
