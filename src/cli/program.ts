import type { CommanderError } from 'commander'
import { Command, InvalidArgumentError, Option } from 'commander'
import { formats, type Format } from '../report/reporter.ts'
import type { AppliedOptions } from './applied-command.ts'
import type { CheckOptions, FileReport } from './check-command.ts'
import type { FixOptions } from './fix-command.ts'
import type { InitOptions } from './init/init-command.ts'
import type { PlanOptions } from './plan-command.ts'
import type { SquashOptions } from './squash-command.ts'
import { appliedFormats } from '../report/applied-reporter.ts'
import { planFormats } from '../report/plan-reporter.ts'
import { exitCodes } from './exit-code.ts'
import { widthOf, type Io } from './io.ts'

const description = 'Finds broken migration history before it is merged. Runs nothing of your project.'

const exitCodeHelp = `
Exit codes:
  0  clean
  1  errors, or more warnings than --max-warnings
  2  wrong usage or config
  3  could not check: no base, git failed, a changed migration cannot be read`

const fixExitCodeHelp = `
Exit codes:
  0  nothing to repair, or everything written
  1  something to repair that was not written: a dry run, nobody to ask, a no,
     or a repair that is not possible
  2  wrong usage or config
  3  could not check, or could not write; nothing was changed`

const appliedHelp = `
The database is asked for one table, in a transaction that may not write. The
driver is yours to install: pg, mysql2, better-sqlite3 (Node.js 22.13 and later
have one for SQLite).

Exit codes:
  0  nothing contradicts the files
  1  something does, or with --fail-pending something is still to run
  2  wrong usage or config
  3  could not compare: no driver, no connection, a file that cannot be read`

const mergeDriverHelp = `
\`migration-lint init --merge-driver\` sets it up; docs/merge-driver.md says how it works.

Exit codes:
  0  git may go on
  1  the conflict stays
  2  wrong usage or config
  3  could not tell; the conflict stays`

/**
 * The commands and their options. Each action loads what it needs, so that `--version` and `--help` load
 * nothing, and hands its exit code to `done`.
 */
