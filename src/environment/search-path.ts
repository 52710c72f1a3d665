import { readFileSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs'
import { join, resolve } from 'node:path'

/** What a file that lists folders may weigh, and how many folders may be searched. */
const longestList = 64 * 1024
const mostFolders = 200

/**
 * The folders that an environment's Python imports from, besides the standard library: site-packages, and those that
 * `.pth` files (plain paths only: their `import` lines are code) and `.egg-link` files of editable installs name.
 * Folders in one of `without` are left out, since they are looked at otherwise.
 */
export function searchPath(sitePackages: string, without: readonly string[]): string[] {
  const folders = [sitePackages]
  const excluded = without.map(real)
  for (const name of namesIn(sitePackages).sort()) {
    if (!/\.(pth|egg-link)$/.test(name)) continue
    const lines = linesOf(join(sitePackages, name))
    const paths = name.endsWith('.pth')
      ? lines.filter((line) => !/^(import\s|#)/.test(line))
      : lines.slice(0, 1)
    for (const path of paths) {
      const folder = real(resolve(sitePackages, path.trim()))
      if (!isFolder(folder) || folders.includes(folder) || folders.length >= mostFolders) continue
      if (!excluded.some((outer) => folder === outer || folder.startsWith(join(outer, '/'))))
        folders.push(folder)
    }
  }
  return folders
}

/** The names in a folder; none where it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

export function isFolder(path: string): boolean {
  return stat(path)?.isDirectory() ?? false
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // A part of the path is a file, or may not be entered.
    return undefined
  }
}

function linesOf(path: string): string[] {
  const found = stat(path)
  if (!found?.isFile() || found.size > longestList) return []
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
