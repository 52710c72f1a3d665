import { capital } from '../model/listing.ts'
import type { AppliedReporter } from './applied-reporter.ts'
import { severityColour, styler } from './style.ts'
import { visible, withoutCommands } from './visible.ts'
import { wrap } from './width.ts'

/** For people: what is wrong, then what is still to run. */
export const appliedPretty: AppliedReporter = (compared, { database, width, colour }) => {
  const style = styler(colour)
  const line = (text: string, indent = 0) =>
    wrap(visible(text), width - indent).map((part) => ' '.repeat(indent) + part)
  const { hasTable, migrations, applied, otherRows, problems, pending, notes, unreadable } = compared
  const wrong = problems.flatMap(({ kind, message, help }) => {
    const [first = '', ...rest] = line(`error[${kind}]: ${message}`)
    return [
      first.replace('error', style('error', severityColour.error, 'bold')),
      ...rest,
      ...line(`help: ${help}`, 2),
      '',
    ]
  })
  const toRun = pending.flatMap(({ id, path }) => line(`${id} (${path})`, 2))
  const plural = (number: number, one: string, several = `${one}s`) =>
    `${number.toLocaleString('en-US')} ${number === 1 ? one : several}`
  const other =
    otherRows === 0
      ? ''
      : ` ${capital(plural(otherRows, 'row'))} of apps that are not in the repository: not compared.`
  const closing = [
    ...notes.flatMap((note) => line(`note: ${note}`)),
    ...unreadable.flatMap(({ path, message }) => line(`cannot be read: ${path}: ${message}.`)),
    ...line(
      `${problems.length === 0 ? 'Nothing contradicts the files' : plural(problems.length, 'problem')}; ${pending.length === 0 ? 'nothing is to run' : `${plural(pending.length, 'migration')} to run`}.`,
    ).map((text) => style(text, 'bold')),
    ...line(
      hasTable
        ? `${applied} of ${plural(migrations, 'migration')} applied in ${database}.${other}`
        : `Nothing was ever run on ${database}: it has no table of applied migrations.`,
    ),
  ]
  const lines = [
    ...wrong,
    ...(toRun.length === 0 ? [] : [style('To run, in this order:', 'bold'), ...toRun, '']),
    ...closing,
  ]
  return withoutCommands(`${lines.join('\n')}\n`)
}
