import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../model/errors.ts'

/** Where a file of this package lies: beside the bundle in `dist`, or up to two folders above a source file. */
const ownFolders = ['./', '../', '../../']

/** The text of a file of this package, by its path from the package's root or from `dist`. */
export async function readOwnFile(path: string): Promise<string> {
  for (const folder of ownFolders) {
    const file = fileURLToPath(new URL(folder + path, import.meta.url))
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text !== undefined) return text
  }
  throw new Error(`${path} is missing from this installation`)
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

/** Whether there is a file itself, and no link to one. */
export async function isPlainFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() ?? false
}

/** The text of a file; undefined where there is none. */
export async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

/** True where there is anything at `path`, also a symbolic link to nothing. */
export async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined
}

/**
 * Writes the whole text or nothing: whoever reads the file meanwhile sees the old one. What is no regular file
 * (`/dev/stdout`, a pipe, a symbolic link) is written to and stays what it is.
 *
 * @throws UsageError where it cannot be written
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const before = await lstat(path).catch(() => undefined)
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    if (before && !before.isFile()) {
      await writeFile(path, text)
      return
    }
    await writeFile(temporary, text, { flag: 'wx', ...(before && { mode: before.mode }) })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new UsageError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/**
 * Makes a new file below `root`, and the folders on its way.
 *
 * @throws UsageError where something is there already, or where a symbolic link leads out of `root`
 */
export async function createFile(root: string, path: string, text: string, mode: number): Promise<void> {
  const folder = join(root, dirname(path))
  const [realRoot, real] = await Promise.all([realpath(root), realpath(await nearestFolder(folder))])
  const way = relative(realRoot, real)
  if (way === '..' || way.startsWith(`..${sep}`))
    throw new UsageError(`${path} would be outside the repository.`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(root, path), text, { flag: 'wx', mode }).catch((error: unknown) => {
    throw new UsageError(`${path} was not written: ${error instanceof Error ? error.message : String(error)}`)
  })
}

export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true })
}

/** The folder itself, or the nearest one above it that exists. */
async function nearestFolder(folder: string): Promise<string> {
  return (await exists(folder)) ? folder : nearestFolder(dirname(folder))
}
