import type { Dependency, Migration, MigrationId } from '../../../src/model/migration.ts'
import type { Project } from '../../../src/model/project.ts'
import type { Answer, DjangoApp, Key } from './oracle.ts'

/** What was compared (as Django counts it), and where the two differ: a line each, none where they agree. */
export interface Agreement {
  readonly subject: string
  readonly apps: number
  readonly counts: Readonly<Record<keyof Facts, number>>
  readonly differences: readonly string[]
  /** Dependencies that this tool says it cannot know: it neither agrees nor guesses. */
  readonly unresolved: readonly string[]
}

const factNames = [
  'migrations on disk',
  'declarations',
  'nodes',
  'edges',
  'leaf nodes',
  'root nodes',
  'conflicts',
  'missing nodes',
  'unloadable',
  'cycles',
] as const

/** Each a list of names that must hold the same on both sides. */
type Facts = Readonly<Record<(typeof factNames)[number], readonly string[]>>

/**
 * Compares this tool's graph with Django's, for the apps whose migrations lie in the compared files:
 * `directoryOf` says in which folder, or undefined for what is installed elsewhere. Edges that lead out of
 * these apps are compared as the files declare them. A repository may hold several projects with apps of the
 * same label: the folder tells which one Django loaded.
 */
export function agreement(
  subject: string,
  projects: readonly Project[],
  answer: Answer,
  directoryOf: (app: DjangoApp, label: string) => string | undefined,
): Agreement {
  const directories = new Map(
    Object.entries(answer.apps).flatMap(([label, app]) => {
      const directory = directoryOf(app, label)
      return directory === undefined ? [] : [[label, directory] as const]
    }),
  )
  const unseen = unseenFolders(projects, answer, directories)
  for (const label of unseen.django) directories.delete(label)
  const inside = (id: MigrationId): boolean => directories.has(appOf(id))
  const django = djangoFacts(answer, inside)
  const ours = joined(
    projects.map((project) =>
      ourFacts(project, (id) => {
        const app = project.apps.get(appOf(id))
        return inside(id) && (!app || app.directory === directories.get(appOf(id)))
      }),
    ),
  )
  const unresolved = ours.declarations.filter((declaration) => declaration.includes(unknown))
  const doubtful = new Set(unresolved.map((declaration) => declaration.split(' ', 1)[0]))
  const settled = (difference: string): boolean =>
    !difference.includes(unknown) &&
    !doubtful.has(/only Django has (\S+) (?:->|depends on)/.exec(difference)?.[1])
  return {
    subject,
    apps: directories.size,
    counts: Object.fromEntries(factNames.map((fact) => [fact, django[fact].length])) as Agreement['counts'],
    differences: [
      ...differences('folders without an __init__.py', unseen.django, unseen.ours),
      ...factNames.flatMap((fact) => differences(fact, django[fact], ours[fact])).filter(settled),
    ],
    unresolved,
  }
}

/**
 * Where a folder of migrations has no `__init__.py`, Django takes the app for one without migrations and says
 * nothing. This tool reads them all the same and reports the folder: that it does is all there is to compare.
 */
function unseenFolders(
  projects: readonly Project[],
  answer: Answer,
  directories: ReadonlyMap<string, string>,
): { django: string[]; ours: string[] } {
  const found = projects.flatMap((project) => [...project.apps.values()])
  return {
    django: found
      .filter(({ label, directory }) => directories.get(label) === directory && !answer.apps[label]?.migrated)
      .map(({ label }) => label),
    ours: projects
      .flatMap(({ problems }) => problems)
      .filter(({ app, message }) => directories.has(app) && message.includes('no `__init__.py`'))
      .map(({ app }) => app),
  }
}

function djangoFacts(answer: Answer, inside: (id: MigrationId) => boolean): Facts {
  const { graph, migrations } = answer
  const written = ([app, name]: Key): string => `${app}.${name}`
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

function ourFacts({ graph, migrations, problems }: Project, inside: (id: MigrationId) => boolean): Facts {
  const onDisk = [...migrations.values()].filter(({ id }) => inside(id))
  const missing = graph.missing.map(({ id }) => id).filter(inside)
  const leaves = graph.leafNodes().filter(inside)
  const apps = leaves.map(appOf)
  const nodes = graph.ids.filter(inside)
  return {
    'migrations on disk': onDisk.map(({ id }) => id),
    declarations: onDisk.flatMap(declarations),
    nodes,
    edges: [...nodes, ...missing].flatMap((child) =>
      graph
        .parents(child)
        .filter(inside)
        .map((parent) => `${child} -> ${parent}`),
    ),
    'leaf nodes': leaves,
    'root nodes': graph.rootNodes().filter(inside),
    conflicts: apps.filter((app, at) => apps.indexOf(app) !== at),
    'missing nodes': missing,
    unloadable: problems
      .filter(({ kind }) => kind === 'unloadable')
      .map(({ app, name }) => `${app}.${name}`)
      .filter(inside),
    cycles: graph.cycles().some((cycle) => cycle.every(inside)) ? ['a cycle'] : [],
  }
}

function joined(parts: readonly Facts[]): Facts {
  const all = (fact: keyof Facts): string[] => parts.flatMap((part) => part[fact])
  return Object.fromEntries(factNames.map((fact) => [fact, all(fact)])) as unknown as Facts
}

const unknown = 'something unresolved'

function declarations(migration: Migration): string[] {
  const written = (dependency: Dependency): string => {
    if (dependency.kind === 'unresolved') return `${unknown} (${dependency.unresolved.reason})`
    if (dependency.kind === 'migration') return `${dependency.app}.${dependency.name}`
    if (dependency.app === undefined) return `${unknown} (settings.${dependency.setting ?? ''})`
    return `${dependency.app}.__${dependency.which}__`
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
