import { fix } from '../fix.ts'
import { UsageError } from '../model/errors.ts'
import { codeListing } from '../model/listing.ts'
import type { Repair } from '../model/repair.ts'
import { openRepository } from '../git/repository.ts'
import type { Part } from '../repair/situation.ts'
import { editDiff } from '../report/edit-diff.ts'
import { styler } from '../report/style.ts'
import { visible, withoutCommands } from '../report/visible.ts'
import { wrap } from '../report/width.ts'
import { workingDirectory } from './check-command.ts'
import { exitCodes } from './exit-code.ts'
import { confirm } from './init/confirm.ts'
import { wantsColour, widthOf, type Io } from './io.ts'

export interface FixOptions {
  readonly leaves?: 'rebase' | 'merge'
  readonly only?: Part
  readonly dryRun?: true
  readonly yes?: true
  readonly mergeHook?: true
  readonly base?: string
  readonly fetch?: true
  readonly config?: string
  readonly cwd?: string
}

/**
 * Repairs what a check finds and what can be repaired without a person's judgement: prints the diff, asks, and writes
 * all of it or nothing.
 */
export async function fixCommand(given: FixOptions, io: Io): Promise<number> {
  const options = given.mergeHook ? { only: 'leaves' as const, yes: true as const, ...given } : given
  const cwd = await workingDirectory(options.cwd, io)
  const style = styler(wantsColour(io.stdout, io.env))
  const print = (text: string): unknown => io.stdout.write(withoutCommands(text))
  const paragraph = (text: string): unknown =>
    print(
      `${text
        .split('\n')
        .flatMap((line) => wrap(visible(line), widthOf(io.stdout)))
        .join('\n')}\n`,
    )
  const uninterrupted = io.uninterrupted ?? ((work) => work())
  const opened = await openRepository({ cwd, env: io.env })
  if (uninterrupted(() => opened.rollBack({ owner: io.owner })))
    paragraph('An earlier `migration-lint fix` was interrupted; what it had begun is undone.\n')

  const { base, fetch, config, leaves, only } = options
  const { repository, repairs, edits, unsettled } = await fix({
    cwd,
    env: io.env,
    base,
    fetch,
    config,
    leaves,
    only,
    now: new Date(),
  })
  for (const repair of repairs) showRepair(repair, paragraph)
  if (repairs.some(({ refusals }) => refusals.length > 0)) {
    paragraph(
      `Nothing was written.${repairs.length > 1 ? ' `--only` repairs one kind of trouble alone.' : ''}`,
    )
    return exitCodes.findings
  }
  if (edits.length === 0 && unsettled.length > 0) {
    paragraph(`What comes last is not known, so the conflict stays in ${codeListing(unsettled)}.`)
    return exitCodes.findings
  }
  if (edits.length === 0) {
    if (options.mergeHook) return exitCodes.clean
    paragraph('There is nothing to repair.')
    return exitCodes.clean
  }
  print(`\n${editDiff(edits, style)}\n`)
  if (!(await agreed(options, io, edits.length))) {
    paragraph(
      options.dryRun ? 'Nothing was written.' : 'Nothing was written: `migration-lint fix --yes` writes it.',
    )
    return exitCodes.findings
  }
  uninterrupted(() => repository.apply(edits, { owner: io.owner }))
  paragraph(`Wrote ${count(edits.length, 'file')}.`)
  if (!options.mergeHook) return exitCodes.clean
  // git has made the tree of its merge commit by now (`finish_automerge` in builtin/merge.c, 2.39 to 2.51).
  paragraph('Look at what was staged; `git commit` completes the merge.')
  return exitCodes.findings
}

export function showRepair({ title, refusals, notes }: Repair, paragraph: (text: string) => unknown): void {
  if (title !== '') paragraph(`${title}${refusals.length > 0 ? ': not possible.' : '.'}`)
  for (const { message, help, place } of refusals)
    paragraph(`  ${place ? `${place.path}:${place.line}: ` : ''}${message}\n  ${help}`)
  for (const note of notes) paragraph(`Note: ${note}`)
}

export async function agreed(
  { dryRun, yes }: Pick<FixOptions, 'dryRun' | 'yes'>,
  io: Io,
  files: number,
): Promise<boolean> {
  if (dryRun && yes) throw new UsageError('--dry-run and --yes exclude each other.')
  if (dryRun) return false
  if (yes) return true
  if (!io.stdin?.isTTY || !io.stdout.isTTY) return false
  return confirm(`Write ${count(files, 'file')}?`, io.stdin, io.stdout)
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
