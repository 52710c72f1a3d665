import { CannotCheckError } from '../model/errors.ts'
import { gitText, type Git } from './command.ts'
import { records } from './path-bytes.ts'

/** What the effective config says, as far as this tool needs it. */
export interface ConfigValues {
  readonly remotes: readonly string[]
  /** The remote that a partial clone left blobs at. */
  readonly promisor: string | undefined
  /** Settings that switch every configured filter off, as `key=value`. */
  readonly withoutFilters: readonly string[]
}

/** Reads the effective config: one command, and one that runs nothing. */
export async function readConfig(git: Git): Promise<ConfigValues> {
  const { stdout } = await git.run(['config', '--list', '-z'])
  const remotes = new Set<string>()
  const withoutFilters = new Set<string>()
  let promisor: string | undefined
  for (const record of records(stdout)) {
    const [key, value] = splitOnce(record, '\n')
    const [, section, name, variable] = /^(\w+)\.(.*)\.([^.]+)$/s.exec(key) ?? []
    if (section === 'remote' && variable === 'url') remotes.add(name!)
    if (section === 'remote' && variable === 'promisor' && value !== 'false') promisor = name!
    if (section === 'filter') for (const setting of switchedOff(name!)) withoutFilters.add(setting)
  }
  return { remotes: [...remotes], promisor, withoutFilters: [...withoutFilters] }
}

/**
 * `git status` and `git hash-object` run a file's `clean` filter where its time stamp does not settle that it is
 * unchanged. A filter with empty commands passes bytes through (`apply_filter` in convert.c, git 2.39), so a
 * file under a filter (git-lfs, git-crypt) is judged by the bytes that lie on disk.
 */
function switchedOff(filter: string): string[] {
  if (filter.includes('=')) {
    throw new CannotCheckError(
      `The git config has a filter with an equals sign in its name, which cannot be switched off: ${gitText(filter)}`,
      'Give the filter another name.',
    )
  }
  return [`filter.${filter}.clean=`, `filter.${filter}.process=`, `filter.${filter}.required=false`]
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
