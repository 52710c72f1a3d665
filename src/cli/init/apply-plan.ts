import { join } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import { createFile, removeFile } from '../files.ts'
import type { Plan } from './plan.ts'

/**
 * Writes what a plan says, whole or not at all.
 *
 * @returns what was written, by name
 * @throws UsageError where something is there already or cannot be written; CannotCheckError where git fails
 */
export async function applyPlan(
  { files, sections }: Plan,
  { root, localConfig }: Pick<Repository, 'root' | 'localConfig'>,
): Promise<readonly string[]> {
  const undo: (() => Promise<void>)[] = []
  const written: string[] = []
  try {
    for (const { path, from = root, text, executable } of files) {
      await createFile(from, path, text, executable ? 0o755 : 0o644)
      undo.push(() => removeFile(join(from, path)))
      written.push(path)
    }
    for (const { section, settings } of sections) {
      await localConfig.add(section, settings)
      undo.push(() => localConfig.remove(section))
      written.push(`git config ${section}`)
    }
    return written
  } catch (error) {
    for (const step of undo.reverse()) await step()
    throw error
  }
}
