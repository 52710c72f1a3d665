import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { commitOf, repositoryPython, repositorySubject, type Repository } from '../django/repositories.ts'
import { workFolder } from '../environment.ts'
import type { Fact } from './facts.ts'

/** What drift_oracle.py says. */
export interface DriftAnswer {
  readonly django: string
  readonly operations: readonly Fact[]
  readonly hidden: readonly {
    readonly migration: string
    readonly path: string
    readonly operations: readonly string[]
    readonly facts?: readonly Fact[]
    readonly error?: string
  }[]
}

/** Asks Django about a clone, which is only read; the answer is kept by its commit, since it takes minutes. */
export function askDrift(repository: Repository, clone: string): DriftAnswer {
  const file = join(workFolder, 'drift', `${repository.name}-${commitOf(clone)}.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DriftAnswer
  const answer = execFileSync(
    repositoryPython(repository, clone),
    [resolve('test/conformance/django/drift_oracle.py')],
    {
      input: JSON.stringify(repositorySubject(repository, clone)),
      env: { PATH: process.env['PATH'] ?? '', PYTHONHASHSEED: '0' },
      stdio: ['pipe', 'pipe', process.env['CONFORMANCE_DEBUG'] ? 'inherit' : 'ignore'],
      maxBuffer: 1 << 28,
      encoding: 'utf8',
    },
  )
  mkdirSync(join(workFolder, 'drift'), { recursive: true })
  writeFileSync(file, answer)
  return JSON.parse(answer) as DriftAnswer
}
