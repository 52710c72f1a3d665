import type { FileTree } from '../../../model/tree.ts'
import { declaringFiles } from './declared.ts'
import { isLockFile, readLockFile, type LockFile } from './lock-files.ts'
import type { Requirement } from './requirement.ts'

/** A file that declares requirements. */
export interface DeclaringFile {
  readonly path: string
  readonly requirements: readonly Requirement[]
  /** The Django series that the project says it is made for, by trove classifiers: `4.2`. */
  readonly tested: readonly string[]
}

/** What a project's files say of the distributions that it runs on, those that count first before the others. */
export interface DistributionVersions {
  readonly locked: readonly LockFile[]
  readonly declared: readonly DeclaringFile[]
}

const classifier = /Framework :: Django :: (\d{1,3}\.\d{1,3})/g

/** Reads the lock files and requirements of the project's folder and of the folders above it, nearest first. */
export function distributionVersions(tree: FileTree, root: string): DistributionVersions {
  const locked: LockFile[] = []
  const declared: DeclaringFile[] = []
  for (const folder of upwards(root)) {
    const prefix = folder === '' ? '' : `${folder}/`
    const names = tree.paths
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length))
    for (const name of names) {
      const lock = isLockFile(name) && readLockFile(tree, prefix + name)
      if (lock) locked.push(lock)
    }
    for (const { file, read } of declaringFiles) {
      for (const name of names.filter((name) => file.test(name)).sort(shortestFirst)) {
        const path = prefix + name
        declared.push({ path, requirements: read(tree, path), tested: classifiersIn(tree, path) })
      }
    }
  }
  return { locked, declared }
}

/** `requirements.txt` before `requirements-dev.txt`, `base` before `development`. */
function shortestFirst(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}

function classifiersIn(tree: FileTree, path: string): string[] {
  const bytes = /^(.*\/)?(pyproject\.toml|setup\.(cfg|py))$/.test(path) ? tree.read(path) : undefined
  return bytes ? [...new TextDecoder().decode(bytes).matchAll(classifier)].map((match) => match[1]!) : []
}

function* upwards(folder: string): Iterable<string> {
  for (let at = folder; at !== ''; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') yield at
  yield ''
}
