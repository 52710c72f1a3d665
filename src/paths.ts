import { realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UsageError } from './model/errors.ts'

/**
 * Paths as a user types them, from `cwd`, as paths of the repository (separated by `/`, `''` is its root).
 * A file may be gone and a symbolic link stays itself; folders on the way are followed.
 *
 * @throws UsageError for a path outside the repository
 */
export async function repositoryPaths(
  paths: readonly string[],
  cwd: string,
  root: string,
): Promise<readonly string[]> {
  const realRoot = await realpath(root)
  return Promise.all(
    paths.map(async (path) => {
      const full = resolve(cwd, path)
      const real = full === root ? realRoot : join(await realFolder(dirname(full)), basename(full))
      const inside = relative(realRoot, real)
      if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
        throw new UsageError(
          `${path} is outside the repository ${root}.`,
          'Name files and folders of the repository.',
        )
      }
      return inside.split(sep).join('/')
    }),
  )
}

/** The folder with its symbolic links followed, as far as it exists. */
async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => undefined)
  if (real !== undefined) return real
  const parent = dirname(folder)
  return parent === folder ? folder : join(await realFolder(parent), basename(folder))
}

/** True where `path` is one of `chosen` or lies in one of them. */
export function isWithin(path: string, chosen: readonly string[]): boolean {
  return chosen.some((one) => one === '' || path === one || path.startsWith(`${one}/`))
}
