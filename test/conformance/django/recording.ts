import { readFileSync } from 'node:fs'
import type { Answer, DjangoGraph } from './oracle.ts'

/** What Django said, kept so that `npm test` can compare without Python. Names and edges only, no source. */
export interface Recording {
  /** The command that made this file. */
  readonly command: string
  readonly subjects: readonly RecordedSubject[]
}

export interface RecordedSubject {
  readonly name: string
  /** Every version that gave this same answer. */
  readonly django: readonly string[]
  readonly python: string
  readonly commit?: string
  readonly answer: Answer
}

/** `name` is `contrib`, `suite`, `invented` or `repositories`. */
export function readRecording(name: string): Recording {
  return JSON.parse(
    readFileSync(new URL(`../recorded/django-${name}.json`, import.meta.url), 'utf8'),
  ) as Recording
}

/** JSON with a line for each subject, so that a new recording shows as a difference of those that changed. */
export function recordingText({ command, subjects }: Recording): string {
  const lines = subjects.map((subject) => `  ${JSON.stringify(subject)}`)
  return `{\n"command": ${JSON.stringify(command)},\n"subjects": [\n${lines.join(',\n')}\n]\n}\n`
}

/** The answer without the installed apps that nothing in the subject's own apps leads to. */
export function pruned(answer: Answer): Answer {
  const kept = new Set(Object.keys(answer.apps).filter((label) => answer.apps[label]?.directory !== null))
  for (const label of Object.keys(answer.migration_modules)) if (answer.apps[label]) kept.add(label)
  for (let size = -1; size !== kept.size;) {
    size = kept.size
    for (const [id, migration] of Object.entries(answer.migrations)) {
      if (!kept.has(appOf(id))) continue
      for (const [app] of [...migration.dependencies, ...migration.run_before])
        if (answer.apps[app]) kept.add(app)
    }
  }
  const inside = (id: string): boolean => kept.has(appOf(id)) || !(appOf(id) in answer.apps)
  return {
    ...answer,
    apps: filtered(answer.apps, (label) => kept.has(label)),
    migrations: filtered(answer.migrations, inside),
    graph: prunedGraph(answer.graph, inside),
    unreplaced: answer.unreplaced && prunedGraph(answer.unreplaced, inside),
  }
}

function prunedGraph(graph: DjangoGraph, inside: (id: string) => boolean): DjangoGraph {
  return {
    ...graph,
    nodes: graph.nodes.filter(inside),
    edges: filtered(graph.edges, inside),
    leaf_nodes: graph.leaf_nodes.filter(inside),
    root_nodes: graph.root_nodes.filter(inside),
  }
}

function filtered<T>(record: Readonly<Record<string, T>>, keep: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)))
}

function appOf(id: string): string {
  return id.split('.', 1)[0]!
}
