import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'

const made: string[] = []

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Lays out files under a temporary folder of their own, which is gone after the test. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'migration-lint-environment-')))
  made.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** The files of a virtual environment with Django, as `python -m venv` and pip lay them out. */
export function environmentFiles(
  folder: string,
  files: Readonly<Record<string, string>> = {},
  django = '5.2.1',
): Record<string, string> {
  const packages = `${folder}/lib/python3.12/site-packages`
  const tops = Object.keys(files).map((path) => path.split('/', 1)[0]!.replace(/\.py$/, ''))
  const all = {
    [`django-${django}.dist-info/METADATA`]: '',
    'django/__init__.py': 'VERSION = 1\n',
    'tested-1.0.dist-info/METADATA': 'Name: tested\nRequires-Dist: Django>=4.2\n',
    // What the tests link to is listed as well.
    'tested-1.0.dist-info/top_level.txt': [...new Set([...tops, 'labels', 'secret', 'alone'])].join('\n'),
    ...files,
  }
  return {
    [`${folder}/pyvenv.cfg`]: 'home = /usr/bin\n',
    ...Object.fromEntries(Object.entries(all).map(([path, text]) => [`${packages}/${path}`, text])),
  }
}
