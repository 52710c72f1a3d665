import type { Environment } from '../python/environment.ts'
import type { Modules } from '../python/modules.ts'
import { environmentModules, withEnvironment } from './environment-modules.ts'
import { findEnvironment, type EnvironmentRequest } from './find-environment.ts'
import { installedVersions } from './installed-versions.ts'
import { packagesBuiltOn } from './packages-built-on.ts'
import { searchPath } from './search-path.ts'

/**
 * The Python environment of a repository; undefined where there is none. Nothing of it is run, and of its files only
 * those are read that an import leads to.
 *
 * @throws UsageError where the config names what is no environment
 */
export function openEnvironment(request: EnvironmentRequest): Environment | undefined {
  const found = findEnvironment(request)
  if (!found) return undefined
  const { name, sitePackages } = found
  let folders: readonly string[] | undefined
  // What is installed from the repository itself is in its trees, as it was at each commit.
  const search = () => (folders ??= searchPath(sitePackages, [request.root]))
  let versions: ReadonlyMap<string, string> | undefined
  let installed: Modules | undefined
  let built: ReadonlySet<string> | undefined
  // What has nothing to do with Django tells nothing of models, and can be very much.
  const isRead = (topLevel: string) => (built ??= packagesBuiltOn(sitePackages, 'django')).has(topLevel)
  return {
    name,
    versionOf: (distribution) => (versions ??= installedVersions(search())).get(distribution),
    behind: (own, parse) => withEnvironment(own, (installed ??= environmentModules(search(), parse, isRead))),
  }
}
