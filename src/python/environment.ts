import type { Modules } from './modules.ts'
import type { ParsePython } from './parse.ts'

/** What is installed for a project's Python beside the repository: a virtual environment, read and never run. */
export interface Environment {
  /** What a message calls it: `.venv`. */
  readonly name: string
  /** The installed version of a distribution, by its name in normal form (PEP 503); undefined where it is not there. */
  versionOf(distribution: string): string | undefined
  /** The modules of a tree, with those that are installed behind them. */
  behind(own: Modules, parse: ParsePython): Modules
}

/** No path of a git tree has an empty part, so that no file of a repository is ever taken for an installed one. */
const mark = '//'

/** The path under which an installed file is known; `folder` is `site-packages`, or another one for editable installs. */
export function installedPath(folder: string, relative: string): string {
  return `<${folder}>${mark}${relative}`
}

/** Whether a path is that of an installed file, not one of the repository. */
export function isInstalled(path: string): boolean {
  return path.includes(mark)
}

/** The path of an installed file from its folder of packages; another path as it is. */
export function withinPackages(path: string): string {
  const at = path.indexOf(mark)
  return at < 0 ? path : path.slice(at + mark.length)
}

/** The dotted name of an installed file's module: `taggit.models` of `<site-packages>//taggit/models.py`. */
export function installedModule(path: string): string {
  return withinPackages(path)
    .replace(/(\/__init__)?\.py$/, '')
    .replaceAll('/', '.')
}
