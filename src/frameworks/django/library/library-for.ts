import { allowedBy, allowsRelease, releaseOf } from '../version/specifiers.ts'
import type { DescribedClass, Description } from './description.ts'
import { describedPackage } from './described-packages.ts'
import type { Library, LibraryClass } from './library.ts'

/**
 * The version of a distribution in use, by its name in normal form (PEP 503), or the specifiers that the project asks for
 * (`>=4,<5`); undefined where nothing tells.
 */
export type VersionOf = (distribution: string) => string | undefined

/**
 * What is known of the classes of libraries: by the user's descriptions first, then by those that come with the tool.
 * A description of other versions than the one in use says nothing: what the library does now is not known.
 *
 * @param versionOf the versions in use, Django's too
 * @param read the description of a top-level package; ours unless given
 */
export function libraryFor(
  versionOf: VersionOf,
  extra: readonly Description[] = [],
  read: (name: string) => Description | undefined = describedPackage,
): Library {
  const own = new Map(extra.flatMap((description) => [...classesOf(description, versionOf)]))
  const packages = new Map<string, ReadonlyMap<string, LibraryClass>>()
  return {
    classAt(path) {
      const mine = own.get(path)
      if (mine) return mine
      const name = path.slice(0, Math.max(path.indexOf('.'), 0))
      let classes = packages.get(name)
      if (!classes) {
        const description = read(name)
        packages.set(name, (classes = description ? classesOf(description, versionOf) : new Map()))
      }
      return classes.get(path)
    },
  }
}

/** The classes that a description holds for the version in use, by each of their paths. */
function classesOf(description: Description, versionOf: VersionOf): Map<string, LibraryClass> {
  const { distribution, versions, classes } = description
  const inUse = distribution === undefined ? undefined : versionOf(distribution)
  const holds = (specifiers: string | undefined) => fits(inUse, specifiers)
  const found = new Map<string, LibraryClass>()
  const isOurs = holds(versions)
  for (const [path, described] of Object.entries(classes)) {
    const variants = isList(described) ? described : [described]
    const one = variants.find((variant) => (isOurs && holds(variant.versions)) || isPlain(variant))
    if (!one) continue
    const cls = completed(path, one)
    for (const name of [path, ...(one.aliases ?? [])]) found.set(name, cls)
  }
  return found
}

/**
 * Whether a version is one of those that a description holds for. One that is not known is taken for one of them; of a
 * range, the oldest version that is described must be in it.
 */
function fits(version: string | undefined, specifiers: string | undefined): boolean {
  const described = specifiers === undefined ? undefined : allowedBy(specifiers)
  if (version === undefined || !described) return true
  const release = releaseOf(version)
  if (release) return allowsRelease(described, release)
  const asked = allowedBy(version)
  const oldest = described.anyOf[0]?.low
  return !asked || !oldest || allowsRelease(asked, oldest)
}

/** What brings nothing to a model itself: that hardly changes from version to version. */
function isPlain({ model, field, bases = [], useInMigrations }: DescribedClass): boolean {
  return !model && !field && useInMigrations === undefined && bases.length === 0
}

function completed(path: string, described: DescribedClass): LibraryClass {
  const { model, bases = [], field, useInMigrations, makes } = described
  return {
    path,
    bases,
    ...(model && { model: { fields: [], options: {}, managers: [], ...model } }),
    ...(field && { field }),
    ...(useInMigrations !== undefined && { useInMigrations }),
    ...(makes !== undefined && { makes }),
  }
}

function isList(value: DescribedClass | readonly DescribedClass[]): value is readonly DescribedClass[] {
  return Array.isArray(value)
}
