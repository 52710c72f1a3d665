import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openRepository, type Repository } from '../../../src/git/repository.ts'
import { workFolder } from '../environment.ts'

/**
 * A clone of `owner/name` that holds these commits, without a checkout. `clones` is a folder with clones of one's own,
 * named `owner+name` or `name`, which are only read; without one that fits it is cloned from GitHub, once.
 */
export async function openClone(
  repository: string,
  commits: readonly string[],
  clones: string | undefined,
): Promise<Repository> {
  const names = [repository.replace('/', '+'), repository.split('/')[1]!]
  const given = clones === undefined ? [] : names.map((name) => join(clones, name))
  const source = given.find((clone) => commits.every((commit) => holds(clone, commit))) ?? fetched(repository)
  const missing = commits.filter((commit) => !holds(source, commit))
  if (missing.length > 0) throw new Error(`${source} does not hold ${missing.join(', ')}`)
  const shared = join(workFolder, 'shared', names[0]!)
  rmSync(shared, { recursive: true, force: true })
  mkdirSync(dirname(shared), { recursive: true })
  execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', source, shared])
  return openRepository({ cwd: shared, env: process.env })
}

function fetched(repository: string): string {
  const clone = join(workFolder, 'clones', `${repository.replace('/', '+')}.git`)
  if (!existsSync(clone)) {
    mkdirSync(dirname(clone), { recursive: true })
    execFileSync('git', ['clone', '--quiet', '--bare', `https://github.com/${repository}`, clone])
  }
  return clone
}

function holds(clone: string, commit: string): boolean {
  if (!existsSync(clone)) return false
  try {
    execFileSync('git', ['-C', clone, 'cat-file', '-e', `${commit}^{commit}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
