import { resolve } from 'node:path'
import { check } from '../check.ts'
import { UsageError } from '../model/errors.ts'
import { loadReporter } from '../report/index.ts'
import type { Format, ReportOptions } from '../report/reporter.ts'
import { visible } from '../report/visible.ts'
import { exitCodeOf } from './exit-code.ts'
import { isFolder, writeAtomically } from './files.ts'
import { wantsColour, widthOf, type Io } from './io.ts'

/** A further report besides the one on stdout: `json:report.json`. */
export interface FileReport {
  readonly format: Format
  readonly file: string
}

export interface CheckOptions {
  readonly base?: string
  readonly staged?: true
  readonly all?: true
  readonly fetch?: true
  readonly config?: string
  readonly cwd?: string
  readonly format?: Format
  readonly output?: string
  readonly report?: readonly FileReport[]
  readonly maxWarnings?: number
  readonly quiet?: true
  readonly verbose?: true
  readonly debug?: true
}

/** Runs a check, prints or writes what it found, and answers with the exit code. */
export async function checkCommand(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const cwd = await workingDirectory(options.cwd, io)
  const { base, staged, all, fetch, config } = options
  const debug = options.debug && ((line: string) => io.stderr.write(`${visible(line)}\n`))
  const { result, source } = await check({ cwd, env: io.env, base, staged, all, fetch, config, paths, debug })

  const shared = { quiet: options.quiet ?? false, verbose: options.verbose ?? false, source }
  const print = async (format: Format, given: Pick<ReportOptions, 'width' | 'colour'>): Promise<string> =>
    (await loadReporter(format))(result, { ...shared, ...given })
  const format = options.format ?? defaultFormat(options, io)
  const files = [
    ...(options.report ?? []),
    ...(options.output === undefined ? [] : [{ format, file: options.output }]),
  ]
  for (const report of files) {
    await writeAtomically(resolve(cwd, report.file), await print(report.format, { width: 80, colour: false }))
  }
  if (options.output === undefined) {
    io.stdout.write(
      await print(format, { width: widthOf(io.stdout), colour: wantsColour(io.stdout, io.env) }),
    )
  }
  return exitCodeOf(result, options.maxWarnings)
}

/** Annotations are for a step's log: a file gets them only when asked for by name. */
function defaultFormat({ output }: CheckOptions, { env }: Io): Format {
  return env['GITHUB_ACTIONS'] === 'true' && output === undefined ? 'github' : 'pretty'
}

/** `--cwd`, or where the program was started. */
export async function workingDirectory(given: string | undefined, { cwd }: Io): Promise<string> {
  if (given === undefined) return cwd
  const folder = resolve(cwd, given)
  if (!(await isFolder(folder)))
    throw new UsageError(`There is no folder ${given}.`, '`--cwd` takes the path of a folder.')
  return folder
}
