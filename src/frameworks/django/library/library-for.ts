import { allowedBy, both, compare, endOf, type Allowed } from '../version/specifiers.ts'
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
  const inUse = both(allowed(distribution && versionOf(distribution)), allowed(versions))
  const found = new Map<string, LibraryClass>()
  for (const [path, described] of Object.entries(classes)) {
    const variants = isList(described) ? described : [described]
    const one = variants.find((variant) => holdsFor(variant, inUse)) ?? variants.find(isPlain)
    if (!one) continue
    const all = variants.filter((variant) => endOf(both(inUse, allowed(variant.versions))) !== undefined)
    // What is described without versions is for those that nothing else is described for.
    const mayDiffer = all.filter(({ versions: of }) => of !== undefined).length > 1
    const cls: LibraryClass = { ...completed(path, one), ...(mayDiffer && { mayDiffer }) }
    for (const name of [path, ...(one.aliases ?? [])]) found.set(name, cls)
  }
  return found
}

/** Whether a class is what is described in the newest release that may be in use: that is what pip installs for a range. */
function holdsFor({ versions }: DescribedClass, inUse: Allowed): boolean {
  const [newest, described] = [endOf(inUse), endOf(both(inUse, allowed(versions)))]
  return newest !== undefined && described !== undefined && compare(newest, described) === 0
}

/** What specifiers allow, or one version; anything where there are none, and where they cannot be read. */
function allowed(specifiers: string | undefined): Allowed {
  return allowedBy(specifiers ?? '') ?? allowedBy('')!
}

/** What brings nothing to a model itself: that hardly changes from version to version. */
function isPlain({ model, field, history, bases = [], useInMigrations }: DescribedClass): boolean {
  return !model && !field && !history && useInMigrations === undefined && bases.length === 0
}

function completed(path: string, described: DescribedClass): LibraryClass {
  const { model, bases = [], field, useInMigrations, makes, history } = described
  return {
    path,
    bases,
    ...(model && { model: { fields: [], options: {}, managers: [], ...model } }),
    ...(field && { field }),
    ...(useInMigrations !== undefined && { useInMigrations }),
    ...(makes !== undefined && { makes }),
    ...(history && { history }),
  }
}

function isList(value: DescribedClass | readonly DescribedClass[]): value is readonly DescribedClass[] {
  return Array.isArray(value)
}
