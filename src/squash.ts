import { open, type CheckRequest } from './check.ts'
import type { Repository } from './git/repository.ts'
import { UsageError } from './model/errors.ts'
import { migrationId } from './model/migration.ts'
import type { Project } from './model/project.ts'
import { refused, type Repair } from './model/repair.ts'
import { repairedTree } from './model/repaired-tree.ts'

export interface SquashCommandRequest extends Omit<CheckRequest, 'staged' | 'all' | 'paths'> {
  readonly app: string
  /** The first migration; undefined for that of the app. */
  readonly from: string | undefined
  readonly to: string
  /** The time, for the header. */
  readonly now: Date
}

/**
 * Works out the squash of migrations of the working tree. Writes nothing.
 *
 * @throws UsageError for a wrong request or config; CannotCheckError where nothing may be concluded
 */
export async function squash(
  request: SquashCommandRequest,
): Promise<{ readonly repository: Repository; readonly repair: Repair }> {
  const opened = await open(request)
  const { repository, input, settings, frameworks } = opened
  const { app, from, to, now } = request
  for (const { name, discover, load } of frameworks) {
    const own = settings.frameworks[name] ?? {}
    const roots = discover(input.head, own)
    const projects = roots.map((root) => ({ root, project: load(input.head, root, own, settings.databases) }))
    const found = projects.filter(({ project }) => project.apps.has(app))
    if (found.length > 1)
      throw new UsageError(`Several projects have an app \`${app}\`: name one by \`--cwd\`.`)
    const [only] = found
    if (!only?.project.writeSquash) continue
    const made = only.project.writeSquash({ app, from, to, at: now })
    const title = `Squash migrations of \`${app}\``
    if ('refused' in made) {
      const refusals = made.refused.map(({ reason, help, place }) => ({
        message: `${reason}.`,
        help: `To do: ${help}.`,
        place,
      }))
      return { repository, repair: refused(title, ...refusals) }
    }
    const { written, replaced, operations } = made
    const edit = {
      ...({ kind: 'create', path: written.path, tracked: true } as const),
      after: new TextEncoder().encode(written.text),
    }
    const after = load(repairedTree(input.head, [edit]), only.root, own, settings.databases)
    const wrong = whatIsLost(after, migrationId(app, written.name))
    if (wrong.length > 0)
      return {
        repository,
        repair: refused(title, ...wrong.map((message) => ({ message, help: 'Write it by hand.' }))),
      }
    const counted = `${operations.before} operations become ${operations.after}`
    return {
      repository,
      repair: {
        title: `${title}: ${replaced.length} migrations become one, ${counted}`,
        edits: [edit],
        refusals: [],
        notes: [
          'leave the replaced migrations where they are until every database has run them; then delete them and `replaces`.',
        ],
      },
    }
  }
  throw new UsageError(`There is no app \`${app}\` with migrations.`)
}

/** The optimizer itself now and then comes to another state: such a squash is not written. */
function whatIsLost(after: Project, id: string): string[] {
  return (after.squashOutcome?.(id).differences ?? []).map(
    ({ message }) => `The squash would come to another state than the migrations: ${message}.`,
  )
}
