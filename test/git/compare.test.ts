import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CannotCheckError, UsageError } from '../../src/model/errors.ts'
import {
  initRepository,
  makeRepository,
  newFolder,
  removeFolder,
  type GitRepository,
} from '../support/git-repository.ts'
import { compareIn, failure } from './opened.ts'

/** `main` with two commits, `feature` with one more on top of the first. */
interface Fork {
  readonly repo: GitRepository
  readonly fork: string
  readonly main: string
  readonly feature: string
}

let template: Fork
const folder = newFolder()
afterAll(() => removeFolder(folder))

beforeAll(() => {
  const repo = initRepository(folder)
  const fork = repo.commit('fork', { 'a.py': 'a\n' })
  repo.git('checkout --quiet -b feature')
  const feature = repo.commit('feature', { 'f.py': 'f\n' })
  repo.git('checkout --quiet main')
  const main = repo.commit('main', { 'm.py': 'm\n' })
  repo.git('checkout --quiet feature')
  template = { repo, fork, main, feature }
})

function forked(): Fork {
  return { ...template, repo: template.repo.copy() }
}

describe('where the base comes from', () => {
  test('a local main', async () => {
    const { repo, fork, main } = forked()
    expect(await compareIn(repo)).toEqual({
      mergeBases: [fork],
      target: main,
      comparison: {
        baseRef: 'main',
        baseFrom: 'the conventional name main',
        baseCommit: fork,
        targetCommit: main,
        head: 'the working tree',
      },
      notes: [],
    })
  })

  test('the index as the head', async () => {
    const { repo, fork } = forked()
    const compared = await compareIn(repo, { head: 'index' })
    expect(compared).toMatchObject({ mergeBases: [fork], comparison: { head: 'the index' } })
  })

  test('--base, then the config', async () => {
    const { repo, fork, feature } = forked()
    repo.git(`branch release ${feature}`)
    repo.commit('on top')
    expect(await compareIn(repo, { base: 'release', configBase: 'main' })).toMatchObject({
      mergeBases: [feature],
      comparison: { baseRef: 'release', baseFrom: '--base' },
    })
    expect(await compareIn(repo, { configBase: 'release' })).toMatchObject({
      mergeBases: [feature],
      comparison: { baseFrom: "the config's base" },
    })
    expect(await compareIn(repo, { base: fork })).toMatchObject({ mergeBases: [fork] })
    expect(await compareIn(repo, { base: 'HEAD~1' })).toMatchObject({ mergeBases: [feature] })
  })

  test('--base main finds origin/main where there is no local main', async () => {
    const { repo, fork } = forked()
    const clone = repo.clone('clone', '--branch feature')
    expect(await compareIn(clone, { base: 'main' })).toMatchObject({
      mergeBases: [fork],
      comparison: { baseRef: 'origin/main', baseFrom: '--base' },
    })
  })

  test('an upstream that is another branch', async () => {
    const { repo, feature } = forked()
    repo.git('checkout --quiet -b topic --track feature')
    repo.commit('topic')
    expect(await compareIn(repo)).toMatchObject({
      mergeBases: [feature],
      comparison: { baseRef: 'feature', baseFrom: 'the upstream of topic' },
    })
  })

  test('the branch as it was pushed is not what it is merged into', async () => {
    const { repo, fork, main } = forked()
    repo.git('checkout --quiet main')
    const clone = repo.clone('clone', '--branch feature')
    expect(clone.git('rev-parse --abbrev-ref @{upstream}')).toBe('origin/feature')
    expect(await compareIn(clone)).toMatchObject({
      mergeBases: [fork],
      target: main,
      comparison: { baseRef: 'origin/main', baseFrom: 'origin/HEAD' },
    })
  })

  test('the remote main before a local one that is behind', async () => {
    const { repo, main } = forked()
    repo.git('checkout --quiet main')
    const clone = repo.clone('clone')
    clone.git('checkout --quiet -b topic')
    clone.commit('topic')
    clone.git('branch --force main HEAD~2')
    clone.git('remote set-head origin --delete')
    expect(await compareIn(clone)).toMatchObject({
      mergeBases: [main],
      comparison: { baseRef: 'origin/main', baseFrom: 'the conventional name main' },
    })
  })

  test('a default branch with a name of its own, at a remote with a name of its own', async () => {
    const { repo, fork } = forked()
    repo.git('branch --move main trunk')
    repo.git('checkout --quiet trunk')
    const clone = repo.clone('clone', '--origin company/git')
    clone.git('checkout --quiet feature')
    expect(await compareIn(clone)).toMatchObject({
      mergeBases: [fork],
      comparison: { baseRef: 'company/git/trunk', baseFrom: 'company/git/HEAD' },
    })
  })

  test('unpushed commits on main are compared with origin/main', async () => {
    const { repo, main } = forked()
    repo.git('checkout --quiet main')
    const clone = repo.clone('clone')
    clone.commit('not pushed')
    expect(await compareIn(clone)).toMatchObject({
      mergeBases: [main],
      comparison: { baseRef: 'origin/main' },
    })
  })
})

