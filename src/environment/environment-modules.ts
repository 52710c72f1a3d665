import { basename } from 'node:path'
import { installedModule, installedPath, isInstalled } from '../python/environment.ts'
import type { Modules } from '../python/modules.ts'
import type { ParsePython } from '../python/parse.ts'
import type { SourceFile } from '../python/scope.ts'
import { InstalledFiles } from './installed-files.ts'

/**
 * Finds and parses the modules in the folders that an environment imports from, the first that holds one. A file is
 * read and parsed once, and not before it is asked for.
 *
 * @param isRead whether a top-level package of site-packages, the first folder, is read: the names of others stay
 * references
 */
export function environmentModules(
  folders: readonly string[],
  parse: ParsePython,
  isRead: (topLevel: string) => boolean = () => true,
): Modules {
  const places = folders.map((folder, index) => ({
    label: index === 0 ? 'site-packages' : `${basename(folder)}:${index}`,
    files: new InstalledFiles(folder),
  }))
  const parsed = new Map<string, SourceFile | undefined>()
  return {
    find(dotted) {
      const path = modulePath(dotted)
      if (path === undefined) return undefined
      for (const [index, { label, files }] of places.entries()) {
        if (index === 0 && !isRead(top(path))) continue
        const found = [`${path}/__init__.py`, `${path}.py`].find((file) => files.kind(file) === 'file')
        if (found !== undefined) return installedPath(label, found)
      }
      return undefined
    },
    isNamespace(dotted) {
      const path = modulePath(dotted)
      return (
        path !== undefined &&
        places.some(({ files }, index) => (index > 0 || isRead(top(path))) && files.kind(path) === 'folder')
      )
    },
    name: installedModule,
    parse(path) {
      if (!parsed.has(path)) {
        const place = places.find(({ label }) => path.startsWith(installedPath(label, '')))
        const bytes = place?.files.read(path.slice(installedPath(place.label, '').length))
        parsed.set(path, bytes && { path, module: parse(bytes) })
      }
      return parsed.get(path)
    },
  }
}

const top = (path: string) => path.split('/', 1)[0]!

/** The path of a dotted module; undefined for what is no dotted name, such as one that would lead elsewhere. */
function modulePath(dotted: string): string | undefined {
  return /^[\p{ID_Start}_][\p{ID_Continue}.]*$/u.test(dotted) && !dotted.includes('..')
    ? dotted.replaceAll('.', '/')
    : undefined
}

/** Packages whose names stay references: what they mean is known otherwise. */
const left: ReadonlySet<string> = new Set(['django', 'typing_extensions'])

/**
 * The modules of a tree, and behind them those that are installed. As in Python, a file of the repository imports
 * from the repository first; what is installed never does.
 */
export function withEnvironment(own: Modules, installed: Modules): Modules {
  const behind = (dotted: string) => !left.has(dotted.split('.', 1)[0]!)
  return {
    find(dotted, from) {
      const mine = isInstalled(from) ? undefined : own.find(dotted, from)
      // What is looked up from the root alone is the repository's: a relative import.
      return mine ?? (from !== '' && behind(dotted) ? installed.find(dotted, from) : undefined)
    },
    isNamespace: (dotted, from) =>
      (!isInstalled(from) && own.isNamespace(dotted, from)) ||
      (from !== '' && behind(dotted) && installed.isNamespace(dotted, from)),
    name: (path) => (isInstalled(path) ? installed : own).name(path),
    parse: (path) => (isInstalled(path) ? installed : own).parse(path),
  }
}
