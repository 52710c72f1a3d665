import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { initRepository, type GitRepository } from '../support/git-repository.ts'

const root = join(import.meta.dirname, '..', '..')

/** This project as somebody who clones it gets it: what git tracks or would track, as it now is, in one commit. */
export function checkoutOfThisProject(folder: string): GitRepository {
  const repository = initRepository(folder)
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const path of listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(repository.root, path)), { recursive: true })
    copyFileSync(join(root, path), join(repository.root, path))
  }
  repository.commit('Everything')
  return repository
}
