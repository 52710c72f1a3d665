import type { Dependency, Migration, MigrationId } from '../../../src/model/migration.ts'
import type { Project } from '../../../src/model/project.ts'
import type { Answer, DjangoApp, Key } from './oracle.ts'

/** What was compared (as Django counts it), and where the two differ: a line each, none where they agree. */
export interface Agreement {
  readonly subject: string
  readonly apps: number
  readonly counts: Readonly<Record<keyof Facts, number>>
  readonly differences: readonly string[]
}

/** Each a list of names that must hold the same on both sides. */
interface Facts {
  readonly 'migrations on disk': readonly string[]
  readonly declarations: readonly string[]
  readonly nodes: readonly string[]
  readonly edges: readonly string[]
  readonly 'leaf nodes': readonly string[]
  readonly 'root nodes': readonly string[]
  readonly conflicts: readonly string[]
  readonly 'missing nodes': readonly string[]
  readonly unloadable: readonly string[]
  readonly cycles: readonly string[]
}

/**
 * Compares this tool's graph with Django's. Only apps whose migrations lie in the compared files can agree
 * (`covers` says which): Django also loads what is installed elsewhere. What leads out of them is compared as
 * the files declare it.
 */
export function agreement(
  subject: string,
  projects: readonly Project[],
  answer: Answer,
  covers: (app: DjangoApp) => boolean,
): Agreement {
  const labels = new Set(Object.keys(answer.apps).filter((label) => covers(answer.apps[label]!)))
  const inside = (id: MigrationId): boolean => labels.has(appOf(id))
  const django = djangoFacts(answer, inside)
  const ours = ourFacts(projects, inside)
  const facts = Object.keys(django) as (keyof Facts)[]
  return {
    subject,
    apps: labels.size,
    counts: Object.fromEntries(facts.map((fact) => [fact, django[fact].length])) as Agreement['counts'],
    differences: facts.flatMap((fact) => differences(fact, django[fact], ours[fact])),
  }
}

function djangoFacts(answer: Answer, inside: (id: MigrationId) => boolean): Facts {
  const { graph, migrations } = answer
  const written = ([app, name, setting]: Key): string => setting ?? `${app}.${name}`
  const leaves = graph.leaf_nodes.filter(inside)
  const onDisk = Object.keys(migrations).filter(inside)
  return {
    'migrations on disk': onDisk,
    declarations: onDisk.flatMap((id) => [
      ...migrations[id]!.dependencies.map((key) => `${id} depends on ${written(key)}`),
      ...migrations[id]!.run_before.map((key) => `${id} runs before ${written(key)}`),
      ...migrations[id]!.replaces.map((key) => `${id} replaces ${written(key)}`),
    ]),
    nodes: graph.nodes.filter(inside),
    edges: Object.entries(graph.edges)
      .filter(([child]) => inside(child))
      .flatMap(([child, parents]) => parents.filter(inside).map((parent) => `${child} -> ${parent}`)),
    'leaf nodes': leaves,
    'root nodes': graph.root_nodes.filter(inside),
    conflicts: Object.keys(graph.conflicts).filter((app) => inside(`${app}.`)),
    'missing nodes': Object.keys(graph.missing).filter(inside),
    unloadable: answer.disk_errors.map(({ app, migration }) => `${app}.${migration ?? ''}`).filter(inside),
    cycles: graph.errors.some(({ type }) => type === 'CircularDependencyError') ? ['a cycle'] : [],
  }
}

function ourFacts(projects: readonly Project[], inside: (id: MigrationId) => boolean): Facts {
  const graphs = projects.map(({ graph }) => graph)
  const migrations = projects
    .flatMap((project) => [...project.migrations.values()])
    .filter(({ id }) => inside(id))
  const missing = graphs.flatMap((graph) => graph.missing.map(({ id }) => id)).filter(inside)
  const leaves = graphs.flatMap((graph) => graph.leafNodes()).filter(inside)
  const apps = leaves.map(appOf)
  return {
    'migrations on disk': migrations.map(({ id }) => id),
    declarations: migrations.flatMap(declarations),
    nodes: graphs.flatMap((graph) => graph.ids).filter(inside),
    edges: graphs.flatMap((graph) =>
      [...graph.ids, ...missing].filter(inside).flatMap((child) =>
        graph
          .parents(child)
          .filter(inside)
          .map((parent) => `${child} -> ${parent}`),
      ),
    ),
    'leaf nodes': leaves,
    'root nodes': graphs.flatMap((graph) => graph.rootNodes()).filter(inside),
    conflicts: apps.filter((app, at) => apps.indexOf(app) !== at),
    'missing nodes': missing,
    unloadable: projects
      .flatMap(({ problems }) => problems)
      .filter(({ kind }) => kind === 'unloadable')
      .map(({ app, name }) => `${app}.${name}`)
      .filter(inside),
    cycles: graphs.some((graph) => graph.cycles().length > 0) ? ['a cycle'] : [],
  }
}

function declarations(migration: Migration): string[] {
  const written = (dependency: Dependency): string => {
    if (dependency.kind === 'unresolved') return `something unresolved (${dependency.unresolved.reason})`
    if (dependency.kind === 'migration') return `${dependency.app}.${dependency.name}`
    return dependency.setting ?? `${dependency.app}.__${dependency.which}__`
  }
  return [
    ...migration.dependencies.map((dependency) => `${migration.id} depends on ${written(dependency)}`),
    ...migration.runBefore.map((dependency) => `${migration.id} runs before ${written(dependency)}`),
    ...migration.replaces.map(({ app, name }) => `${migration.id} replaces ${app}.${name}`),
  ]
}

function differences(fact: string, django: readonly string[], ours: readonly string[]): string[] {
  const [theirs, own] = [new Set(django), new Set(ours)]
  return [
    ...[...theirs].filter((item) => !own.has(item)).map((item) => `${fact}: only Django has ${item}`),
    ...[...own].filter((item) => !theirs.has(item)).map((item) => `${fact}: only this tool has ${item}`),
  ]
}

function appOf(id: MigrationId): string {
  return id.slice(0, id.indexOf('.'))
}
