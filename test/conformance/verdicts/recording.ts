import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Fact, FactChange } from './facts.ts'

const recordedFile = resolve('test/conformance/recorded/django-verdicts.json')

/** What Django said with one leaf migration left out, against what it said with it. */
export interface Hidden extends FactChange {
  readonly migration: string
  readonly path: string
  readonly operations: readonly string[]
}

/** What Django said at an older commit, with the libraries of the newest one. */
export interface Past extends FactChange {
  readonly commit: string
}

/** What Django said of one repository. */
export interface RecordedRepository {
  readonly name: string
  readonly repository: string
  readonly commit: string
  /** A dotted module. */
  readonly settings: string
  readonly django: string
  /** Attributes that the project's own `makemigrations` leaves out. */
  readonly ignored?: readonly string[]
  /** What it would write; undefined where Django could not be made to load the project. */
  readonly operations?: readonly Fact[]
  readonly hidden: readonly Hidden[]
  readonly history: readonly Past[]
}

export function recordedRepositories(): RecordedRepository[] {
  return JSON.parse(readFileSync(recordedFile, 'utf8')) as RecordedRepository[]
}

/** A line for each question. */
export function writeRepositories(repositories: readonly RecordedRepository[]): void {
  const text = repositories.map(({ hidden, history, ...head }) => {
    const lines = (items: readonly unknown[]): string =>
      items.map((item) => `\n  ${JSON.stringify(item)}`).join(',')
    return `${JSON.stringify(head).slice(0, -1)},"hidden":[${lines(hidden)}],"history":[${lines(history)}]}`
  })
  writeFileSync(recordedFile, `[\n${text.join(',\n')}\n]\n`)
}
