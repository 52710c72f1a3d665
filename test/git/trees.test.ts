import { chmodSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeRepository, temporaryFolder, type GitRepository } from '../support/git-repository.ts'
import { ids, open, text } from './opened.ts'

/** What `ls-tree` says of a commit. */
function idsOfCommit(repo: GitRepository, commit: string): Record<string, string> {
  const rows = repo.git(`ls-tree -r -z ${commit}`).split('\0').filter(Boolean)
  return Object.fromEntries(rows.map((row) => [row.slice(row.indexOf('\t') + 1), row.split(/[ \t]/)[2]!]))
}

describe('the tree of a commit', () => {
  test('has the files of that commit, whatever the working tree looks like', async () => {
    const repo = makeRepository()
    const first = repo.commit('first', { 'a.py': 'a = 1\n', 'b/c.py': 'c = 1\n' })
    repo.commit('second', { 'a.py': 'a = 2\n', 'b/c.py': null })
    const opened = await open(repo)
    const tree = await opened.commitTree(first)
    expect(tree.name).toBe(first.slice(0, 7))
    expect(ids(tree)).toEqual(idsOfCommit(repo, first))
    expect(text(tree, 'a.py')).toBe('a = 1\n')
    expect(text(tree, 'b/c.py')).toBe('c = 1\n')
    expect(tree.read('missing.py')).toBeUndefined()
    expect(tree.entry('b')).toBeUndefined()
  })

  test('knows a rename by its equal ids', async () => {
    const repo = makeRepository()
    const first = repo.commit('first', { '0001_a.py': 'x = 1\n' })
    repo.git('mv 0001_a.py 0001_b.py')
    const opened = await open(repo)
    const [before, after] = [await opened.commitTree(first), await opened.indexTree()]
    expect(after.paths).toEqual(['0001_b.py'])
    expect(after.entry('0001_b.py')?.id).toBe(before.entry('0001_a.py')?.id)
  })

  test('in a repository that hashes with SHA-256', async () => {
    const repo = makeRepository('--object-format=sha256')
    const first = repo.commit('first', { 'a.py': 'a = 1\n' })
    repo.write({ 'a.py': 'a = 2\n' })
    const opened = await open(repo)
    expect(ids(await opened.commitTree(first))).toEqual(idsOfCommit(repo, first))
    const working = await opened.workingTree()
    expect(working.entry('a.py')?.id).toBe(repo.git('hash-object a.py'))
    expect(working.entry('a.py')?.id).toHaveLength(64)
  })
})

describe('index and working tree', () => {
  test('a partly staged file is one thing in the index and another on disk', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': 'one\n', 'same.py': 'same\n' })
    repo.write({ 'a.py': 'two\n' }).git('add a.py')
    repo.write({ 'a.py': 'three\n' })
    const opened = await open(repo)
    const [index, working] = [await opened.indexTree(), await opened.workingTree()]
    expect(text(index, 'a.py')).toBe('two\n')
    expect(text(working, 'a.py')).toBe('three\n')
    expect(index.entry('a.py')?.id).toBe(repo.git('rev-parse :a.py'))
    expect(working.entry('a.py')?.id).toBe(repo.git('hash-object a.py'))
    expect(working.entry('same.py')?.id).toBe(index.entry('same.py')?.id)
  })

  test('deleted, staged, untracked, ignored and intended files', async () => {
    const repo = makeRepository()
    repo.commit('first', { '.gitignore': 'ignored.py\nnode_modules/\n', 'gone.py': '', 'kept.py': 'x\n' })
    repo.write({ 'gone.py': null, 'new.py': 'new\n', 'staged.py': 'staged\n', 'intended.py': 'i\n' })
    repo.write({ 'app/ignored.py': '1\n', 'node_modules/x/ignored.py': '2\n' })
    repo.git('rm --quiet --cached kept.py')
    repo.git('add staged.py')
    repo.git('add --intent-to-add intended.py')
    const opened = await open(repo)
    expect((await opened.indexTree()).paths).toEqual(['.gitignore', 'gone.py', 'staged.py'])
    const working = await opened.workingTree()
    expect(working.paths).toEqual(['.gitignore', 'intended.py', 'kept.py', 'new.py', 'staged.py'])
    const untracked = working.paths.filter((path) => !working.entry(path)!.tracked)
    expect(untracked).toEqual(['kept.py', 'new.py'])
    expect(text(working, 'new.py')).toBe('new\n')
    expect(text(working, 'intended.py')).toBe('i\n')

    expect(await opened.untrackedIn(['app'])).toEqual(['app/ignored.py'])
    expect(await opened.untrackedIn(['nowhere'])).toEqual([])
    expect(await opened.untrackedIn([])).toEqual([])
    const withIgnored = await opened.workingTree(['app'])
    expect(withIgnored.paths.filter((path) => !working.entry(path))).toEqual(['app/ignored.py'])
    expect(withIgnored.entry('app/ignored.py')?.tracked).toBe(false)
  })

  test('an unborn branch: everything staged is in the index', async () => {
    const repo = makeRepository()
    repo.write({ 'a.py': 'a\n', 'b.py': 'b\n' }).git('add a.py')
    const opened = await open(repo)
    expect((await opened.indexTree()).paths).toEqual(['a.py'])
    expect((await opened.workingTree()).paths).toEqual(['a.py', 'b.py'])
  })

  test('an empty repository has empty trees', async () => {
    const opened = await open(makeRepository())
    expect((await opened.indexTree()).paths).toEqual([])
    expect((await opened.workingTree()).paths).toEqual([])
  })

  test('a conflict: our side in the index, the marked file on disk', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': '1\n', 'b.py': '1\n' })
    repo.git('checkout --quiet -b other')
    repo.commit('theirs', { 'a.py': '2\n', 'b.py': '2\n' })
    repo.git('checkout --quiet main')
    repo.commit('ours', { 'a.py': '3\n', 'b.py': null })
    expect(repo.try('merge --quiet other').status).not.toBe(0)
    const opened = await open(repo)
    expect(text(await opened.indexTree(), 'a.py')).toBe('3\n')
    expect(text(await opened.indexTree(), 'b.py')).toBe('2\n')
    expect(text(await opened.workingTree(), 'a.py')).toContain('<<<<<<< HEAD')
  })

  test('a sparse checkout: what is not on disk is read out of git, and is not deleted', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'app/a.py': 'a\n', 'other/b.py': 'b\n' })
    repo.git('sparse-checkout set app')
    repo.write({ 'app/a.py': 'changed\n' })
    const opened = await open(repo)
    const working = await opened.workingTree()
    expect(working.paths).toEqual(['app/a.py', 'other/b.py'])
    expect(text(working, 'other/b.py')).toBe('b\n')
    expect(text(working, 'app/a.py')).toBe('changed\n')
  })
})

