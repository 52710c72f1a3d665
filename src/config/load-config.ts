import { realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { cosmiconfig, type CosmiconfigResult, type PublicExplorer } from 'cosmiconfig'
import { UsageError } from '../model/errors.ts'
import { loaders, searchPlaces } from './loaders.ts'

/** What a config file holds, not checked yet. */
export interface LoadedConfig {
  readonly value: unknown
  /** From the repository's root, separated by `/`; absolute where the file lies outside. */
  readonly file: string
}

export interface ConfigRequest {
  readonly cwd: string
  /** The repository's root: where the search ends. */
  readonly root: string
  /** `--config`: from `cwd`. Nothing is searched for then. */
  readonly path?: string | undefined
}

/**
 * The config that holds for `cwd`: the given one, or the nearest in `cwd` and the folders above it up to the
 * repository's root. Undefined where there is none.
 *
 * A config in JavaScript or TypeScript is run: it is the one file of the checked repository that is.
 * cosmiconfig also looks for a config of its own, and runs it, in the folder that the process works in. So a
 * program that checks repositories that it does not trust works in a folder of its own, as `bin` does.
 *
 * @throws UsageError where the file is not there, cannot be read or throws.
 */
export async function loadConfig({ cwd, root, path }: ConfigRequest): Promise<LoadedConfig | undefined> {
  const explorer = cosmiconfig('migration-lint', {
    searchPlaces,
    loaders: loaders((file) => fromRoot(root, file)),
    searchStrategy: 'none',
    cache: false,
  })
  const found =
    path === undefined ? await search(explorer, cwd, root) : await given(explorer, resolve(cwd, path), path)
  if (!found) return undefined
  return { value: found.isEmpty ? {} : (found.config as unknown), file: fromRoot(root, found.filepath) }
}

/** cosmiconfig's own search goes on beyond the root, to the user's home; so each folder is asked by itself. */
async function search(explorer: PublicExplorer, cwd: string, root: string): Promise<CosmiconfigResult> {
  const [start, end] = await Promise.all([realpath(cwd), realpath(root)])
  for (const folder of foldersUpTo(start, end)) {
    const found = await explorer.search(folder)
    if (found) return found
  }
  return null
}

function foldersUpTo(start: string, end: string): readonly string[] {
  if (start !== end && !start.startsWith(end.endsWith(sep) ? end : end + sep)) return [end]
  const folders = [start]
  while (folders.at(-1) !== end) folders.push(dirname(folders.at(-1)!))
  return folders
}

async function given(explorer: PublicExplorer, full: string, path: string): Promise<CosmiconfigResult> {
  const file = await stat(full).catch(() => undefined)
  if (!file?.isFile()) {
    throw new UsageError(
      `There is no config ${path}.`,
      '`--config` takes the path of a file, from the working directory.',
    )
  }
  const found = await explorer.load(full).catch((error: unknown) => {
    if (error instanceof UsageError) throw error
    throw new UsageError(
      `The config ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  })
  if (!found) throw new UsageError(`The config ${path} says nothing about migration-lint.`)
  return found
}

function fromRoot(root: string, file: string): string {
  const path = relative(root, file)
  return isAbsolute(path) || path.startsWith('..') ? file : join(path).split(sep).join('/')
}
