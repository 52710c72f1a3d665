import { shellWord, type Git } from './command.ts'
import type { RemoteBranch } from './base-steps.ts'

/** How much history is brought in by each step, in commits; after the last one, all of it. */
const deepenSteps: readonly (number | 'all')[] = [50, 500, 'all']

/** The command that a person runs to bring a branch in, and all history where the clone is shallow. */
export function fetchCommand({ remote, branch }: RemoteBranch, { shallow }: { shallow: boolean }): string {
  const refspec = `${branch}:refs/remotes/${remote}/${branch}`
  return `git fetch ${shallow ? '--unshallow ' : ''}${shellWord(remote)} ${shellWord(refspec)}`
}

/** Brings in what is missing: the only part of this tool that writes into a repository, and only with `--fetch`. */
export class Fetcher {
  readonly #git: Git

  constructor(git: Git) {
    this.#git = git
  }

  /** @throws CannotCheckError with git's own text where the remote does not have the branch, or cannot be reached */
  async branch(branch: RemoteBranch): Promise<void> {
    await this.#fetch([], branch.remote, [refspec(branch)])
  }

  /** Brings in one commit by its full id, where the server gives it; false where it does not. */
  async commit(remote: string, id: string): Promise<boolean> {
    return this.#try([], remote, [id])
  }

  /** Brings in history, step by step, until `enough` or until there is no more. `tip` is the local end of it. */
  async deepen(
    target: RemoteBranch | undefined,
    setting: { readonly remote: string; readonly tip: string },
    enough: () => Promise<boolean>,
  ): Promise<void> {
    const specs = target ? [refspec(target)] : []
    for (const step of deepenSteps) {
      if (step === 'all') {
        await this.#fetch(['--unshallow'], setting.remote, specs)
        return
      }
      // The server need not know the local tip, or give it by id: then the target's side alone is deepened.
      const deepen = [`--deepen=${step}`]
      if (!(await this.#try(deepen, setting.remote, [...specs, setting.tip]))) {
        await this.#fetch(deepen, setting.remote, specs)
      }
      if (await enough()) return
    }
  }

  /** The branch that the remote's HEAD points to. */
  async defaultBranch(remote: string): Promise<RemoteBranch | undefined> {
    const { stdout } = await this.#git.run(['ls-remote', '--symref', '--', remote, 'HEAD'])
    const [, branch] = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(stdout.toString('utf8')) ?? []
    return branch === undefined ? undefined : { remote, branch }
  }

  async #fetch(options: readonly string[], remote: string, specs: readonly string[]): Promise<void> {
    await this.#git.run(command(options, remote, specs))
  }

  async #try(options: readonly string[], remote: string, specs: readonly string[]): Promise<boolean> {
    const { exitCode } = await this.#git.run(command(options, remote, specs), { accept: 'any' })
    return exitCode === 0
  }
}

function command(options: readonly string[], remote: string, specs: readonly string[]): string[] {
  return ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', ...options, '--', remote, ...specs]
}

function refspec({ remote, branch }: RemoteBranch): string {
  return `+refs/heads/${branch}:refs/remotes/${remote}/${branch}`
}