describe('on the target branch itself', () => {
  test('a repository with only main: the first parent, and a note that says so', async () => {
    const repo = makeRepository()
    const first = repo.commit('first')
    const second = repo.commit('second')
    expect(await compareIn(repo)).toMatchObject({
      mergeBases: [first],
      target: first,
      comparison: { baseRef: 'main', baseCommit: first, targetCommit: second },
      notes: [`HEAD is on main, so it is compared with its first parent (${first.slice(0, 7)}).`],
    })
  })

  test('with something uncommitted, or for the index: HEAD', async () => {
    const repo = makeRepository()
    repo.commit('first')
    const second = repo.commit('second')
    expect(await compareIn(repo, { head: 'index' })).toMatchObject({ mergeBases: [second], notes: [] })
    repo.write({ 'new.py': '' })
    expect(await compareIn(repo)).toMatchObject({ mergeBases: [second], target: second, notes: [] })
  })

  test('what --base names is compared with, also where HEAD is there', async () => {
    const { repo, feature } = forked()
    expect(await compareIn(repo, { base: 'HEAD' })).toMatchObject({ mergeBases: [feature], notes: [] })
  })

  test('the first commit of all', async () => {
    const repo = makeRepository()
    repo.commit('first', { 'a.py': 'a\n' })
    expect(await compareIn(repo)).toEqual({
      mergeBases: [],
      target: undefined,
      comparison: undefined,
      notes: ['HEAD is the first commit, so everything is new.'],
    })
  })

  test('behind the target, with edits: HEAD is the merge base and the tip is the target', async () => {
    const { repo, main, fork } = forked()
    repo.git(`checkout --quiet -b late ${fork}`)
    repo.write({ 'new.py': '' })
    expect(await compareIn(repo)).toMatchObject({ mergeBases: [fork], target: main })
  })

  test('a detached HEAD in the history of main', async () => {
    const { repo, main, fork } = forked()
    repo.git(`checkout --quiet ${main}`)
    expect(await compareIn(repo)).toMatchObject({ mergeBases: [fork], target: fork })
  })

  test('the only branch of a repository without a remote, whatever its name', async () => {
    const repo = makeRepository()
    repo.git('checkout --quiet -b trunk')
    const first = repo.commit('first')
    repo.commit('second')
    expect(await compareIn(repo)).toMatchObject({
      mergeBases: [first],
      comparison: { baseRef: 'trunk', baseFrom: 'the only branch' },
    })
  })
})

