import type { FileEdit } from '../model/repair.ts'
import type { FileTree, TreeEntry } from '../model/tree.ts'
import { BlobStore } from './blob-store.ts'
import { Git, type GitSetting } from './command.ts'
import { compare, type ComparedCommits, type CompareRequest } from './compare.ts'
import { readConfig, type ConfigValues } from './config-values.ts'
import { Disk } from './disk.ts'
import { readHead } from './head.ts'
import { readIntegration, type Integration } from './integration.ts'
import { EntryTree, WorkingEntry } from './entry-tree.ts'
import { parseLsTree } from './listing.ts'
import { fileVersions, type FileHistory } from './file-versions.ts'
import { fetchMissingBlobs } from './partial-clone.ts'
import {
  addSection,
  hooksFolder,
  readHook,
  readSettings,
  removeSection,
  type HooksFolder,
  type Setting,
} from './local-setup.ts'
import { records } from './path-bytes.ts'
import { addWorking, takeSnapshot, type Snapshot } from './snapshot.ts'
import { History } from './history.ts'
import { standing, type StandingRequest } from './standing.ts'
import { findWorkTree, type WorkTree } from './work-tree.ts'
import { apply } from './writing/apply.ts'
import { journalFolder } from './writing/journal.ts'
import { locked, type Owner } from './writing/lock.ts'
import { rollBack, type Workbench } from './writing/roll-back.ts'
import type { OnWrite } from './writing/writer.ts'

/**
 * A user's repository, looked at and, but for `apply` and `rollBack`, never written. Objects may come in: with `fetch`, history and the target's
 * ref; in a partial clone, the blobs that are read, as with any git command there.
 */
export interface Repository {
  /** The absolute path of the work tree's top. */
  readonly root: string
  /** The tree of a commit, by its full id. */
  commitTree(commit: string): Promise<FileTree>
  /** The tree of HEAD; undefined where the branch is unborn. */
  headTree(): Promise<FileTree | undefined>
  /** What a commit would record now; GIT_INDEX_FILE counts. */
  indexTree(): Promise<FileTree>
  /**
   * Tracked files as they are on disk, untracked ones that are not ignored, and ignored ones in the folders
   * that `ignoredIn` names.
   */
  workingTree(ignoredIn?: readonly string[]): Promise<FileTree>
  /** Paths that git does not track, ignored or not, below the named folders and nowhere else. Sorted. */
  untrackedIn(directories: readonly string[]): Promise<readonly string[]>
  /**
   * Loads the blobs of regular files that `wanted` names in any of `trees`, those that the work tree does not
   * hold in one batch. From then on `read` of these is quick; of others it still works, a process each.
   * @throws CannotCheckError where git does not have one
   */
  prefetch(trees: readonly FileTree[], wanted: (path: string, entry: TreeEntry) => boolean): Promise<void>
  /** Which commits to compare; see `compare.ts`. */
  compare(request: CompareRequest): Promise<ComparedCommits>
  /** What git is in the middle of, or what its last commit joined; see `integration.ts`. */
  integration(): Promise<Integration | undefined>
  /** Trees of nothing but the paths in conflict that both sides of a merge added. */
  bothAdded(): Promise<{ readonly ours: FileTree; readonly theirs: FileTree }>
  /** For how many days a branch has had files, as `standing` says; nothing is asked where there are none. */
  standing(request: StandingRequest): Promise<ReadonlyMap<string, number>>
  /** What the commits up to HEAD made of the files below folders; nothing before the first commit. See `file-versions.ts`. */
  fileVersions(directories: readonly string[]): Promise<FileHistory>
  /** The bytes of blobs that were just named; of one that is too large, nothing. */
  blobs(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>
  /** The folder in which git looks for this repository's hooks. */
  hooksFolder(): Promise<HooksFolder>
  /** The text of the hook of this name that git would run; undefined where it would run none. */
  hook(name: string): Promise<string | undefined>
  /** A section of the repository's own config. Adding one that is not there is done whole or not at all. */
  readonly localConfig: {
    read(section: string): Promise<readonly Setting[]>
    add(section: string, settings: readonly Setting[]): Promise<void>
    remove(section: string): Promise<void>
  }
  /**
   * Makes edits in the working tree, and the index follows: all of them or none. Trees that were taken before know
   * nothing of it.
   * @throws CannotCheckError where a file is not what was read any more, or where something cannot be written
   */
  apply(edits: readonly FileEdit[], options?: WriteOptions): void
  /** Undoes what an interrupted `apply` has left; gives whether there was anything. */
  rollBack(options?: WriteOptions): boolean
}

export interface WriteOptions {
  /** The process that writes: no two do so at the same time. */
  readonly owner?: Owner | undefined
  readonly onWrite?: OnWrite | undefined
}

/**
 * Opens the repository that `cwd` lies in.
 * @throws UsageError where there is none or it has no work tree
 * @throws CannotCheckError where git is not on the PATH, or refuses the repository (owned by another user)
 */
export async function openRepository(setting: {
  readonly cwd: string
  /** The user's environment: a hook's GIT_DIR and GIT_INDEX_FILE count. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Is given every git command with its time. */
  readonly debug?: ((line: string) => void) | undefined
}): Promise<Repository> {
  const workTree = await findWorkTree(setting)
  const git = new Git({ ...setting, cwd: workTree.root, env: hookEnvironment(setting, workTree) })
  const config = await readConfig(git)
  return new GitRepository(git.with({ config: config.withoutFilters }), workTree, config, setting.env)
}

/** A relative GIT_DIR means another folder as soon as git runs at the root, so both are made absolute. */
function hookEnvironment({ env }: GitSetting, workTree: WorkTree): GitSetting['env'] {
  if (!env.GIT_DIR) return env
  return { ...env, GIT_DIR: workTree.gitDirectory, GIT_WORK_TREE: workTree.root }
}

class GitRepository implements Repository {
  readonly root: string
  readonly #git: Git
  readonly #workTree: WorkTree
  readonly #config: ConfigValues
  readonly #env: GitSetting['env']
  readonly #disk: Disk
  readonly #blobs: BlobStore
  readonly #commits = new Map<string, Promise<FileTree>>()
  #snapshot: Promise<Snapshot> | undefined

