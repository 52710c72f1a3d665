import { spawnSync } from 'node:child_process'
import { simpleGit } from 'simple-git'
import { CannotCheckError } from '../model/errors.ts'
import { allowances, gitEnvironment, hardenedConfig } from './hardening.ts'

export interface GitSetting {
  /** The folder that git runs in; it has to exist. */
  readonly cwd: string
  /** The user's environment. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Is given every command with its time, a line each. */
  readonly debug?: ((line: string) => void) | undefined
  /** More settings, as `key=value`. */
  readonly config?: readonly string[]
}

export interface GitOutput {
  /** Bytes, since file names are bytes. */
  readonly stdout: Buffer
  readonly stderr: string
  readonly exitCode: number
}

export interface RunOptions {
  readonly input?: string
  /** Exit codes that are answers; any other throws. Only 0 unless told. */
  readonly accept?: readonly number[] | 'any'
}

const outputLimit = 2 ** 30

/** Runs git, hardened, in one folder. Everything that this tool asks of git goes through here. */
export class Git {
  readonly #setting: GitSetting
  readonly #env: Readonly<Record<string, string>>
  readonly #config: readonly string[]

  constructor(setting: GitSetting) {
    this.#setting = setting
    this.#env = gitEnvironment(setting.env)
    this.#config = [...hardenedConfig, ...(setting.config ?? [])]
  }

  /** The same git in another folder or environment, or with more config. */
  with(changes: Partial<GitSetting>): Git {
    const config = [...(this.#setting.config ?? []), ...(changes.config ?? [])]
    return new Git({ ...this.#setting, ...changes, config })
  }

  /** @throws CannotCheckError with git's own text, where git fails or is not there. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<GitOutput> {
    const started = performance.now()
    let output: GitOutput = { stdout: Buffer.alloc(0), stderr: '', exitCode: -1 }
    const git = simpleGit({
      baseDir: this.#setting.cwd,
      config: [...this.#config],
      unsafe: allowances,
      allowEnvironment: Object.keys(this.#env),
      completion: { onExit: false },
      ...(options.input === undefined ? {} : { input: () => options.input }),
      // The only hook that sees a finished command's bytes and exit code; what is an error is decided below.
      errors: (_error, { stdOut, stdErr, exitCode }) => {
        output = { stdout: Buffer.concat(stdOut), stderr: Buffer.concat(stdErr).toString('utf8'), exitCode }
        return undefined
      },
    })
    // simple-git waits another 50 ms for a command that printed nothing, unless it hears of its output.
    git.outputHandler((_binary, stdout) => stdout.once('end', () => stdout.emit('data', Buffer.alloc(0))))
    await git.env({ ...this.#env }).raw([...args])
    return this.#finish(args, options, output, started)
  }

  /** As `run`, at once: for the rare object that nobody foresaw. */
  runSync(args: readonly string[], options: { readonly input?: Uint8Array } = {}): Buffer {
    const started = performance.now()
    const config = this.#config.flatMap((setting) => ['-c', setting])
    const { stdout, stderr, status, error } = spawnSync('git', [...config, ...args], {
      cwd: this.#setting.cwd,
      env: this.#env,
      maxBuffer: outputLimit,
      windowsHide: true,
      ...(options.input ? { input: options.input } : {}),
    })
    if (error) throw failure(args, error.message)
    const output = { stdout, stderr: stderr.toString('utf8'), exitCode: status ?? -1 }
    return this.#finish(args, {}, output, started).stdout
  }

  #finish(args: readonly string[], options: RunOptions, output: GitOutput, started: number): GitOutput {
    const milliseconds = Math.round(performance.now() - started)
    this.#setting.debug?.(`git ${args.map(shellWord).join(' ')} (${milliseconds} ms)`)
    const accept = options.accept ?? [0]
    if (output.exitCode < 0) throw failure(args, output.stderr)
    if (accept !== 'any' && !accept.includes(output.exitCode)) throw failure(args, output.stderr)
    return output
  }
}

function failure(args: readonly string[], stderr: string): CannotCheckError {
  if (/\bspawn\S* git\b.* ENOENT/.test(stderr) || stderr.includes('spawnSync git ENOENT')) {
    return new CannotCheckError(
      'git was not found on the PATH.',
      'Install git (https://git-scm.com/downloads), or put the folder that holds it on the PATH.',
    )
  }
  const words = args.slice(0, 2).filter((arg) => /^[\w-]+$/.test(arg))
  return new CannotCheckError(`git ${words.join(' ')} failed: ${gitText(stderr) || 'it said nothing'}`)
}

/** What git said, fit for a message: without its `fatal:` and without control characters. */
export function gitText(stderr: string): string {
  return printable(stderr.replace(/^(fatal|error): /gm, '')).trim()
}

/** Text of strangers (names of refs and files, what a server says), without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '?')
}

/** A word as a POSIX shell has to be given it: names of refs and files are whatever people type. */
export function shellWord(word: string): string {
  const visible = printable(word).replace(/[\n\t]/g, '?')
  return /^[\w@%+=:,./^{}~-]+$/.test(visible) ? visible : `'${visible.replaceAll("'", String.raw`'\''`)}'`
}
