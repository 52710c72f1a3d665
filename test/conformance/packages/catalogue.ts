import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { virtualEnvironment } from '../environment.ts'
import type { Fact } from '../verdicts/facts.ts'

const folder = resolve('test/conformance/packages')

/** An installable package with models, as one of the environments has it. */
export interface Package {
  readonly name: string
  readonly version: string
  readonly environment: string
  /** Entries of INSTALLED_APPS that are the package's own. */
  readonly apps: readonly string[]
  /** The text of a settings module that installs it. */
  readonly settings: string
  /** The folders of site-packages that are the package's own. */
  readonly folders: readonly string[]
}

interface Entry {
  readonly package: string
  readonly environments: readonly string[]
  readonly apps: readonly string[]
  readonly needs?: readonly string[]
  readonly settings?: readonly string[]
  /** The package's folders, where the settings that it brings name its apps. */
  readonly folders?: readonly string[]
}

interface Catalogue {
  readonly environments: Readonly<Record<string, { readonly python: string; readonly requirements: string }>>
  readonly packages: readonly Entry[]
}

function catalogue(): Catalogue {
  return JSON.parse(readFileSync(join(folder, 'packages.json'), 'utf8')) as Catalogue
}

/** The packages of `packages.json`, one for each environment that holds them. */
export function packages(): Package[] {
  const { environments, packages: entries } = catalogue()
  const versions = new Map(
    Object.entries(environments).map(([name, { requirements }]) => [name, pinned(requirements)]),
  )
  return entries.flatMap((entry) =>
    entry.environments.map((environment): Package => {
      const version = versions.get(environment)?.get(entry.package)
      if (version === undefined) throw new Error(`${environment} does not pin ${entry.package}`)
      return {
        name: entry.package,
        version,
        environment,
        apps: entry.apps,
        settings: settingsText(entry),
        folders: entry.folders ?? [...new Set(entry.apps.map((app) => app.split('.')[0]!))],
      }
    }),
  )
}

function pinned(requirements: string): Map<string, string> {
  const lines = readFileSync(join(folder, requirements), 'utf8').split('\n')
  return new Map(
    lines.filter((line) => line.includes('==')).map((line) => line.split('==') as [string, string]),
  )
}

function settingsText({ apps, needs = [], settings = [] }: Entry): string {
  if (apps.length === 0) return [...settings, "SECRET_KEY = 'x'", ''].join('\n')
  const installed = ['django.contrib.contenttypes', 'django.contrib.auth', ...needs, ...apps]
  return [
    ...settings,
    "SECRET_KEY = 'x'",
    'USE_TZ = True',
    "STATIC_URL = '/static/'",
    "ROOT_URLCONF = 'conformance_urls'",
    "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}",
    `INSTALLED_APPS = [${installed.map((app) => `'${app}'`).join(', ')}]`,
    '',
  ].join('\n')
}

export interface Environment {
  readonly python: string
  readonly sitePackages: string
}

/** The Python that an environment of that name is made with; undefined where it cannot be run. */
export function pythonOf(name: string): string | undefined {
  const { python: version } = catalogue().environments[name]!
  const command = process.env[`CONFORMANCE_PYTHON_${version.replace('.', '_')}`] ?? `python${version}`
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return command
  } catch {
    return undefined
  }
}

/** The virtual environment of that name in `packages.json`, made where it is not there yet. */
export function environment(name: string): Environment {
  const { python: version, requirements } = catalogue().environments[name]!
  const python = virtualEnvironment(
    `packages-${name}`,
    ['--no-deps', '-r', join(folder, requirements)],
    pythonOf(name) ?? `python${version}`,
  )
  const library = join(python, '..', '..', 'lib')
  return { python, sitePackages: join(library, readdirSync(library)[0]!, 'site-packages') }
}

export interface Verdict {
  readonly operations: readonly Fact[]
  /** The same with every question about a rename answered with yes, where that differs. */
  readonly renamed?: readonly Fact[]
}

/** One change of a file, in bytes, and what Django says after it. */
export interface Edit {
  readonly kind: string
  readonly path: string
  readonly at: number
  readonly old: string
  readonly new: string
  readonly verdict: Verdict
}

/** What package_oracle.py says. */
export interface Answer {
  readonly django: string
  readonly python: string
  readonly apps: readonly string[]
  readonly models: number
  readonly fields: number
  readonly verdict: Verdict
  readonly edits: readonly Edit[]
}

/** Asks Django. Throws where the package cannot be set up. */
export function askPackage(subject: Package, seed: number, edits: number): Answer {
  const { python, sitePackages } = environment(subject.environment)
  const output = execFileSync(python, [join(folder, 'package_oracle.py')], {
    input: JSON.stringify({
      site: sitePackages,
      settings: subject.settings,
      packages: subject.folders,
      seed,
      edits,
    }),
    env: { PATH: process.env['PATH'] ?? '', PYTHONHASHSEED: '0' },
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  })
  return JSON.parse(output) as Answer
}
