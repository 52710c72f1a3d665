import { lintOpened, open, type CheckRequest, type Opened } from './check.ts'
import { conflicts, type Conflict } from './model/conflict.ts'
import type { CheckResult } from './model/check-result.ts'
import type { Finding } from './model/finding.ts'
import type { Migration } from './model/migration.ts'
import type { Project } from './model/project.ts'
import type { Refusal, Repair } from './model/repair.ts'
import type { FileTree } from './model/tree.ts'
import type { Framework } from './frameworks/framework.ts'
import type { Repository } from './git/repository.ts'
import { mergeLeaves } from './repair/merge-leaves.ts'
import { rebaseLeaves } from './repair/rebase-leaves.ts'
import type { Subject } from './repair/subject.ts'
import { verified } from './repair/verified.ts'

export interface FixRequest extends Omit<CheckRequest, 'staged' | 'all'> {
  /** How conflicting leaves are settled: `rebase` where it is known whose they are, unless given. */
  readonly leaves?: 'rebase' | 'merge' | undefined
  /** The local time, for names that hold it. */
  readonly now: Date
}

export interface Fix {
  readonly repository: Repository
  readonly result: CheckResult
  /** One for each thing that is wrong and could be right. */
  readonly repairs: readonly Repair[]
}

/**
 * Works out how to repair what a check of the working tree finds. Writes nothing.
 *
 * @throws UsageError for a wrong request or config; CannotCheckError where nothing may be concluded
 */
export async function fix(request: FixRequest): Promise<Fix> {
  const opened = await open(request)
  const result = lintOpened(opened)
  const settled = await settledTrees(opened)
  const repairs = opened.frameworks.flatMap((framework) => {
    const projects = loaded(framework, opened, opened.input.head)
    return projects.flatMap((project) => repairsOf(framework, project, { request, opened, result, settled }))
  })
  return { repository: opened.repository, result, repairs }
}

interface Settled {
  /** What is on the target: the branch's own migrations are those that none of these has. */
  readonly target: readonly FileTree[]
  /** The side that a merge brought in: where both sides are the branch's own, this one is left alone. */
  readonly other: readonly FileTree[]
}

/**
 * Which side is the branch's own is for git to say: what is not on the target. While a rebase is in progress, HEAD stands
 * on the side of the target, whatever that one is called.
 */
async function settledTrees({ repository, input, frameworks }: Opened): Promise<Settled> {
  const integration = await repository.integration()
  const tree = (commit: string) => repository.commitTree(commit)
  const tip = input.comparison && (await tree(input.comparison.targetCommit))
  const onto = integration?.kind === 'rebase' ? [await tree(integration.onto)] : []
  const theirs = integration?.kind === 'merge' ? await Promise.all(integration.theirs.map(tree)) : []
  const wanted = (path: string) => frameworks.some((framework) => framework.reads(path))
  await repository.prefetch([...(tip ? [tip] : []), ...onto, ...theirs], wanted)
  return { target: [...input.bases, ...(tip ? [tip] : []), ...onto], other: theirs }
}

interface Context {
  readonly request: FixRequest
  readonly opened: Opened
  readonly result: CheckResult
  readonly settled: Settled
}

function repairsOf(framework: Framework, project: Project, context: Context): Repair[] {
  const { editor } = framework
  if (!editor) return []
  const leaves = repairLeaves(framework, project, context)
  return leaves ? [leaves] : []
}

function repairLeaves(framework: Framework, project: Project, context: Context): Repair | undefined {
  const { opened, result, request } = context
  const found = result.findings.filter(
    (finding) => finding.rule === 'graph/conflicting-leaves' && isOf(project, finding),
  )
  if (found.length === 0) return undefined
  const here = [...conflicts(project).values()].filter(({ app }) =>
    found.some((finding) => finding.app === app),
  )
  const target = opened.input.comparison?.baseRef ?? 'the target'
  const title = 'Settle conflicting leaf nodes'
  const later = found.filter(({ app }) => !here.some((conflict) => conflict.app === app))
  if (later.length > 0)
    return { title, edits: [], refusals: later.map((finding) => notMerged(finding, target)), notes: [] }

  const subject = subjectOf(framework, project, context, here)
  const apps = here.map(({ app }) => app)
  const strategy = request.leaves ?? (apps.every((app) => ownedIn(subject, app)) ? 'rebase' : 'merge')
  const repair = strategy === 'rebase' ? rebaseLeaves(subject, here) : mergeLeaves(subject, here, request.now)
  return verified(subject, repair, apps)
}

function notMerged({ app, place }: Finding, target: string): Refusal {
  return {
    message: `\`${app}\` has its leaf nodes on two branches: those of ${target} are not in the working tree yet.`,
    help: `Merge ${target}, or rebase onto it; then run \`migration-lint fix\` again.`,
    place,
  }
}

/** Whether some of an app's leaf nodes are the branch's own, and some are not. */
function ownedIn({ project, isOwn }: Subject, app: string): boolean {
  const leaves = project.graph.leafNodes(app).map((leaf) => isOwn(project.migrations.get(leaf)!))
  return leaves.includes(true) && leaves.includes(false)
}

function subjectOf(
  framework: Framework,
  project: Project,
  { opened, settled }: Context,
  conflicting: readonly Conflict[],
): Subject {
  const { input, settings } = opened
  const own = settings.frameworks[framework.name] ?? {}
  const reload = (tree: FileTree) =>
    loaded(framework, opened, tree).find((other) => other.root === project.root)
  const known = (trees: readonly FileTree[]): ((migration: Migration) => boolean) => {
    const projects = trees.flatMap((tree) => reload(tree) ?? [])
    return ({ id, path }) =>
      trees.some((tree) => tree.entry(path)) || projects.some(({ migrations }) => migrations.has(id))
  }
  const onTarget = known(settled.target)
  const onOther = known(settled.other)
  const undecided = conflicting
    .filter(({ leaves }) => leaves.every((leaf) => !onTarget(project.migrations.get(leaf)!)))
    .map(({ app }) => app)
  return {
    tree: input.head,
    project,
    settings: own,
    editor: framework.editor!,
    reload,
    isOwn: (migration) => !onTarget(migration) && !(undecided.includes(migration.app) && onOther(migration)),
    target: input.comparison?.baseRef ?? 'the target',
  }
}

function loaded(framework: Framework, { settings }: Opened, tree: FileTree): readonly Project[] {
  const own = settings.frameworks[framework.name] ?? {}
  return framework.discover(tree, own).map((root) => framework.load(tree, root, own, settings.databases))
}

function isOf(project: Project, { app, directory }: Finding): boolean {
  const known = app === undefined ? undefined : project.apps.get(app)
  return known !== undefined && (directory === undefined || known.directory === directory)
}
