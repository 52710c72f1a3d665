import { whoWaits } from '../model/locks/lock.ts'
import { capital } from '../model/listing.ts'
import type { EffectRow, MigrationRow, StepRow } from './plan-rows.ts'
import type { PlanReporter } from './plan-reporter.ts'
import { severityColour, styler, type Style } from './style.ts'
import { visible, withoutCommands } from './visible.ts'
import { wrap } from './width.ts'
import { describeCheck, describeVerdict } from './wording.ts'
import { describeAtomic, describePlan, describeReversible } from './plan-wording.ts'

/** For people: the migrations in the order in which they run, and below each what its operations do. */
export const planPretty: PlanReporter = (rows, result, { width, colour }) => {
  const style = styler(colour)
  const line = (text: string, indent: number, hanging = indent) =>
    wrap(visible(text), width - indent, hanging - indent).map((part) => ' '.repeat(indent) + part)
  const migration = (row: MigrationRow): string[] => [
    `${style(visible(row.migration.id), 'bold', 'underline')} ${style(visible(`(${row.migration.path}), ${describeAtomic(row)}`), 'dim')}`,
    ...row.steps.flatMap((step, index) => stepLines(step, index + 1, line, style)),
    ...row.findings.flatMap((finding) => findingLines(finding, line, style)),
    '',
  ]
  const closing = [
    ...(rows.some(hasNoLock)
      ? line('The locks are not known: name the database in the config, as `database`.', 0)
      : []),
    ...line(`${describePlan(rows)}; ${describeVerdict(result)}.`, 0).map((text) => style(text, 'bold')),
    ...line(`${describeCheck(result.summary)}.`, 0),
  ]
  return withoutCommands(`${[...rows.flatMap(migration), ...closing].join('\n')}\n`)
}

type Line = (text: string, indent: number, hanging?: number) => string[]

function stepLines(step: StepRow, number: number, line: Line, style: Style): string[] {
  const head = `${number}. ${step.operation.name}`
  return [
    `  ${style(visible(head), 'bold')} ${style(`(${describeReversible(step)})`, 'dim')}`,
    ...(step.effects.length === 0 ? line('Changes nothing in the database.', 5) : []),
    ...step.effects.flatMap((effect) => effectLines(effect, line)),
    ...step.findings.flatMap((finding) => findingLines(finding, line, style)),
  ]
}

function effectLines({ text, isOnNewTable, kind, locks }: EffectRow, line: Line): string[] {
  const isFree = isOnNewTable && kind !== 'create table'
  return [
    ...line(`${capital(text)}${isFree ? ' (a new table: nobody waits)' : ''}.`, 5),
    ...locks
      .filter(({ lock }) => lock.name !== 'none')
      .flatMap(({ title, lock }) => line(`${title}: ${lock.name}, ${whoWaits(lock)}.`, 7)),
  ]
}

function findingLines(
  { severity, rule, message }: StepRow['findings'][number],
  line: Line,
  style: Style,
): string[] {
  const [first = '', ...rest] = line(`${severity}[${rule}]: ${message.replaceAll('\n', ' ')}`, 5, 7)
  return [first.replace(severity, style(severity, severityColour[severity], 'bold')), ...rest]
}

function hasNoLock({ steps }: MigrationRow): boolean {
  return steps.some(({ effects }) =>
    effects.some(
      ({ table, isOnNewTable, locks }) => table !== undefined && !isOnNewTable && locks.length === 0,
    ),
  )
}
