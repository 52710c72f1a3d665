import type { FileTree } from '../../../model/tree.ts'
import { normalName } from './requirement.ts'

/** The versions of distributions that a lock file holds; several where markers choose between them. */
export interface LockFile {
  readonly path: string
  readonly versions: ReadonlyMap<string, readonly string[]>
}

const readers: readonly { readonly file: RegExp; readonly read: (text: string) => [string, string][] }[] = [
  { file: /^(uv|poetry|pdm)\.lock$/, read: packageTables },
  { file: /^pylock(\.[^.]+)?\.toml$/, read: packageTables },
  { file: /^Pipfile\.lock$/, read: pipfileLock },
]

/** Whether a file's name is that of a lock file for Python. */
export function isLockFile(name: string): boolean {
  return readers.some(({ file }) => file.test(name))
}

/** The lock file at a path; undefined where there is none, or where it names nothing. */
export function readLockFile(tree: FileTree, path: string): LockFile | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const reader = readers.find(({ file }) => file.test(name))
  const bytes = reader && tree.read(path)
  if (!bytes) return undefined
  const versions = new Map<string, string[]>()
  for (const [distribution, version] of reader.read(new TextDecoder().decode(bytes))) {
    const key = normalName(distribution)
    versions.set(key, [...(versions.get(key) ?? []), version])
  }
  return versions.size === 0 ? undefined : { path, versions }
}

/** `[[package]]` (`[[packages]]` in PEP 751) with `name` and `version` lines, as uv, Poetry and PDM write them. */
function packageTables(text: string): [string, string][] {
  const found: [string, string][] = []
  let name: string | undefined
  let inPackage = false
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) {
      inPackage = /^\[\[packages?\]\]/.test(line)
      name = undefined
      continue
    }
    const [, key, value] = /^(name|version) = ["']([^"']{1,200})["']/.exec(line) ?? []
    if (!inPackage || value === undefined) continue
    if (key === 'name') name = value
    else if (name !== undefined) found.push([name, value])
  }
  return found
}

/** `{"default": {"django": {"version": "==4.2.1"}}, "develop": {...}}`. */
function pipfileLock(text: string): [string, string][] {
  let lock: unknown
  try {
    lock = JSON.parse(text)
  } catch {
    return []
  }
  return ['default', 'develop'].flatMap((section) =>
    Object.entries(objectAt(lock, section)).flatMap(([name, entry]): [string, string][] => {
      const { version } = objectAt({ entry }, 'entry')
      return typeof version === 'string' ? [[name, version.replace(/^==/, '')]] : []
    }),
  )
}

function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const inner: unknown = typeof value === 'object' && value ? Reflect.get(value, key) : undefined
  return typeof inner === 'object' && inner ? (inner as Record<string, unknown>) : {}
}
