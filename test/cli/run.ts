import { main } from '../../src/cli/main.ts'
import type { Io } from '../../src/cli/io.ts'
import type { GitRepository } from '../support/git-repository.ts'

export interface Outcome {
  readonly code: number
  /** With the time that a run took taken out. */
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly tty?: boolean
  readonly stdin?: Io['stdin']
}

/** Runs the program in a repository as its binary does, with streams that remember. */
export async function run(
  argv: readonly string[],
  repository: GitRepository,
  { env = {}, cwd = repository.root, tty = false, stdin }: RunOptions = {},
): Promise<Outcome> {
  const texts = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (texts[name] += text), isTTY: tty })
  const code = await main({
    argv,
    cwd,
    env: { ...repository.env, ...env },
    stdout: stream('out'),
    stderr: stream('err'),
    stdin,
  })
  return { code, out: texts.out.replace(/ in \d+\.\d s\.$/m, ' in 0.1 s.'), err: texts.err }
}
