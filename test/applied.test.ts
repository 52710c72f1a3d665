import { expect, test } from 'vitest'
import { applied } from '../src/applied.ts'
import type { AppliedRow } from '../src/model/applied.ts'
import { addColumn, initialMigration, shop } from './support/django-files.ts'
import { makeRepository, type GitRepository } from './support/git-repository.ts'

const day = 24 * 60 * 60 * 1000
/** When the first commit of a test's repository is made. */
const start = 1_700_000_000_000

function compare(repository: GitRepository, rows: readonly AppliedRow[] | undefined) {
  const { root, env } = repository
  return applied({ cwd: root, env, read: () => Promise.resolve(rows) })
}

function row(name: string, appliedAt = start, app = 'shop'): AppliedRow {
  return { app, name, appliedAt }
}

/** Three migrations in a chain. */
function chain(): GitRepository {
  const repository = makeRepository()
  repository.commit('Start the shop', {
    ...shop(100),
    'shop/migrations/0002_size.py': addColumn('0001_initial', 'size'),
    'shop/migrations/0003_weight.py': addColumn('0002_size', 'weight'),
  })
  return repository
}

/** Commits at a time of its own, in days after the first commit. */
function commitAt(repository: GitRepository, days: number, files: Readonly<Record<string, string | null>>) {
  repository.write(files)
  repository.git('add -A')
  const date = `${(start + days * day) / 1000} +0000`
  repository.git(['-c', 'user.name=D', 'commit', '--quiet', '-m', 'Change', `--date=${date}`])
  const tree = repository.git('rev-parse HEAD^{tree}')
  const raw = `tree ${tree}\nparent ${repository.commitId('HEAD~1')}\nauthor D <d@example.com> ${date}\ncommitter D <d@example.com> ${date}\n\nChange\n`
  const id = repository.git('hash-object -t commit -w --stdin', { input: raw })
  repository.git(`update-ref HEAD ${id}`)
  return id
}

function squashed(replaced: readonly string[]): string {
  return addColumn('0001_initial', 'size').replace(
    '    operations',
    `    replaces = [${replaced.map((name) => `('shop', '${name}')`).join(', ')}]\n    operations`,
  )
}

test('a database without the table has everything to run, in order', async () => {
  const { hasTable, pending, problems } = await compare(chain(), undefined)
  expect({ hasTable, problems }).toEqual({ hasTable: false, problems: [] })
  expect(pending.map(({ id }) => id)).toEqual(['shop.0001_initial', 'shop.0002_size', 'shop.0003_weight'])
})

test('rows of other apps are counted and not compared', async () => {
  const compared = await compare(chain(), [row('0001_initial'), row('0001_x', start, 'auth')])
  expect(compared).toMatchObject({ applied: 1, migrations: 3, otherRows: 1, problems: [], notes: [] })
})

test('applied before its dependency', async () => {
  const { problems } = await compare(chain(), [row('0001_initial'), row('0003_weight')])
  expect(problems).toMatchObject([{ kind: 'missing dependency', migration: 'shop.0003_weight' }])
  expect(problems[0]!.message).toContain('`shop.0002_size`')
})

test('applied, and its file is gone or never was', async () => {
  const repository = chain()
  const id = commitAt(repository, 3, { 'shop/migrations/0003_weight.py': null })
  const { problems } = await compare(
    repository,
    ['0001_initial', '0002_size', '0003_weight', '0004_other'].map((name) => row(name)),
  )
  expect(problems.map(({ kind, migration }) => [kind, migration])).toEqual([
    ['missing file', 'shop.0003_weight'],
    ['missing file', 'shop.0004_other'],
  ])
  expect(problems[0]!.message).toContain(`${id.slice(0, 12)} deleted it on 2023-11-17`)
  expect(problems[1]!.message).toContain('nor ever had one')
})

test('rows that a finished squash has left are no problem', async () => {
  const repository = chain()
  commitAt(repository, 1, { 'shop/migrations/0002_squashed.py': squashed(['0002_size', '0003_weight']) })
  commitAt(repository, 40, {
    'shop/migrations/0002_size.py': null,
    'shop/migrations/0003_weight.py': null,
    'shop/migrations/0002_squashed.py': addColumn('0001_initial', 'size'),
  })
  const names = ['0001_initial', '0002_size', '0003_weight', '0002_squashed']
  const { problems, pending } = await compare(
    repository,
    names.map((name) => row(name, start + 10 * day)),
  )
  expect({ problems, pending }).toEqual({ problems: [], pending: [] })
})

test('a squash of which a part was run: its rest runs first; where that is gone, nothing can', async () => {
  const repository = chain()
  commitAt(repository, 1, { 'shop/migrations/0002_squashed.py': squashed(['0002_size', '0003_weight']) })
  const rows = [row('0001_initial'), row('0002_size')]
  const half = await compare(repository, rows)
  expect(half.problems).toEqual([])
  expect(half.pending.map(({ id }) => id)).toEqual(['shop.0003_weight'])
  expect(half.notes[0]).toContain('`shop.0002_squashed` is half run')

  commitAt(repository, 2, { 'shop/migrations/0003_weight.py': null })
  expect((await compare(repository, rows)).problems).toMatchObject([{ kind: 'partial squash' }])
})

test('a squash that is recorded alone runs again', async () => {
  const repository = chain()
  commitAt(repository, 1, { 'shop/migrations/0002_squashed.py': squashed(['0002_size', '0003_weight']) })
  const { problems, pending } = await compare(repository, [row('0001_initial'), row('0002_squashed')])
  expect(problems).toMatchObject([{ kind: 'squash to run again', migration: 'shop.0002_squashed' }])
  expect(pending.map(({ id }) => id)).toEqual(['shop.0002_squashed'])
})

test('edited after it was run, but not where only its layout changed or it was run later', async () => {
  const repository = chain()
  const id = commitAt(repository, 30, { 'shop/migrations/0001_initial.py': initialMigration(200) })
  const run = (days: number) => compare(repository, [row('0001_initial', start + days * day)])
  const { problems } = await run(5)
  expect(problems).toMatchObject([{ kind: 'edited', migration: 'shop.0001_initial' }])
  expect(problems[0]!.message).toContain(`${id.slice(0, 12)} edited it on 2023-12-14: `)
  expect((await run(35)).problems).toEqual([])

  const layout = makeRepository()
  layout.commit('Start the shop', shop(100))
  commitAt(layout, 30, { 'shop/migrations/0001_initial.py': `# Checked.\n${initialMigration(100)}` })
  expect((await compare(layout, [row('0001_initial', start + 5 * day)])).problems).toEqual([])
})

test('an edit within a day, or not committed, or before the file was committed, proves nothing', async () => {
  const repository = chain()
  commitAt(repository, 30, { 'shop/migrations/0001_initial.py': initialMigration(200) })
  const near = await compare(repository, [row('0001_initial', start + 29.5 * day)])
  expect(near.problems).toEqual([])
  expect(near.notes[0]).toContain('cannot be told')
  const early = await compare(repository, [row('0001_initial', start - 5 * day)])
  expect({ problems: early.problems, notes: early.notes }).toEqual({ problems: [], notes: [] })

  const changed = chain().write({ 'shop/migrations/0001_initial.py': initialMigration(200) })
  const open = await compare(changed, [row('0001_initial', start + 5 * day)])
  expect(open.problems).toEqual([])
  expect(open.notes[0]).toContain('cannot be told')
})
