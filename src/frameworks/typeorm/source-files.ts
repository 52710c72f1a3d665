import { compileGlobs } from '../../model/glob.ts'
import type { FileTree } from '../../model/tree.ts'
import { isCode } from './migration-class.ts'
import { isInstalled } from './packages.ts'

/** Folders that compilers write to. */
const builtFolder = /^(?:dist|build|out|lib|built)\//

/**
 * The files of the repository behind a glob of the option `migrations`. A glob that matches nothing may be that of compiled
 * files, which stand for their sources: `dist/migrations/*.js` for `src/migrations/*.ts`.
 *
 * @param glob from the root of the disk, which the repository's stands for, or from the package's folder
 */
export function sourceFiles(tree: FileTree, glob: string, folder: string): readonly string[] {
  // TypeORM passes over what is no file of code, and so over the name of a folder (src/util/ImportUtils.ts).
  if (!/[*{]|\.[cm]?[jt]s$/.test(glob)) return []
  const inFolder = glob.startsWith('/') ? undefined : glob.replace(/^(?:\.\/)+/, '')
  const prefix = folder === '' ? '' : `${folder}/`
  const absolute = inFolder === undefined ? glob.slice(1) : `${prefix}${inFolder}`
  const own = absolute.startsWith(prefix) ? absolute.slice(prefix.length) : undefined
  const built = own === undefined ? undefined : builtFolder.exec(own)?.[0]
  const sources = built && own ? ['', 'src/'].map((source) => prefix + source + own.slice(built.length)) : []
  for (const candidate of [absolute, ...sources]) {
    const found = matched(tree, [candidate, candidate.replace(/\.([cm]?)js$/, '.$1ts')])
    if (found.length > 0) return found
  }
  return []
}

/** Whether a glob begins in a folder of the repository's own sources: one that matches nothing there is empty. */
export function isOfSources(tree: FileTree, glob: string, folder: string): boolean {
  const [fixed] = glob.replace(/^(?:\.\/)+/, '').split(/[*{]/, 1) as [string]
  const start = fixed.slice(0, fixed.lastIndexOf('/') + 1)
  const own = start.startsWith('/') ? start.slice(1) : `${folder === '' ? '' : `${folder}/`}${start}`
  return start.length > 1 && !builtFolder.test(start) && tree.paths.some((path) => path.startsWith(own))
}

function matched(tree: FileTree, globs: readonly string[]): readonly string[] {
  try {
    const matches = compileGlobs(globs)
    return tree.paths.filter((path) => !isInstalled(path) && isCode(path) && matches(path))
  } catch {
    // Braces that stand for too many names: what it matches is left to what the files look like.
    return []
  }
}
