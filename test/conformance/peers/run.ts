import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { lint, type Finding } from '../../../src/index.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { diskTree } from '../../support/disk-tree.ts'
import { repositories, repositorySubject, type Repository } from '../django/repositories.ts'
import { virtualEnvironment, workFolder } from '../environment.ts'
import type { Compared, Issue, JudgedMigration, OwnFinding } from './compared.ts'

/**
 * Compares what we say of the newest migrations of public repositories with what django-migration-linter says of them:
 * `node test/conformance/run.mjs peers/run.ts --clones DIR --host SOCKETS [--environments DIR] [--count 200] [--only NAME,…] [--kept]`.
 *
 * `--clones`: a folder of checkouts, named as the repositories. `--host`: where a PostgreSQL server with an empty database
 * `peers` listens (its `sqlmigrate` asks the server for its version). `--environments`: virtual environments named as the
 * repositories. Results go to `.conformance/results/peers.json`, for table.ts, where those of other repositories are kept. `--kept`: what they
 * said is taken from there too, and only we are asked anew.
 */
const { values } = parseArgs({
  options: {
    clones: { type: 'string', default: '.' },
    environments: { type: 'string', default: join(workFolder, 'environments') },
    host: { type: 'string', default: '/tmp' },
    count: { type: 'string', default: '200' },
    only: { type: 'string' },
    kept: { type: 'boolean', default: false },
  },
})

interface Answer {
  readonly errors?: readonly Issue[]
  readonly warnings?: readonly Issue[]
  readonly sql?: readonly string[]
  readonly failed?: string
}

const only = values.only?.split(',')
const folder = join(workFolder, 'results')
mkdirSync(folder, { recursive: true })
const file = join(folder, 'peers.json')
const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Compared[]) : []
const results: Compared[] = []
for (const repository of repositories) {
  const clone = resolve(values.clones, repository.name)
  if ((only && !only.includes(repository.name)) || !existsSync(clone)) continue
  const { findings, label } = await ourFindings(clone)
  const known = kept.find(({ name }) => name === repository.name)
  if (values.kept && known) {
    const migrations = known.migrations.map((each) => ({ ...each, findings: findingsOf(each.id, findings) }))
    results.push({ ...known, migrations })
    continue
  }
  const paths = newest(clone, Number(values.count)).filter((path) => label(path) !== undefined)
  const keys = new Map(paths.map((path) => [`${label(path)}.${basename(path, '.py')}`, path]))
  const { version, answers } = theirAnswers(
    repository,
    clone,
    [...keys].map(([id, path]) => [id.slice(0, id.indexOf('.')), basename(path, '.py')]),
  )
  const migrations = [...keys.keys()].flatMap((id): JudgedMigration[] => {
    const answer = answers[id]
    if (!answer || answer.failed !== undefined) return []
    const { errors = [], warnings = [], sql = [] } = answer
    return [{ id, issues: [...errors, ...warnings], findings: findingsOf(id, findings), sql }]
  })
  results.push({ name: repository.name, version, asked: keys.size, migrations })
  console.log(`${repository.name}: ${migrations.length} of ${keys.size} migrations judged by both`)
}
const all = repositories.flatMap(({ name }) => [...results, ...kept].find((each) => each.name === name) ?? [])
writeFileSync(file, `${JSON.stringify(all, undefined, 1)}\n`)

/** What we say of every migration of a checkout, and the app of a migration's path. */
async function ourFindings(clone: string) {
  const config = join(mkdtempSync(join(tmpdir(), 'peers-')), 'migration-lint.config.json')
  writeFileSync(config, JSON.stringify({ database: 'postgresql@15', preset: 'strict' }))
  const { findings } = await lint({ cwd: clone, env: process.env, base: 'HEAD', all: true, config })
  const [django] = await loadFrameworks()
  const tree = diskTree(basename(clone), { '': clone })
  const projects = django!.discover(tree, {}).map((root) => django!.load(tree, root, {}))
  const labels = new Map(
    projects.flatMap(({ apps }) =>
      [...apps.values()].map(({ directory, label }) => [directory, label] as const),
    ),
  )
  return {
    findings: findings.filter(({ rule }) => rule.startsWith('safety/')),
    label: (path: string) => labels.get(dirname(path)),
  }
}

/** What we say of one migration; the same label twice is an app and its fork, of which only one is installed. */
function findingsOf(id: string, all: readonly Finding[]): OwnFinding[] {
  const own = all.filter(({ migration }) => migration === id)
  return [
    ...new Map(own.map(({ rule, message }) => [`${rule} ${message}`, { rule, message }] as const)).values(),
  ]
}

/** The paths of the migrations that were added last and are still there, newest first. */
function newest(clone: string, count: number): string[] {
  const added = execFileSync(
    'git',
    [
      '-C',
      clone,
      'log',
      '--no-renames',
      '--diff-filter=A',
      '--format=',
      '--name-only',
      '--',
      '*/migrations/*.py',
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const paths = added.split('\n').filter((path) => /\/\w+\.py$/.test(path) && !path.endsWith('__init__.py'))
  return [...new Set(paths)].filter((path) => existsSync(join(clone, path))).slice(0, count)
}

function theirAnswers(
  repository: Repository,
  clone: string,
  migrations: readonly (readonly [string, string])[],
): { readonly version: string; readonly answers: Readonly<Record<string, Answer>> } {
  const python = join(resolve(values.environments), repository.name, 'bin', 'python')
  const version = execFileSync(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
    encoding: 'utf8',
  }).trim()
  const linter = virtualEnvironment(
    `peers-${version}`,
    ['django-migration-linter', 'psycopg[binary]', 'sqlparse'],
    `python${version}`,
  )
  const site = join(dirname(dirname(linter)), 'lib', `python${version}`, 'site-packages')
  const subject = repositorySubject(repository, clone)
  const database = {
    ENGINE: 'django.db.backends.postgresql',
    NAME: 'peers',
    USER: 'postgres',
    HOST: values.host,
    ...{ PASSWORD: '', PORT: '', OPTIONS: {}, TEST: { MIRROR: null }, TIME_ZONE: null },
    ...{ ATOMIC_REQUESTS: false, AUTOCOMMIT: true, CONN_MAX_AGE: 0, CONN_HEALTH_CHECKS: false },
  }
  // Behind what the project has: only what it does not have comes from here.
  const question = { subject, database, migrations, behind: [site] }
  const script = resolve('test/conformance/peers/linter_oracle.py')
  const printed = execFileSync(python, [script], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return JSON.parse(printed) as ReturnType<typeof theirAnswers>
}
