import { isAbsolute, relative, resolve } from 'node:path'
import { openHead, type CheckRequest } from './check.ts'
import { editedSinceApplied } from './edited-since-applied.ts'
import type { LoadedProject } from './frameworks/framework.ts'
import type { AppliedComparison, AppliedRow } from './model/applied.ts'
import { compareApplied } from './model/compare-applied.ts'
import { CannotCheckError, UsageError } from './model/errors.ts'
import { goneFiles } from './model/gone-files.ts'
import { migrationId } from './model/migration.ts'
import type { RecordTable } from './model/project.ts'
import { isWithin } from './paths.ts'

export interface AppliedRequest extends Pick<CheckRequest, 'cwd' | 'env' | 'config' | 'debug'> {
  /** Reads the rows of the table, in their order; undefined where the database has none. */
  readonly read: (table: RecordTable) => Promise<readonly AppliedRow[] | undefined>
}

/**
 * Compares what a database has run with the files of the working tree. Reads one table and writes nothing.
 *
 * @throws UsageError for a wrong request or config; CannotCheckError where nothing may be concluded
 */
export async function applied(request: AppliedRequest): Promise<AppliedComparison> {
  const { cwd, read } = request
  const { repository, head, settings, frameworks } = await openHead(request)
  const found = frameworks.flatMap((framework) => {
    const own = settings.frameworks[framework.name] ?? {}
    return framework.discover(head, own).map((root) => {
      const load = (tree: typeof head): LoadedProject => ({
        tree,
        settings: own,
        project: framework.load(tree, root, own, settings.databases),
      })
      return { framework, root, load, loaded: load(head) }
    })
  })
  const { framework, load, loaded } = chosen(found, repository.root, cwd)
  const { project } = loaded
  const { framework: title, recordTable } = project.history
  if (!recordTable)
    throw new UsageError(
      `What ${title} records in a database cannot be compared: its table does not say when a migration was run.`,
    )
  const rows = await read(recordTable)
  const folders = [...new Set([...project.apps.values()].map(({ directory }) => directory))]
  const history = await repository.fileVersions(folders)
  const blobs = (ids: readonly string[]) => repository.blobs(ids)
  const appsWithGone = (rows ?? [])
    .filter(({ app, name }) => project.apps.has(app) && !project.migrations.has(migrationId(app, name)))
    .map(({ app }) => app)
  const past = goneFiles(project, new Set(appsWithGone), history.versions)
  const compared = compareApplied(project, rows, past.read(await blobs(past.blobs)))
  const edits = await editedSinceApplied({ framework, loaded, load, rows: rows ?? [], history, blobs })
  const cut =
    history.isCut && rows !== undefined
      ? ['The clone is shallow: what was edited before its first commit is not seen.']
      : []
  return {
    ...compared,
    problems: [...compared.problems, ...edits.problems],
    notes: [...compared.notes, ...edits.notes, ...cut],
  }
}

/** The one project, or the one that the working directory lies in. */
function chosen<
  Found extends { readonly root: { readonly directory: string }; readonly loaded: LoadedProject },
>(all: readonly Found[], root: string, cwd: string): Found {
  const found = all.filter(
    ({ loaded }) => loaded.project.migrations.size > 0 || loaded.project.problems.length > 0,
  )
  if (found.length === 0)
    throw new CannotCheckError(
      `No migrations were found in ${root}, so nothing was compared.`,
      'If the project lies elsewhere, name its folder with `--cwd`.',
    )
  const here = relative(root, resolve(cwd)).replaceAll('\\', '/')
  const around = found.filter(
    ({ root: { directory } }) => directory === '' || (!isAbsolute(here) && isWithin(here, [directory])),
  )
  const [only, ...others] = found.length === 1 ? found : around
  if (only && others.length === 0) return only
  throw new UsageError(
    `There are several projects: ${found.map(({ root: { directory } }) => directory || '.').join(', ')}.`,
    'Name the folder of the one whose database it is with `--cwd`.',
  )
}
