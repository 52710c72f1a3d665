import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addColumn, shop } from '../support/django-files.ts'
import { makeRepository, type GitRepository } from '../support/git-repository.ts'

const program = join(import.meta.dirname, '..', '..', 'dist', 'bin.js')
const git = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim()

/** `feature` with a migration of its own, merged with one of `main`. */
function conflicted(): GitRepository {
  const repository = makeRepository()
  repository.commit('Start the shop', shop(100))
  repository.git('switch --quiet --create feature')
  repository.commit('Stock', { 'shop/migrations/0002_stock.py': addColumn('0001_initial', 'stock') })
  repository.git('switch --quiet main')
  repository.commit('Price', { 'shop/migrations/0002_price.py': addColumn('0001_initial', 'price') })
  repository.git('switch --quiet feature')
  repository.git(['merge', '--quiet', '-m', 'Merge main', 'main'])
  return repository
}

/** Runs `fix` with a git that does something when it is asked to run one of its commands. */
async function fixWith(repository: GitRepository, command: string, does: string) {
  const bin = join(repository.root, '..', 'bin')
  mkdirSync(bin)
  const script = `#!/bin/sh\ncase " $* " in *" ${command} "*) ${does} ;; esac\nexec ${git} "$@"\n`
  writeFileSync(join(bin, 'git'), script)
  chmodSync(join(bin, 'git'), 0o755)
  const child: ChildProcess = spawn(process.execPath, [program, 'fix', '--yes'], {
    cwd: repository.root,
    env: { ...repository.env, PATH: `${bin}:${repository.env.PATH}` },
    // A group of its own, as a shell gives what runs on its terminal.
    detached: true,
    stdio: 'ignore',
  })
  return new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  )
}

const stateOf = (repository: GitRepository) => ({
  names: readdirSync(join(repository.root, 'shop/migrations')).filter((name) => !name.startsWith('__')),
  status: repository.git('status --short'),
  left: readdirSync(join(repository.root, '.git')).filter((name) => name.startsWith('migration-lint')),
})

const before = {
  names: ['0001_initial.py', '0002_price.py', '0002_stock.py'],
  status: '',
  left: [],
}
const whole = {
  names: ['0001_initial.py', '0002_price.py', '0003_stock.py'],
  status: 'R  shop/migrations/0002_stock.py -> shop/migrations/0003_stock.py',
  left: [],
}

test.each(['INT', 'TERM', 'HUP'])(
  'SIG%s in the middle of writing waits until all is written',
  async (signal) => {
    const repository = conflicted()
    expect(await fixWith(repository, 'update-index', `kill -${signal} $PPID`)).toEqual({
      code: 0,
      signal: null,
    })
    expect(stateOf(repository)).toEqual(whole)
  },
)

test('Ctrl-C, which git hears too, leaves everything as it was', async () => {
  const repository = conflicted()
  // The second time git is needed to undo it: that one is not interrupted.
  const mark = join(repository.root, '..', 'interrupted')
  const once = `[ -e ${mark} ] || { touch ${mark}; kill -INT 0; sleep 5; }`
  expect(await fixWith(repository, 'update-index', once)).toEqual({ code: 3, signal: null })
  expect(stateOf(repository)).toEqual(before)
})

test('a signal before anything is written ends it at once', async () => {
  const repository = conflicted()
  expect(await fixWith(repository, 'status', 'kill -TERM $PPID')).toEqual({ code: null, signal: 'SIGTERM' })
  expect(stateOf(repository)).toEqual(before)
})
