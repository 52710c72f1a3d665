import { accessSync, constants, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { records } from './path-bytes.ts'
import type { Git } from './command.ts'
import type { WorkTree } from './work-tree.ts'

/** A variable of the repository's own config. */
export interface Setting {
  readonly key: string
  readonly value: string
}

/** The folder in which git looks for hooks: `core.hooksPath`, else `hooks` (githooks(5)). */
export interface HooksFolder {
  /** Absolute. */
  readonly path: string
  /** Whether somebody chose it: then it may be committed, or serve many repositories. */
  readonly isConfigured: boolean
}

export async function hooksFolder(git: Git, { root, commonDirectory }: WorkTree): Promise<HooksFolder> {
  const { stdout } = await git.run(['config', '--null', '--type=path', '--get-all', 'core.hooksPath'])
  // The last value is the one that keeps this tool's own git from running any.
  const configured = records(stdout).at(-2)
  return configured === undefined
    ? { path: join(commonDirectory, 'hooks'), isConfigured: false }
    : { path: resolve(root, configured), isConfigured: true }
}

/**
 * The text of the hook that git would run; undefined where it would run none. What husky puts into its folder `_` runs
 * the file of the same name beside that folder.
 */
export function readHook(folder: string, name: string): string | undefined {
  try {
    const path = join(folder, name)
    accessSync(path, constants.X_OK)
    const text = readFileSync(path, 'utf8')
    return basename(folder) === '_' ? `${text}\n${textOf(join(dirname(folder), name))}` : text
  } catch {
    return undefined
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The variables of a section of the repository's own config: what work trees share, no include, nobody else's. */
export async function readSettings(git: Git, section: string): Promise<readonly Setting[]> {
  const { stdout } = await git.run(['config', '--local', '--null', '--list'])
  return records(stdout).flatMap((record) => {
    const end = record.indexOf('\n')
    const [key, value] = end < 0 ? [record, ''] : [record.slice(0, end), record.slice(end + 1)]
    return key.startsWith(`${section}.`) ? [{ key, value }] : []
  })
}

/** Adds a section that is not there yet, whole or not at all. */
export async function addSection(git: Git, section: string, settings: readonly Setting[]): Promise<void> {
  try {
    for (const { key, value } of settings) await git.run(['config', '--local', key, value])
  } catch (error) {
    await removeSection(git, section)
    throw error
  }
}

export async function removeSection(git: Git, section: string): Promise<void> {
  await git.run(['config', '--local', '--remove-section', section], { accept: 'any' })
}
