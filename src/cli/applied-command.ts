import { resolve } from 'node:path'
import { applied } from '../applied.ts'
import { parseDatabaseUrl, titleOf } from '../database/database-url.ts'
import { readApplied } from '../database/read-applied.ts'
import { UsageError } from '../model/errors.ts'
import { loadAppliedReporter, type AppliedFormat } from '../report/applied-reporter.ts'
import { workingDirectory } from './check-command.ts'
import { exitCodes } from './exit-code.ts'
import { writeAtomically } from './files.ts'
import { wantsColour, widthOf, type Io } from './io.ts'

export interface AppliedOptions {
  readonly databaseUrl?: string
  readonly failPending?: true
  readonly format: AppliedFormat
  readonly output?: string
  readonly config?: string
  readonly cwd?: string
}

/** Prints how what a database has run compares with the files. What is merely still to run fails nothing unless asked. */
export async function appliedCommand(options: AppliedOptions, io: Io): Promise<number> {
  const cwd = await workingDirectory(options.cwd, io)
  const address = parseDatabaseUrl(databaseUrl(options.databaseUrl, io.env))
  const { config, failPending = false, format, output } = options
  const compared = await applied({
    ...{ cwd, env: io.env, config },
    read: (table) => readApplied(address, table, cwd),
  })
  const report = await loadAppliedReporter(format)
  const text = (width: number, colour: boolean) =>
    report(compared, { database: titleOf(address), width, colour })
  if (output === undefined) io.stdout.write(text(widthOf(io.stdout), wantsColour(io.stdout, io.env)))
  else await writeAtomically(resolve(cwd, output), text(80, false))
  if (compared.unreadable.length > 0) return exitCodes.cannotCheck
  const fails = compared.problems.length > 0 || (failPending && compared.pending.length > 0)
  return fails ? exitCodes.findings : exitCodes.clean
}

/** A URL on a command line is seen by everybody on the machine, so a variable may hold it. */
function databaseUrl(given: string | undefined, env: Io['env']): string {
  const [, name] = given === undefined ? [undefined, 'DATABASE_URL'] : (/^env:(.+)$/s.exec(given) ?? [])
  if (name === undefined) return given!
  const value = env[name]
  if (value) return value
  throw new UsageError(
    given === undefined ? 'Which database is not known.' : `The variable ${name} is not set.`,
    'Put its URL into the environment variable DATABASE_URL, name another variable with `--database-url env:NAME`, ' +
      'or give the URL itself, such as sqlite:///db.sqlite3.',
  )
}
