import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { namesIn } from './search-path.ts'

/** A distribution's metadata begins with what it requires; a long description follows. */
const longestMetadata = 1024 * 1024

/**
 * The top-level packages and modules in a folder of packages that build on a distribution: those of distributions that
 * require it or have its name in theirs. What else is installed is of no interest and can be very much.
 *
 * @param folder absolute; site-packages
 * @param name the distribution's name in normal form (PEP 503): `django`
 */
export function packagesBuiltOn(folder: string, name: string): ReadonlySet<string> {
  const packages = new Set<string>()
  for (const entry of namesIn(folder)) {
    if (!/\.(dist|egg)-info$/.test(entry)) continue
    const text = (file: string) => textOf(join(folder, entry, file))
    const isBuiltOn =
      entry.toLowerCase().includes(name) ||
      requires(text('METADATA') + text('PKG-INFO') + text('requires.txt'), name)
    if (!isBuiltOn) continue
    for (const top of topLevel(text('top_level.txt'), text('RECORD'))) packages.add(top)
  }
  return packages
}

/** Whether metadata, or the older list of requirements, asks for a distribution. */
function requires(metadata: string, name: string): boolean {
  return metadata.split('\n').some((line) => {
    const [, asked] = /^(?:Requires-Dist:\s{0,9})?([A-Za-z0-9][\w.-]{0,99})/.exec(line) ?? []
    return asked?.toLowerCase() === name && (line.startsWith('Requires-Dist:') || !line.includes(':'))
  })
}

/** What a distribution installs: by its own list, else by the paths of its files. */
function topLevel(list: string, record: string): string[] {
  const names = list.split(/\s+/).filter((name) => name !== '')
  if (names.length > 0) return names
  return record.split('\n').flatMap((line) => {
    const [, first, rest] = /^([A-Za-z_]\w{0,99})(\/|\.py,)/.exec(line) ?? []
    return first !== undefined && rest !== undefined ? [first] : []
  })
}

function textOf(path: string): string {
  try {
    return statSync(path).size > longestMetadata ? '' : readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
