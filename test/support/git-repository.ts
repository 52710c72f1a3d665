import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** What a file of a commit holds; `null` deletes it. */
export type FileContents = Readonly<Record<string, string | Uint8Array | null>>

/** A new folder that is removed when the running test ends. Symbolic links in its path are resolved. */
export function temporaryFolder(): string {
  const folder = newFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

/** As `temporaryFolder`, for `beforeAll` and scripts: whoever calls it removes it. */
export function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'migration-lint-')))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/**
 * A real repository, so that a test reads like a transcript:
 *
 *     const repo = makeRepository()
 *     repo.commit('first', { 'shop/migrations/0001_initial.py': '...' })
 *     repo.git('checkout -b feature')
 *     repo.write({ 'shop/models.py': '...' })
 *
 * Nothing of the user's or the machine's git config is seen, and no variable of a CI or of a running hook:
 * `env` is what a command under test should be given too. Clocks stand still but for a second a commit.
 */
export class GitRepository {
  readonly root: string
  readonly env: Record<string, string>
  #commits = 0

  constructor(root: string, env: Record<string, string>) {
    this.root = root
    this.env = env
  }

  /**
   * Runs git and gives its output without the last line break. A string is split at spaces; use an array where an
   * argument holds one. Throws with git's own text when git fails.
   */
  git(command: string | readonly string[], options: { input?: string | Uint8Array } = {}): string {
    const result = this.try(command, options)
    if (result.status !== 0) {
      const words = typeof command === 'string' ? command : command.join(' ')
      throw new Error(`git ${words}: status ${result.status}\n${result.stdout}${result.stderr}`)
    }
    return result.stdout.replace(/\n$/, '')
  }

  /** As `git`, but a failure is an answer. */
  try(
    command: string | readonly string[],
    options: { input?: string | Uint8Array } = {},
  ): { status: number | null; stdout: string; stderr: string } {
    const args = typeof command === 'string' ? command.split(' ') : command
    const { status, stdout, stderr, error } = spawnSync('git', args, {
      cwd: this.root,
      env: { ...this.env, ...this.#dates() },
      input: options.input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (error) throw error
    return { status, stdout, stderr }
  }

  /** Writes files of the working tree, without staging them. */
  write(files: FileContents): this {
    for (const [path, contents] of Object.entries(files)) {
      const full = join(this.root, path)
      if (contents === null) rmSync(full)
      else {
        mkdirSync(dirname(full), { recursive: true })
        writeFileSync(full, contents)
      }
    }
    return this
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  /** Writes `files`, stages everything and commits; gives the commit's full id. */
  commit(message: string, files: FileContents = {}): string {
    this.write(files)
    this.git('add -A')
    this.git(['commit', '--quiet', '--allow-empty', '-m', message])
    this.#commits++
    return this.#newCommit() ?? this.commitId('HEAD')
  }

  /** The id of a commit that was just made, without asking git: its branch is a file of its own then. */
  #newCommit(): string | undefined {
    try {
      const folder = join(this.root, '.git')
      const head = readFileSync(join(folder, 'HEAD'), 'utf8').trim()
      const ref = /^ref: (refs\/.+)$/.exec(head)?.[1]
      return ref === undefined ? head : readFileSync(join(folder, ref), 'utf8').trim()
    } catch {
      return undefined
    }
  }

  commitId(revision: string): string {
    return this.git(['rev-parse', '--verify', `${revision}^{commit}`])
  }

  /** Installs a hook: a shell script without its first line. */
  hook(name: string, script: string): this {
    const path = join(this.root, '.git', 'hooks', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
    return this
  }

  /** Clones this repository beside itself: `repo.clone('clone', '--depth 1')`. By URL, so that depth and filters count. */
  clone(folder: string, options = ''): GitRepository {
    const into = join(dirname(this.root), folder)
    const words = options === '' ? [] : options.split(' ')
    this.git(['clone', '--quiet', ...words, this.url, into])
    return new GitRepository(into, this.env)
  }

  /** A copy of it in a new temporary folder: a start that many tests share is made once. */
  copy(): GitRepository {
    return this.copyInto(temporaryFolder())
  }

  /** The same in a folder that whoever calls it removes. */
  copyInto(folder: string): GitRepository {
    mkdirSync(folder, { recursive: true })
    const root = join(folder, basename(this.root))
    cpSync(this.root, root, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
    const copy = new GitRepository(root, isolatedEnvironment(folder))
    copy.#commits = this.#commits
    return copy
  }

  get url(): string {
    return `file://${this.root}`
  }

  /** Another work tree of the same repository, or any folder that git should see with the same environment. */
  at(folder: string): GitRepository {
    return new GitRepository(folder, this.env)
  }

  #dates(): Record<string, string> {
    const date = `${1_700_000_000 + this.#commits} +0000`
    return { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
  }
}

/** A new, empty repository on the branch `main`, removed when the running test ends. */
export function makeRepository(options = ''): GitRepository {
  return initRepository(temporaryFolder(), options)
}

/** A new, empty repository on the branch `main` in `<folder>/repository`. */
export function initRepository(folder: string, options = ''): GitRepository {
  const root = join(folder, 'repository')
  mkdirSync(root)
  const repository = new GitRepository(root, isolatedEnvironment(folder))
  repository.git(`init --quiet --template= --initial-branch=main${options === '' ? '' : ` ${options}`}`)
  return repository
}

/** An environment in which git reads no config but the repository's and `<folder>/gitconfig`. */
export function isolatedEnvironment(folder: string): Record<string, string> {
  const config = join(folder, 'gitconfig')
  writeFileSync(
    config,
    [
      '[user]',
      'name = Developer',
      'email = developer@example.com',
      '[protocol "file"]',
      'allow = always',
      // No process more than a test asks for, and nothing waits for the disk.
      '[gc]',
      'auto = 0',
      '[maintenance]',
      'auto = false',
      '[core]',
      'fsync = none',
    ].join('\n') + '\n',
  )
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    GIT_CONFIG_GLOBAL: config,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  }
}
