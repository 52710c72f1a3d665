import { createHash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeRepository, type GitRepository } from '../support/git-repository.ts'
import { compareIn, failure, ids, open, text } from './opened.ts'

/** A program that leaves `<root>/../trace-<name>` when anything runs it, and passes its input on. */
function tracer(repo: GitRepository, name: string): { program: string; trace: string } {
  const trace = join(repo.root, '..', `trace-${name}`)
  const program = join(repo.root, '..', `program-${name}`)
  writeFileSync(program, `#!/bin/sh\n: > "${trace}"\ncat\n`)
  chmodSync(program, 0o755)
  return { program, trace }
}

/** A hash over every file below a folder: names, times of change, bytes. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const full = join(folder, name)
    const stat = lstatSync(full)
    hash.update(`${name}\0${stat.mtimeMs}\0`)
    if (stat.isFile()) hash.update(readFileSync(full))
  }
  return hash.digest('hex')
}

/** A branch with a rename, an edit, a staged file, an untracked one and a stale time stamp. */
function busyRepository(): GitRepository {
  const repo = makeRepository()
  repo.commit('first', { 'a.py': 'a = 1\n'.repeat(20), 'b.py': 'b\n', 'ü.py': 'u\n', 'same.py': 'same\n' })
  repo.git('checkout --quiet -b feature')
  repo.git('mv a.py renamed.py')
  repo.commit('rename')
  repo.write({ 'b.py': 'changed\n', 'staged.py': 's\n', 'new.py': 'n\n' }).git('add staged.py')
  utimesSync(join(repo.root, 'same.py'), 1, 1)
  return repo
}

async function everything(repo: GitRepository, env: Record<string, string> = {}) {
  const opened = await open(repo, env)
  const compared = await opened.compare({ fetch: false, head: 'working-tree', env: { ...repo.env, ...env } })
  const trees = [
    await opened.commitTree(compared.mergeBases[0]!),
    await opened.indexTree(),
    await opened.workingTree(['.']),
  ]
  await opened.prefetch(trees, () => true)
  return {
    compared,
    trees: trees.map((tree) => ({ ids: ids(tree), texts: tree.paths.map((path) => text(tree, path)) })),
  }
}

