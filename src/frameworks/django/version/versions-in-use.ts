import type { FileTree } from '../../../model/tree.ts'
import type { Environment } from '../../../python/environment.ts'
import { distributionVersions } from './distributions.ts'

/**
 * Which versions of distributions a project runs on, by their names in normal form (PEP 503): what is installed, what
 * the lock file holds, and else what the requirements ask for, as specifiers (`>=4,<5`). Undefined where nothing tells.
 */
export function versionsInUse(
  tree: FileTree,
  root: string,
  environment: Environment | undefined,
): (distribution: string) => string | undefined {
  let files: ReturnType<typeof distributionVersions> | undefined
  return (name) => {
    const installed = environment?.versionOf(name)
    if (installed !== undefined) return installed
    files ??= distributionVersions(tree, root)
    for (const { versions } of files.locked) {
      const [locked] = versions.get(name) ?? []
      if (locked !== undefined) return locked
    }
    for (const { requirements } of files.declared) {
      const asked = requirements.find((requirement) => requirement.name === name)?.specifiers
      if (asked !== undefined && asked !== '') return asked
    }
    return undefined
  }
}
