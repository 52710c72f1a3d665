import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../support/git-repository.ts'
import { open, text } from './opened.ts'

const odd = [
  'with space.py',
  "quote's.py",
  'double"quote.py',
  'new\nline.py',
  'tab\there.py',
  'back\\slash.py',
  '-dash.py',
  ':colon.py',
  'sub dir/*.py',
  '[glob]/?.py',
  'ünïcödé/日本語.py',
  ' leading and trailing ',
]

describe('file names', () => {
  test.each([
    ['in a commit, clean', (n: number) => n < 0],
    ['changed in the working tree', (n: number) => n % 2 === 0],
  ])('%s', async (_name, changed) => {
    const repo = makeRepository()
    const first = repo.commit('first', Object.fromEntries(odd.map((name) => [name, `first ${name}\n`])))
    odd.forEach((name, n) => changed(n) && repo.write({ [name]: `changed ${name}\n` }))
    const opened = await open(repo)
    const [commit, working] = [await opened.commitTree(first), await opened.workingTree()]
    expect(commit.paths).toEqual([...odd].sort())
    expect(working.paths).toEqual([...odd].sort())
    await opened.prefetch([commit, working], () => true)
    odd.forEach((name, n) => {
      expect(text(commit, name)).toBe(`first ${name}\n`)
      expect(text(working, name)).toBe(`${changed(n) ? 'changed' : 'first'} ${name}\n`)
    })
  })

  test('untracked, also in folders whose names mean something to a pathspec', async () => {
    const repo = makeRepository()
    repo.commit('first', { '.gitignore': '*.py\n', 'glob/x.py': '' })
    repo.write(Object.fromEntries(odd.map((name) => [name, 'x\n'])))
    const opened = await open(repo)
    expect(await opened.untrackedIn(['[glob]', 'sub dir', '-dash.py'])).toEqual(
      ['[glob]/?.py', 'sub dir/*.py', '-dash.py'].sort(),
    )
    expect(await opened.untrackedIn([':(exclude)glob', ':/'])).toEqual([])
    // The pattern in .gitignore kept glob/x.py out of the commit.
    expect(await opened.untrackedIn([''])).toEqual([...odd, 'glob/x.py'].sort())
  })

  // Not every file system takes such names: macOS refuses them.
  test.runIf(process.platform === 'linux')('that are not UTF-8', async () => {
    const repo = makeRepository()
    const folder = Buffer.concat([Buffer.from(`${repo.root}/caf`), Buffer.from([0xe9])])
    const file = Buffer.concat([folder, Buffer.from([0x2f, 0xff, 0x2e, 0x70, 0x79])])
    mkdirSync(folder)
    writeFileSync(file, 'first\n')
    const first = repo.commit('first', { 'é.py': 'utf-8\n' })
    const opened = await open(repo)
    const path = 'caf\uDCE9/\uDCFF.py'
    const commit = await opened.commitTree(first)
    expect(commit.paths).toEqual([path, 'é.py'].sort())
    expect(text(await opened.workingTree(), path)).toBe('first\n')

    writeFileSync(file, 'changed\r\n')
    const again = await open(repo)
    expect(text(await again.workingTree(), path)).toBe('changed\r\n')
    expect(text(await again.commitTree(first), path)).toBe('first\n')
    expect(await again.untrackedIn(['caf\uDCE9'])).toEqual([])
    expect(readdirSync(repo.root, { encoding: 'latin1' })).toContain('caf\xe9')
  })

  test('a name with a quote and a link beside it', async () => {
    const repo = makeRepository()
    symlinkSync('nowhere\n"', join(repo.root, 'li"nk'))
    repo.commit('first')
    expect((await (await open(repo)).workingTree()).entry('li"nk')?.kind).toBe('symlink')
  })
})
