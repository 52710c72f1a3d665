import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addColumn, shop } from '../support/django-files.ts'
import {
  GitRepository,
  initRepository,
  newFolder,
  removeFolder,
  type FileContents,
} from '../support/git-repository.ts'

const program = join(import.meta.dirname, '..', '..', 'dist', 'bin.js')
const folder = 'shop/migrations'
const max = `${folder}/max_migration.txt`

/** What `makemigrations` of django-linear-migrations leaves. */
const migration = (name: string, after: string): FileContents => ({
  [`${folder}/${name}.py`]: addColumn(after, name.slice(5)),
  [max]: `${name}\n`,
})

/** A folder in which git finds the program that was built. */
let bin: string
let start: GitRepository
let prepared: GitRepository
beforeAll(() => {
  const folder = newFolder()
  bin = join(folder, 'bin')
  mkdirSync(bin)
  symlinkSync(program, join(bin, 'migration-lint'))
  symlinkSync(process.execPath, join(bin, 'node'))
  start = withProgram(initRepository(folder))
  start.commit('Start the shop', { ...shop(100), [max]: '0001_initial\n' })
  const { status, stderr } = lint(start, 'init', '--yes', '--merge-driver')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  start.commit('Let git settle migrations')
  prepared = withProgram(start.copyInto(join(folder, 'prepared')))
  prepared.git('switch --quiet --create feature')
  prepared.commit('Stock', migration('0002_stock', '0001_initial'))
  prepared.commit('Size', migration('0003_size', '0002_stock'))
  prepared.git('switch --quiet main')
  prepared.commit('Price', migration('0002_price', '0001_initial'))
  prepared.git('switch --quiet feature')
})
afterAll(() => removeFolder(join(bin, '..')))

const withProgram = ({ root, env }: GitRepository): GitRepository =>
  new GitRepository(root, { ...env, PATH: `${bin}:${env.PATH}` })

const lint = ({ root, env }: GitRepository, ...argv: string[]) =>
  spawnSync(process.execPath, [program, ...argv], { cwd: root, env, encoding: 'utf8' })

/** `main` and `feature`, each with migrations of its own, with what `init --merge-driver` sets up. */
const parted = (): GitRepository => withProgram(prepared.copy())

const names = ({ root }: GitRepository): string[] =>
  readdirSync(join(root, folder)).filter((name) => /^\d/.test(name))
const rebased = ['0001_initial.py', '0002_price.py', '0003_stock.py', '0004_size.py']

/** Everything is committed, with one leaf node that the leaf file names. */
function expectSettled(repository: GitRepository, base = 'main'): void {
  expect({
    names: names(repository),
    max: repository.read(max),
    size: repository.read(`${folder}/0004_size.py`),
    status: repository.git('status --short'),
    check: lint(repository, 'check', `--base=${base}`).status,
  }).toEqual({
    names: rebased,
    max: '0004_size\n',
    size: addColumn('0003_stock', 'size'),
    status: '',
    check: 0,
  })
}

