import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from '../../../src/cli/main.ts'
import { initRepository, type GitRepository } from '../../support/git-repository.ts'
import { enact, type Invented } from './invent.ts'

/** A conflict that Django vouched for: it loads what came of it, to the state of both branches. */
export interface Recorded {
  readonly seed: number
  readonly situation: string
  readonly django: string
  /** Of the files of all migrations folders. */
  readonly digest: string
}

/** A conflict in a repository of its own. */
export function makeConflict(invented: Invented, folder: string): GitRepository {
  const repository = initRepository(folder)
  enact(invented, repository)
  return repository
}

/** Runs `migration-lint fix` as a user would; gives its exit code and what it printed. */
export async function settle(
  repository: GitRepository,
  leaves?: 'rebase' | 'merge',
): Promise<{ code: number; output: string }> {
  let output = ''
  const stream = { write: (text: string) => (output += text) }
  const argv = ['fix', '--yes', '--only', 'leaves', ...(leaves ? ['--leaves', leaves] : [])]
  const code = await main({ argv, cwd: repository.root, env: repository.env, stdout: stream, stderr: stream })
  return { code, output }
}

/** The files of the migrations folders by path. */
export function migrationFiles(root: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/migrations\/[^/]+\.(py|txt)$/.test(path) || path.startsWith('.git/')) continue
    found[path] = readFileSync(join(root, path), 'utf8')
  }
  return found
}

export function digestOf(files: Readonly<Record<string, string>>): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(files)))
    .digest('hex')
}

export function copyTree(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.git') })
}
