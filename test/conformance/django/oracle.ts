import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

/** A question to `loader_oracle.py`, which documents it. */
export interface Subject {
  readonly name: string
  readonly path: readonly string[]
  readonly root: string
  readonly settings: string | Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string>>
  readonly override?: Readonly<Record<string, unknown>>
  readonly imports?: readonly string[]
  readonly stubs?: readonly string[]
  readonly skip_ready?: boolean
  readonly bare?: boolean
}

/** `[app, name]`; a swappable dependency has the model that its setting names as a third part. */
export type Key = readonly [app: string, name: string, model?: string]

export interface Declared {
  readonly dependencies: readonly Key[]
  readonly run_before: readonly Key[]
  readonly replaces: readonly Key[]
  readonly initial: boolean | null
  readonly atomic: boolean
  /** Class names, separated by spaces. */
  readonly operations: string
}

export interface DjangoError {
  readonly type: string
  readonly message: string
}

export interface DjangoGraph {
  readonly nodes: readonly string[]
  readonly edges: Readonly<Record<string, readonly string[]>>
  readonly missing: Readonly<Record<string, string>>
  readonly leaf_nodes: readonly string[]
  readonly root_nodes: readonly string[]
  readonly conflicts: Readonly<Record<string, readonly string[]>>
  readonly errors: readonly DjangoError[]
  readonly order_dependent: boolean
}

export interface DjangoApp {
  readonly package: string | null
  readonly directory: string | null
  readonly migrated: boolean
}

/** What Django says of one subject; `loader_oracle.py` documents it. */
export interface Answer {
  readonly auth_user_model: string
  readonly migration_modules: Readonly<Record<string, string | null>>
  readonly stubs: readonly string[]
  readonly apps: Readonly<Record<string, DjangoApp>>
  readonly migrations: Readonly<Record<string, Declared>>
  readonly disk_errors: readonly ({ readonly app: string; readonly migration: string | null } & DjangoError)[]
  readonly graph: DjangoGraph
  readonly unreplaced: DjangoGraph | null
  readonly raised: DjangoError | null
}

export interface Answers {
  readonly django: string
  readonly python: string
  readonly answers: Readonly<Record<string, Answer | { readonly setup_error: DjangoError }>>
}

/** Asks the Django that `python` imports; `pythonPath` goes in front of everything. */
export function askDjango(
  python: string,
  subjects: readonly Subject[],
  pythonPath: readonly string[] = [],
): Answers {
  const output = execFileSync(python, [resolve('test/conformance/django/loader_oracle.py')], {
    input: JSON.stringify(subjects),
    env: { PATH: process.env['PATH'] ?? '', PYTHONPATH: pythonPath.join(':'), PYTHONHASHSEED: '0' },
    stdio: ['pipe', 'pipe', process.env['CONFORMANCE_DEBUG'] ? 'inherit' : 'ignore'],
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  })
  return JSON.parse(output) as Answers
}
