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
  /** The oldest one that the project may run on as well; the same where one version is named. */
  readonly oldest: DjangoVersion
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
  if (configured) return { version: configured, oldest: configured, from: 'the config' }
  const installed = seriesOf(environment?.versionOf('django'))
  if (installed) return { version: installed, oldest: installed, from: 'the environment' }
  const { locked, declared } = distributionVersions(tree, root)
  for (const { path, versions } of locked) {
    const [newest] = (versions.get('django') ?? []).map(seriesOf).sort(newestFirst)
    if (newest) return { version: newest, oldest: newest, from: path }
  }
  for (const { path, requirements, tested } of declared) {
    const asked = requirements.filter(({ name }) => name === 'django').map(({ specifiers }) => specifiers)
    const allowed = asked.flatMap((specifiers) => seriesAllowed(specifiers, tested) ?? [])
    const [first] = allowed.sort((a, b) => newestFirst(a.version, b.version))
    if (first) return { ...first, from: path }
  }
  const [newest] = generatedBy(tree, root).map(seriesOf).sort(newestFirst)
  const [version, from] = newest ? [newest, 'its migrations'] : [assumed, 'assumed']
  return { version, oldest: version, from }
}

/** The series of a version: [4, 2] of `4.2.1`. */
function seriesOf(version: string | undefined): DjangoVersion | undefined {
  const release = version === undefined ? undefined : releaseOf(version)
  return release && [release[0], release[1]]
}

/**
 * The newest series that specifiers allow, and the oldest one. Where the project says which ones it is tested with (trove
 * classifiers), the newest of these: an open end (`>=4.2`) promises nothing.
 */
function seriesAllowed(
  specifiers: string,
  tested: readonly string[],
): Pick<DjangoVersionFound, 'version' | 'oldest'> | undefined {
  const allowed = specifiers === '' ? undefined : allowedBy(specifiers)
  if (!allowed) return undefined
  if (allowed.isPinned) {
    const pinned = seriesOf(specifiers.replace(/^[=\s]+/, ''))
    return pinned && { version: pinned, oldest: pinned }
  }
  const fitting = knownVersions.filter(([major, minor]) =>
    allows(allowed, [major, minor, 0], [major, minor + 1, 0]),
  )
  const newest = fitting.findLast(([major, minor]) => tested.includes(`${major}.${minor}`)) ?? fitting.at(-1)
  return newest && { version: newest, oldest: fitting[0]! }
}

function newestFirst(a: DjangoVersion | undefined, b: DjangoVersion | undefined): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0
  return b[0] - a[0] || b[1] - a[1]
}
