import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GitRepository, initRepository, newFolder, removeFolder } from '../support/git-repository.ts'
import { openRepository } from '../../src/git/repository.ts'

/** The commits of the support's repositories are made from this second on, one a second. */
const first = 1_700_000_000
const day = 24 * 60 * 60
const folder = newFolder()
let full: GitRepository
let shallow: GitRepository
let tip: string
afterAll(() => removeFolder(folder))

beforeAll(() => {
  full = initRepository(folder)
  full.commit('The squash', { 'shop/0001_squashed.py': '1\n' })
  full.git('checkout --quiet -b side')
  full.commit('Another one', { 'shop/0002_squashed.py': '1\n' })
  full.git('checkout --quiet main')
  full.git('merge --quiet --no-ff --no-edit side')
  tip = full.git('rev-parse HEAD')
  shallow = full.clone('shallow', '--depth=1')
})

const paths = ['shop/0001_squashed.py', 'shop/0002_squashed.py', 'shop/none.py']

async function ask(secondsLater: number, { root, env } = full, asked: readonly string[] = paths) {
  const repository = await openRepository({ cwd: root, env })
  const now = new Date((first + secondsLater) * 1000)
  return Object.fromEntries(await repository.standing({ commit: tip, paths: asked, days: [30, 90], now }))
}

test('tells how long a branch has had files, at least', async () => {
  expect(await ask(10 * day)).toEqual({ [paths[0]!]: 0, [paths[1]!]: 0, [paths[2]!]: 0 })
  expect(await ask(60 * day)).toEqual({ [paths[0]!]: 30, [paths[1]!]: 30, [paths[2]!]: 0 })
  expect(await ask(900 * day)).toEqual({ [paths[0]!]: 90, [paths[1]!]: 90, [paths[2]!]: 0 })
})

test('asks nothing where there is nothing to ask for', async () => {
  expect(await ask(900 * day, full, [])).toEqual({})
})

test('says nothing where history is missing', async () => {
  expect(await ask(10 * day, shallow)).toEqual({})
})
