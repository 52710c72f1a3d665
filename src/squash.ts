import { open, type CheckRequest, type Opened } from './check.ts'
import type { Repository } from './git/repository.ts'
import { UsageError } from './model/errors.ts'
import { codeListing } from './model/listing.ts'
import { combinedBase } from './model/merged-tree.ts'
import { migrationId } from './model/migration.ts'
import type { Project } from './model/project.ts'
import { refused, type Repair } from './model/repair.ts'
import { outcomeClause } from './model/schema/outcome-difference.ts'
import { repairedTree } from './model/repaired-tree.ts'
import { shellWord } from './model/shell-word.ts'
import { squashesOf } from './model/squash.ts'
import type { FileTree } from './model/tree.ts'
import { finishSquash } from './repair/finish-squash.ts'

export interface SquashCommandRequest extends Omit<CheckRequest, 'staged' | 'all' | 'paths'> {
  readonly app: string
  /** The first migration; undefined for that of the app. */
  readonly from: string | undefined
  readonly to: string
  /** The time, for the header. */
  readonly now: Date
}

/** A repair, and where it is to be written. */
interface Worked {
  readonly repository: Repository
  readonly repair: Repair
}

/**
 * Works out the squash of migrations of the working tree. Writes nothing.
 *
 * @throws UsageError for a wrong request or config; CannotCheckError where nothing may be concluded
 */
export async function squash(request: SquashCommandRequest): Promise<Worked> {
  const opened = await open(request)
  const { repository, input } = opened
  const { app, from, to, now } = request
  const { project, reload } = projectWith(opened, app)
  const title = `Squash migrations of \`${app}\``
  const made = project.writeSquash?.({ app, from, to, at: now })
  if (!made) throw new UsageError(`The framework of \`${app}\` has no squashes.`)
  if ('refused' in made) {
    const refusals = made.refused.map(({ reason, help, place }) => ({
      message: `${reason}.`,
      help: `To do: ${help}.`,
      place,
    }))
    return { repository, repair: refused(title, ...refusals) }
  }
  const { written, replaced, operations, note } = made
  const edit = {
    ...({ kind: 'create', path: written.path, tracked: true } as const),
    after: new TextEncoder().encode(written.text),
  }
  const after = reload(repairedTree(input.head, [edit]))
  const wrong = after ? whatIsLost(after, migrationId(app, written.name)) : []
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
        ...(note === undefined ? [] : [note]),
        `leave the replaced migrations where they are until every database has run them; then \`migration-lint squash ${shellWord(app)} ${shellWord(written.name)} --finish\` cleans up.`,
      ],
    },
  }
}

export interface FinishRequest extends Omit<CheckRequest, 'staged' | 'all' | 'paths'> {
  readonly app: string
  /** The name of the squash, or how it begins. */
  readonly name: string
}

/**
 * Works out the clean-up after a squash of the working tree. Writes nothing.
 *
 * @throws UsageError for a wrong request or config; CannotCheckError where nothing may be concluded
 */
export async function finish(request: FinishRequest): Promise<Worked> {
  const opened = await open(request)
  const { repository, input, frameworks } = opened
  const { app, name } = request
  const { framework, project, reload, settings } = projectWith(opened, app)
  const { editor } = frameworks.find((each) => each.name === framework)!
  if (!editor) throw new UsageError(`The framework of \`${app}\` has no squashes.`)
  const squashes = squashesOf(project).filter((each) => each.app === app)
  const found =
    squashes.filter((each) => each.name === name).length > 0
      ? squashes.filter((each) => each.name === name)
      : squashes.filter((each) => each.name.startsWith(name))
  const [only, ...others] = found
  if (!only || others.length > 0)
    throw new UsageError(
      `${only ? 'More than one squash' : 'No squash'} of \`${app}\` is called ${name}${only ? '…' : ''}.`,
      squashes.length > 0
        ? `There are ${codeListing(squashes.map((each) => each.name))}.`
        : `\`${app}\` has none that still says what it replaces.`,
    )
  const base = input.bases.length > 0 ? reload(combinedBase(input.bases, input.head)) : undefined
  const target = input.comparison?.baseRef ?? 'the target'
  const subject = { tree: input.head, project, settings, editor, reload, isOwn: () => false, target }
  return { repository, repair: finishSquash(subject, only, base) }
}

/**
 * The project of an app in the working tree, and how to load it out of another tree.
 *
 * @throws UsageError where there is none, or more than one
 */
function projectWith({ input, settings, frameworks }: Opened, app: string) {
  const found = frameworks.flatMap(({ name, discover, load }) => {
    const own = settings.frameworks[name] ?? {}
    const reloadAt = (directory: string) => (tree: FileTree) => {
      const root = discover(tree, own).find((each) => each.directory === directory)
      return root && load(tree, root, own, settings.databases)
    }
    return discover(input.head, own).flatMap((root) => {
      const project = load(input.head, root, own, settings.databases)
      const reload = reloadAt(root.directory)
      return project.apps.has(app) ? [{ framework: name, project, reload, settings: own }] : []
    })
  })
  const [only, ...others] = found
  if (!only) throw new UsageError(`There is no app \`${app}\` with migrations.`)
  if (others.length > 0)
    throw new UsageError(`Several projects have an app \`${app}\`: name one by \`--cwd\`.`)
  return only
}

/** The optimizer itself now and then comes to another state, or another database: such a squash is not written. */
function whatIsLost(after: Project, id: string): string[] {
  const outcome = after.squashOutcome?.(id)
  if (!outcome) return []
  const database = outcome.schemaDifferences.map((each) =>
    outcomeClause(each, ['the squash', 'the migrations']),
  )
  const circles = after.graph.cycles().filter((cycle) => cycle.includes(id))
  return [
    ...circles.map(
      (cycle) =>
        `The squash would depend on itself: ${[...cycle, cycle[0]!].map((each) => `\`${each}\``).join(' → ')}. Squash what comes before the first of the others and what comes after the last one by themselves.`,
    ),
    ...outcome.differences.map(
      ({ message }) => `The squash would come to another state than the migrations: ${message}.`,
    ),
    ...database.map((clause) => `The squash would leave another database than the migrations: ${clause}.`),
    ...outcome.lostSteps.map(
      ({ migration, name }) => `The squash would not run \`${name}\`, as \`${migration}\` does.`,
    ),
  ]
}
