import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { virtualEnvironment } from '../environment.ts'
import type { Subject } from './oracle.ts'

/** How one public project is brought to life, as far as Django's loader needs it. */
export interface Repository {
  readonly name: string
  /** Minor version of Python: what the project, or the Django that it wants, asks for. */
  readonly python: string
  /** A requirements file of the clone, or the dependencies of its pyproject.toml. */
  readonly requirements: string
  /** What the settings import besides, and pins where the newest versions do not fit each other. */
  readonly extra: readonly string[]
  /** Requirements that need a compiler or a library of the system. */
  readonly without: readonly string[]
  /** Folders of the clone on sys.path. */
  readonly path: readonly string[]
  readonly subject: Omit<Subject, 'name' | 'path' | 'root'>
}

export const repositories: readonly Repository[] = [
  {
    name: 'saleor',
    python: '3.12',
    requirements: 'pyproject.toml',
    extra: [
      'pytest',
      'freezegun',
      'fakeredis',
      'vcrpy',
      'opentelemetry-api==1.32.1',
      'opentelemetry-sdk==1.32.1',
    ],
    without: [],
    path: ['.'],
    subject: { settings: 'saleor.settings', environment: { SECRET_KEY: 'x', DATABASE_URL: 'sqlite:///x' } },
  },
  {
    name: 'wagtail',
    python: '3.12',
    requirements: 'pyproject.toml',
    extra: ['Django==5.2.10'],
    without: [],
    path: ['.'],
    subject: {
      settings: 'wagtail.test.settings',
      environment: { DATABASE_ENGINE: 'django.db.backends.sqlite3', DATABASE_NAME: ':memory:' },
    },
  },
  {
    name: 'django-oscar',
    python: '3.12',
    requirements: 'pyproject.toml',
    extra: [
      'Django==5.2.10',
      'setuptools<81',
      'sorl-thumbnail',
      'easy-thumbnails',
      'django-environ',
      'whitenoise',
      'pycountry',
      'django-debug-toolbar',
      'Whoosh',
    ],
    without: [],
    path: ['sandbox', 'src', '.'],
    subject: { settings: 'settings', stubs: ['django.utils.datetime_safe'] },
  },
  {
    name: 'readthedocs.org',
    python: '3.12',
    requirements: 'requirements/pip.txt',
    extra: [],
    without: [],
    path: ['.'],
    subject: { settings: 'readthedocs.settings.test', skip_ready: true },
  },
  {
    name: 'pythondotorg',
    python: '3.12',
    requirements: 'pyproject.toml',
    extra: [],
    without: [],
    path: ['.'],
    subject: {
      settings: 'pydotorg.settings.local',
      environment: { DATABASE_URL: 'sqlite:///:memory:', SECRET_KEY: 'x' },
      skip_ready: true,
    },
  },
  {
    name: 'healthchecks',
    python: '3.13',
    requirements: 'requirements.txt',
    extra: [],
    without: ['pycurl'],
    path: ['.'],
    subject: { settings: 'hc.settings', environment: { DB: 'sqlite' }, stubs: ['pycurl'] },
  },
]

/** A Python that can import the project in `clone`: `python3.12`, say, has to be on the PATH. */
export function repositoryPython(repository: Repository, clone: string): string {
  const interpreter = `python${repository.python}`
  const file = join(clone, repository.requirements)
  const wanted = file.endsWith('.toml')
    ? projectDependencies(interpreter, file)
    : readFileSync(file, 'utf8').split('\n')
  const requirements = wanted
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter((line) => line !== '' && !repository.without.some((name) => line.startsWith(name)))
  return virtualEnvironment(
    `repository-${repository.name}`,
    [...requirements, ...repository.extra],
    interpreter,
  )
}

function projectDependencies(interpreter: string, file: string): string[] {
  const program =
    'import json, sys, tomllib; print(json.dumps(tomllib.load(open(sys.argv[1], "rb"))["project"]["dependencies"]))'
  return JSON.parse(execFileSync(interpreter, ['-c', program, file], { encoding: 'utf8' })) as string[]
}

export function commitOf(clone: string): string {
  return execFileSync('git', ['-C', clone, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
}

/** The question about a clone of `repository` in the folder `clone`. */
export function repositorySubject(repository: Repository, clone: string): Subject {
  return {
    name: repository.name,
    path: repository.path.map((folder) => join(clone, folder)),
    root: clone,
    ...repository.subject,
  }
}
