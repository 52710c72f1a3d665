import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** What Django says of a pair of folders. */
export interface Said {
  readonly wrote: Readonly<Record<string, string>>
  readonly expected: {
    readonly leaves: Readonly<Record<string, readonly string[]>>
    readonly models: unknown
  }
  readonly given: Said['expected'] & { readonly error?: string }
}

/** Django, asked of one pair of folders after the other. */
export class RepairOracle {
  readonly #child
  readonly #lines

  constructor(python: string) {
    const script = resolve('test/conformance/repair/repair_oracle.py')
    this.#child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  async ask(fixed: string, merged: string): Promise<Said> {
    this.#child.stdin.write(`${JSON.stringify({ fixed, merged })}\n`)
    const line = await this.#lines.next()
    if (line.done) throw new Error('the oracle ended')
    return JSON.parse(line.value) as Said
  }

  end(): void {
    this.#child.stdin.end()
  }
}
