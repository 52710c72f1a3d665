import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where everything that is fetched or made for these comparisons goes: ignored by git. */
export const workFolder = resolve('.conformance')

/** The releases that Django is asked in: the last of each long-term support series that still counts. */
export const djangoVersions = ['3.2.25', '4.2.16', '5.2.10'] as const

export interface Django {
  readonly version: string
  /** A Python that can import this Django. */
  readonly python: string
  /** The unpacked source distribution, which holds Django's own tests. */
  readonly source: string
}

/**
 * A virtual environment with this Django, and its source distribution beside it, both from the Python Package
 * Index; made once and kept in `.conformance`. `CONFORMANCE_PYTHON` names the interpreter (default `python3`).
 * Throws where there is no Python or no index.
 */
export function django(version: string): Django {
  const python = virtualEnvironment(`django-${version}`, [`Django==${version}`])
  return { version, python, source: sourceDistribution(python, version) }
}

/** The Python of a virtual environment that has these requirements; `interpreter` makes it. */
export function virtualEnvironment(
  name: string,
  requirements: readonly string[],
  interpreter = process.env['CONFORMANCE_PYTHON'] ?? 'python3',
): string {
  const folder = join(workFolder, 'environments', name)
  const python = join(folder, 'bin', 'python')
  if (existsSync(join(folder, 'complete'))) return python
  rmSync(folder, { recursive: true, force: true })
  run(interpreter, ['-m', 'venv', folder])
  run(python, ['-m', 'pip', 'install', '--quiet', ...requirements])
  mkdirSync(join(folder, 'complete'))
  return python
}

function sourceDistribution(python: string, version: string): string {
  const folder = join(workFolder, 'sources', `django-${version}`)
  if (existsSync(folder)) return folder
  const downloads = join(workFolder, 'downloads', version)
  mkdirSync(downloads, { recursive: true })
  const sourceOnly = ['--no-binary', ':all:', '--no-deps']
  run(python, ['-m', 'pip', 'download', '--quiet', ...sourceOnly, '--dest', downloads, `Django==${version}`])
  const archive = readdirSync(downloads).find((file) => file.endsWith('.tar.gz'))
  if (!archive) throw new Error(`pip downloaded no source distribution of Django ${version}`)
  run('tar', ['-xzf', join(downloads, archive), '-C', downloads])
  mkdirSync(join(workFolder, 'sources'), { recursive: true })
  renameSync(join(downloads, archive.replace(/\.tar\.gz$/, '')), folder)
  return folder
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
