import type { AppliedComparison, AppliedProblem, AppliedRow } from './applied.ts'
import { codeListing } from './listing.ts'
import { migrationId, type Migration, type MigrationId } from './migration.ts'
import type { Project } from './project.ts'

/** What is known of names that have no file: from the history of the files. */
export interface GoneFiles {
  /** Whether a squash, finished since, once replaced it: then nobody needs its file. */
  wasSquashed(id: MigrationId): boolean
  /** Who deleted the file, as a clause: `a1b2c3d deleted it on 2024-03-01`. */
  whoDeleted(id: MigrationId): string | undefined
}

/**
 * Compares rows with files as the framework's runner does before it runs anything, but for what was edited.
 *
 * @param rows undefined where the database has no such table
 */
export function compareApplied(
  project: Project,
  rows: readonly AppliedRow[] | undefined,
  gone: GoneFiles,
): AppliedComparison {
  const own = (rows ?? []).filter(({ app }) => project.apps.has(app))
  const recorded = new Set(own.map(({ app, name }) => migrationId(app, name)))
  const { graph, applied } = project.graphFor?.(recorded) ?? { graph: project.graph, applied: recorded }
  const planned = graph.plan().flatMap((id) => project.migrations.get(id) ?? [])
  const counted = planned.filter(({ id }) => applied.has(id)).length
  return {
    hasTable: rows !== undefined,
    migrations: planned.length,
    applied: counted,
    otherRows: (rows ?? []).length - own.length,
    problems: [
      ...missingDependencies(project, recorded, graph),
      ...squashProblems(project, recorded),
      ...missingFiles(project, recorded, gone),
    ],
    pending: planned.filter(({ id }) => !applied.has(id)),
    notes: squashesInProgress(project, recorded).map(
      ({ squash, run, left }) =>
        `\`${squash.id}\` is half run: of what it replaces ${codeListing(run)} was run, ${codeListing(left)} was not. The rest runs first, then the squash counts as run.`,
    ),
    unreadable: project.problems
      .filter(({ kind }) => kind === 'unreadable')
      .map(({ place, message }) => ({ path: place.path, message })),
  }
}

/** A squash counts as run where all that it replaces was (`check_consistent_history`, django/db/migrations/loader.py, 5.2). */
function missingDependencies(
  project: Project,
  recorded: ReadonlySet<MigrationId>,
  graph: Project['graph'],
): AppliedProblem[] {
  const { migrations, history } = project
  const isRun = (id: MigrationId): boolean => {
    const replaced = migrations.get(id)?.replaces ?? []
    return (
      recorded.has(id) ||
      (replaced.length > 0 && replaced.every(({ app, name }) => recorded.has(migrationId(app, name))))
    )
  }
  return [...recorded].sort().flatMap((id): AppliedProblem[] => {
    const migration = migrations.get(id)
    if (!migration || !graph.has(id)) return []
    const missing = graph.parents(id).filter((parent) => graph.has(parent) && !isRun(parent))
    if (missing.length === 0) return []
    return [
      {
        kind: 'missing dependency',
        migration: id,
        path: migration.path,
        message: `\`${id}\` is recorded as applied, and ${codeListing(missing)}, which it depends on, ${missing.length === 1 ? 'is' : 'are'} not. ${history.inconsistentEffect}.`,
        help: 'Give the migrations the order in which this database has run them: let the new one come after the applied one.',
      },
    ]
  })
}

/** What a squash replaces, by whether it is recorded; ids in the order in which the squash names them. */
function partsOf(squash: Migration, recorded: ReadonlySet<MigrationId>) {
  const replaced = squash.replaces.map(({ app, name }) => migrationId(app, name))
  return {
    squash,
    run: replaced.filter((id) => recorded.has(id)),
    left: replaced.filter((id) => !recorded.has(id)),
  }
}

function halfRun(project: Project, recorded: ReadonlySet<MigrationId>) {
  const runOrSquashed = new Set(recorded)
  const squashes = [...project.migrations.values()].filter(({ replaces }) => replaces.length > 0)
  // A squash that is replaced itself counts as run where its own parts were: as deep as squashes go.
  for (let before = -1; before !== runOrSquashed.size;) {
    before = runOrSquashed.size
    for (const squash of squashes)
      if (partsOf(squash, runOrSquashed).left.length === 0) runOrSquashed.add(squash.id)
  }
  return squashes
    .map((squash) => partsOf(squash, runOrSquashed))
    .filter(({ run, left }) => run.length > 0 && left.length > 0)
}

function squashesInProgress(project: Project, recorded: ReadonlySet<MigrationId>) {
  return halfRun(project, recorded).filter(({ left }) => left.every((id) => project.migrations.has(id)))
}

function squashProblems(project: Project, recorded: ReadonlySet<MigrationId>): AppliedProblem[] {
  const { migrations, history, problems } = project
  const isBroken = (id: MigrationId) => problems.some(({ app, name }) => migrationId(app, name) === id)
  const partial = halfRun(project, recorded).flatMap(({ squash, run, left }): AppliedProblem[] => {
    const lost = left.filter((id) => !migrations.has(id) && !isBroken(id))
    if (lost.length === 0) return []
    return [
      {
        kind: 'partial squash',
        migration: squash.id,
        path: squash.path,
        message: `\`${squash.id}\` is half run: of what it replaces ${codeListing(run)} was run, and ${codeListing(lost)} was not, of which the file is gone. ${history.partlySquashedEffect}.`,
        help: `Put the files of ${codeListing(lost)} back until this database has run them.`,
      },
    ]
  })
  const again = [...migrations.values()].flatMap((squash): AppliedProblem[] => {
    const { run, left } = partsOf(squash, recorded)
    if (left.length === 0 || run.length > 0 || !recorded.has(squash.id) || squash.replaces.length === 0)
      return []
    return [
      {
        kind: 'squash to run again',
        migration: squash.id,
        path: squash.path,
        message: `\`${squash.id}\` is recorded as applied, and nothing of what it replaces is. ${history.unrecordedPartsEffect}.`,
        help: 'Take `replaces` out of the squash, if every database has run it; or record again what it replaces.',
      },
    ]
  })
  return [...partial, ...again]
}

function missingFiles(
  project: Project,
  recorded: ReadonlySet<MigrationId>,
  { wasSquashed, whoDeleted }: GoneFiles,
): AppliedProblem[] {
  const { migrations, history, problems } = project
  const known = new Set([
    ...migrations.keys(),
    ...problems.map(({ app, name }) => migrationId(app, name)),
    ...[...migrations.values()].flatMap(({ replaces }) =>
      replaces.map(({ app, name }) => migrationId(app, name)),
    ),
  ])
  return [...recorded]
    .filter((id) => !known.has(id) && !wasSquashed(id))
    .sort()
    .map((id) => {
      const who = whoDeleted(id)
      return {
        kind: 'missing file' as const,
        migration: id,
        path: undefined,
        message: `\`${id}\` is recorded as applied and has no file${who === undefined ? ', nor ever had one in this branch’s history' : `: ${who}`}. ${history.deletedEffect}.`,
        help: 'Put the file back, or undo it in this database with a version of the project that has the file.',
      }
    })
}
