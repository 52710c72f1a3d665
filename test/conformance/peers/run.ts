import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { lint, type Finding } from '../../../src/index.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { diskTree } from '../../support/disk-tree.ts'
import { repositories, repositorySubject, type Repository } from '../django/repositories.ts'
import { virtualEnvironment, workFolder } from '../environment.ts'
import { rulesLike } from './same-finding.ts'

/**
 * Compares what we say of the newest migrations of public repositories with what django-migration-linter says of them:
 * `node test/conformance/run.mjs peers/run.ts --clones DIR --host SOCKETS [--environments DIR] [--count 200] [--only NAME,…]`.
 *
 * `--clones`: a folder of checkouts, named as the repositories. `--host`: where a PostgreSQL server with an empty database
 * `peers` listens (its `sqlmigrate` asks the server for its version). `--environments`: virtual environments named as the
 * repositories. Results go to `.conformance/results/peers.json`.
 */
const { values } = parseArgs({
  options: {
    clones: { type: 'string', default: '.' },
    environments: { type: 'string', default: join(workFolder, 'environments') },
    host: { type: 'string', default: '/tmp' },
    count: { type: 'string', default: '200' },
    only: { type: 'string' },
  },
})

interface Issue {
  readonly code: string
  readonly message: string
  readonly table: string | null
  readonly column: string | null
}

interface Answer {
  readonly errors?: readonly Issue[]
  readonly warnings?: readonly Issue[]
  readonly failed?: string
}

/** One thing that one of the two reports, or both, about a migration. */
interface Row {
  readonly repository: string
  readonly migration: string
  readonly theirs: string | undefined
  readonly ours: string | undefined
  readonly text: string
}

const only = values.only?.split(',')
const rows: Row[] = []
const table: string[] = []
for (const repository of repositories) {
  const clone = resolve(values.clones, repository.name)
  if ((only && !only.includes(repository.name)) || !existsSync(clone)) continue
  const { findings, label } = await ourFindings(clone)
  const paths = newest(clone, Number(values.count)).filter((path) => label(path) !== undefined)
  const migrations = paths.map((path) => [label(path)!, basename(path, '.py')] as const)
  const answers = theirAnswers(repository, clone, migrations)
  const judged = migrations.map((key) => key.join('.')).filter((id) => !answers[id]?.failed && answers[id])
  const own = judged.flatMap((id) => compare(repository.name, id, answers[id]!, findings))
  rows.push(...own)
  table.push(summary(repository.name, migrations.length, judged.length, own))
}
const folder = join(workFolder, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'peers.json'), `${JSON.stringify(rows, undefined, 1)}\n`)
console.log(
  [
    '| repository | migrations | judged by both | reported by both | by them alone | by us alone |',
    '| --- | --- | --- | --- | --- | --- |',
    ...table,
  ].join('\n'),
)
console.log(`\nby them alone: ${counts(rows.filter(({ ours }) => !ours).map(({ theirs }) => theirs!))}`)
console.log(`by us alone: ${counts(rows.filter(({ theirs }) => !theirs).map(({ ours }) => ours!))}`)

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
): Readonly<Record<string, Answer>> {
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
  return (JSON.parse(printed) as { answers: Record<string, Answer> }).answers
}

/** Pairs what the two say of one migration: one of theirs with one of ours that is about the same thing. */
function compare(repository: string, migration: string, answer: Answer, all: readonly Finding[]): Row[] {
  const left = all.filter((finding) => finding.migration === migration)
  const issues = [...(answer.errors ?? []), ...(answer.warnings ?? [])]
  const found = issues.map((issue): Row => {
    const like = rulesLike[issue.code] ?? []
    const at = left.findIndex(({ rule }) => like.includes(rule))
    const [ours] = at < 0 ? [] : left.splice(at, 1)
    const about = [issue.table, issue.column].filter(Boolean).join('.')
    return { repository, migration, theirs: issue.code, ours: ours?.rule, text: `${issue.message} ${about}` }
  })
  const alone = left.map(({ rule, message }): Row => ({
    repository,
    migration,
    theirs: undefined,
    ours: rule,
    text: message,
  }))
  return [...found, ...alone]
}

function summary(name: string, asked: number, judged: number, own: readonly Row[]): string {
  const both = own.filter(({ theirs, ours }) => theirs && ours).length
  const alone = own.filter(({ ours }) => !ours).length
  return `| ${[name, asked, judged, both, alone, own.length - both - alone].join(' | ')} |`
}

function counts(names: readonly string[]): string {
  const by = new Map<string, number>()
  for (const name of names) by.set(name, (by.get(name) ?? 0) + 1)
  return [...by]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
