import type { Framework, FrameworkSettings } from '../../../src/frameworks/framework.ts'
import type { Repository } from '../../../src/git/repository.ts'
import type { Drift } from '../../../src/model/drift.ts'
import type { Migration } from '../../../src/model/migration.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import { agreement, applied, text, type Agreement, type FactChange } from './facts.ts'
import { driftOf, type TreeDrift } from './project-drift.ts'
import type { RecordedRepository } from './recording.ts'
import { isNamed, takenAway, takenOf, written, type Taken } from './taken-away.ts'
import { without } from './without.ts'

/** How many verdicts were compared, how many came out equal, and a line for each operation that differs. */
export interface Tally {
  readonly asked: number
  readonly equal: number
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
  readonly undecided: readonly string[]
}

/** What taking away each newest migration brought. */
export interface LeaveOneOut {
  readonly migrations: number
  /** Operations taken away that move the state, and those of them that the drift names. */
  readonly operations: number
  readonly named: number
  readonly lost: readonly string[]
}

export interface Comparison {
  readonly name: string
  readonly django: string
  readonly told: boolean
  readonly models: Drift['models']
  readonly fields: Drift['fields']
  readonly head: Tally
  readonly hidden: Tally
  readonly history: Tally
  readonly left: LeaveOneOut
  /** Causes of what is undecided, and how many times each. */
  readonly causes: readonly (readonly [cause: string, times: number])[]
  readonly seconds: number
}

/** Compares one repository with what Django said of it. */
export async function compareRepository(
  framework: Framework,
  repository: Repository,
  recorded: RecordedRepository,
  settings: FrameworkSettings,
): Promise<Comparison> {
  const treeAt = async (commit: string): Promise<FileTree> => {
    const tree = await repository.commitTree(commit)
    await repository.prefetch([tree], (path) => framework.reads(path))
    return tree
  }
  const compared = (tree: TreeDrift, change: FactChange): Agreement =>
    recorded.operations === undefined
      ? { equal: 0, wrong: tree.drift.differences.map(line), missed: [], undecided: [] }
      : agreement(
          tree.drift,
          applied(recorded.operations, change),
          (app) => tree.projectOf(app) !== undefined,
        )

  const driftIn = (tree: FileTree): TreeDrift => driftOf(framework, tree, settings, recorded.ignored)
  const tree = await treeAt(recorded.commit)
  const started = performance.now()
  const clean = driftIn(tree)
  const seconds = (performance.now() - started) / 1000
  const head = compared(clean, {})

  const hidden: [string, Agreement][] = []
  const taken: { migration: string; expected: readonly Taken[]; drift: Drift }[] = []
  for (const row of recorded.hidden) {
    const loaded = driftIn(without(tree, row.path))
    hidden.push([`without ${row.migration}`, compared(loaded, row)])
    const expected = (row.more ?? []).map(takenOf)
    taken.push({ migration: row.migration, expected, drift: loaded.drift })
  }
  for (const leaf of recorded.operations === undefined ? leavesOf(clean) : []) {
    const { drift } = driftIn(without(tree, leaf.path))
    taken.push({ migration: leaf.id, expected: takenAway(tree, leaf), drift })
  }
  const history: [string, Agreement][] = []
  for (const row of recorded.history) {
    const loaded = driftIn(await treeAt(row.commit))
    history.push([`at ${row.commit.slice(0, 10)}`, compared(loaded, row)])
  }
  return {
    name: recorded.name,
    django: recorded.django,
    told: recorded.operations !== undefined,
    models: clean.drift.models,
    fields: clean.drift.fields,
    head: tally([['', head]]),
    hidden: tally(hidden),
    history: tally(history),
    left: leaveOneOut(clean, taken),
    causes: causes(clean.drift),
    seconds,
  }
}

function line({ app, operation, model, name, attributes, place }: Drift['differences'][number]): string {
  return `${text([app, operation, model.toLowerCase(), name ?? null, attributes])} (${place.path}:${place.line})`
}

function tally(agreements: readonly (readonly [string, Agreement])[]): Tally {
  const lines = (of: 'wrong' | 'missed' | 'undecided'): string[] =>
    agreements.flatMap(([which, each]) => each[of].map((about) => `${which} ${about}`.trim()))
  return {
    asked: agreements.length,
    equal: agreements.filter(
      ([, each]) => each.wrong.length + each.missed.length + each.undecided.length === 0,
    ).length,
    wrong: lines('wrong'),
    missed: lines('missed'),
    undecided: lines('undecided'),
  }
}

/**
 * Takes the newest migration of each app away. What must be named is what Django says then and did not say before;
 * where Django was not asked, what the migration's own text says.
 */
function leaveOneOut(
  clean: TreeDrift,
  taken: readonly { migration: string; expected: readonly Taken[]; drift: Drift }[],
): LeaveOneOut {
  const before = new Set(clean.drift.differences.map(line))
  const looked = taken.flatMap(({ migration, expected, drift }) => {
    const differences = drift.differences.filter((each) => !before.has(line(each)))
    return expected.map((each) => ({
      what: `${migration}: ${written(each)}`,
      found: isNamed(each, differences),
    }))
  })
  return {
    migrations: taken.filter(({ expected }) => expected.length > 0).length,
    operations: looked.length,
    named: looked.filter(({ found }) => found).length,
    lost: looked.filter(({ found }) => !found).map(({ what }) => what),
  }
}

/** The newest migration of each app, where none depends on it: otherwise Django would not load what is left. */
function leavesOf({ projects, projectOf }: TreeDrift): Migration[] {
  return projects.flatMap((project) =>
    project.graph
      .leafNodes()
      .filter((id) => project.graph.children(id).length === 0)
      .map((id) => project.migrations.get(id))
      .filter((leaf) => leaf !== undefined)
      .filter(({ app }) => projectOf(app) === project),
  )
}

function causes({ undecided }: Drift): [string, number][] {
  const times = new Map<string, number>()
  for (const { cause } of undecided) times.set(cause, (times.get(cause) ?? 0) + 1)
  return [...times].sort((a, b) => b[1] - a[1])
}
