import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRepository } from '../../src/git/repository.ts'
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

  test('killed after any write, leaves the working tree as it was once it is undone', () => {
    const first = repository()
    const whole = child(first, 0, JSON.stringify(withMarkers(first)))
    const writes = whole.stdout.trim().split('\n')
    expect({ status: whole.status, stderr: whole.stderr, index: writes.indexOf('change the index') }).toEqual(
      {
        status: 0,
        stderr: '',
        index: writes.length - 3,
      },
    )
    const done = stateOf(first)
    for (let last = 1; last <= writes.length; last++) {
      const repo = repository()
      const before = stateOf(repo)
      expect(child(repo, last, JSON.stringify(withMarkers(repo))).signal).toBe('SIGKILL')
      const undone = child(repo, 0, 'roll-back')
      expect({ status: undone.status, stderr: undone.stderr }).toEqual({ status: 0, stderr: '' })
      // Once the journal is gone, the change counts as made.
      expect({ last, state: stateOf(repo) }).toEqual({
        last,
        state: last < writes.length - 1 ? before : done,
      })
      expect(existsSync(join(repo.root, '.git/migration-lint-fix'))).toBe(false)
    }
  }, 120_000)

  test('killed while it is undone, is undone by the next run', () => {
    const first = repository()
    const interrupted = (repo: GitRepository): void => {
      const writes = 22
      expect(child(repo, writes, JSON.stringify(withMarkers(repo))).signal).toBe('SIGKILL')
    }
    interrupted(first)
    const steps = child(first, 0, 'roll-back').stdout.trim().split('\n').length
    for (let last = 1; last <= steps; last++) {
      const repo = repository()
      const before = stateOf(repo)
      interrupted(repo)
      expect(child(repo, last, 'roll-back').signal).toBe('SIGKILL')
      expect(child(repo, 0, 'roll-back').status).toBe(0)
      expect({ last, state: stateOf(repo) }).toEqual({ last, state: before })
    }
  }, 120_000)

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