describe('unusual heads', () => {
  test('an unborn branch, in an empty repository and after checkout --orphan', async () => {
    const repo = makeRepository()
    const nothing = {
      mergeBases: [],
      target: undefined,
      comparison: undefined,
      notes: ['No commit was made on this branch yet, so everything is new.'],
    }
    expect(await compareIn(repo)).toEqual(nothing)
    repo.commit('first')
    repo.git('checkout --quiet --orphan fresh')
    expect(await compareIn(repo)).toEqual(nothing)
  })

  test('a detached HEAD off main', async () => {
    const { repo, fork, main, feature } = forked()
    repo.git(`checkout --quiet ${feature}`)
    expect(await compareIn(repo)).toMatchObject({ mergeBases: [fork], target: main })
  })

  test('a merge in progress: the merge base is that of the merge to come', async () => {
    const { repo, fork, main } = forked()
    expect((await compareIn(repo)).mergeBases).toEqual([fork])
    repo.git('merge --no-commit --no-ff main')
    expect(await compareIn(repo, { head: 'index' })).toMatchObject({
      mergeBases: [main],
      target: main,
      notes: ['A merge is in progress: the commit that it will make is compared.'],
    })
  })

  test('a merge of another branch in progress, on main itself', async () => {
    const { repo, main } = forked()
    repo.git('checkout --quiet main')
    repo.git('merge --no-commit --no-ff feature')
    expect(await compareIn(repo)).toMatchObject({ mergeBases: [main], target: main })
  })

  test('a rebase in progress: the branch is the one being rebased', async () => {
    const { repo, main } = forked()
    repo.git('branch other main')
    repo.git('branch --set-upstream-to=other feature')
    repo.commit('conflict', { 'm.py': 'feature\n' })
    expect(repo.try('rebase main').status).not.toBe(0)
    expect(repo.try('symbolic-ref HEAD').status).not.toBe(0)
    expect(await compareIn(repo)).toMatchObject({
      mergeBases: [main],
      comparison: { baseRef: 'other', baseFrom: 'the upstream of feature' },
    })
  })

  test.each(['cherry-pick', 'revert'])('a %s in progress has HEAD as its only parent', async (command) => {
    const { repo, fork, main } = forked()
    repo.git('checkout --quiet -b side main')
    const picked = repo.commit('picked', { 'f.py': 'other\n' })
    repo.commit('later', { 'f.py': 'later\n' })
    repo.git('checkout --quiet feature')
    if (command === 'revert') repo.git('checkout --quiet side')
    expect(repo.try(`${command} ${picked}`).status).not.toBe(0)
    const compared = await compareIn(repo, { head: 'index' })
    expect(compared.mergeBases).toEqual([command === 'revert' ? main : fork])
    expect(compared.notes).toEqual([])
  })

  test('several merge bases, all of them', async () => {
    const { repo, main, feature } = forked()
    repo.git('merge --quiet --no-edit main')
    repo.git('checkout --quiet main')
    repo.git(`merge --quiet --no-edit ${feature}`)
    repo.git('checkout --quiet feature')
    const compared = await compareIn(repo)
    expect([...compared.mergeBases].sort()).toEqual([main, feature].sort())
    expect(compared.notes).toEqual(['HEAD and main have 2 merge bases: what is on any of them is old.'])
  })
})