describe('config that changes output or runs programs', () => {
  const settings: Record<string, (repo: GitRepository) => string> = {
    'diff.renames=copies': () => '[diff]\nrenames = copies',
    'status.*': () =>
      '[status]\nrenames = copies\nshowUntrackedFiles = no\nshort = true\nbranch = true\nshowStash = true\nrelativePaths = true\nsubmoduleSummary = true',
    'core.quotePath=true': () => '[core]\nquotePath = true',
    'color.ui=always': () => '[color]\nui = always\nstatus = always\ndiff = always',
    'diff.external': (repo) => `[diff]\nexternal = ${tracer(repo, 'one').program}\nnoprefix = true`,
    'log.showSignature': (repo) =>
      `[log]\nshowSignature = true\n[gpg]\nprogram = ${tracer(repo, 'one').program}`,
    'core.pager': (repo) =>
      `[core]\npager = ${tracer(repo, 'one').program}\n[pager]\nstatus = true\nls-tree = true`,
    'core.fsmonitor': (repo) => `[core]\nfsmonitor = ${tracer(repo, 'one').program}`,
    'aliases of the commands in use': (repo) =>
      `[alias]\nstatus = !${tracer(repo, 'one').program}\nls-tree = !${tracer(repo, 'one').program}`,
    'a textconv and a merge driver': (repo) =>
      `[diff "x"]\ntextconv = ${tracer(repo, 'one').program}\n[merge "x"]\ndriver = ${tracer(repo, 'one').program}`,
    'an untracked cache and a split index': () => '[core]\nuntrackedCache = true\nsplitIndex = true',
    'push.default and advice': () => '[push]\ndefault = nothing\n[advice]\nstatusHints = true',
  }

  test.each(Object.entries(settings))('%s', async (_name, config) => {
    const repo = busyRepository()
    repo.write({ '.gitattributes': '*.py diff=x merge=x\n' })
    const plain = await everything(repo)
    appendFileSync(repo.env.GIT_CONFIG_GLOBAL!, `${config(repo)}\n`)
    expect(await everything(repo)).toEqual(plain)
    expect(existsSync(join(repo.root, '..', 'trace-one'))).toBe(false)
  })

  test('the program of core.fsmonitor would have run', () => {
    const repo = busyRepository()
    const { program, trace } = tracer(repo, 'one')
    repo.git(['config', 'core.fsmonitor', program])
    repo.try('status')
    expect(existsSync(trace)).toBe(true)
  })

  test.each(['clean', 'process'])('a %s filter is not run, and the files on disk count', async (kind) => {
    const repo = busyRepository()
    repo.commit('attributes', { '.gitattributes': '*.py filter=odd.name\n' })
    const { program, trace } = tracer(repo, 'filter')
    repo.git(['config', `filter.odd.name.${kind}`, program])
    repo.git(['config', 'filter.odd.name.required', 'true'])
    utimesSync(join(repo.root, 'same.py'), 2, 2)
    const working = await (await open(repo)).workingTree()
    expect(working.entry('same.py')?.id).toBe(repo.git('rev-parse HEAD:same.py'))
    expect(text(working, 'same.py')).toBe('same\n')
    repo.write({ 'crlf.py': 'x\r\n' })
    const again = await (await open(repo)).workingTree()
    expect(text(again, 'crlf.py')).toBe('x\r\n')
    expect(existsSync(trace)).toBe(false)
    utimesSync(join(repo.root, 'same.py'), 3, 3)
    repo.try('status')
    expect(existsSync(trace), 'plain git status runs it').toBe(true)
  })

  test('a filter that cannot be switched off is refused', async () => {
    const repo = busyRepository()
    repo.git(['config', 'filter.a=b.clean', 'true'])
    expect((await failure(open(repo))).message).toContain('a=b')
  })

  test('variables that start programs or change output', async () => {
    const repo = busyRepository()
    const { program, trace } = tracer(repo, 'env')
    const plain = await everything(repo)
    const hostile = {
      GIT_EXTERNAL_DIFF: program,
      GIT_PAGER: program,
      PAGER: program,
      EDITOR: program,
      GIT_EDITOR: program,
      GIT_LITERAL_PATHSPECS: '1',
      GIT_CONFIG: '/dev/null',
      GIT_TRACE: '1',
      LC_ALL: 'de_DE.UTF-8',
      LANGUAGE: 'de',
    }
    expect(await everything(repo, hostile)).toEqual(plain)
    expect(existsSync(trace)).toBe(false)
  })

  test('settings that a user or a runner puts into variables are theirs to make', async () => {
    const repo = busyRepository()
    const plain = await everything(repo)
    const runner = {
      GIT_CONFIG_COUNT: '3',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      GIT_CONFIG_KEY_1: 'url.https://example.com/.insteadOf',
      GIT_CONFIG_VALUE_1: 'git@example.com:',
      GIT_CONFIG_KEY_2: 'alias.st',
      GIT_CONFIG_VALUE_2: 'status',
      GIT_CONFIG_PARAMETERS: "'core.fsmonitor'='false'",
      GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
      GIT_ASKPASS: '/bin/false',
      SSH_ASKPASS: '/bin/false',
    }
    expect(await everything(repo, runner)).toEqual(plain)
  })
})

describe('nothing is written', () => {
  test('neither into .git nor into the work tree', async () => {
    const repo = busyRepository()
    for (const hook of ['post-index-change', 'reference-transaction']) {
      repo.hook(hook, `: > ${join(repo.root, '..', 'trace-hook')}`)
    }
    const before = fingerprint(repo.root)
    await everything(repo)
    await compareIn(repo, { head: 'index' })
    expect(fingerprint(repo.root)).toBe(before)
    expect(existsSync(join(repo.root, '..', 'trace-hook'))).toBe(false)
  })

  test('a plain git status would have', () => {
    const repo = busyRepository()
    const before = fingerprint(repo.root)
    repo.git('status')
    expect(fingerprint(repo.root)).not.toBe(before)
  })
})

test('debug is given every command with its time', async () => {
  const repo = busyRepository()
  const lines: string[] = []
  const opened = await open(repo, {}, (line) => lines.push(line))
  await opened.workingTree(["it's\n"])
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) expect(line).toMatch(/^git [a-z-]+ .*\(\d+ ms\)$/)
  expect(lines.at(-1)).toContain(String.raw`'it'\''s?'`)
})
