import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { CannotCheckError, UsageError } from '../../src/model/errors.ts'
import { openRepository } from '../../src/git/repository.ts'
import {
  isolatedEnvironment,
  makeRepository,
  temporaryFolder,
  type GitRepository,
} from '../support/git-repository.ts'
import { compareIn, failure, open, text } from './opened.ts'

describe('what cannot be opened', () => {
  test('a folder that is no repository', async () => {
    const folder = temporaryFolder()
    const error = await failure(openRepository({ cwd: folder, env: isolatedEnvironment(folder) }))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toMatch(/is not in a git repository: not a git repository \(or any/)
  })

  test('a folder that is not there', async () => {
    const error = await failure(openRepository({ cwd: '/nonexistent/folder', env: {} }))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toBe('There is no folder /nonexistent/folder.')
  })

  test('a bare repository', async () => {
    const bare = makeRepository('--bare')
    const error = await failure(open(bare))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toContain('bare repository')
  })

  test('the .git folder', async () => {
    const repo = makeRepository()
    const error = await failure(openRepository({ cwd: join(repo.root, '.git'), env: repo.env }))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toContain('this operation must be run in a work tree')
  })

  test('without git on the PATH', async () => {
    const repo = makeRepository()
    const error = await failure(open(repo, { PATH: temporaryFolder() }))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toBe('git was not found on the PATH.')
    expect(error.help).toContain('https://git-scm.com')
  })

  test("a broken repository: git's own words", async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': '' })
    writeFileSync(join(repo.root, '.git', 'config'), '[core\nbroken')
    const error = await failure(open(repo))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toMatch(/bad config line 1 in file/)
  })

  test("a broken index: git's own words", async () => {
    const repo = makeRepository()
    writeFileSync(join(repo.root, '.git', 'index'), 'not an index')
    const error = await failure((await open(repo)).workingTree())
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toMatch(/^git (ls-files|status) .*failed: .*(index file|bad signature)/s)
  })

  // Only root can give a repository away.
  test.runIf(process.getuid?.() === 0)(
    'a repository of another user, and the command that mends it',
    async () => {
      const repo = makeRepository()
      repo.commit('first', { 'a.py': 'a\n' })
      execFileSync('chown', ['-R', '12345', repo.root])
      const error = await failure(open(repo))
      expect(error).toBeInstanceOf(CannotCheckError)
      expect(error.message).toContain(`detected dubious ownership in repository at '${repo.root}'`)
      const command = /If you trust it, run: (git .*)$/.exec(error.help)![1]!
      execFileSync('sh', ['-c', command], { env: repo.env, cwd: '/' })
      expect(text(await (await open(repo)).workingTree(), 'a.py')).toBe('a\n')
    },
  )
})

describe('where a repository may be', () => {
  test('in a folder of it', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'app/sub/a.py': 'a\n', 'b.py': 'b\n' })
    repo.write({ 'b.py': 'changed\n' })
    const opened = await openRepository({ cwd: join(repo.root, 'app/sub'), env: repo.env })
    expect(opened.root).toBe(repo.root)
    const working = await opened.workingTree()
    expect(working.paths).toEqual(['app/sub/a.py', 'b.py'])
    expect(text(working, 'b.py')).toBe('changed\n')
  })

  test('in a linked work tree', async () => {
    const repo = makeRepository()
    const first = repo.commit('first', { 'a.py': 'a\n' })
    repo.git('worktree add --quiet -b feature ../linked')
    const linked = repo.at(join(repo.root, '..', 'linked'))
    linked.commit('second', { 'b.py': 'b\n' })
    linked.write({ 'c.py': 'c\n' })
    const opened = await open(linked)
    expect(opened.root).toBe(linked.root)
    expect((await opened.workingTree()).paths).toEqual(['a.py', 'b.py', 'c.py'])
    const compared = await compareIn(linked)
    expect(compared.mergeBases).toEqual([first])
    expect(compared.comparison).toMatchObject({ baseRef: 'main' })
  })

  test('in a submodule, and around one', async () => {
    const inner = makeRepository()
    const first = inner.commit('first', { 'a.py': 'a\n' })
    const outer = makeRepository()
    outer.git(['submodule', '--quiet', 'add', inner.url, 'lib'])
    outer.commit('with a submodule', { 'o.py': 'o\n' })
    const lib = outer.at(join(outer.root, 'lib'))
    lib.git('checkout --quiet -b feature')
    lib.commit('second', { 'b.py': 'b\n' })
    const opened = await open(lib)
    expect(opened.root).toBe(lib.root)
    expect((await opened.workingTree()).paths).toEqual(['a.py', 'b.py'])
    expect((await compareIn(lib)).mergeBases).toEqual([first])

    const around = await (await open(outer)).workingTree()
    expect(around.paths).toEqual(['.gitmodules', 'lib', 'o.py'])
    expect(around.entry('lib')?.kind).toBe('submodule')
    expect(around.read('lib')).toBeUndefined()
  })

  test('with another repository inside that git does not track', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': 'a\n' })
    mkdirSync(join(repo.root, 'nested'))
    const nested = repo.at(join(repo.root, 'nested'))
    nested.git('init --quiet')
    nested.commit('theirs', { 'n.py': 'n\n' })
    expect((await (await open(repo)).workingTree()).paths).toEqual(['a.py'])
    expect(await (await open(repo)).untrackedIn(['nested', '.'])).toEqual([])
  })
})

