import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CannotCheckError } from '../../src/model/errors.ts'
import {
  initRepository,
  newFolder,
  removeFolder,
  temporaryFolder,
  type GitRepository,
} from '../support/git-repository.ts'
import { compareIn, failure } from './opened.ts'

const zeros = '0'.repeat(40)
const folder = newFolder()
afterAll(() => removeFolder(folder))

/** The hosted repository: a pull request of `feature` (two commits) against `develop`, while `main` is the default. */
let host: GitRepository
let fork: string
let feature: string
let develop: string
let main: [string, string, string, string]
let merge: string

beforeAll(() => {
  host = initRepository(folder)
  const first = host.commit('first', { 'a.py': 'a\n' })
  host.git('checkout --quiet -b develop')
  fork = host.commit('fork', { 'd.py': 'd\n' })
  host.git('checkout --quiet -b feature')
  host.commit('feature 1', { 'f.py': 'f\n' })
  feature = host.commit('feature 2', { 'g.py': 'g\n' })
  host.git('checkout --quiet develop')
  develop = host.commit('develop', { 'e.py': 'e\n' })
  host.git('checkout --quiet --detach develop')
  host.git('merge --quiet --no-edit feature')
  merge = host.commitId('HEAD')
  host.git(`update-ref refs/pull/7/merge ${merge}`)
  host.git('checkout --quiet main')
  main = [first, ...[2, 3, 4].map((n) => host.commit(`main ${n}`, { [`m${n}.py`]: '' }))] as typeof main
})

/** What a runner leaves: a repository with a remote, some refs fetched, and HEAD detached at a commit. */
function checkout(commit: string, refspecs: string, options = ''): GitRepository {
  const key = [commit, refspecs, options].join()
  let made = checkouts.get(key)
  if (!made) {
    const into = join(folder, `checkout-${checkouts.size}`)
    mkdirSync(into)
    made = initRepository(into)
    made.git(['remote', 'add', 'origin', host.url])
    made.git(`fetch --quiet --no-tags ${options} origin ${refspecs}`.replaceAll(/ +/g, ' '))
    made.git(`checkout --quiet --detach ${commit}`)
    checkouts.set(key, made)
  }
  return made.copy()
}
const checkouts = new Map<string, GitRepository>()

const everything = '+refs/heads/*:refs/remotes/origin/* +refs/pull/*:refs/remotes/pull/*'

function github(name: string, event: object, more: Record<string, string> = {}): Record<string, string> {
  const path = join(temporaryFolder(), 'event.json')
  writeFileSync(path, JSON.stringify(event))
  return { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, ...more }
}

