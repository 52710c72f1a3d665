import { describe, expect, test } from 'vitest'
import { djangoVersion } from '../../../../src/frameworks/django/version.ts'
import { versionsInUse } from '../../../../src/frameworks/django/version/versions-in-use.ts'
import type { Environment } from '../../../../src/python/environment.ts'
import { textTree } from '../../../support/text-tree.ts'

const found = (files: Record<string, string>, root = '', version?: string, environment?: Environment) => {
  const { version: series, from } = djangoVersion(
    textTree(new Map(Object.entries(files))),
    root,
    { version },
    environment,
  )
  return `${series.join('.')} from ${from}`
}

/** An environment in which only these distributions are installed. */
const installed = (versions: Record<string, string>): Environment => ({
  name: '.venv',
  versionOf: (distribution) => versions[distribution],
  behind: (own) => own,
})

const uv = (version: string) => `version = 1

[[package]]
name = "django-extensions"
version = "4.1"
dependencies = [{ name = "django" }]

[[package]]
name = "django"
version = "${version}"
source = { registry = "somewhere" }

[package.metadata]
version = "9.9"
`

describe('what each file says', () => {
  test.each([
    ['uv.lock', uv('5.2.1'), '5.2'],
    ['poetry.lock', '[[package]]\nname = "Django"\nversion = "4.2.16"\ndescription = "x"\n', '4.2'],
    ['pdm.lock', '[[package]]\nname = "django"\nversion = "5.0"\n', '5.0'],
    ['pylock.toml', "[[packages]]\nname = 'django'\nversion = '6.0.1'\n", '6.0'],
    ['pylock.dev.toml', '[[packages]]\nname = "django"\nversion = "6.1"\n', '6.1'],
    ['Pipfile.lock', '{"default": {"django": {"version": "==4.1.13"}}, "develop": {}}', '4.1'],
    ['requirements.txt', '# pins\nasgiref==3.8\nDjango==3.2.25  # lts\n', '3.2'],
    ['requirements.txt', 'django==5.2.15 \\\n    --hash=sha256:0123 \\\n    --hash=sha256:4567\n', '5.2'],
    ['requirements.txt', 'Django[argon2]~=5.1.0 ; python_version >= "3.10"\n', '5.1'],
    ['requirements/prod.txt', 'django>=4.2,<5.0\n', '4.2'],
    ['requirements/base.in', 'Django<5.2\n', '5.1'],
    ['requirements-dev.txt', 'Django~=6.0\n', '6.1'],
    ['pyproject.toml', '[project]\nname = "x"\ndependencies = [\n  "django>=5,<6", # why\n]\n', '5.2'],
    [
      'pyproject.toml',
      '[project]\ndependencies = ["a"]\n[dependency-groups]\ndev = ["Django==4.2.*"]\n',
      '4.2',
    ],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.11"\nDjango = "^4.1"\n', '4.2'],
    [
      'pyproject.toml',
      '[tool.poetry.dependencies]\ndjango = { version = "~5.0.3", extras = ["x"] }\n',
      '5.0',
    ],
    ['pyproject.toml', '[tool.poetry.dependencies.django]\nversion = "^3.2 || ^5.0"\n', '5.2'],
    ['pyproject.toml', '[tool.poetry.group.dev.dependencies]\ndjango = "4.0.4"\n', '4.0'],
    ['Pipfile', '[packages]\ndjango = "~=4.0.1"\n', '4.0'],
    ['setup.cfg', '[options]\ninstall_requires =\n    asgiref\n    Django >= 3.2, < 4.2\n', '4.1'],
    ['setup.py', 'setup(\n    install_requires=["asgiref", \'django<=5.0\'],\n)\n', '5.0'],
    ['tox.ini', '[testenv]\ndeps =\n    django42: Django>=4.2,<5.0\n    dj51: Django>=5.1,<5.2\n', '5.1'],
  ])('%s: %j', (path, text, series) => {
    expect(found({ [path]: text })).toBe(`${series} from ${path}`)
  })

  test('a range stops at the newest series that is known', () => {
    expect(found({ 'requirements.txt': 'Django>=4.2\n' })).toBe('6.1 from requirements.txt')
  })

  test('an exact release counts, known or not', () => {
    expect(found({ 'requirements.txt': 'Django==7.3.1\n' })).toBe('7.3 from requirements.txt')
  })

  test('classifiers bound what is open at its end', () => {
    const text =
      '[project]\nclassifiers = [\n  "Framework :: Django :: 4.2",\n  "Framework :: Django :: 5.1",\n]\n' +
      'dependencies = ["Django>=4.2"]\n'
    expect(found({ 'pyproject.toml': text })).toBe('5.1 from pyproject.toml')
  })

  test('a series that is left out', () => {
    expect(found({ 'requirements.txt': 'Django>=4.2,<5.2,!=5.1.*\n' })).toBe('5.0 from requirements.txt')
  })

  test('files that requirements include, also in a circle', () => {
    const files = {
      'requirements.txt': '-r deploy/base.txt\n',
      'deploy/base.txt': '-c ../pins.txt\n-r ../requirements.txt\n',
      'pins.txt': 'django==4.0.10\n',
    }
    expect(found(files)).toBe('4.0 from requirements.txt')
  })

  test.each([
    ['a pip option', 'requirements.txt', '--index-url https://example.org/django==4.0\n'],
    ['a URL', 'requirements.txt', 'Django @ git+https://example.org/django.git@stable/4.2.x\n'],
    ['another package', 'requirements.txt', 'django-extensions==3.2\nDjangoRestFramework==3.14\n'],
    ['prose', 'setup.cfg', '[metadata]\ndescription =\n    Django 4.2 made easy\n'],
    ['what documentation is built with', 'docs/requirements.txt', 'Django==3.2\n'],
    ['no version', 'requirements.txt', 'Django\n'],
    ['what is no version', 'requirements.txt', 'Django>=four\n'],
    ['a lock file that is no JSON', 'Pipfile.lock', '{"default": {"django"'],
  ])('%s says nothing', (_, path, text) => {
    expect(found({ [path]: text })).toBe('5.2 from assumed')
  })
})

