import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { initialMigration, shop } from '../support/django-files.ts'
import { makeRepository, type GitRepository } from '../support/git-repository.ts'

const program = join(import.meta.dirname, '..', '..', 'dist', 'bin.js')

/** A repository in which a branch edits a migration of `main`. */
function edited(): GitRepository {
  const repository = makeRepository()
  repository.commit('Start the shop', shop(100))
  repository.git('switch --quiet --create feature')
  repository.commit('Shorten the name', { 'shop/migrations/0001_initial.py': initialMigration(50) })
  return repository
}

test('a reader that closes the pipe changes neither the exit code nor what is on stderr', async () => {
  const { root, env } = edited()
  const child = spawn(process.execPath, [program, 'check'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
})

test('no script of the repository is run but a config of this program', () => {
  const repository = edited()
  const marks = ['cosmiconfig', 'migration-lint'].map((name) => join(repository.root, '..', `${name}.ran`))
  const leave = (mark: string) => `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')\n`
  // The first is where the library that finds configs looks for a config of its own.
  repository.write({
    '.config/config.js': `${leave(marks[0]!)}module.exports = { cosmiconfig: {} }`,
    'migration-lint.config.cjs': `${leave(marks[1]!)}module.exports = { rules: { 'history/edited-migration': 'off' } }`,
    'manage.py': 'raise SystemExit("never run")',
  })
  const { status, stderr } = spawnSync(process.execPath, [program, 'check'], {
    cwd: repository.root,
    env: repository.env,
    encoding: 'utf8',
  })
  expect({ status, stderr, ran: marks.map((mark) => existsSync(mark)) }).toEqual({
    status: 0,
    stderr: '',
    ran: [false, true],
  })
})

test('a hook stops a commit, and lets it pass once it is mended', () => {
  const repository = makeRepository()
  repository.commit('Start the shop', shop(100))
  repository.git('switch --quiet --create feature')
  repository.hook(
    'pre-commit',
    `exec ${JSON.stringify(process.execPath)} ${JSON.stringify(program)} check --staged`,
  )
  repository.write({ 'shop/migrations/0001_initial.py': initialMigration(50) })
  repository.git('add -A')
  const stopped = repository.try('commit -m edit')
  expect(stopped.status).not.toBe(0)
  expect(stopped.stdout + stopped.stderr).toContain('error[history/edited-migration]')

  repository.git('checkout --quiet HEAD -- shop/migrations/0001_initial.py')
  repository.write({ 'notes.txt': 'mended' })
  repository.git('add -A')
  expect(repository.try('commit -m mended')).toMatchObject({ status: 0 })
})
