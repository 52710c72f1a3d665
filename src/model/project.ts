import type { Database } from './database.ts'
import type { Drift } from './drift.ts'
import { MigrationGraph } from './graph.ts'
import type { InvalidOperation } from './invalid-operation.ts'
import type { Migration, MigrationId, Unresolved } from './migration.ts'
import type { Place } from './place.ts'
import type { Plan } from './plan.ts'
import type { Recipes } from './recipes.ts'
import type { SquashOutcome } from './squash.ts'
import type { SquashRequest, SquashWriting } from './squash-writing.ts'
import type { Writing, WritingOptions } from './writing.ts'

/** An app: the unit in which a framework keeps a chain of migrations of its own. */
export interface App {
  readonly label: string
  /** The folder that holds the migrations. */
  readonly directory: string
  /** The files that declare the app's models. */
  readonly modelPaths: readonly string[]
  /** The models whose tables the app's migrations leave in a database; undefined where that is not known. */
  readonly remainingModels?: readonly string[] | undefined
}

/** A file among the migrations that the runner refuses (`unloadable`), or that this tool cannot read (`unreadable`). */
export interface LoadProblem {
  readonly kind: 'unloadable' | 'unreadable'
  readonly app: string
  readonly name: string
  readonly place: Place
  /** What is wrong, as a sentence without its full stop. */
  readonly message: string
  readonly help: string
  readonly related?: readonly { readonly message: string; readonly place: Place }[]
}

/** The table in which a runner records what it has run, a row each. */
export interface RecordTable {
  readonly table: string
  readonly columns: {
    /** The label of the app. */
    readonly app: string
    readonly name: string
    /** When it was run: a date with a time. */
    readonly appliedAt: string
    /** What rises from row to row. */
    readonly order: string
  }
}

/** The graph as it is for a database that has run something, and what counts as run there. */
export interface DatabaseGraph {
  readonly graph: MigrationGraph
  readonly applied: ReadonlySet<MigrationId>
}

/**
 * What a framework's runner does with history: data, so that rules need not know which framework they look
 * at. The texts go into messages and help.
 */
export interface HistoryPolicy {
  /** How people call the framework: `Django`. */
  readonly framework: string
  /** Where the runner records what it has run: `the django_migrations table`. */
  readonly record: string
  /** The same for who reads it out of a database. Undefined where its rows do not say when they were written. */
  readonly recordTable: RecordTable | undefined
  /** Whether the runner compares bytes, so that an edit of comments or white space counts. */
  readonly checksums: boolean
  /** What the runner does with an applied migration whose file was edited, as a clause. */
  readonly editedEffect: string
  /** What the runner does with an applied migration whose file is gone, as a clause. */
  readonly deletedEffect: string
  /** What the runner does with an applied migration whose file has another name now, as a clause. */
  readonly renamedEffect: string
  /** What the runner does where an app with applied migrations has another label now, as a clause. */
  readonly relabelledEffect: string
  /** What the runner does with a project whose app has several leaf nodes, as a clause. */
  readonly severalLeavesEffect: string
  /** What the runner does where a dependency does not exist, as a clause. */
  readonly missingDependencyEffect: string
  /** What the runner does with migrations that depend on each other in a circle, as a clause. */
  readonly circularDependencyEffect: string
  /** What the runner does where only some of what a squash replaces was run and the replaced files are gone. */
  readonly partlySquashedEffect: string
  /** What the runner does where a migration was run and one that it depends on was not, as a clause. */
  readonly inconsistentEffect: string
  /** What the runner does where a squash is recorded and nothing of what it replaces is, as a clause. */
  readonly unrecordedPartsEffect: string
  /**
   * What comes of a new migration that runs before some that others have run, as a clause. Undefined where migrations say
   * themselves what they come after.
   */
  readonly lateEffect?: string
  /** What comes of two migrations of an app with one leading number, as a clause. */
  sameNumberEffect(app: string, number: string): string
  /** What every database has to have done before the files that a squash replaces may go, as a sentence. */
  readonly beforeSquashIsFinished: string
  /** How a data step says that a new database does not need it, as an imperative clause. */
  readonly dispensableStep: string
  /** A dependency on a migration, as it is written in a file. */
  dependency(app: string, name: string): string
  /** What a migration says, as it is written in a file, to stand in for another name of itself. */
  replacing(app: string, name: string): string
  /** How an app keeps its label after its folder got another name, as an imperative clause. */
  keepLabel(app: string): string
  /** The command that writes a new migration for an app. */
  newMigration(app: string): string
  /** The command that writes a new migration for code that changes data. */
  newDataMigration(app: string): string
  /** The command that writes a squash of migrations of an app. */
  squash(app: string): string
  /** The command that writes a migration that merges the leaf nodes of an app. */
  mergeLeaves(app: string): string
}

/** One project of a tree, with everything that its migrations say. */
export interface Project {
  /** The framework's name, for the summary only. */
  readonly framework: string
  /** The folder that the project lives in; `''` is the repository's root. */
  readonly root: string
  readonly apps: ReadonlyMap<string, App>
  readonly migrations: ReadonlyMap<MigrationId, Migration>
  readonly graph: MigrationGraph
  /**
   * The graph for a database with these rows. Undefined where it is the same for every database and a row means what it
   * says.
   */
  readonly graphFor?: ((recorded: ReadonlySet<MigrationId>) => DatabaseGraph) | undefined
  readonly history: HistoryPolicy
  readonly problems: readonly LoadProblem[]
  readonly unresolved: readonly Unresolved[]
  /**
   * How the models compare with the state that the migrations add up to: worked out when it is first asked for.
   * Undefined where the framework has no models to compare.
   */
  readonly drift?: Drift | undefined
  /**
   * Writes the migrations that take the project to its models, into no file. Undefined where the framework has no models
   * to compare.
   */
  readonly missingMigrations?: ((options: WritingOptions) => Writing) | undefined
  /**
   * Operations that cannot be applied to what comes before them, in the order in which they run: worked out when it is
   * first asked for. Undefined where the framework does not tell.
   */
  readonly invalidOperations?: readonly InvalidOperation[] | undefined
  /**
   * What the migrations do to a database, in the order in which an empty one runs them: worked out when it is first asked
   * for. Undefined where the framework does not tell.
   */
  readonly plan?: Plan | undefined
  /**
   * What comes of running a squash, beside what comes of running the migrations that it replaces, all of which have to be
   * there: worked out anew each time. Undefined where the framework does not tell.
   */
  readonly squashOutcome?: (squash: MigrationId) => SquashOutcome
  /** Writes a squash of migrations of an app, into no file. Undefined where the framework has no squashes. */
  readonly writeSquash?: ((request: SquashRequest) => SquashWriting) | undefined
  /** What the runner does with a squash that replaces a squash, as a clause; undefined where it can do that. */
  readonly nestedSquashEffect?: string | undefined
  /** The databases that the project is set up for; empty where nothing tells. */
  readonly databases?: readonly Database[]
  /** The framework's safe ways; undefined where the framework has no plan. */
  readonly recipes?: Recipes | undefined
}

/** The same project with nothing in it: what is left where a project was removed from the tree. */
export function emptyProject({
  framework,
  root,
  history,
}: Pick<Project, 'framework' | 'root' | 'history'>): Project {
  return {
    framework,
    root,
    history,
    apps: new Map(),
    migrations: new Map(),
    graph: new MigrationGraph(),
    problems: [],
    unresolved: [],
  }
}