export function createProgram(io: Io, version: string, done: (code: number) => void): Command {
  const program = new Command('migration-lint')
    .description(description)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => widthOf(io.stdout),
      getErrHelpWidth: () => widthOf(io.stderr),
      outputError: (text, write) => write(text.replace(/^error: /, 'migration-lint: ')),
    })
    .showSuggestionAfterError()
    // The longest command with its arguments leaves less than Commander wants to wrap in.
    .configureHelp({ showGlobalOptions: false, minWidthToWrap: 30 })

  program
    .command('check')
    .description('check the migrations that differ from the merge base')
    .argument('[paths...]', 'files and folders to report on; everything by default')
    .option('--base <ref>', 'the branch to be merged into; found out by default')
    .option('--staged', 'check what is staged, as a pre-commit hook does')
    .option('--all', 'judge what every migration does to a database, not only the new ones')
    .addOption(formatOption('how to print; github in GitHub Actions, else pretty', formats))
    .option('--output <file>', 'write to a file instead of stdout')
    .option('--report <format:file>', 'write another report to a file; repeatable', addReport)
    .option('--max-warnings <number>', 'fail when there are more warnings', wholeNumber)
    .option('--quiet', 'print errors only; the rest is still counted')
    .option('--verbose', 'list what is not known without running code')
    .option('--config <file>', 'read this config instead of searching for one')
    .option('--cwd <folder>', 'run as if started in this folder')
    .option('--fetch', 'let git fetch the history that a shallow clone lacks')
    .option('--debug', 'print every git command and its time to stderr')
    .addHelpText('after', exitCodeHelp)
    .action(async (paths: string[], options: CheckOptions) => {
      const { checkCommand } = await import('./check-command.ts')
      done(await checkCommand(paths, options, io))
    })

  program
    .command('plan')
    .description('show what the new migrations will do to a database, in the order in which they run')
    .option('--base <ref>', 'the branch to be merged into; found out by default')
    .option('--staged', 'plan what is staged')
    .option('--all', 'plan every migration, not only the new ones')
    .addOption(formatOption('how to print', planFormats).default('pretty'))
    .option('--output <file>', 'write to a file instead of stdout')
    .option('--config <file>', 'read this config instead of searching for one')
    .option('--cwd <folder>', 'run as if started in this folder')
    .option('--fetch', 'let git fetch the history that a shallow clone lacks')
    .action(async (options: PlanOptions) => {
      const { planCommand } = await import('./plan-command.ts')
      done(await planCommand(options, io))
    })

  program
    .command('applied')
    .description('compare what a database has run with the migrations of the working tree')
    .option('--database-url <url>', 'its URL, or env:NAME of a variable; DATABASE_URL by default')
    .option('--fail-pending', 'fail also where migrations are still to run')
    .addOption(formatOption('how to print', appliedFormats).default('pretty'))
    .option('--output <file>', 'write to a file instead of stdout')
    .option('--config <file>', 'read this config instead of searching for one')
    .option('--cwd <folder>', 'run as if started in this folder')
    .addHelpText('after', appliedHelp)
    .action(async (options: AppliedOptions) => {
      const { appliedCommand } = await import('./applied-command.ts')
      done(await appliedCommand(options, io))
    })

  program
    .command('fix')
    .description('repair what check finds: show the diff, ask, write all of it or nothing')
    .addOption(
      new Option('--leaves <how>', 'rebase: put the own migrations on top; merge: join them').choices([
        'rebase',
        'merge',
      ]),
    )
    .addOption(
      new Option('--only <part>', 'leave the rest: history is edited and deleted migrations').choices([
        'history',
        'leaves',
        'models',
      ]),
    )
    .option('--dry-run', 'only show what would be written')
    .option('--yes', 'write without asking')
    .option('--merge-hook', 'for pre-merge-commit: settle leaf nodes, then stop for you to look')
    .option('--base <ref>', 'the branch to be merged into; found out by default')
    .option('--config <file>', 'read this config instead of searching for one')
    .option('--cwd <folder>', 'run as if started in this folder')
    .option('--fetch', 'let git fetch the history that a shallow clone lacks')
    .addHelpText('after', fixExitCodeHelp)
    .action(async (options: FixOptions) => {
      const { fixCommand } = await import('./fix-command.ts')
      done(await fixCommand(options, io))
    })

  program
    .command('squash')
    .description('write a squash of migrations, as squashmigrations does: show it, ask, write it or nothing')
    .argument('<app>', 'the label of the app')
    .argument('<from-or-to>', 'the last migration, or the first one where a last one follows')
    .argument('[to]', 'the last migration')
    .option('--finish', 'clean up after a squash: delete what it replaces, in every file concerned')
    .option('--dry-run', 'only show what would be written')
    .option('--yes', 'write without asking')
    .option('--base <ref>', 'the branch to be merged into; found out by default')
    .option('--config <file>', 'read this config instead of searching for one')
    .option('--cwd <folder>', 'run as if started in this folder')
    .option('--fetch', 'let git fetch the history that a shallow clone lacks')
    .addHelpText('after', fixExitCodeHelp)
    .action(async (app: string, first: string, last: string | undefined, options: SquashOptions) => {
      const { squashCommand } = await import('./squash-command.ts')
      done(await squashCommand([app, first, last], options, io))
    })

  program
    .command('merge-driver')
    .description('for git to call: settle a conflict in max_migration.txt while it merges')
    .argument('<file>', 'what `git merge-file` made of both sides, and is to hold the outcome')
    .argument('<marker-size>', 'the length of its conflict markers', wholeNumber)
    .argument('<path>', 'the path of the file in the repository')
    .addHelpText('after', mergeDriverHelp)
    .action(async (file: string, markerSize: number, path: string) => {
      const { mergeDriverCommand } = await import('./merge-driver-command.ts')
      done(await mergeDriverCommand({ file, markerSize, path }, io))
    })

  program
    .command('rules')
    .description('list the rules with their severities and options')
    .addOption(formatOption('how to print', ['pretty', 'json'] as const).default('pretty'))
    .action(async (options: { format: 'pretty' | 'json' }) => {
      const { rulesCommand } = await import('./rules-command.ts')
      done(rulesCommand(options, io))
    })

  program
    .command('explain')
    .description('print the page of a rule: what it finds, why, and what to do')
    .argument('<rule>', 'such as history/edited-migration')
    .action(async (rule: string) => {
      const { explainCommand } = await import('./explain-command.ts')
      done(await explainCommand(rule, io))
    })

  program
    .command('init')
    .description('set up a config, a pre-commit hook and a GitHub workflow')
    .option('--dry-run', 'only show what would be written')
    .option('--yes', 'write without asking')
    .option('--workflow', 'add the GitHub workflow also where there is no .github')
    .option('--merge-driver', 'let git settle conflicting leaf nodes while it merges')
    .option('--cwd <folder>', 'run as if started in this folder')
    .action(async (options: InitOptions) => {
      const { initCommand } = await import('./init/init-command.ts')
      done(await initCommand(options, io))
    })

  return program
}

/**
 * The exit code for what Commander throws: help and versions that were asked for are no mistakes. A bare
 * `migration-lint` prints help too, but it is a slip, or an empty variable in a script, and must not pass for a
 * clean check.
 */
export function exitCodeOfCommander(error: CommanderError): number {
  return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage
}

function formatOption(text: string, choices: readonly string[]): Option {
  return new Option('--format <name>', text).choices(choices)
}

function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It has to be a whole number.')
  return Number(value)
}

function addReport(value: string, before: readonly FileReport[] = []): readonly FileReport[] {
  const colon = value.indexOf(':')
  const format = formats.find((known): known is Format => known === value.slice(0, colon))
  const file = value.slice(colon + 1)
  if (format === undefined || file === '') {
    throw new InvalidArgumentError(
      `It has to be one of ${formats.join(', ')}, a colon and a file: json:report.json`,
    )
  }
  return [...before, { format, file }]
}
