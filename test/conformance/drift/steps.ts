import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** An operation that Django would write. */
export interface Operation {
  readonly operation: string
  readonly app: string
  readonly model: string
  readonly name?: string
  readonly attributes?: readonly string[]
  /** As Django's writer formats it. */
  readonly source?: string
}

/** What Django says of one tree: what `makemigrations --noinput` would write. */
export interface Verdict {
  readonly operations: readonly Operation[]
  /** The files that `makemigrations` writes for them at 2020-01-02 03:04, by path. */
  readonly migrations?: Readonly<Record<string, string>>
}

/** One step of a project that was made up; `files` holds what changed since the step before, null what is gone. */
export interface Step extends Verdict {
  readonly seed: number
  readonly step: number
  readonly edits: readonly string[]
  readonly files: Readonly<Record<string, string | null>>
}

export type Files = ReadonlyMap<string, string>

/** The steps with the whole of their files. */
export async function* withFiles(steps: AsyncIterable<Step> | Iterable<Step>): AsyncGenerator<[Step, Files]> {
  let files = new Map<string, string>()
  for await (const step of steps) {
    files = step.step === 0 ? new Map() : new Map(files)
    for (const [path, text] of Object.entries(step.files)) {
      if (text === null) files.delete(path)
      else files.set(path, text)
    }
    yield [step, files]
  }
}

const script = resolve('test/conformance/drift/generate.py')
const environment = { PATH: process.env['PATH'] ?? '', PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' }

/** Steps of projects with consecutive seeds, made by the Django that `python` imports. */
export async function* inventSteps(
  python: string,
  first: number,
  seeds: number,
  steps: number,
): AsyncGenerator<Step> {
  const numbers = ['--seed', first, '--seeds', seeds, '--steps', steps].map(String)
  const child = spawn(python, [script, 'invent', ...numbers], {
    env: environment,
    stdio: ['ignore', 'pipe', process.env['CONFORMANCE_DEBUG'] ? 'inherit' : 'ignore'],
  })
  const ended = new Promise<number | null>((settle) => child.on('close', settle))
  let isWhole = false
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Step
    isWhole = true
  } finally {
    if (!isWhole) child.kill()
  }
  const status = await ended
  if (status !== 0) throw new Error(`${script} ended with ${status ?? 'a signal'}`)
}

/** The first steps of a file that `generate.py invent` printed. */
export function readSteps(file: string, count: number): Step[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.slice(0, count).map((line) => JSON.parse(line) as Step)
}

/** Asks one Django about tree after tree. */
export class DjangoOracle {
  readonly #child
  readonly #lines

  constructor(python: string) {
    this.#child = spawn(python, [script, 'ask'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /** Undefined where Django cannot import or compare it. */
  async verdict(files: Files): Promise<Verdict | undefined> {
    this.#child.stdin.write(JSON.stringify({ files: Object.fromEntries(files) }) + '\n')
    const answer = await this.#lines.next()
    if (answer.done) throw new Error('the oracle ended')
    const said = JSON.parse(answer.value) as Verdict | { error: string }
    return 'error' in said ? undefined : said
  }

  end(): void {
    this.#child.stdin.end()
  }
}
