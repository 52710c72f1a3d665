import { openRepository } from '../git/repository.ts'
import { UsageError } from '../model/errors.ts'
import { editDiff } from '../report/edit-diff.ts'
import { styler } from '../report/style.ts'
import { visible, withoutCommands } from '../report/visible.ts'
import { wrap } from '../report/width.ts'
import { finish, squash } from '../squash.ts'
import { workingDirectory } from './check-command.ts'
import { exitCodes } from './exit-code.ts'
import { agreed, showRepair } from './fix-command.ts'
import { wantsColour, widthOf, type Io } from './io.ts'

export interface SquashOptions {
  readonly finish?: true
  readonly dryRun?: true
  readonly yes?: true
  readonly base?: string
  readonly fetch?: true
  readonly config?: string
  readonly cwd?: string
}

/** The names of the migrations: the last one, or the first and the last. */
export type SquashRange = readonly [app: string, first: string, last: string | undefined]

/** Writes a squash of migrations: prints the diff, asks, and writes it or nothing. */
export async function squashCommand(
  [app, first, last]: SquashRange,
  options: SquashOptions,
  io: Io,
): Promise<number> {
  const cwd = await workingDirectory(options.cwd, io)
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
    paragraph('What was interrupted before, and had begun to write, is undone.\n')

  const { base, fetch, config } = options
  const request = { cwd, env: io.env, app, base, fetch, config }
  if (options.finish && last !== undefined)
    throw new UsageError('--finish takes the name of one squash.', 'Name the app and the squash.')
  const [from, to] = last === undefined ? [undefined, first] : [first, last]
  const { repository, repair } = options.finish
    ? await finish({ ...request, name: first })
    : await squash({ ...request, from, to, now: new Date() })
  showRepair(repair, paragraph)
  if (repair.refusals.length > 0) {
    paragraph('Nothing was written.')
    return exitCodes.findings
  }
  print(`\n${editDiff(repair.edits, styler(wantsColour(io.stdout, io.env)))}\n`)
  if (!(await agreed(options, io, repair.edits.length))) {
    paragraph(options.dryRun ? 'Nothing was written.' : 'Nothing was written: with `--yes` it is.')
    return exitCodes.findings
  }
  uninterrupted(() => repository.apply(repair.edits, { owner: io.owner }))
  const { length } = repair.edits
  paragraph(`Wrote ${length === 1 ? repair.edits[0]!.path : `${length} files`}.`)
  return exitCodes.clean
}