describe('a pull request', () => {
  const providers: Record<string, [from: string, env: () => Record<string, string>]> = {
    'GitHub Actions, pull_request': [
      'GITHUB_BASE_REF of GitHub Actions',
      () => github('pull_request', {}, { GITHUB_BASE_REF: 'develop' }),
    ],
    'GitHub Actions, pull_request_target': [
      'GITHUB_BASE_REF of GitHub Actions',
      () => github('pull_request_target', {}, { GITHUB_BASE_REF: 'develop' }),
    ],
    'GitHub Actions, a runner without GITHUB_BASE_REF': [
      'event.pull_request.base.ref of GitHub Actions',
      () => github('pull_request', { pull_request: { base: { ref: 'develop', sha: develop } } }),
    ],
    'GitLab CI': [
      'CI_MERGE_REQUEST_TARGET_BRANCH_NAME of GitLab CI',
      () => ({
        GITLAB_CI: 'true',
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'develop',
        CI_MERGE_REQUEST_DIFF_BASE_SHA: fork,
        CI_COMMIT_BEFORE_SHA: zeros,
        CI_DEFAULT_BRANCH: 'main',
      }),
    ],
    'Bitbucket Pipelines': [
      'BITBUCKET_PR_DESTINATION_BRANCH of Bitbucket Pipelines',
      () => ({ BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_PR_DESTINATION_BRANCH: 'develop' }),
    ],
    'Azure Pipelines': [
      'SYSTEM_PULLREQUEST_TARGETBRANCH of Azure Pipelines',
      () => ({ TF_BUILD: 'True', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/develop' }),
    ],
    Jenkins: [
      'CHANGE_TARGET of Jenkins',
      () => ({ JENKINS_URL: 'https://ci.example.com/', CHANGE_TARGET: 'develop' }),
    ],
    Buildkite: [
      'BUILDKITE_PULL_REQUEST_BASE_BRANCH of Buildkite',
      () => ({
        BUILDKITE: 'true',
        BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'develop',
        BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'main',
      }),
    ],
  }

  test.each(Object.entries(providers))('%s', async (_name, [from, env]) => {
    const repo = checkout(feature, everything)
    expect(await compareIn(repo, {}, env())).toMatchObject({
      mergeBases: [fork],
      target: develop,
      comparison: { baseRef: 'origin/develop', baseFrom: from },
    })
  })

  test('CircleCI names no target: the names that people give one are tried', async () => {
    const repo = checkout(feature, everything)
    expect(await compareIn(repo, {}, { CI: 'true', CIRCLECI: 'true' })).toMatchObject({
      mergeBases: [main[0]],
      comparison: { baseRef: 'origin/main' },
    })
  })

  test('--base and the config go before what the CI says', async () => {
    const repo = checkout(feature, everything)
    const env = github('pull_request', {}, { GITHUB_BASE_REF: 'develop' })
    for (const request of [{ base: 'origin/main' }, { configBase: 'origin/main' }]) {
      expect(await compareIn(repo, request, env)).toMatchObject({ mergeBases: [main[0]] })
    }
  })

  test('a target that is not there is not replaced by a guess', async () => {
    const repo = checkout(feature, '+refs/heads/main:refs/remotes/origin/main +refs/heads/feature')
    const env = github('pull_request', {}, { GITHUB_BASE_REF: 'develop' })
    const error = await failure(compareIn(repo, {}, env))
    expect(error).toBeInstanceOf(CannotCheckError)
    expect(error.message).toBe(
      'GITHUB_BASE_REF of GitHub Actions names origin/develop, which is not in this clone (tried: origin/develop, develop).',
    )
    expect(await compareIn(repo, { fetch: true }, env)).toMatchObject({ mergeBases: [fork], target: develop })
  })
})

describe("GitHub's merge commit of a pull request", () => {
  const env = () =>
    github(
      'pull_request',
      { pull_request: { base: { ref: 'develop', sha: develop } } },
      { GITHUB_BASE_REF: 'develop', GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: merge },
    )
  const specs = `+refs/pull/7/merge:refs/remotes/pull/7/merge`

  test('its first parent is the base', async () => {
    const repo = checkout(merge, everything)
    expect(await compareIn(repo, {}, env())).toMatchObject({
      mergeBases: [develop],
      target: develop,
      comparison: { baseRef: 'origin/develop' },
    })
  })

  test('with fetch-depth: 2 that is enough', async () => {
    const repo = checkout(merge, specs, '--depth=2')
    expect(await compareIn(repo, {}, env())).toMatchObject({ mergeBases: [develop], target: develop })
  })

  test('with fetch-depth: 1 the advice mends it, and so does --fetch', async () => {
    const repo = checkout(merge, specs, '--depth=1')
    const error = await failure(compareIn(repo, {}, env()))
    expect(error.message).toContain('names origin/develop, which is not in this clone')
    expect(error.help).toContain('Or set fetch-depth: 0 on actions/checkout.')
    repo.git(/^Run: git (.*)$/m.exec(error.help)![1]!)
    expect(await compareIn(repo, {}, env())).toMatchObject({ mergeBases: [develop] })

    const fetching = checkout(merge, specs, '--depth=1')
    expect(await compareIn(fetching, { fetch: true }, env())).toMatchObject({ mergeBases: [develop] })
  })

  test('a merge of main that a person made is no such commit', async () => {
    const repo = checkout(feature, everything)
    repo.git('merge --quiet --no-edit origin/main')
    const other = { ...env(), GITHUB_SHA: repo.commitId('HEAD'), GITHUB_REF: 'refs/heads/feature' }
    expect(await compareIn(repo, {}, other)).toMatchObject({ mergeBases: [fork], target: develop })
  })

  test('Azure Pipelines makes one too', async () => {
    const repo = checkout(merge, specs, '--depth=2')
    const azure = {
      TF_BUILD: 'True',
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'develop',
      BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
      BUILD_SOURCEVERSION: merge,
    }
    expect(await compareIn(repo, {}, azure)).toMatchObject({ mergeBases: [develop] })
  })
})

describe('a merge queue', () => {
  test('compares with the commit that the queue put this one on', async () => {
    const repo = checkout(merge, everything)
    const env = github('merge_group', { merge_group: { base_sha: develop, base_ref: 'refs/heads/main' } })
    expect(await compareIn(repo, {}, env)).toMatchObject({
      mergeBases: [develop],
      comparison: { baseFrom: 'event.merge_group.base_sha of GitHub Actions' },
    })
  })

  test('and with the branch where that commit is not there', async () => {
    const repo = checkout(merge, everything)
    const env = github('merge_group', {
      merge_group: { base_sha: '1'.repeat(40), base_ref: 'refs/heads/develop' },
    })
    expect(await compareIn(repo, {}, env)).toMatchObject({
      mergeBases: [develop],
      comparison: { baseRef: 'origin/develop' },
    })
  })
})

describe('a push', () => {
  const push = (before: string) => github('push', { before, repository: { default_branch: 'main' } })
  const before: Record<string, (before: string) => Record<string, string>> = {
    'GitHub Actions': push,
    'GitLab CI': (sha) => ({ GITLAB_CI: 'true', CI_COMMIT_BEFORE_SHA: sha, CI_DEFAULT_BRANCH: 'main' }),
    Jenkins: (sha) => ({ JENKINS_URL: 'https://ci.example.com/', GIT_PREVIOUS_COMMIT: sha }),
  }

  test.each(Object.entries(before))('to main: the commit before the push, on %s', async (_name, env) => {
    const repo = checkout(main[3], everything)
    expect(await compareIn(repo, {}, env(main[1]))).toMatchObject({
      mergeBases: [main[1]],
      target: main[1],
      comparison: { baseRef: 'origin/main', baseCommit: main[1], targetCommit: main[3] },
      notes: [
        `HEAD is on origin/main, so it is compared with the commit before the push (${main[1].slice(0, 7)}).`,
      ],
    })
  })

  test('of a new branch, or of a commit that is nowhere: the first parent', async () => {
    const repo = checkout(main[3], everything)
    for (const sha of [zeros, '1'.repeat(40), '', main[3], '--all']) {
      expect(await compareIn(repo, {}, push(sha))).toMatchObject({ mergeBases: [main[2]] })
    }
  })

  test('in a CI that nobody knows, also with files that the build left', async () => {
    const repo = checkout(main[3], everything)
    repo.write({ 'build.log': '' })
    expect(await compareIn(repo, {}, { CI: '1' })).toMatchObject({ mergeBases: [main[2]] })
    expect(await compareIn(repo, {}, { CI: 'false' })).toMatchObject({ mergeBases: [main[3]] })
  })

  test('to a feature branch: the default branch that the event names', async () => {
    const repo = checkout(feature, everything)
    const env = github('push', { before: fork, repository: { default_branch: 'develop' } })
    expect(await compareIn(repo, {}, env)).toMatchObject({
      mergeBases: [fork],
      comparison: {
        baseRef: 'origin/develop',
        baseFrom: 'event.repository.default_branch of GitHub Actions',
      },
    })
  })

  test('with fetch-depth: 1 the commit before the push is not there: advice, or --fetch', async () => {
    const shallow = () => checkout(main[3], '+refs/heads/main:refs/remotes/origin/main', '--depth=1')
    const repo = shallow()
    const error = await failure(compareIn(repo, {}, push(main[1])))
    expect(error.message).toContain('This clone is shallow')
    expect(error.message).toContain('event.before')
    repo.git(/^Run: git (.*)$/m.exec(error.help)![1]!)
    expect(await compareIn(repo, {}, push(main[1]))).toMatchObject({ mergeBases: [main[1]] })
    expect(await compareIn(shallow(), { fetch: true }, push(main[1]))).toMatchObject({
      mergeBases: [main[1]],
    })
  })
})

describe('the event file', () => {
  test.each([
    ['missing', undefined],
    ['not JSON', '{'],
    [
      'of another shape',
      '{"before": 1, "repository": [], "pull_request": "x", "__proto__": {"before": "x"}}',
    ],
    ['null', 'null'],
  ])('%s: the names that people give a branch are tried', async (_name, contents) => {
    const repo = checkout(feature, everything)
    const path = join(temporaryFolder(), 'event.json')
    if (contents !== undefined) writeFileSync(path, contents)
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: path }
    expect(await compareIn(repo, {}, env)).toMatchObject({ mergeBases: [main[0]] })
  })

  test('names that are no branch do not reach git as anything else', async () => {
    const repo = checkout(feature, everything)
    for (const name of ['--upload-pack=x', 'a b', 'x:refs/heads/main', '../x', "';touch owned;'"]) {
      const env = github('pull_request', {}, { GITHUB_BASE_REF: name })
      for (const fetch of [false, true]) {
        const error = await failure(compareIn(repo, { fetch }, env))
        expect(error).toBeInstanceOf(CannotCheckError)
      }
    }
    expect(repo.git('status --porcelain')).toBe('')
  })
})
