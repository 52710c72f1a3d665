import { basename, join } from 'node:path'
import { UsageError } from '../model/errors.ts'
import { mergeLeafFile, type LeafFileMerge } from '../merge-driver.ts'
import { conflictSides, type Sides } from '../repair/conflict-sides.ts'
import { visible, withoutCommands } from '../report/visible.ts'
import { wrap } from '../report/width.ts'
import { exitCodes } from './exit-code.ts'
import { isPlainFile, readText, writeAtomically } from './files.ts'
import { widthOf, type Io } from './io.ts'

/** What git hands a merge driver: `%A`, `%L` and `%P` of gitattributes(5). */
export interface MergeDriverArguments {
  /** The file that is to hold the outcome; so far it holds what `git merge-file` made of both sides. */
  readonly file: string
  readonly markerSize: number
  readonly path: string
}

/**
 * Settles a conflict in a file that names an app's last migration, as far as that is possible while git merges. Only
 * `file` is written, and only where one side's migration comes after the other's.
 *
 * @returns 0 where git may go on; 1 where the conflict stays
 */
export async function mergeDriverCommand(given: MergeDriverArguments, io: Io): Promise<number> {
  const { file, markerSize, path } = given
  // git makes its files in the folder in which it runs drivers; whoever else calls this gets no other written.
  const full = join(io.cwd, file)
  if (basename(file) !== file || !(await isPlainFile(full)))
    throw new UsageError(
      `${file} is no file that git merges in.`,
      'This is for git to call: `migration-lint init --merge-driver` tells it how.',
    )
  const say = (text: string): unknown =>
    io.stderr.write(
      withoutCommands(`${wrap(visible(`migration-lint: ${text}`), widthOf(io.stderr)).join('\n')}\n`),
    )
  const sides = conflictSides((await readText(full)) ?? '', markerSize)
  if (!sides) return exitCodes.findings
  const merge = await mergeLeafFile({ cwd: io.cwd, env: io.env, path, ...sides })
  if (merge.kind === 'settled') await writeAtomically(full, `${merge.leaf}\n`)
  say(sentence(merge, path, sides))
  return merge.kind === 'conflict' ? exitCodes.findings : exitCodes.clean
}

function sentence(merge: LeafFileMerge, path: string, { ours, theirs }: Sides): string {
  const both = `\`${ours}\` and \`${theirs}\` are both the last migration in \`${path}\``
  if (merge.kind === 'settled') {
    const other = merge.leaf === ours ? theirs : ours
    return `\`${path}\` names \`${merge.leaf}\`, which comes after \`${other}\`.`
  }
  if (merge.kind === 'hook')
    return `${both}; the hook puts one on top of the other before the merge is committed. Should git stop before that, run \`migration-lint fix\`.`
  const then = {
    merge: ', then `git commit`',
    rebase: ', then `git rebase --continue`',
    'something else': '',
  }[merge.during]
  return `${both}. \`migration-lint fix\` puts one on top of the other when git has stopped${then}.`
}
