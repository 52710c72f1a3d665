import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CannotCheckError } from '../../src/model/errors.ts'
import {
  GitRepository,
  initRepository,
  isolatedEnvironment,
  newFolder,
  removeFolder,
  temporaryFolder,
} from '../support/git-repository.ts'
import { compareIn, failure, open, text } from './opened.ts'

/**
 * The remote. `feature` leaves main at 5, merges main's 8 and goes on; main goes on to 12:
 *
 *     main     1 - ... - 5 - ... - 8 - ... - 12
 *     feature             \ f1 - f2 \ m - f3 - f4
 */
let remote: GitRepository
const mainCommits: string[] = []
let headOfFeature: string
const folder = newFolder()
afterAll(() => removeFolder(folder))

beforeAll(() => {
  remote = initRepository(folder)
  const onMain = (upTo: number) => {
    while (mainCommits.length < upTo) {
      const n = mainCommits.length + 1
      mainCommits.push(remote.commit(`main ${n}`, { [`m${n}.py`]: `${n}\n` }))
    }
  }
  onMain(5)
  remote.git('checkout --quiet -b feature')
  remote.commit('f1', { 'f1.py': '1\n' })
  remote.commit('f2', { 'f2.py': '2\n' })
  remote.git('checkout --quiet main')
  onMain(8)
  remote.git('checkout --quiet feature')
  remote.git('merge --quiet --no-edit main')
  remote.commit('f3', { 'f3.py': '3\n' })
  headOfFeature = remote.commit('f4', { 'f4.py': '4\n' })
  remote.git('checkout --quiet main')
  onMain(12)
})

/** A clone of the remote in a folder of its own. */
function cloned(options: string): GitRepository {
  const into = temporaryFolder()
  const clone = new GitRepository(`${into}/clone`, isolatedEnvironment(into))
  remote.git(['clone', '--quiet', ...options.split(' '), remote.url, clone.root])
  return clone
}

/** Runs the command that an error's help gives, as a user would paste it. */
function obey(clone: GitRepository, error: { help: string }): void {
  const [, command] = /^Run: git (.*)$/m.exec(error.help)!
  clone.git(command!)
}

const whole = () => ({ mergeBases: [mainCommits[7]], target: mainCommits[11] })

test('the whole history, to compare with', async () => {
  expect(await compareIn(cloned('--branch feature'))).toMatchObject(whole())
})

describe('a shallow clone', () => {
  const cases: Record<string, { options: string; then?: string; message: string }> = {
    'of the feature branch alone: no target at all': {
      options: '--depth 1 --branch feature --no-single-branch',
      message: 'git finds no merge base',
    },
    'with a few commits of both': {
      options: '--depth 3 --branch feature --no-single-branch',
      message: 'git finds no merge base',
    },
    'with main whole and feature cut off': {
      options: '--depth 2 --branch feature --single-branch',
      then: 'fetch --quiet --depth=100 origin main:refs/remotes/origin/main',
      message: 'git finds no merge base',
    },
  }

  test.each(Object.entries(cases))('%s', async (_name, { options, then, message }) => {
    const clone = cloned(options)
    if (then !== undefined) clone.git(then)
    const error = await failure(compareIn(clone))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toContain('This clone is shallow')
    expect(error.message).toContain(message)
    obey(clone, error)
    expect(await compareIn(clone)).toMatchObject(whole())
  })

  test('with main cut off and feature whole', async () => {
    const clone = cloned('--branch feature')
    clone.at(`${clone.root}/.git`).write({ shallow: `${mainCommits[8]}\n` })
    const error = await failure(compareIn(clone))
    expect(error.message).toContain('git finds no merge base')
    obey(clone, error)
    expect(await compareIn(clone)).toMatchObject(whole())
  })

  test('a clone that is cut off behind the merge base is good enough', async () => {
    const clone = cloned('--depth 8 --branch feature --no-single-branch')
    expect(clone.git('rev-parse --is-shallow-repository')).toBe('true')
    expect(await compareIn(clone)).toMatchObject(whole())
  })

  test('a target that is an ancestor of HEAD is the merge base, however little there is', async () => {
    const clone = cloned('--depth 3 --branch feature --single-branch')
    const base = clone.commitId('HEAD~1')
    expect(await compareIn(clone, { base })).toMatchObject({ mergeBases: [base], target: base })
  })

  test('a branch that is not there: the advice brings it and its history', async () => {
    const clone = cloned('--depth 1 --branch feature --single-branch')
    const error = await failure(compareIn(clone, { base: 'origin/main' }))
    expect(error.message).toBe('--base names origin/main, which is not in this clone.')
    obey(clone, error)
    expect(await compareIn(clone, { base: 'origin/main' })).toMatchObject(whole())
  })

  test.each([
    [1, '--single-branch'],
    [2, '--no-single-branch'],
    [4, '--no-single-branch'],
  ])('--fetch mends depth %d %s by itself', async (depth, single) => {
    const clone = cloned(`--depth ${depth} --branch feature ${single}`)
    expect(await compareIn(clone, { fetch: true, base: 'origin/main' })).toMatchObject(whole())
  })

  test('on the target branch itself, cut off at HEAD', async () => {
    const clone = cloned('--depth 1 --branch main')
    const error = await failure(compareIn(clone))
    expect(error.message).toContain("the commit to compare it with (HEAD's first parent) is not here")
    const fetching = cloned('--depth 1 --branch main')
    for (const mended of [clone, fetching]) {
      if (mended === clone) obey(clone, error)
      expect(await compareIn(mended, { fetch: mended === fetching })).toMatchObject({
        mergeBases: [mainCommits[10]],
        comparison: { targetCommit: mainCommits[11] },
      })
    }
    // For a commit in the making, HEAD is enough.
    const index = await compareIn(cloned('--depth 1 --branch main'), { head: 'index' })
    expect(index).toMatchObject({ mergeBases: [mainCommits[11]] })
  })
})

