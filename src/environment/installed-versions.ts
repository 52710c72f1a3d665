import { namesIn } from './search-path.ts'

/**
 * The versions of the distributions in the folders of an environment, by name in normal form (PEP 503), as the names
 * of their metadata folders tell: `django_mptt-0.16.0.dist-info`, `jsonfield-3.1.0-py3.11.egg-info`.
 */
export function installedVersions(folders: readonly string[]): Map<string, string> {
  const versions = new Map<string, string>()
  for (const name of folders.flatMap(namesIn)) {
    const [, distribution, version] = /^([^-]+)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(name) ?? []
    if (distribution === undefined || version === undefined) continue
    const key = distribution.toLowerCase().replaceAll(/[-_.]+/g, '-')
    if (!versions.has(key)) versions.set(key, version)
  }
  return versions
}