describe('reading', () => {
  test('prefetch takes clean files from disk and the rest in one batch', async () => {
    const repo = makeRepository()
    const old = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`old/${n}.py`, `old = ${n}\n`]))
    const first = repo.commit('first', { ...old, 'same.py': 'same\n', 'x.txt': 'not wanted\n' })
    repo.commit('second', Object.fromEntries(Object.keys(old).map((path) => [path, `new of ${path}\n`])))
    const lines: string[] = []
    const opened = await open(repo, {}, (line) => lines.push(line))
    const trees = [await opened.commitTree(first), await opened.workingTree()]
    await opened.prefetch(trees, (path) => path.endsWith('.py'))
    expect(
      lines.filter((line) => line.startsWith('git cat-file')).map((line) => line.split(' (')[0]),
    ).toEqual(['git cat-file --batch-check --buffer', 'git cat-file --batch --buffer'])
    lines.length = 0
    expect(text(trees[0]!, 'old/7.py')).toBe('old = 7\n')
    expect(text(trees[1]!, 'old/7.py')).toBe('new of old/7.py\n')
    expect(text(trees[0]!, 'same.py')).toBe('same\n')
    expect(lines).toEqual([])
  })

  test('what was not prefetched is read all the same', async () => {
    const repo = makeRepository()
    const first = repo.commit('first', { 'a.py': 'one\n' })
    repo.commit('second', { 'a.py': 'two\n' })
    const tree = await (await open(repo)).commitTree(first)
    expect(text(tree, 'a.py')).toBe('one\n')
  })

  test('a file that is too large is there, and says why it is not read', async () => {
    const repo = makeRepository()
    const large = Buffer.alloc(8 * 1024 * 1024 + 1, 'x')
    const first = repo.commit('first', { 'data.py': large, 'later.py': large, 'a.py': 'a\n' })
    repo.write({ 'data.py': Buffer.concat([large, large]) })
    const opened = await open(repo)
    const [commit, working] = [await opened.commitTree(first), await opened.workingTree()]
    await opened.prefetch([commit], (path) => path !== 'later.py')
    for (const tree of [commit, working]) {
      for (const path of ['data.py', 'later.py']) {
        expect(tree.entry(path)?.kind).toBe('file')
        expect(tree.read(path)).toBeUndefined()
        expect(tree.whyUnread?.(path)).toBe('it is larger than 8 MB')
      }
      expect(text(tree, 'a.py')).toBe('a\n')
      expect(tree.whyUnread?.('a.py')).toBeUndefined()
    }
    expect(working.entry('data.py')?.id).not.toBe(commit.entry('data.py')?.id)
  })

  test.skipIf(process.getuid?.() === 0)('a file without read permission says so', async () => {
    const repo = makeRepository()
    repo.write({ 'secret.py': 'x\n' })
    chmodSync(join(repo.root, 'secret.py'), 0)
    const working = await (await open(repo)).workingTree()
    expect(working.read('secret.py')).toBeUndefined()
    expect(working.whyUnread?.('secret.py')).toBe('it cannot be read (EACCES)')
  })

  test('a file that changes while the check runs is still the blob that its id names', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': 'one\n' })
    const opened = await open(repo)
    const working = await opened.workingTree()
    repo.write({ 'a.py': 'two\n' })
    expect(text(working, 'a.py')).toBe('one\n')
  })
})