describe('no base', () => {
  test('unrelated histories', async () => {
    const { repo } = forked()
    repo.git('checkout --quiet --orphan island')
    repo.commit('island')
    const error = await failure(compareIn(repo))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toBe('HEAD and main (the conventional name main) have no commit in common.')
    expect(error.help).toContain('--base')
  })

  test('a base that is not there', async () => {
    const { repo } = forked()
    const error = await failure(compareIn(repo, { base: 'nosuch' }))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toBe('--base names nosuch, which is not in this clone.')
  })

  test('a base that is not fetched: the command that mends it', async () => {
    const { repo, fork } = forked()
    const clone = repo.clone('clone', '--branch feature --single-branch')
    const error = await failure(compareIn(clone, { base: 'main' }))
    expect(error.message).toBe('--base names main, which is not in this clone (tried: main, origin/main).')
    const [command, other] = error.help.split('\n')
    expect(other).toBe('Or pass --fetch.')
    clone.git(command!.replace('Run: git ', ''))
    expect(await compareIn(clone, { base: 'main' })).toMatchObject({ mergeBases: [fork] })
  })

  test('with --fetch it is fetched, also origin/main and a commit by its id', async () => {
    const { repo, fork, main } = forked()
    for (const base of ['main', 'origin/main', main]) {
      const clone = repo.clone(`clone-${base.replace('/', '-')}`, '--branch feature --single-branch')
      expect(await compareIn(clone, { base, fetch: true })).toMatchObject({
        mergeBases: [fork],
        target: main,
      })
    }
  })

  test('--fetch asks the remote for its default branch where no name says it', async () => {
    const { repo, fork } = forked()
    repo.git('branch --move main trunk')
    repo.git('checkout --quiet trunk')
    const clone = repo.clone('clone', '--branch feature --single-branch')
    const error = await failure(compareIn(clone))
    expect(error.message).toBe(
      'There is no branch to compare with (tried: origin/main, main, origin/master, master, origin/develop, develop).',
    )
    expect(await compareIn(clone, { fetch: true })).toMatchObject({
      mergeBases: [fork],
      comparison: { baseRef: 'origin/trunk', baseFrom: 'the HEAD of origin' },
    })
  })

  test('--fetch that fails: git says why', async () => {
    const { repo } = forked()
    const clone = repo.clone('clone', '--branch feature --single-branch')
    const error = await failure(compareIn(clone, { base: 'nosuch', fetch: true }))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toMatch(/git fetch .*couldn't find remote ref refs\/heads\/nosuch/s)
  })

  test('several branches and none with a name that says what it is', async () => {
    const { repo } = forked()
    repo.git('branch --move main trunk')
    const error = await failure(compareIn(repo))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toBe('There is no branch to compare with (tried: main, master, develop).')
  })
})

describe('revisions that are not what they seem', () => {
  test.each([
    '-h',
    '--all',
    '--output=/tmp/x',
    '--upload-pack=x',
    '@{',
    'a..b',
    ':/fork~~',
    '*',
    'main:a.py',
  ])('%s is no option and no commit', async (base) => {
    const { repo } = forked()
    for (const fetch of [false, true]) {
      const error = await failure(compareIn(repo, { base, fetch }))
      expect(error).toBeInstanceOf(CannotCheckError)
      expect(error.message).toContain('is not in this clone')
    }
  })

  test('a branch whose name starts with a dash is a branch', async () => {
    const { repo, main, fork } = forked()
    repo.git(`update-ref refs/heads/--all ${main}`)
    repo.git(`update-ref refs/remotes/origin/-x ${main}`)
    expect(await compareIn(repo, { base: '--all' })).toMatchObject({ mergeBases: [fork], target: main })
    expect(await compareIn(repo, { base: 'origin/-x' })).toMatchObject({ mergeBases: [fork], target: main })
  })

  test.each(['', 'main\nHEAD', 'main\0'])('%j is refused', async (base) => {
    const { repo } = forked()
    expect(await failure(compareIn(repo, { base }))).toBeInstanceOf(UsageError)
    expect(await failure(compareIn(repo, { configBase: base }))).toBeInstanceOf(UsageError)
  })

  test('what a terminal would obey is not in messages', async () => {
    const { repo } = forked()
    const error = await failure(compareIn(repo, { base: 'x\u001b[31m\u009b1m\r' }))
    expect(error.message).toBe('--base names x?[31m?1m?, which is not in this clone.')
  })

  test('a tag, and a tag of the same name as a branch', async () => {
    const { repo, fork, main } = forked()
    repo.git(['tag', '-a', 'v1', '-m', 'v1', main])
    expect(await compareIn(repo, { base: 'v1' })).toMatchObject({ mergeBases: [fork], target: main })
    repo.git(`tag main ${fork}`)
    expect(await compareIn(repo)).toMatchObject({ target: main })
  })

  test('a branch whose name a shell would run is quoted in advice', async () => {
    const { repo } = forked()
    const clone = repo.clone('clone', '--branch feature --single-branch')
    const error = await failure(compareIn(clone, { base: "x';touch${IFS}owned;'" }))
    expect(error.help.split('\n')[0]).toBe(
      String.raw`Run: git fetch origin 'x'\'';touch${'$'}{IFS}owned;'\'':refs/remotes/origin/x'\'';touch${'$'}{IFS}owned;'\'''`,
    )
  })
})