describe('in a running hook', () => {
  /** Bundles the room and makes a script that prints what it sees as JSON. */
  async function script(repo: GitRepository): Promise<string> {
    const outfile = join(repo.root, '..', 'look.mjs')
    const room = JSON.stringify(join(import.meta.dirname, '../../src/git/repository.ts'))
    await build({
      stdin: {
        contents: `
          import { writeFileSync } from 'node:fs'
          import { openRepository } from ${room}
          const opened = await openRepository({ cwd: process.cwd(), env: process.env })
          const compared = await opened.compare({ fetch: false, head: 'index', env: process.env })
          const show = (tree) => Object.fromEntries(
            tree.paths.map((path) => [path, Buffer.from(tree.read(path)).toString()]))
          writeFileSync(process.argv[2], JSON.stringify({
            root: opened.root,
            index: show(await opened.indexTree()),
            working: show(await opened.workingTree()),
            mergeBases: compared.mergeBases,
            GIT_INDEX_FILE: process.env.GIT_INDEX_FILE,
            GIT_DIR: process.env.GIT_DIR,
          }))`,
        resolveDir: import.meta.dirname,
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
      },
      logLevel: 'error',
    })
    return outfile
  }

  async function seenByHook(repo: GitRepository, commit: string) {
    const output = join(repo.root, '..', 'seen.json')
    const look = await script(repo)
    const hooks = repo.git('rev-parse --path-format=absolute --git-path hooks')
    mkdirSync(hooks, { recursive: true })
    writeFileSync(
      join(hooks, 'pre-commit'),
      `#!/bin/sh\nexec "${process.execPath}" "${look}" "${output}"\n`,
      { mode: 0o755 },
    )
    repo.git(commit)
    return JSON.parse(readFileSync(output, 'utf8'))
  }

  test('git commit: the index is what was staged', async () => {
    const repo = makeRepository()
    const first = repo.commit('first', { 'a.py': 'one\n', 'b.py': 'b\n' })
    repo.write({ 'a.py': 'two\n' }).git('add a.py')
    repo.write({ 'a.py': 'three\n' })
    const seen = await seenByHook(repo, 'commit --quiet -m second')
    expect(seen).toMatchObject({ root: repo.root, mergeBases: [first], GIT_INDEX_FILE: '.git/index' })
    expect(seen.index).toEqual({ 'a.py': 'two\n', 'b.py': 'b\n' })
    expect(seen.working).toEqual({ 'a.py': 'three\n', 'b.py': 'b\n' })
  })

  test('git commit <path>: the index is the one that git made for this commit', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': 'one\n', 'b.py': 'one\n' })
    repo.write({ 'a.py': 'two\n', 'b.py': 'two\n' }).git('add a.py')
    const seen = await seenByHook(repo, 'commit --quiet -m second b.py')
    expect(seen.GIT_INDEX_FILE).toMatch(/next-index/)
    expect(seen.index).toEqual({ 'a.py': 'one\n', 'b.py': 'two\n' })
  })

  test('git commit in a linked work tree, which sets GIT_DIR, with -c as well', async () => {
    const repo = makeRepository()
    const first = repo.commit('first', { 'a.py': 'one\n' })
    repo.git('worktree add --quiet -b feature ../linked')
    const linked = repo.at(realpathSync(join(repo.root, '..', 'linked')))
    linked.write({ 'a.py': 'two\n' }).git('add a.py')
    const seen = await seenByHook(linked, '-c core.quotePath=true commit --quiet -m second')
    expect(seen).toMatchObject({ root: linked.root, mergeBases: [first], index: { 'a.py': 'two\n' } })
    expect(seen.GIT_DIR).toContain('worktrees')
  })

  test('a relative GIT_DIR and GIT_INDEX_FILE', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': 'one\n', 'sub/b.py': 'b\n' })
    repo.write({ 'a.py': 'two\n' })
    const env = { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/other' }
    repo.git('read-tree --index-output=.git/other HEAD')
    repo.git('rm --quiet --cached sub/b.py')
    const opened = await open(repo, env)
    expect((await opened.indexTree()).paths).toEqual(['a.py', 'sub/b.py'])
    expect(text(await opened.workingTree(), 'a.py')).toBe('two\n')
  })

  test('GIT_DIR and GIT_WORK_TREE of a repository elsewhere', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': 'one\n' })
    const env = { ...repo.env, GIT_DIR: join(repo.root, '.git'), GIT_WORK_TREE: repo.root }
    const opened = await openRepository({ cwd: temporaryFolder(), env })
    expect(opened.root).toBe(repo.root)
    expect(text(await opened.workingTree(), 'a.py')).toBe('one\n')
  })
})
