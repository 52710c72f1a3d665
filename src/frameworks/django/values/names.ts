import { exported, renamed } from './exported-names.ts'

/** By package: the path at which what it exports is defined. */
const homes: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(exported).map(([home, modules]) => [
    home,
    new Map(
      Object.entries(modules).flatMap(([module, names]) =>
        names
          .split(' ')
          .map((name): [string, string] => [
            name,
            [home, module, name].filter((part) => part !== '').join('.'),
          ]),
      ),
    ),
  ]),
)

/** Longest first, so that a package comes before the one that it lies in. */
const packages: readonly string[] = [...homes.keys()].sort((a, b) => b.length - a.length)

/**
 * The one path by which a name of Django is known, whichever module it was imported from: where the class or function
 * is defined, as Django's writer gives it, shortened where `deconstruct()` shortens it (`django.db.models.CharField`).
 * Any other path comes back as it is.
 */
export function canonicalName(path: string): string {
  if (Object.hasOwn(renamed, path)) return renamed[path]!
  const [, translated] = /^django\.utils\.translation\.u(n?p?n?gettext\w*)$/.exec(path) ?? []
  if (translated !== undefined) return `django.utils.translation.${translated}`
  for (const home of packages) {
    if (!path.startsWith(`${home}.`)) continue
    const rest = path.slice(home.length + 1).split('.')
    // Any module of the package: it may hold the name itself or have imported it.
    const first = rest.findIndex((part) => !/^[a-z_][a-z0-9_]*$/.test(part) || isLast(rest, part))
    const defined = homes.get(home)!.get(rest[first]!)
    if (defined !== undefined) return [defined, ...rest.slice(first + 1)].join('.')
    // The models of GeoDjango are those of Django with more.
    if (home === 'django.contrib.gis.db.models' && rest.length === 1)
      return canonicalName(`django.db.models.${rest[0]}`)
    return path
  }
  return path
}

const isLast = (parts: readonly string[], part: string) => parts.at(-1) === part
