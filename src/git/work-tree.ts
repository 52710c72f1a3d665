import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotCheckError, UsageError } from '../model/errors.ts'
import { Git, gitText, shellWord, type GitSetting } from './command.ts'
import type { ObjectFormat } from './object-id.ts'

/** Where a repository's parts lie, all absolute. */
export interface WorkTree {
  readonly root: string
  /** This work tree's own part of the repository: HEAD, MERGE_HEAD, the state of a rebase. */
  readonly gitDirectory: string
  /** What all linked work trees share: objects and refs. */
  readonly commonDirectory: string
  readonly objectFormat: ObjectFormat
  readonly shallow: boolean
}

/**
 * Finds the work tree that `cwd` lies in, as git itself does (GIT_DIR and GIT_WORK_TREE count).
 * @throws UsageError where there is none; CannotCheckError where git is not there or refuses
 */
export async function findWorkTree(setting: GitSetting): Promise<WorkTree> {
  if (!statSync(setting.cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`There is no folder ${setting.cwd}.`)
  }
  const { stdout, stderr, exitCode } = await new Git(setting).run(
    [
      'rev-parse',
      '--is-bare-repository',
      '--is-shallow-repository',
      '--show-object-format',
      '--absolute-git-dir',
      '--git-common-dir',
      '--show-toplevel',
    ],
    { accept: 'any' },
  )
  const lines = stdout.toString('utf8').split('\n').slice(0, -1)
  if (exitCode !== 0) throw notUsable(setting.cwd, lines, stderr)
  const [, shallow, format, gitDirectory, commonDirectory, root] = lines
  if (lines.length !== 6) {
    throw new CannotCheckError(`The path of this repository holds a line break: ${setting.cwd}.`, 'Move it.')
  }
  return {
    root: resolve(root!),
    gitDirectory: gitDirectory!,
    commonDirectory: resolve(setting.cwd, commonDirectory!),
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
    shallow: shallow === 'true',
  }
}

function notUsable(cwd: string, lines: readonly string[], stderr: string): Error {
  const text = gitText(stderr)
  const [summary = ''] = text.split('\n')
  const owner = /dubious ownership in repository at '(.*)'/.exec(summary)
  if (owner) {
    return new CannotCheckError(
      `git refuses this repository: ${summary}`,
      `If you trust it, run: git config --global --add safe.directory ${shellWord(owner[1]!)}`,
    )
  }
  if (lines[0] === 'true') {
    return new UsageError(
      `${cwd} is in a bare repository, which has no files to check.`,
      'Run it in a clone, or add a work tree: git worktree add <folder>',
    )
  }
  if (lines.length > 0) {
    return new UsageError(
      `${cwd} is not in a work tree: ${summary}`,
      "Run it in the folder that holds the project's files, or name that folder with --cwd.",
    )
  }
  if (summary.includes('not a git repository')) {
    return new UsageError(
      `${cwd} is not in a git repository: ${summary}`,
      'Run it in a clone of the project, or name the folder of one with --cwd.',
    )
  }
  return new CannotCheckError(`git cannot read the repository at ${cwd}: ${text || 'it said nothing'}`)
}
