import type { FileTree } from '../../model/tree.ts'
import type { Environment } from '../../python/environment.ts'
import type { DjangoVersion } from './context.ts'
import { generatedBy } from './version/generated-by.ts'
import { distributionVersions } from './version/distributions.ts'
import { allowedBy, allows, releaseOf } from './version/specifiers.ts'

/** The release series that are supported, oldest first. */
export const knownVersions: readonly DjangoVersion[] = [
  [3, 2],
  [4, 0],
  [4, 1],
  [4, 2],
  [5, 0],
  [5, 1],
  [5, 2],
  [6, 0],
  [6, 1],
]

/** The long-term release of the time; what is taken where nothing tells. */
const assumed: DjangoVersion = [5, 2]

export interface DjangoVersionFound {
  readonly version: DjangoVersion
  /** What says so, for a sentence: `uv.lock`, `the environment`, `the config`, `its migrations`, `assumed`. */
  readonly from: string
}

/**
 * The Django that a project runs on: what the config says, what is installed, what the lock file holds, what the
 * requirements allow (the newest series that they do), what the newest migration was made by, and 5.2 otherwise.
 *
 * @param root the project's folder; its files come before those of the folders above it
 */
export function djangoVersion(
  tree: FileTree,
  root: string,
  options: { readonly version?: string | undefined },
  environment?: Environment,
): DjangoVersionFound {
  const configured = seriesOf(options.version)
  if (configured) return { version: configured, from: 'the config' }
  const installed = seriesOf(environment?.versionOf('django'))
  if (installed) return { version: installed, from: 'the environment' }
  const { locked, declared } = distributionVersions(tree, root)
  for (const { path, versions } of locked) {
    const [newest] = (versions.get('django') ?? []).map(seriesOf).sort(newestFirst)
    if (newest) return { version: newest, from: path }
  }
  for (const { path, requirements, tested } of declared) {
    const asked = requirements.filter(({ name }) => name === 'django').map(({ specifiers }) => specifiers)
    const [newest] = asked.map((specifiers) => newestAllowed(specifiers, tested)).sort(newestFirst)
    if (newest) return { version: newest, from: path }
  }
  const [newest] = generatedBy(tree, root).map(seriesOf).sort(newestFirst)
  return newest ? { version: newest, from: 'its migrations' } : { version: assumed, from: 'assumed' }
}

/** The series of a version: [4, 2] of `4.2.1`. */
function seriesOf(version: string | undefined): DjangoVersion | undefined {
  const release = version === undefined ? undefined : releaseOf(version)
  return release && [release[0], release[1]]
}

/**
 * The newest series that specifiers allow. Where the project says which ones it is tested with (trove classifiers),
 * the newest of these: an open end (`>=4.2`) promises nothing.
 */
function newestAllowed(specifiers: string, tested: readonly string[]): DjangoVersion | undefined {
  const allowed = specifiers === '' ? undefined : allowedBy(specifiers)
  if (!allowed) return undefined
  if (allowed.isPinned) return seriesOf(specifiers.replace(/^[=\s]+/, ''))
  const fitting = knownVersions.filter(([major, minor]) =>
    allows(allowed, [major, minor, 0], [major, minor + 1, 0]),
  )
  return fitting.findLast(([major, minor]) => tested.includes(`${major}.${minor}`)) ?? fitting.at(-1)
}

function newestFirst(a: DjangoVersion | undefined, b: DjangoVersion | undefined): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0
  return b[0] - a[0] || b[1] - a[1]
}
