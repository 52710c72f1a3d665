import type { Modules } from './modules.ts'

/** What is installed for a project's Python beside the repository: a virtual environment, read and never run. */
export interface Environment {
  /** What a message calls it: `.venv`. */
  readonly name: string
  /** The installed version of a distribution, by its name in normal form (PEP 503); undefined where it is not there. */
  versionOf(distribution: string): string | undefined
  /** The modules of a tree, with those that are installed behind them. */
  behind(own: Modules): Modules
}
