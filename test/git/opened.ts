import type { CompareRequest } from '../../src/git/compare.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import type { FileTree } from '../../src/model/tree.ts'
import type { GitRepository } from '../support/git-repository.ts'

/** Opens a repository as a user would who stands at its root, with more variables on top of its environment. */
export function open(
  repo: GitRepository,
  env: Record<string, string> = {},
  debug?: (line: string) => void,
): Promise<Repository> {
  return openRepository({ cwd: repo.root, env: { ...repo.env, ...env }, debug })
}

/** `compare` in a repository, without a base and without `--fetch` unless told. */
export async function compareIn(
  repo: GitRepository,
  request: Partial<CompareRequest> = {},
  env: Record<string, string> = {},
) {
  const opened = await open(repo, env)
  return opened.compare({ fetch: false, head: 'working-tree', env: { ...repo.env, ...env }, ...request })
}

export function text(tree: FileTree, path: string): string | undefined {
  const bytes = tree.read(path)
  return bytes && Buffer.from(bytes).toString('utf8')
}

/** Path -> id of a tree, to compare with what git prints. */
export function ids(tree: FileTree): Record<string, string> {
  return Object.fromEntries(tree.paths.map((path) => [path, tree.entry(path)!.id]))
}

/** The error that a promise ends in. */
export async function failure(promise: Promise<unknown>): Promise<Error & { help: string }> {
  try {
    await promise
  } catch (error) {
    return error as Error & { help: string }
  }
  throw new Error('it did not fail')
}