describe('symbolic links', () => {
  test('are never followed, inside or outside', async () => {
    const repo = makeRepository()
    const outside = temporaryFolder()
    repo.write({ 'real/0001.py': 'real\n' })
    symlinkSync('real/0001.py', join(repo.root, 'inside.py'))
    symlinkSync('/etc/hostname', join(repo.root, 'outside.py'))
    symlinkSync(outside, join(repo.root, 'folder'))
    const first = repo.commit('links')
    symlinkSync('real', join(repo.root, 'untracked'))
    const opened = await open(repo)
    for (const tree of [await opened.commitTree(first), await opened.workingTree()]) {
      for (const path of ['inside.py', 'outside.py', 'folder']) {
        expect(tree.entry(path)?.kind).toBe('symlink')
        expect(tree.read(path)).toBeUndefined()
      }
    }
    const working = await opened.workingTree()
    expect(working.entry('untracked')).toMatchObject({ kind: 'symlink', tracked: false })
    expect(working.paths.filter((path) => path.startsWith('untracked/'))).toEqual([])
    expect(ids(working)).toMatchObject(idsOfCommit(repo, first))
  })

  test('a tracked folder that became a link: its files are gone, and nothing behind it is read', async () => {
    const repo = makeRepository()
    const outside = temporaryFolder()
    const first = repo.commit('first', { 'app/0001.py': 'ours\n' })
    const opened = await open(repo)
    const clean = await opened.workingTree()
    repo.at(outside).write({ '0001.py': 'ours\n' })
    rmSync(join(repo.root, 'app'), { recursive: true })
    symlinkSync(outside, join(repo.root, 'app'))
    expect((await (await open(repo)).workingTree()).paths).toEqual(['app'])
    // A tree that was made before has to get its bytes from git now.
    expect(text(clean, 'app/0001.py')).toBe('ours\n')
    expect(text(await opened.commitTree(first), 'app/0001.py')).toBe('ours\n')
  })

  test('a link whose target changed has the id that git gives it', async () => {
    const repo = makeRepository()
    symlinkSync('one', join(repo.root, 'link'))
    repo.commit('first', { 'file.py': 'x\n' })
    repo.write({ link: null, 'file.py': null })
    symlinkSync('two', join(repo.root, 'link'))
    symlinkSync('link', join(repo.root, 'file.py'))
    const working = await (await open(repo)).workingTree()
    expect(working.entry('link')?.id).toBe(repo.git('hash-object --stdin', { input: 'two' }))
    expect(working.entry('file.py')).toMatchObject({ kind: 'symlink', tracked: true })
    expect(working.read('file.py')).toBeUndefined()
  })
})

describe('line ends', () => {
  test('a checkout with CRLF is the same blobs, clean or touched', async () => {
    const repo = makeRepository()
    const first = repo.commit('first', { 'a.py': 'a\nb\n', 'b.py': 'c\nd\n' })
    repo.git('config core.autocrlf true')
    repo.write({ 'a.py': null, 'b.py': null }).git('checkout .')
    expect(repo.read('a.py')).toBe('a\r\nb\r\n')
    repo.write({ 'b.py': 'c\r\nchanged\r\n', 'new.py': 'e\r\n' })
    const opened = await open(repo)
    const [commit, working] = [await opened.commitTree(first), await opened.workingTree()]
    expect(working.entry('a.py')?.id).toBe(commit.entry('a.py')?.id)
    expect(text(working, 'a.py')).toBe('a\nb\n')
    for (const path of ['b.py', 'new.py']) {
      expect(working.entry(path)?.id).toBe(repo.git(`hash-object ${path}`))
    }
    expect(text(working, 'new.py')).toBe('e\n')
  })

  test('CRLF that is committed stays', async () => {
    const repo = makeRepository()
    repo.git('config core.autocrlf false')
    const first = repo.commit('first', { 'a.py': 'a\r\n' })
    repo.write({ 'b.py': 'b\r\n' })
    const opened = await open(repo)
    expect(text(await opened.commitTree(first), 'a.py')).toBe('a\r\n')
    expect(text(await opened.workingTree(), 'a.py')).toBe('a\r\n')
    expect(text(await opened.workingTree(), 'b.py')).toBe('b\r\n')
  })

  test('attributes count: eol=crlf and another encoding in the work tree', async () => {
    const repo = makeRepository()
    const attributes = '*.py text eol=crlf\nutf16.py working-tree-encoding=UTF-16LE\n'
    const first = repo.commit('first', {
      '.gitattributes': attributes,
      'a.py': 'a\r\n',
      'utf16.py': Buffer.from('a = "ü"\r\n', 'utf16le'),
    })
    const opened = await open(repo)
    const [commit, working] = [await opened.commitTree(first), await opened.workingTree()]
    expect(ids(working)).toEqual(ids(commit))
    await opened.prefetch([working], () => true)
    expect(text(working, 'a.py')).toBe('a\n')
    expect(text(working, 'utf16.py')).toBe('a = "ü"\n')
  })
})
