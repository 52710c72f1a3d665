import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Git } from './command.ts'
import type { WorkTree } from './work-tree.ts'

/** The commits that a comparison starts from: the target's tip, and the parents of the commit being made. */
export interface Ends {
  readonly target: string
  /** HEAD, and MERGE_HEAD while a merge is in progress. */
  readonly heads: readonly string[]
}

/** Questions about commits. */
export class History {
  readonly #git: Git
  readonly #commonDirectory: string

  constructor(git: Git, workTree: WorkTree) {
    this.#git = git
    this.#commonDirectory = workTree.commonDirectory
  }

  /**
   * Revision -> full commit id, for those that there are; one process for all. They go in by standard input,
   * so none can be taken for an option.
   */
  async resolve(revisions: Iterable<string>): Promise<ReadonlyMap<string, string>> {
    const asked = [...new Set(revisions)].filter((revision) => revision !== '' && !/[\0\n]/.test(revision))
    if (asked.length === 0) return new Map()
    const { stdout } = await this.#git.run(['cat-file', '--batch-check'], {
      input: asked.map((revision) => `${revision}^{commit}\n`).join(''),
    })
    const lines = stdout.toString('utf8').split('\n')
    return new Map(
      asked.flatMap((revision, at) => {
        const [, id] = /^([0-9a-f]{40,64}) commit \d+$/.exec(lines[at] ?? '') ?? []
        return id === undefined ? [] : [[revision, id] as const]
      }),
    )
  }

  /** The best common ancestors of the target and of the commit that is being made of `heads`. */
  async mergeBases({ target, heads }: Ends): Promise<readonly string[]> {
    const { stdout } = await this.#git.run(['merge-base', '--all', target, ...heads], { accept: [0, 1] })
    return lines(stdout)
  }

  /** Commits whose parents a shallow clone left out. Read anew each time, for a fetch moves the boundary. */
  shallowBoundary(): readonly string[] {
    try {
      return lines(readFileSync(join(this.#commonDirectory, 'shallow')))
    } catch {
      return []
    }
  }

  /**
   * Whether more history could bring better merge bases to light. In a shallow clone git takes the boundary's
   * commits for roots. What lies behind a boundary commit that is an ancestor of the merge bases cannot be
   * better than they are; what lies behind any other one may. Where one end is the other's ancestor, it is the
   * best there can be.
   */
  async mayHideBetter(bases: readonly string[], { target, heads }: Ends): Promise<boolean> {
    const boundary = new Set(this.shallowBoundary())
    if (boundary.size === 0 || bases.includes(target)) return false
    if (heads.length === 1 && bases.includes(heads[0]!)) return false
    const { stdout } = await this.#git.run(['rev-list', target, ...heads, '--not', ...bases])
    return lines(stdout).some((commit) => boundary.has(commit))
  }
}

function lines(output: Buffer): string[] {
  return output.toString('latin1').split('\n').filter(Boolean)
}
