import { lintOpened, open, type CheckRequest, type Opened } from './check.ts'
import type { Framework } from './frameworks/framework.ts'
import type { Repository } from './git/repository.ts'
import { combinedBase } from './model/merged-tree.ts'
import { netEdits } from './model/net-edits.ts'
import type { Project } from './model/project.ts'
import type { FileEdit, Repair } from './model/repair.ts'
import { repairedTree } from './model/repaired-tree.ts'
import type { FileTree } from './model/tree.ts'
import { conflictsIn } from './repair/leaf-files.ts'
import { repairProject } from './repair/repair-project.ts'
import type { Part, Situation } from './repair/situation.ts'

export interface FixRequest extends Omit<CheckRequest, 'staged' | 'all' | 'paths'> {
  /** How conflicting leaves are settled: `rebase` where it is known whose they are, unless given. */
  readonly leaves?: 'rebase' | 'merge' | undefined
  /** Repairs this alone. */
  readonly only?: Part | undefined
  /** The local time, for names that hold it. */
  readonly now: Date
}

export interface Fix {
  readonly repository: Repository
  /** In the order in which they follow each other: each starts from what the one before leaves. */
  readonly repairs: readonly Repair[]
  /** What all of them come to; empty where one of them is refused. */
  readonly edits: readonly FileEdit[]
  /** The paths of files that would still hold a conflict about an app's last migration. */
  readonly unsettled: readonly string[]
}

/**
 * Works out how to repair what a check of the working tree finds. Writes nothing.
 *
 * @throws UsageError for a wrong request or config; CannotCheckError where nothing may be concluded
 */
export async function fix(request: FixRequest): Promise<Fix> {
  const opened = await open(request)
  const { findings } = lintOpened(opened)
  const { leaves, only, now } = request
  const known = { ...(await committedTrees(opened)), findings, leaves, only, now }
  const repairs: Repair[] = []
  let tree = opened.input.head
  for (const framework of opened.frameworks) {
    const situation = situationFor(framework, opened, known)
    if (!situation) continue
    for (const { root } of situation.load(opened.input.head)) {
      for (const repair of repairProject(situation, tree, root)) {
        repairs.push(repair)
        tree = repairedTree(tree, repair.edits)
      }
    }
  }
  const isWhole = repairs.every(({ refusals }) => refusals.length === 0)
  const steps = repairs.map(({ edits }) => edits)
  return {
    repository: opened.repository,
    repairs,
    edits: isWhole ? netEdits(opened.input.head, tree, steps) : [],
    unsettled: opened.frameworks.flatMap(({ editor }) =>
      editor ? conflictsIn(isWhole ? tree : opened.input.head, editor.leafFileName) : [],
    ),
  }
}

/**
 * Which side is the branch's own is for git to say: what is not on the target. While a rebase is in progress, HEAD stands
 * on the side of the target, whatever that one is called.
 */
async function committedTrees({ repository, input, frameworks }: Opened) {
  const integration = await repository.integration()
  const tree = (commit: string) => repository.commitTree(commit)
  const committed = await repository.headTree()
  const tip = input.comparison && (await tree(input.comparison.targetCommit))
  const onto = integration?.kind === 'rebase' ? [await tree(integration.onto)] : []
  const incoming = integration?.kind === 'merge' ? await Promise.all(integration.theirs.map(tree)) : []
  const original =
    integration && integration.kind !== 'merge' && integration.original !== undefined
      ? await tree(integration.original)
      : undefined
  const settled = [...input.bases, ...(tip ? [tip] : []), ...onto]
  const wanted = (path: string) => frameworks.some((framework) => framework.reads(path))
  const bothAdded = await repository.bothAdded()
  const trees = [...settled, ...incoming, ...(original ? [original] : []), bothAdded.ours, bothAdded.theirs]
  await repository.prefetch(trees, wanted)
  return { committed, settled, incoming, original, bothAdded }
}

function situationFor(
  { name, editor, discover, load, compare }: Framework,
  { input, settings }: Opened,
  known: Pick<
    Situation,
    'committed' | 'settled' | 'incoming' | 'original' | 'bothAdded' | 'findings' | 'leaves' | 'only' | 'now'
  >,
): Situation | undefined {
  if (!editor) return undefined
  const own = settings.frameworks[name] ?? {}
  const { bases, head, comparison } = input
  const loaded = new WeakMap<FileTree, readonly Project[]>()
  return {
    ...known,
    editor,
    compare,
    settings: own,
    load(tree: FileTree) {
      let projects = loaded.get(tree)
      if (!projects) {
        projects = discover(tree, own).map((root) => load(tree, root, own, settings.databases))
        loaded.set(tree, projects)
      }
      return projects
    },
    base:
      bases.length > 0
        ? { tree: combinedBase(bases, head), name: comparison?.baseCommit.slice(0, 12) ?? 'the merge base' }
        : undefined,
    target: comparison ? short(comparison.baseRef) : 'the target',
  }
}

/** A whole commit id, where somebody gave one for a ref, is hard to read in a sentence. */
const short = (ref: string): string => (/^[0-9a-f]{40,64}$/.test(ref) ? ref.slice(0, 12) : ref)
