import { whoWaits } from '../model/locks/lock.ts'
import { capital } from '../model/listing.ts'
import { code, prose, signs, table, text } from './markdown-text.ts'
import type { EffectRow, MigrationRow, StepRow } from './plan-rows.ts'
import type { PlanReporter } from './plan-reporter.ts'
import { describeAtomic, describePlan, describeReversible } from './plan-wording.ts'
import { describeCheck, describeVerdict } from './wording.ts'

/** For a job summary: a table of operations for each migration. */
export const planMarkdown: PlanReporter = (rows, result) => {
  const blocks = [
    `## migration-lint plan: ${text(describeVerdict(result))}`,
    ...rows.flatMap((row) => [
      `### ${code(row.migration.id)}`,
      `${code(row.migration.path)}, ${text(describeAtomic(row))}.`,
      table(['', 'Operation', 'What it does', 'Locks', 'Back'], row.steps.map(toRow)),
      ...row.findings.map(toFinding),
    ]),
    `${text(describePlan(rows))}.`,
    `${prose(describeCheck(result.summary))}.`,
  ]
  return `${blocks.join('\n\n')}\n`
}

function toRow(step: StepRow, index: number): readonly string[] {
  const { operation, effects, findings } = step
  const what = effects.length === 0 ? ['nothing in the database'] : effects.map(toEffect)
  const locks = [...new Set(effects.flatMap(toLocks))]
  return [
    String(index + 1),
    code(operation.name),
    [...what.map((line) => prose(capital(line))), ...findings.map(toFinding)].join('<br>'),
    locks.map(prose).join('<br>'),
    prose(describeReversible(step)),
  ]
}

function toEffect({ text: what, isOnNewTable, kind }: EffectRow): string {
  return isOnNewTable && kind !== 'create table' ? `${what} (a new table)` : what
}

function toLocks({ locks }: EffectRow): string[] {
  return locks
    .filter(({ lock }) => lock.name !== 'none')
    .map(({ title, lock }) => `${title}: ${lock.name}, ${whoWaits(lock)}`)
}

function toFinding({ severity, rule, message }: MigrationRow['findings'][number]): string {
  return `${signs[severity]} ${code(rule)}: <b>${prose(message)}</b>`
}