describe('git merge', () => {
  test('settles conflicting leaf nodes, and stops before it commits', () => {
    const repository = parted()
    const { status, stderr } = repository.try('merge --quiet main')
    expect(status).toBe(1)
    expect(stderr).toContain('`0003_size` and `0002_price` are both the last migration in')
    expect(stderr).toContain('`git commit` completes the merge')
    expect(stderr).toContain('rename to shop/migrations/0003_stock.py')
    expect(repository.try('commit --no-edit').status).toBe(0)
    expectSettled(repository)
    expect(repository.git('rev-list --count --merges HEAD')).toBe('1')
  })

  test('of a branch into main: the branch is the one that moves', () => {
    const repository = parted()
    repository.git('switch --quiet main')
    const before = repository.git('rev-parse HEAD')
    expect(repository.try('merge --quiet feature').status).toBe(1)
    expect(repository.try('commit --no-edit').status).toBe(0)
    repository.git(['branch', 'before', before])
    expectSettled(repository, 'before')
  })

  test('stops where something else is in conflict; the file says so until fix has run', () => {
    const repository = parted()
    repository.commit('Notes', { 'notes.txt': 'ours\n' })
    repository.git('switch --quiet main')
    repository.commit('Notes', { 'notes.txt': 'theirs\n' })
    repository.git('switch --quiet feature')
    expect(repository.try('merge main').status).toBe(1)
    expect(repository.read(max)).toBe('<<<<<<< ours\n0003_size\n=======\n0002_price\n>>>>>>> theirs\n')
    repository.write({ 'notes.txt': 'both\n' })
    repository.git('add notes.txt')
    expect(lint(repository, 'fix', '--yes').status).toBe(0)
    repository.git('commit --quiet --no-edit')
    expectSettled(repository)
  })

  test('of branches without a leaf file is settled too, and one without conflicts is not stopped', () => {
    const repository = parted()
    for (const branch of ['main', 'feature']) {
      repository.git(`switch --quiet ${branch}`)
      repository.commit('No leaf file', { [max]: null })
    }
    expect(repository.try('merge --quiet main').status).toBe(1)
    repository.git('commit --quiet --no-edit')
    expect(names(repository)).toEqual(rebased)
    expect(repository.git('status --short')).toBe('')
    repository.git('switch --quiet main')
    repository.commit('Notes', { 'notes.txt': '' })
    repository.git('switch --quiet feature')
    const { status, stdout, stderr } = repository.try('merge --quiet main')
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test.each(['--no-commit', '--squash'])('%s runs no hook: the file holds the conflict', (option) => {
    const repository = parted()
    expect(repository.try(['merge', option, 'main']).status).toBe(0)
    expect(repository.read(max)).toMatch(/^<<<<<<< ours\n/)
    expect(lint(repository, 'check', '--staged', '--base=main').stdout).toContain(
      '[graph/conflicting-leaves]',
    )
  })

  test('stops where both branches did the same', () => {
    const repository = parted()
    repository.commit('Price', {
      [`${folder}/0004_cost.py`]: addColumn('0003_size', 'price'),
      [max]: '0004_cost\n',
    })
    const { status, stderr, stdout } = repository.try('merge main')
    expect(status).not.toBe(0)
    expect(stderr + stdout).toContain('shop.Product.price')
    expect(repository.git('rev-parse HEAD')).toBe(repository.git('rev-parse feature'))
    expect(existsSync(join(repository.root, '.git/MERGE_HEAD'))).toBe(true)
  })

  test('without the hook, leaves an ordinary conflict and says what to run', () => {
    const repository = parted()
    repository.git('config core.hooksPath none')
    const { status, stderr } = repository.try('merge main')
    expect(status).toBe(1)
    expect(stderr.replace(/\s+/g, ' ')).toContain('when git has stopped, then `git commit`.')
    expect(repository.git('ls-files --unmerged').split('\n')).toHaveLength(3)
    expect(lint(repository, 'fix', '--yes').status).toBe(0)
    repository.git('commit --quiet --no-edit')
    expectSettled(repository)
  })

  test('of a chain that comes after the other one is no conflict', () => {
    const repository = parted()
    repository.git('config core.hooksPath none')
    repository.git('switch --quiet --create other main~1')
    repository.commit('Price', migration('0002_price', '0001_initial'))
    repository.commit('Colour', migration('0003_colour', '0002_price'))
    expect(repository.try('merge --quiet main').status).toBe(0)
    expect(repository.read(max)).toBe('0003_colour\n')
  })
})

test('git rebase stops at each commit; fix settles it', () => {
  const repository = parted()
  let result = repository.try('rebase main')
  expect(result.stderr.replace(/\s+/g, ' ')).toContain('then `git rebase --continue`.')
  for (let stop = 1; stop <= 2; stop++) {
    expect(result.status).toBe(1)
    expect(repository.git('ls-files --unmerged')).toContain(max)
    expect(lint(repository, 'fix', '--yes', '--base=main').status).toBe(0)
    result = repository.try('-c core.editor=true rebase --continue')
  }
  expect(result.status).toBe(0)
  expectSettled(repository)
})

/** What git is not told of, or cannot go on with: `third`, which both others part from. */
function third(): GitRepository {
  const repository = parted()
  repository.git('switch --quiet --create third main~1')
  repository.commit('Age', migration('0002_age', '0001_initial'))
  return repository
}

test.each(['cherry-pick main', 'rebase --apply main'])('git %s leaves the conflict', (command) => {
  const repository = third()
  expect(repository.try(command).status).not.toBe(0)
  expect(repository.git('ls-files --unmerged')).toContain(max)
  expect(lint(repository, 'fix', '--yes', '--base=main').status).toBe(0)
  expect([names(repository), repository.read(max)]).toEqual([
    ['0001_initial.py', '0002_price.py', '0003_age.py'].toSorted(),
    '0003_age\n',
  ])
})

test('git merges no three branches where two conflict', () => {
  const repository = third()
  const before = repository.git('rev-parse HEAD')
  expect(repository.try('merge main feature').status).not.toBe(0)
  expect(repository.git('rev-parse HEAD')).toBe(before)
  expect(repository.read(max)).toBe('0002_age\n')
})

test('without the driver git merges as ever', () => {
  const repository = parted()
  repository.git('config --remove-section merge.migration-lint')
  repository.git('config core.hooksPath none')
  const { status, stdout, stderr } = repository.try('merge main')
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  expect(stdout).toContain(`CONFLICT (content): Merge conflict in ${max}`)
  expect(repository.read(max)).toContain('<<<<<<< HEAD\n0003_size\n=======\n0002_price\n>>>>>>> main\n')
})

test('without the program there is a conflict, with its markers', () => {
  const repository = parted()
  const { PATH = '' } = repository.env
  const bare = new GitRepository(repository.root, {
    ...repository.env,
    PATH: PATH.slice(PATH.indexOf(':') + 1),
  })
  expect(bare.try('merge main').status).toBe(1)
  expect(repository.git('ls-files --unmerged')).toContain(max)
  expect(repository.read(max)).toBe('<<<<<<< ours\n0003_size\n=======\n0002_price\n>>>>>>> theirs\n')
  repository.git('merge --abort')
  repository.git('switch --quiet --create more main~1')
  repository.commit('Notes', { 'notes.txt': '' })
  expect(bare.try('merge --quiet main').status).toBe(0)
})

test('a path with quotes and a shell’s signs in it is no command', () => {
  const repository = withProgram(start.copy())
  const odd = `it's $(touch ran) ; \`touch ran\`/migrations/max_migration.txt`
  repository.commit('Start', { [odd]: '1\n' })
  repository.git('switch --quiet --create feature')
  repository.commit('Ours', { [odd]: '2\n' })
  repository.git('switch --quiet main')
  repository.commit('Theirs', { [odd]: '3\n' })
  expect(repository.try('merge feature').status).not.toBe(0)
  expect(readdirSync(repository.root)).not.toContain('ran')
})