describe('a merge base that is too old', () => {
  /**
   * `b` merges `a`, which left main at 2, and later main's 4 comes in by `x`: with x's first parent cut off, git
   * still finds 2.
   */
  test('is not believed, and is right after the advice', async () => {
    const repo = initRepository(temporaryFolder())
    const ids = [1, 2, 3, 4].map((n) => repo.commit(`main ${n}`, { [`m${n}.py`]: '' }))
    repo.git(`checkout --quiet -b a ${ids[1]}`)
    repo.commit('a', { 'a.py': '' })
    repo.git(`checkout --quiet -b x ${ids[3]}`)
    const x = repo.commit('x', { 'x.py': '' })
    repo.git('checkout --quiet a')
    repo.git('merge --quiet --no-edit x')
    repo.git('checkout --quiet main')

    const into = temporaryFolder()
    const clone = new GitRepository(`${into}/clone`, isolatedEnvironment(into))
    repo.git(['clone', '--quiet', '--branch', 'a', repo.url, clone.root])
    expect(await compareIn(clone)).toMatchObject({ mergeBases: [ids[3]] })
    clone.at(`${clone.root}/.git`).write({ shallow: `${x}\n` })
    expect(clone.git('merge-base --all origin/main HEAD')).toBe(ids[1])
    const error = await failure(compareIn(clone))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toContain('git finds a merge base that may be too old')
    obey(clone, error)
    expect(await compareIn(clone)).toMatchObject({ mergeBases: [ids[3]] })
  })
})

describe('a partial clone', () => {
  test.each(['blob:none', 'tree:0'])('%s: what is missing comes in one go', async (filter) => {
    remote.git('config uploadpack.allowFilter true')
    remote.git('config uploadpack.allowAnySHA1InWant true')
    const clone = cloned(`--filter=${filter} --branch feature`)
    const lines: string[] = []
    const opened = await open(clone, {}, (line) => lines.push(line))
    const { mergeBases, target } = await opened.compare({ fetch: false, head: 'index', env: {} })
    expect({ mergeBases, target }).toEqual(whole())
    const trees = [await opened.commitTree(target!), await opened.workingTree()]
    await opened.prefetch(trees, (path) => path.endsWith('.py'))
    expect(lines.filter((line) => line.startsWith('git fetch'))).toHaveLength(1)
    lines.length = 0
    expect(text(trees[0]!, 'm12.py')).toBe('12\n')
    expect(text(trees[1]!, 'f4.py')).toBe('4\n')
    expect(lines).toEqual([])
    expect(clone.commitId('HEAD')).toBe(headOfFeature)
  })

  test('whose remote is gone: git says so', async () => {
    remote.git('config uploadpack.allowFilter true')
    const clone = cloned('--filter=blob:none --branch feature')
    clone.git('config remote.origin.url file:///nonexistent')
    const opened = await open(clone)
    const tree = await opened.commitTree(mainCommits[11]!)
    const error = await failure(opened.prefetch([tree], () => true))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toMatch(/'\/nonexistent' does not appear to be a git repository/)
  })
})
