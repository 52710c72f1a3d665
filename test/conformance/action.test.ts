import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialMigration, shop } from '../support/django-files.ts'
import { makeRepository, newFolder, removeFolder, type GitRepository } from '../support/git-repository.ts'
import { runAction } from '../support/github-runner.ts'
import { checkoutOfThisProject } from './checkout.ts'

describe('the action from a checkout without a build, as the runner downloads it', () => {
  let folder: string
  let action: GitRepository

  beforeAll(() => {
    folder = newFolder()
    action = checkoutOfThisProject(folder)
  })

  afterAll(() => removeFolder(folder))

  test('builds itself, and checks', () => {
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create feature')
    repository.commit('Shorten the name', { 'shop/migrations/0001_initial.py': initialMigration(50) })
    expect(existsSync(join(action.root, 'dist'))).toBe(false)
    const run = runAction(action.root, { workspace: repository.root, inputs: { base: 'main' }, env: {} })
    expect(run.ran).toEqual(['Look for Node.js', 'Build migration-lint', 'Check migrations'])
    expect(run.outputs).toMatchObject({ 'exit-code': '1', errors: '1' })
  })
})
