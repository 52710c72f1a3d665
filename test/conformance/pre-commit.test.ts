import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addColumn, initialMigration, shop } from '../support/django-files.ts'
import { GitRepository, makeRepository, newFolder, removeFolder } from '../support/git-repository.ts'
import { hostEnvironment } from '../support/host-environment.ts'
import { checkoutOfThisProject } from './checkout.ts'
import { virtualEnvironment } from './environment.ts'

/** The real pre-commit installs this project from a clone, as it does for its users, and git runs the hook. */
describe('the hook of .pre-commit-hooks.yaml', () => {
  let folder: string
  let hooks: GitRepository
  let python: string
  let repository: GitRepository

  beforeAll(() => {
    folder = newFolder()
    hooks = checkoutOfThisProject(folder)
    python = virtualEnvironment('pre-commit', ['pre-commit'])
  })

  afterAll(() => removeFolder(folder))

  beforeEach(() => {
    repository = withHost(makeRepository())
    repository.commit('Start the shop', {
      ...shop(100),
      '.pre-commit-config.yaml': [
        'repos:',
        `  - repo: ${hooks.root}`,
        `    rev: ${hooks.commitId('HEAD')}`,
        '    hooks:',
        '      - id: migration-lint',
        '        language_version: system',
        '',
      ].join('\n'),
    })
    repository.git('switch --quiet --create feature')
    preCommit(repository, ['install', '--hook-type', 'pre-commit', '--hook-type', 'pre-merge-commit'])
  })

  /** npm needs what this machine has to reach a registry; git goes on without the user's settings. */
  function withHost({ root, env }: GitRepository): GitRepository {
    const { HOME = '', PATH = '', ...host } = hostEnvironment()
    return new GitRepository(root, { ...host, ...env, HOME, PATH, PRE_COMMIT_HOME: join(folder, 'cache') })
  }

  function preCommit({ root, env }: GitRepository, args: readonly string[]): void {
    const done = spawnSync(python, ['-m', 'pre_commit', ...args], { cwd: root, env, encoding: 'utf8' })
    expect(done.status, done.stdout + done.stderr).toBe(0)
  }

  /** Stages everything and commits it, the hook running. */
  function commit(): { status: number | null; text: string } {
    repository.git('add --all')
    const { status, stdout, stderr } = repository.try(['commit', '-m', 'Work on the shop'])
    return { status, text: stdout + stderr }
  }

  test('a new migration is committed', () => {
    repository.write({ 'shop/migrations/0002_price.py': addColumn('0001_initial', 'price') })
    const { status, text } = commit()
    expect(text).toMatch(/migration-lint\.+Passed/)
    expect(status).toBe(0)
  })

  test('an edit of a committed migration is refused', () => {
    repository.write({ 'shop/migrations/0001_initial.py': initialMigration(50) })
    const { status, text } = commit()
    expect(text).toContain('history/edited-migration')
    expect(text).toContain('shop/migrations/0001_initial.py')
    expect(status).toBe(1)
  })

  test('a deleted migration is refused, though pre-commit counts no deleted file', () => {
    repository.git('switch --quiet main')
    repository.commit('Price', { 'shop/migrations/0002_price.py': addColumn('0001_initial', 'price') })
    repository.git('switch --quiet --create removal')
    repository.write({ 'shop/migrations/0002_price.py': null })
    const { status, text } = commit()
    expect(text).toContain('history/deleted-migration')
    expect(status).toBe(1)
  })

  test('what is staged is judged, not what lies in the working tree', () => {
    repository.write({ 'shop/migrations/0001_initial.py': initialMigration(50), 'README.md': 'The shop\n' })
    repository.git('add README.md')
    expect(repository.try(['commit', '-m', 'Describe the shop']).status).toBe(0)
  })

  test('a merge that makes two leaves is refused', () => {
    repository.commit('Price', { 'shop/migrations/0002_price.py': addColumn('0001_initial', 'price') })
    repository.git('switch --quiet main')
    repository.git('switch --quiet --create other')
    repository.commit('Stock', { 'shop/migrations/0002_stock.py': addColumn('0001_initial', 'stock') })
    const { status, stdout, stderr } = repository.try(['merge', '--no-edit', 'feature'])
    expect(stdout + stderr).toContain('graph/conflicting-leaves')
    expect(status).not.toBe(0)
  })
})
