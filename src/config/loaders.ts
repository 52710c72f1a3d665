import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { defaultLoaders, type Loader, type Loaders } from 'cosmiconfig'
import { UsageError } from '../model/errors.ts'

/** What is looked for in a folder; the first that says something wins. */
export const searchPlaces: string[] = [
  ...['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'yaml'].map((end) => `migration-lint.config.${end}`),
  ...['', '.json', '.yaml', '.yml', '.ts', '.js', '.mjs', '.cjs'].map((end) => `.migration-lintrc${end}`),
  'package.json',
  'pyproject.toml',
]

/**
 * A loader for each kind of file. What a loader throws, whatever it is, becomes a UsageError with the original
 * message; `nameOf` says what messages call a file.
 */
export function loaders(nameOf: (path: string) => string): Loaders {
  const guarded =
    (load: Loader): Loader =>
    async (path, content) => {
      try {
        return (await load(path, content)) as unknown
      } catch (error) {
        throw new UsageError(`The config ${nameOf(path)} cannot be read: ${messageOf(error)}`)
      }
    }
  const script = guarded(loadScript)
  const yaml = guarded(defaultLoaders['.yaml'])
  return {
    '.ts': script,
    '.mts': script,
    '.js': script,
    '.mjs': script,
    '.cjs': script,
    '.json': guarded(loadJson),
    '.yaml': yaml,
    '.yml': yaml,
    '.toml': guarded(loadToml),
    noExt: yaml,
  }
}

/**
 * jiti runs TypeScript and JavaScript without writing anything beside the file, as cosmiconfig's own loader
 * does. A config may import `migration-lint` also where it is not installed in the repository.
 */
async function loadScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  const alias = ownEntry()
  const jiti = createJiti(path, {
    fsCache: false,
    moduleCache: false,
    ...(alias === undefined ? {} : { alias: { 'migration-lint': alias } }),
  })
  const value = await jiti.import(path, { default: true })
  if (value === undefined) throw new Error('it exports nothing')
  return value
}

/** This package's public entry, by its own name; undefined in a checkout that is not built. */
function ownEntry(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('migration-lint')
  } catch {
    return undefined
  }
}

/** A package.json that never names this tool is none of its business, whatever is wrong with it. */
const loadJson: Loader = (path, content) => {
  if (basename(path) === 'package.json' && !content.includes('"migration-lint"')) return {}
  return JSON.parse(content.replace(/^\ufeff/, '')) as unknown
}

/** `[tool.migration-lint]`, the place that a Python project's tools share. Null where there is none. */
const loadToml: Loader = async (_path, content) => {
  if (!content.includes('migration-lint')) return null
  const { parse } = await import('smol-toml')
  const { tool } = parse(content)
  if (typeof tool !== 'object' || !('migration-lint' in tool)) return null
  return tool['migration-lint']
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
