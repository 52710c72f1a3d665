import { basename, isAbsolute, join, relative, resolve } from 'node:path'
import { UsageError } from '../model/errors.ts'
import { isFolder, namesIn } from './search-path.ts'

/** Where an environment may be looked for. */
export interface EnvironmentRequest {
  /** Absolute; the repository's root. */
  readonly root: string
  /** Absolute; where the tool was called. */
  readonly cwd: string
  /** The environment variables, as `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The path that the config names, from the repository's root: a virtual environment, or a folder of packages. */
  readonly configured?: string | undefined
}

/** An environment's folder of packages. */
export interface FoundEnvironment {
  readonly name: string
  readonly sitePackages: string
}

/** The usual names of a virtual environment in a project. */
const usual = ['.venv', 'venv', 'env', '.env']

/**
 * The environment that a project's Python has: what the config names, the one that is active, else one in the working
 * directory, the repository's root or a folder of it, else conda's. An environment without Django is not the project's
 * (a hook runs in one of its own).
 *
 * @throws UsageError where the config names what is none
 */
export function findEnvironment(request: EnvironmentRequest): FoundEnvironment | undefined {
  const { root, cwd, env, configured } = request
  if (configured !== undefined) return configuredEnvironment(root, configured)
  const folders = [
    cwd,
    root,
    ...namesIn(root)
      .sort()
      .map((name) => join(root, name)),
  ]
  const candidates = [
    env['VIRTUAL_ENV'],
    ...folders.flatMap((folder) => usual.map((name) => join(folder, name))),
    env['CONDA_PREFIX'],
  ]
  for (const folder of candidates) {
    if (folder === undefined || !isAbsolute(folder) || !isFolder(folder)) continue
    const sitePackages = sitePackagesOf(folder).find(holdsDjango)
    if (sitePackages !== undefined) return { name: shown(folder, root), sitePackages }
  }
  return undefined
}

function configuredEnvironment(root: string, configured: string): FoundEnvironment {
  const folder = resolve(root, configured)
  const all = sitePackagesOf(folder)
  const sitePackages = all.find(holdsDjango) ?? all[0] ?? (isFolder(folder) ? folder : undefined)
  if (sitePackages !== undefined) return { name: shown(folder, root), sitePackages }
  throw new UsageError(
    `There is no Python environment at ${configured}, which \`frameworks.django.environment\` names.`,
    'Name the folder of a virtual environment, or its site-packages, from the repository’s root.',
  )
}

/** The folders of packages of an environment, that of the newest Python first (`Lib/site-packages` on Windows). */
function sitePackagesOf(folder: string): string[] {
  const minor = (name: string): number => Number(/^python3\.(\d{1,3})t?$/.exec(name)?.[1] ?? -1)
  const pythons = namesIn(join(folder, 'lib')).filter((name) => minor(name) >= 0)
  return [
    ...pythons
      .sort((a, b) => minor(b) - minor(a))
      .map((python) => join(folder, 'lib', python, 'site-packages')),
    join(folder, 'Lib', 'site-packages'),
  ].filter(isFolder)
}

/** Also where Django is installed from its source: what describes it is there all the same. */
function holdsDjango(sitePackages: string): boolean {
  return namesIn(sitePackages).some((name) => /^django(-[^-]+\.(dist|egg)-info)?$/i.test(name))
}

function shown(folder: string, root: string): string {
  const inside = relative(root, folder)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? basename(folder) : inside
}
