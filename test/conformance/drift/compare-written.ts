import type { Project } from '../../../src/model/project.ts'
import type { Verdict } from './steps.ts'

/** How the files that we write compare with Django's. */
export interface WrittenComparison {
  /** `refused`: at least one app is refused, and the files of all others are Django's byte for byte. */
  readonly verdict: 'none' | 'equal' | 'refused' | 'different'
  readonly refused: readonly string[]
  /** Files that only one side has, and lines of the others that do. */
  readonly different: readonly string[]
}

/** When `makemigrations` is said to run. */
const at = new Date(Date.UTC(2020, 0, 2, 3, 4))

/** Compares what we write for a project with what Django writes. */
export function compareWritten(project: Project, said: Verdict): WrittenComparison {
  const writing = project.missingMigrations?.({ at })
  if (!writing) throw new Error('nothing can be written')
  const { written, refused } = writing
  const folders = refused.flatMap(({ app }) => project.apps.get(app)?.directory ?? [])
  const isRefused = (path: string) => folders.includes(path.slice(0, path.lastIndexOf('/')))
  const theirs = new Map(Object.entries(said.migrations ?? {}).filter(([path]) => !isRefused(path)))
  const ours = new Map(written.map(({ path, text }) => [path, text]))
  const different = [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((path) => {
    const [django, we] = [theirs.get(path), ours.get(path)]
    if (django === we) return []
    return [path, ...changedLines(django ?? '', we ?? '')]
  })
  const isEmpty = theirs.size + ours.size === 0
  const rest = refused.length > 0 ? 'refused' : isEmpty ? 'none' : 'equal'
  return {
    verdict: different.length > 0 ? 'different' : rest,
    refused: refused.map(({ app, reason }) => `${app}: ${reason}`),
    different,
  }
}

/** Lines that only one of two texts has; where there are none, the first that stands elsewhere. */
function changedLines(theirs: string, ours: string): string[] {
  const [django, we] = [theirs.split('\n'), ours.split('\n')]
  const lines = [
    ...django.filter((line) => !we.includes(line)).map((line) => `- ${line}`),
    ...we.filter((line) => !django.includes(line)).map((line) => `+ ${line}`),
  ]
  const at = django.findIndex((line, index) => line !== we[index])
  return lines.length > 0 ? lines : [`- ${django[at]}`, `+ ${we[at]}`]
}
