import { openProject, type CheckRequest } from './check.ts'
import type { Integration } from './git/integration.ts'
import type { Repository } from './git/repository.ts'
import type { FileTree } from './model/tree.ts'
import { leafOrder } from './repair/leaf-order.ts'

export interface MergeDriverRequest extends Pick<CheckRequest, 'cwd' | 'env' | 'config'> {
  /** The path, from the root, of the file that both sides changed: it names an app's last migration. */
  readonly path: string
  /** What it says on the side of HEAD, and on the side that comes in. */
  readonly ours: string
  readonly theirs: string
}

/** What becomes of the file. */
export type LeafFileMerge =
  /** One side's leaf node comes after the other's, so that this is the right text. */
  | { readonly kind: 'settled'; readonly leaf: string }
  /** Both are leaf nodes. In this merge git runs a hook that settles them before it commits. */
  | { readonly kind: 'hook' }
  /** Both are leaf nodes, or that is not known. */
  | { readonly kind: 'conflict'; readonly during: 'merge' | 'rebase' | 'something else' }

/** The hook that git runs in the middle of `git merge`, when nothing is in conflict and nothing committed yet. */
export const mergeHook = 'pre-merge-commit'

/** Whether a hook's text runs what settles leaf nodes. */
export function isMergeHook(text: string | undefined): boolean {
  return text !== undefined && /\bmigration-lint\b.*\bfix --merge-hook\b/.test(text)
}

/**
 * Works out what a merge driver is to make of a file that names an app's last migration. Writes nothing.
 *
 * @throws UsageError for a wrong config; CannotCheckError where nothing may be concluded
 */
export async function mergeLeafFile(request: MergeDriverRequest): Promise<LeafFileMerge> {
  const { path, ours, theirs } = request
  const { repository, settings, frameworks } = await openProject(request)
  const integration = await repository.integration()
  const during = duringOf(integration)
  const commit = integration && incoming(integration)
  const head = await repository.headTree()
  if (head === undefined || commit === undefined) return { kind: 'conflict', during }

  const other = await repository.commitTree(commit)
  await repository.prefetch([head, other], (each) => frameworks.some((framework) => framework.reads(each)))
  const projects = (tree: FileTree) =>
    frameworks.flatMap(({ name, discover, load }) => {
      const own = settings.frameworks[name] ?? {}
      return discover(tree, own).map((root) => load(tree, root, own, settings.databases))
    })
  const order = leafOrder(
    path.slice(0, Math.max(path.lastIndexOf('/'), 0)),
    { projects: projects(head), leaf: ours },
    { projects: projects(other), leaf: theirs },
  )
  if (order.later !== undefined) return { kind: 'settled', leaf: order.later }
  return during === 'merge' && order.areLeaves && (await isHooked(repository))
    ? { kind: 'hook' }
    : { kind: 'conflict', during }
}

/** What git did last says nothing of what it is doing now. */
function duringOf(integration: Integration | undefined) {
  if (integration?.kind === 'merge' && !integration.done) return 'merge'
  return integration?.kind === 'rebase' ? 'rebase' : 'something else'
}

/** The one commit that git is merging into HEAD; undefined where git does not say, or where there are several. */
function incoming(integration: Integration): string | undefined {
  if (integration.kind === 'rebase') return integration.picked
  if (integration.kind !== 'merge' || integration.done || integration.theirs.length > 1) return undefined
  return integration.theirs[0]
}

async function isHooked(repository: Repository): Promise<boolean> {
  return isMergeHook(await repository.hook(mergeHook))
}
