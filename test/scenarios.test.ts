import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run } from './cli/run.ts'
import { makeRepository, type GitRepository } from './support/git-repository.ts'

const scenarios = join(import.meta.dirname, '../fixtures/scenarios')

/**
 * Each scenario is a small repository: the trees `base` (main, where the branch left it), `head` (the branch),
 * `target` (main's tip, if it moved), `merged` (the branch once it has merged that), `untracked` (files of the
 * working tree alone), and what the program prints. `vitest --update` writes `expected.txt` anew.
 */
describe('scenarios', () => {
  test.each(readdirSync(scenarios).sort())('%s', async (name) => {
    const folder = join(scenarios, name)
    const repository = makeScenario(folder)
    const command = join(folder, 'command.txt')
    const argv = existsSync(command)
      ? readFileSync(command, 'utf8').trim().split(' ')
      : ['check', '--base', 'main']

    const { code, out, err } = await run(argv, repository)

    const base = repository.git('merge-base main HEAD')
    const stable = out.replaceAll(base.slice(0, 12), 'ba5eba5eba5e').replaceAll(base.slice(0, 7), 'ba5eba5')
    await expect(stable).toMatchFileSnapshot(join(folder, 'expected.txt'))
    expect({ code, err }).toEqual({ code: /^error\[/m.test(out) ? 1 : 0, err: '' })
  })
})

function makeScenario(folder: string): GitRepository {
  const repository = makeRepository()
  const has = (tree: string) => existsSync(join(folder, tree))
  const put = (tree: string) => cpSync(join(folder, tree), repository.root, { recursive: true })
  const commit = (tree: string, message: string) => {
    for (const entry of readdirSync(repository.root))
      if (entry !== '.git') rmSync(join(repository.root, entry), { recursive: true })
    put(tree)
    repository.commit(message)
  }

  commit('base', 'Where the branch leaves main')
  repository.git('switch --quiet --create feature')
  commit('head', 'The branch')
  if (has('target')) {
    repository.git('switch --quiet main')
    commit('target', 'What happened on main since')
    repository.git('switch --quiet feature')
  }
  if (has('merged')) {
    repository.git('merge --quiet --no-commit --strategy=ours main')
    commit('merged', 'Merge main')
  }
  if (has('untracked')) put('untracked')
  return repository
}
