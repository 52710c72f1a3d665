import type { PlanOutput } from './plan-schema.ts'
import type { MigrationRow, StepRow } from './plan-rows.ts'
import type { PlanReporter } from './plan-reporter.ts'
import { printable } from './json.ts'

/** For programs: see `plan-schema.ts`. Findings are those of `check --format json`, shortened to what tells them apart. */
export const planJson: PlanReporter = (rows) => `${printable(JSON.stringify(toPlan(rows), null, 2))}\n`

function toPlan(rows: readonly MigrationRow[]): PlanOutput {
  return { schemaVersion: 1, migrations: rows.map(toMigration) }
}

function toMigration({ migration, isAtomic, steps, findings }: MigrationRow) {
  return {
    id: migration.id,
    path: migration.path,
    atomic: isAtomic ?? null,
    operations: steps.map(toStep),
    findings: findings.map(toFinding),
  }
}

function toStep({ operation, isReversible, effects, findings }: StepRow) {
  return {
    name: operation.name,
    line: operation.place.line,
    reversible: isReversible ?? null,
    effects: effects.map(({ kind, table, text, isOnNewTable, locks }) => ({
      kind,
      table: table ?? null,
      description: text,
      newTable: isOnNewTable,
      locks: locks.map(({ database, lock }) => ({
        database: database.name,
        name: lock.name,
        blocks: lock.blocks,
        lasts: lock.lasts,
      })),
    })),
    findings: findings.map(toFinding),
  }
}

function toFinding({ rule, severity, message, place }: StepRow['findings'][number]) {
  return { rule, severity, message, path: place.path, line: place.line }
}
