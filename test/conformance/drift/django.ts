import { spawnSync } from 'node:child_process'
import { djangoVersions, virtualEnvironment } from '../environment.ts'

/** Names a Python for Django 6.0, which needs 3.12, where `CONFORMANCE_PYTHON` is an older one. */
const newer = process.env['CONFORMANCE_PYTHON_6'] ?? process.env['CONFORMANCE_PYTHON'] ?? 'python3'

/** The Django releases that drift is compared with: 6.0 only where there is a Python that runs it. */
export function driftVersions(): string[] {
  const isNew = spawnSync(newer, ['-c', 'import sys; sys.exit(sys.version_info < (3, 12))']).status === 0
  return [...djangoVersions, ...(isNew ? ['6.0'] : [])]
}

/**
 * A Python with this Django and PostgreSQL's driver, without which `django.contrib.postgres` cannot be imported.
 * Throws where there is no Python or no package index.
 */
export function driftPython(version: string): string {
  const requirements = [`Django==${version}`, 'psycopg2-binary']
  return virtualEnvironment(`drift-${version}`, requirements, version.startsWith('6') ? newer : undefined)
}
