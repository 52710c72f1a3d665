import type { Database } from './database.ts'
import type { Migration, MigrationId } from './migration.ts'
import type { Place } from './place.ts'
import type { Project } from './project.ts'

/**
 * How much an edit of a committed migration matters, mildest first:
 * - `prescribed`: a step that the framework's documentation prescribes, such as finishing a squash
 * - `text`: same syntax tree or same values (formatting, comments, imports, type hints)
 * - `state`: nothing that a database sees when it runs forwards
 * - `unresolved`: whether a database sees it cannot be told without running code
 * - `graph`: the order or the ancestry of migrations
 * - `code`: what a data step runs
 * - `schema`: what a schema operation does to the database
 */
export const editGrades = ['prescribed', 'text', 'state', 'unresolved', 'graph', 'code', 'schema'] as const
export type EditGrade = (typeof editGrades)[number]

/** One thing that an edit changed. */
export interface EditPart {
  readonly grade: EditGrade
  /** What changed, as a clause without its full stop: ``max_length of `title` from 100 to 200``. */
  readonly message: string
  /** Where, at the head; at the base where the head no longer has it. */
  readonly place: Place
  readonly side: 'head' | 'base'
  /** Where the changed lines stood at the base, for a place at the head that had them. */
  readonly was?: Place | undefined
}

/** How a migration differs between two trees. `grade` is that of the gravest part. */
export interface Edit {
  readonly grade: EditGrade
  readonly parts: readonly EditPart[]
}

/** What happened to one migration between the merge base and the head. */
export type MigrationChange =
  | { readonly kind: 'added'; readonly head: Migration }
  | { readonly kind: 'deleted'; readonly base: Migration }
  | { readonly kind: 'edited'; readonly base: Migration; readonly head: Migration; readonly edit: Edit }
  | { readonly kind: 'renamed'; readonly base: Migration; readonly head: Migration; readonly edit?: Edit }

/**
 * The same project in up to four trees, and what happened to its migrations between the merge base and the
 * head. `base` is undefined where the project is new, `target` and `merged` where the target's tip is the
 * merge base itself (nothing happened there since).
 */
export interface ChangeSet {
  readonly base: Project | undefined
  readonly head: Project
  /** At the tip of the ref that the branch is to be merged into. */
  readonly target: Project | undefined
  /** As a merge of the head and the target's tip would leave it. */
  readonly merged: Project | undefined
  /** How messages call the sides: `origin/main`, `a1b2c3d`, `the working tree`. */
  readonly names: { readonly base: string; readonly head: string; readonly target: string }
  readonly changes: readonly MigrationChange[]
  /** By app label: the files that declare its models and differ from the merge base. */
  readonly changedModels: ReadonlyMap<string, readonly string[]>
  /**
   * For how many days the target has had some files, at least: one of `standingDays`, or 0. Those of squashes that what
   * they replace is beside, without those of which a shallow clone does not tell.
   */
  readonly standing: ReadonlyMap<string, number>
  /** The migrations whose effects are judged: those that the branch adds, or all of them where that was asked for. */
  readonly judged: ReadonlySet<MigrationId>
  /** Whether every migration is judged: then each as if it alone were new. */
  readonly judgesAll: boolean
  /** The databases that the migrations run on, by the config or else by the project; empty where nothing tells. */
  readonly databases: readonly Database[]
  /** Migrations in the working tree that git does not track, also where the head is the index. */
  readonly untracked: readonly Migration[]
}
