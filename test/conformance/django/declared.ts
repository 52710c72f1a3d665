import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { DjangoStates } from './states.ts'

/** The project whose models are compared, and what was recorded of it. */
export const modelsProject = resolve('test/frameworks/django/models/project')

/** What models.py prints of a project with the Django that `python` imports; `program` is what records it. */
export function askModels(
  python: string,
  project = modelsProject,
  program = 'django/record-models.ts',
): string {
  const command = `node test/conformance/run.mjs ${program}`
  return execFileSync(python, [resolve('test/conformance/django/models.py'), project, command], {
    env: { PATH: process.env['PATH'] ?? '', PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', process.env['CONFORMANCE_DEBUG'] ? 'inherit' : 'ignore'],
    encoding: 'utf8',
  })
}

/** Names of models and fields that this tool has otherwise on purpose, and why it may. */
export function knownDifferences(django: string): readonly string[] {
  // The name that it makes up for what is symmetrical becomes another one when the fields are compared.
  return django.startsWith('3.') ? ['people.group.near', 'people.member.friends'] : []
}

export function readStates(text: string): DjangoStates {
  return JSON.parse(text) as DjangoStates
}