  constructor(git: Git, workTree: WorkTree, config: ConfigValues, env: GitSetting['env']) {
    this.root = workTree.root
    this.#git = git
    this.#workTree = workTree
    this.#config = config
    this.#env = env
    this.#disk = new Disk(workTree.root)
    this.#blobs = new BlobStore(git, this.#disk, workTree.objectFormat)
  }

  commitTree(commit: string): Promise<FileTree> {
    let tree = this.#commits.get(commit)
    if (!tree) this.#commits.set(commit, (tree = this.#readCommit(commit)))
    return tree
  }

  async headTree(): Promise<FileTree | undefined> {
    const { status } = await this.#takeSnapshot()
    return status.head === undefined ? undefined : this.commitTree(status.head)
  }

  async indexTree(): Promise<FileTree> {
    const { index } = await this.#takeSnapshot()
    return new EntryTree('the index', index, this.#blobs)
  }

  async workingTree(ignoredIn: readonly string[] = []): Promise<FileTree> {
    const { working } = await this.#takeSnapshot()
    const entries = new Map(working)
    for (const path of await this.untrackedIn(ignoredIn)) {
      if (!entries.has(path)) addWorking(entries, path, false, this.#disk, this.#blobs)
    }
    return new EntryTree('the working tree', entries, this.#blobs)
  }

  async untrackedIn(directories: readonly string[]): Promise<readonly string[]> {
    // The names of folders go to git as arguments, which cannot hold bytes that are not UTF-8.
    const named = directories.filter((directory) => !/\p{Cs}/u.test(directory))
    if (named.length === 0) return []
    const pathspecs = named.map((directory) => (directory === '' ? '.' : directory))
    const { stdout } = await this.#git.run([
      '--literal-pathspecs',
      'ls-files',
      '--others',
      '-z',
      '--',
      ...pathspecs,
    ])
    return records(stdout)
      .filter((path) => !path.endsWith('/'))
      .sort()
  }

  async prefetch(
    trees: readonly FileTree[],
    wanted: (path: string, entry: TreeEntry) => boolean,
  ): Promise<void> {
    const ids = new Set<string>()
    for (const tree of trees) {
      for (const path of tree.paths) {
        const entry = tree.entry(path)
        if (entry?.kind === 'file' && !(entry instanceof WorkingEntry) && wanted(path, entry))
          ids.add(entry.id)
      }
    }
    const absent = this.#blobs.absent(ids)
    const remote = this.#config.promisor
    if (remote !== undefined && absent.length > 0) {
      const { status } = await this.#takeSnapshot()
      const commits = new Set(this.#commits.keys())
      if (status.head !== undefined) commits.add(status.head)
      await fetchMissingBlobs(this.#git, { remote, commits: [...commits], wanted: absent })
    }
    await this.#blobs.load(absent)
  }

  async compare(request: CompareRequest): Promise<ComparedCommits> {
    const { status } = await this.#takeSnapshot()
    return compare(request, {
      git: this.#git,
      workTree: this.#workTree,
      remotes: this.#config.remotes,
      status,
    })
  }

  async standing(request: StandingRequest): Promise<ReadonlyMap<string, number>> {
    if (request.paths.length === 0) return new Map()
    const isShallow = new History(this.#git, this.#workTree).shallowBoundary().length > 0
    return standing(this.#git, request, isShallow)
  }

  async integration(): Promise<Integration | undefined> {
    const { status } = await this.#takeSnapshot()
    return readIntegration(this.#git, this.#workTree, readHead(status, this.#workTree), this.#env)
  }

  async bothAdded(): Promise<{ ours: FileTree; theirs: FileTree }> {
    const { ours, theirs } = (await this.#takeSnapshot()).bothAdded
    return {
      ours: new EntryTree('HEAD', ours, this.#blobs),
      theirs: new EntryTree('what comes in', theirs, this.#blobs),
    }
  }

  async fileVersions(directories: readonly string[]): Promise<FileHistory> {
    const { status } = await this.#takeSnapshot()
    const isCut = new History(this.#git, this.#workTree).shallowBoundary().length > 0
    if (status.head === undefined) return { versions: new Map(), isCut }
    return { versions: await fileVersions(this.#git, directories), isCut }
  }

  async blobs(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    await this.#blobs.load(this.#blobs.absent(ids))
    return new Map(
      ids.flatMap((id) => {
        const bytes = this.#blobs.read(id)
        return bytes ? [[id, bytes] as const] : []
      }),
    )
  }

  hooksFolder(): Promise<HooksFolder> {
    return hooksFolder(this.#git, this.#workTree)
  }

  async hook(name: string): Promise<string | undefined> {
    return readHook((await this.hooksFolder()).path, name)
  }

  readonly localConfig: Repository['localConfig'] = {
    read: (section) => readSettings(this.#git, section),
    add: (section, settings) => addSection(this.#git, section, settings),
    remove: (section) => removeSection(this.#git, section),
  }

  apply(edits: readonly FileEdit[], { owner, onWrite }: WriteOptions = {}): void {
    this.#alone(owner, () => apply(edits, this.#bench(onWrite)))
  }

  rollBack({ owner, onWrite }: WriteOptions = {}): boolean {
    return this.#alone(owner, () => rollBack(this.#bench(onWrite)))
  }

  #alone<Result>(owner: Owner | undefined, work: () => Result): Result {
    return owner ? locked(`${journalFolder(this.#workTree.gitDirectory)}.lock`, owner, work) : work()
  }

  #bench(onWrite: OnWrite | undefined): Workbench {
    const { gitDirectory, objectFormat } = this.#workTree
    // What is known of the folders may have been true when the trees were read.
    const disk = new Disk(this.root)
    return { git: this.#git, disk, format: objectFormat, folder: journalFolder(gitDirectory), onWrite }
  }

  async #readCommit(commit: string): Promise<FileTree> {
    const { stdout } = await this.#git.run(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit])
    const entries = new Map<string, TreeEntry>()
    for (const { path, id, kind } of parseLsTree(stdout)) entries.set(path, { id, kind, tracked: true })
    return new EntryTree(commit.slice(0, 7), entries, this.#blobs)
  }

  #takeSnapshot(): Promise<Snapshot> {
    return (this.#snapshot ??= takeSnapshot(this.#git, this.#disk, this.#blobs))
  }
}