describe('which one counts', () => {
  const files = {
    'uv.lock': uv('5.0.2'),
    'requirements.txt': 'Django==4.1\n',
    'blog/migrations/0001_initial.py': '# Generated by Django 3.2.4 on 2021-06-01 10:00\n\nimport os\n',
    'blog/migrations/0002_more.py': '# Generated by Django 4.0 on 2022-06-01 10:00\n',
  }

  test('config, environment, lock file, requirements, migrations', () => {
    const environment = installed({ django: '4.2.7' })
    expect(found(files, '', '6.0', environment)).toBe('6.0 from the config')
    expect(found(files, '', undefined, environment)).toBe('4.2 from the environment')
    expect(found(files)).toBe('5.0 from uv.lock')
    expect(found({ ...files, 'uv.lock': '' })).toBe('4.1 from requirements.txt')
    expect(found({ ...files, 'uv.lock': '', 'requirements.txt': '' })).toBe('4.0 from its migrations')
  })

  test('the project’s own folder before those above it', () => {
    const nested = { 'api/uv.lock': uv('5.1.2'), 'api/manage.py': '', 'uv.lock': uv('4.2.2') }
    expect(found(nested, 'api')).toBe('5.1 from api/uv.lock')
    expect(found(nested)).toBe('4.2 from uv.lock')
    expect(found({ 'uv.lock': uv('4.2.2') }, 'src/app')).toBe('4.2 from uv.lock')
  })

  test('only migrations of the project', () => {
    const header = '# Generated by Django 5.0 on 2024-01-01\n'
    const two = { 'a/x/migrations/0001_initial.py': header, 'b/x/migrations/0001_initial.py': '' }
    expect(found(two, 'a')).toBe('5.0 from its migrations')
    expect(found(two, 'b')).toBe('5.2 from assumed')
  })

  test('the newest of several in one lock file', () => {
    expect(found({ 'uv.lock': uv('4.2.9') + uv('5.2.1') })).toBe('5.2 from uv.lock')
  })
})

test('hostile text is read in no time', () => {
  const long = 'Django' + ' '.repeat(200_000) + '>'.repeat(200_000)
  const started = performance.now()
  for (const path of [
    'requirements.txt',
    'pyproject.toml',
    'setup.cfg',
    'setup.py',
    'tox.ini',
    'Pipfile',
    'uv.lock',
  ])
    found({
      [path]: `[project]\ndependencies = ["${long}"\n[packages]\nx = "${long}\n"${'"'.repeat(50_000)}`,
    })
  expect(performance.now() - started).toBeLessThan(2000)
})

test('versions of libraries: installed, else locked, else what is asked for', () => {
  const tree = textTree(
    new Map([
      ['uv.lock', uv('5.2.1')],
      ['requirements.txt', 'django-extensions>=3\ndjango-taggit>=4,<6\n'],
    ]),
  )
  const locked = versionsInUse(tree, '', undefined)
  expect(locked('django-extensions')).toBe('4.1')
  expect(locked('django-taggit')).toBe('>=4,<6')
  expect(locked('django-mptt')).toBeUndefined()
  const environment = installed({ 'django-extensions': '3.2.3' })
  expect(versionsInUse(tree, '', environment)('django-extensions')).toBe('3.2.3')
})
