import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRepository, type Repository, type WriteOptions } from '../../src/git/repository.ts'
import type { Owner } from '../../src/git/writing/lock.ts'
import type { FileEdit } from '../../src/model/repair.ts'
import {
  initRepository,
  makeRepository,
  newFolder,
  removeFolder,
  type GitRepository,
} from '../support/git-repository.ts'

let scripts: string
let start: GitRepository
const repository = (): GitRepository => start.copy()
beforeAll(async () => {
  scripts = newFolder()
  start = conflictedRepository(scripts)
  await build({
    entryPoints: [join(import.meta.dirname, 'writing-child.ts')],
    outfile: join(scripts, 'child.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
})
afterAll(() => removeFolder(scripts))

/** A change of every kind, also to where another file was, with a conflict and unstaged changes. */
const edits = [
  { kind: 'rename', path: 'app/0002_a.py', to: 'app/0003_a.py', before: 'a2\n', after: 'A2\n' },
  { kind: 'rename', path: 'app/0003_a.py', to: 'app/0004_a.py', before: 'a3, edited\n', after: 'A3\n' },
  { kind: 'change', path: 'app/max.txt', before: '', after: '0004_a\n' },
  { kind: 'delete', path: 'app/0009_old.py', before: 'old\n' },
  { kind: 'rename', path: 'app/untracked.py', to: 'app/0005_u.py', before: 'u\n', after: 'U\n' },
  { kind: 'create', path: 'other/new/0001_new.py', after: 'new\n', tracked: true },
] as const

const conflicted = 'app/max.txt'

function conflictedRepository(folder: string): GitRepository {
  const repo = initRepository(folder)
  repo.commit('Start', { 'app/0002_a.py': 'a2\n', 'app/0003_a.py': 'a3\n', 'app/max.txt': '1\n' })
  repo.git('switch --quiet --create feature')
  repo.commit('Ours', { 'app/max.txt': '2\n', 'app/0009_old.py': 'old\n' })
  repo.git('switch --quiet main')
  repo.commit('Theirs', { 'app/max.txt': '3\n' })
  repo.git('switch --quiet feature')
  repo.try('merge main')
  repo.write({ 'app/0003_a.py': 'a3, edited\n', 'app/untracked.py': 'u\n' })
  chmodSync(join(repo.root, 'app/0002_a.py'), 0o755)
  return repo
}

const withMarkers = (repo: GitRepository) =>
  edits.map((edit) => (edit.path === conflicted ? { ...edit, before: repo.read(conflicted) } : edit))

const inBytes = (repo: GitRepository): FileEdit[] =>
  withMarkers(repo).map((edit) => ({
    ...edit,
    ...('before' in edit && { before: Buffer.from(edit.before) }),
    ...('after' in edit && { after: Buffer.from(edit.after) }),
  })) as FileEdit[]

/** Everything that a user could see: files with their modes, and the index. */
function stateOf(repo: GitRepository): unknown {
  const files = readdirSync(repo.root, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/^\.git(\/|$)/.test(path))
    .sort()
    .map((path) => {
      const stat = statSync(join(repo.root, path))
      return [path, stat.isFile() ? [stat.mode.toString(8), repo.read(path)] : 'folder']
    })
  return { files, index: repo.git('ls-files --stage'), status: repo.git('status --porcelain=v2') }
}

function child(repo: GitRepository, last: number, what: string) {
  return spawnSync(process.execPath, [join(scripts, 'child.mjs'), repo.root, String(last), what], {
    env: repo.env,
    encoding: 'utf8',
  })
}

/** The process that undoes, later, what one left that is gone by then. */
const later: Owner = { pid: process.pid, isRunning: () => false }

/** What a write leaves if the process ends right after each of its steps: a copy of all that is on the disk then. */
async function endsOf(
  repo: GitRepository,
  write: (opened: Repository, options: WriteOptions) => void,
): Promise<readonly { what: string; left: GitRepository }[]> {
  const opened = await openRepository({ cwd: repo.root, env: repo.env })
  const ends: { what: string; left: GitRepository }[] = []
  const owner: Owner = { pid: process.pid, isRunning: () => true }
  write(opened, { owner, onWrite: (what) => ends.push({ what, left: repo.copy() }) })
  return ends
}

/** What is left of this program in git's folder. */
const leftovers = (repo: GitRepository): readonly string[] =>
  readdirSync(join(repo.root, '.git')).filter((name) => name.startsWith('migration-lint'))

describe('a change of the working tree', () => {
  test('of every kind; the index follows', async () => {
    const repo = repository()
    const opened = await openRepository({ cwd: repo.root, env: repo.env })
    opened.apply(inBytes(repo))
    expect(stateOf(repo)).toMatchObject({
      files: [
        ['app', 'folder'],
        ['app/0003_a.py', ['100755', 'A2\n']],
        ['app/0004_a.py', ['100644', 'A3\n']],
        ['app/0005_u.py', ['100644', 'U\n']],
        ['app/max.txt', ['100644', '0004_a\n']],
        ['other', 'folder'],
        ['other/new', 'folder'],
        ['other/new/0001_new.py', ['100644', 'new\n']],
      ],
    })
    const staged = (path: string) => repo.git(`show :${path}`)
    expect(repo.git('ls-files').split('\n')).toEqual([
      'app/0003_a.py',
      'app/0004_a.py',
      'app/max.txt',
      'other/new/0001_new.py',
    ])
    expect([staged('app/0003_a.py'), staged('app/0004_a.py'), staged('app/max.txt')]).toEqual([
      'A2',
      'a3',
      '0004_a',
    ])
  })

  test('ended after any write, leaves the working tree as it was once it is undone', async () => {
    const repo = repository()
    const before = stateOf(repo)
    const ends = await endsOf(repo, (opened, options) => opened.apply(inBytes(repo), options))
    const done = stateOf(repo)
    expect(ends.map(({ what }) => what).indexOf('change the index')).toBe(ends.length - 3)
    for (const [at, { what, left }] of ends.entries()) {
      const opened = await openRepository({ cwd: left.root, env: left.env })
      opened.rollBack({ owner: later })
      // Once the journal is gone, the change counts as made.
      const isMade = at >= ends.length - 2
      expect({ what, state: stateOf(left) }).toEqual({ what, state: isMade ? done : before })
      expect(leftovers(left)).toEqual([])
    }
  })

  test('ended while it is undone, is undone by the next run', async () => {
    const repo = repository()
    const before = stateOf(repo)
    const begun = await endsOf(repo, (opened, options) => opened.apply(inBytes(repo), options))
    const last = begun.findLast(({ what }) => what === 'change the index')!.left
    const ends = await endsOf(last, (opened, options) => opened.rollBack({ ...options, owner: later }))
    expect(ends.length).toBeGreaterThan(10)
    for (const { what, left } of ends) {
      const opened = await openRepository({ cwd: left.root, env: left.env })
      opened.rollBack({ owner: later })
      expect({ what, state: stateOf(left) }).toEqual({ what, state: before })
      expect(leftovers(left)).toEqual([])
    }
  })

  test.each([3, 9, 22])('killed after write %i, and undone by another process', (last) => {
    const repo = repository()
    const before = stateOf(repo)
    expect(child(repo, last, JSON.stringify(withMarkers(repo))).signal).toBe('SIGKILL')
    expect(leftovers(repo)).toContain('migration-lint-fix.lock')
    const undone = child(repo, 0, 'roll-back')
    expect({ status: undone.status, stderr: undone.stderr }).toEqual({ status: 0, stderr: '' })
    expect(stateOf(repo)).toEqual(before)
    expect(leftovers(repo)).toEqual([])
  })

  test('an error on the way undoes it at once', async () => {
    const repo = repository()
    const before = stateOf(repo)
    repo.write({ '.git/index.lock': '' })
    const opened = await openRepository({ cwd: repo.root, env: repo.env })
    expect(() => opened.apply(inBytes(repo))).toThrow(/^Nothing was changed, .*index\.lock/)
    repo.write({ '.git/index.lock': null })
    expect(opened.rollBack()).toBe(false)
    expect(stateOf(repo)).toEqual(before)
  })

  test('what somebody changed since is not undone', () => {
    const repo = repository()
    child(repo, 22, JSON.stringify(withMarkers(repo)))
    repo.write({ 'app/max.txt': 'mine\n' })
    const undone = child(repo, 0, 'roll-back')
    expect(undone.stderr).toContain('app/max.txt was changed since')
    expect(repo.read('app/max.txt')).toBe('mine\n')
  })
})

describe('two processes at the same time', () => {
  const lock = '.git/migration-lint-fix.lock'
  const owner: Owner = { pid: process.pid, isRunning: (pid) => pid === process.pid }

  test('the other one does not undo what is being written, nor writes itself', async () => {
    const repo = repository()
    const [one, other] = await Promise.all(
      [1, 2].map(() => openRepository({ cwd: repo.root, env: repo.env })),
    )
    const refusals: unknown[] = []
    const attempt = (work: () => unknown): void => {
      try {
        refusals.push(work())
      } catch (error) {
        refusals.push(String(error))
      }
    }
    const onWrite = (): void => {
      attempt(() => other!.rollBack({ owner }))
      attempt(() => other!.apply([], { owner }))
    }
    one!.apply(inBytes(repo), { owner, onWrite })
    expect(new Set(refusals)).toEqual(
      new Set([
        `CannotCheckError: Another migration-lint is writing here (process ${process.pid}). Nothing was changed.`,
      ]),
    )
    expect(repo.read('app/max.txt')).toBe('0004_a\n')
    expect(leftovers(repo)).toEqual([])
  })

  const holder = (pid: number, birth?: string): string => JSON.stringify({ pid, birth })
  test.each([
    ['of a process that is gone', holder(1234567), true],
    ['of a process whose number another one has now', holder(process.pid, 'long ago'), true],
    ['of a process that is there', holder(process.pid), false],
    ['of whom nobody knows', 'mine', false],
  ])('a lock %s', async (_, text, isStale) => {
    const repo = repository()
    const opened = await openRepository({ cwd: repo.root, env: repo.env })
    repo.write({ [lock]: text })
    if (isStale) opened.apply(inBytes(repo), { owner })
    else
      expect(() => opened.apply(inBytes(repo), { owner })).toThrow('Another migration-lint is writing here')
    expect(leftovers(repo)).toEqual(isStale ? [] : ['migration-lint-fix.lock'])
  })
})

describe('what is not written', () => {
  const rejected = async (repo: GitRepository, edit: FileEdit): Promise<string> => {
    const opened = await openRepository({ cwd: repo.root, env: repo.env })
    const before = stateOf(repo)
    let message = 'written'
    try {
      opened.apply([edit])
    } catch (error) {
      message = String(error)
    }
    expect(stateOf(repo)).toEqual(before)
    return message
  }
  const after = Buffer.from('new\n')
  const create = (path: string): FileEdit => ({ kind: 'create', path, after, tracked: false })

  test.each([
    '../out.py',
    '/tmp/out.py',
    'app/../../out.py',
    '.git/hooks/pre-commit',
    'app/.GIT/x',
    'a\\b',
    '',
  ])('a path that is not in the repository: %j', async (path) => {
    expect(await rejected(repository(), create(path))).toContain('is not a file of the repository')
  })

  test('behind a symbolic link', async () => {
    const repo = repository()
    const outside = join(repo.root, '..', 'outside')
    mkdirSync(outside)
    symlinkSync(outside, join(repo.root, 'linked'))
    expect(await rejected(repo, create('linked/new.py'))).toContain('behind a symbolic link')
    expect(await rejected(repo, create('linked/more/new.py'))).toContain('behind a symbolic link')
    expect(readdirSync(outside)).toEqual([])
  })

  test('over a file that has appeared, or that has changed', async () => {
    const repo = repository()
    expect(await rejected(repo, create('app/0002_a.py'))).toContain('a file has appeared there')
    const before = Buffer.from('something else\n')
    const change: FileEdit = { kind: 'change', path: 'app/0002_a.py', before, after }
    expect(await rejected(repo, change)).toContain('its contents are others')
    expect(await rejected(repo, { ...change, path: 'app/none.py' })).toContain('there is no file any more')
  })
})

test('line ends that git converts stay converted', async () => {
  const plain = 'one\n'.repeat(9)
  const lines = plain.replaceAll('\n', '\r\n')
  const repo = makeRepository()
  repo.git('config core.autocrlf true')
  repo.commit('Start', { 'a.py': `${lines}two\r\n` })
  const opened = await openRepository({ cwd: repo.root, env: repo.env })
  const tree = await opened.workingTree()
  const before = tree.read('a.py')!
  opened.apply([{ kind: 'rename', path: 'a.py', to: 'b.py', before, after: Buffer.from(`${plain}three\n`) }])
  expect(repo.read('b.py')).toBe(`${lines}three\r\n`)
  expect(repo.git('show :b.py')).toBe(`${plain}three`)
  expect(repo.git('status --short')).toBe('R  a.py -> b.py')
})
