import type { CheckResult } from '../model/check-result.ts'
import { databaseTitles, type Database } from '../model/database.ts'
import type { Finding } from '../model/finding.ts'
import { lockOf } from '../model/locks/lock-of.ts'
import type { Lock } from '../model/locks/lock.ts'
import type { Migration, Operation } from '../model/migration.ts'
import type { PlannedMigration, PlannedStep } from '../model/plan.ts'
import type { ProjectPlan } from '../model/project-plan.ts'
import type { Effect } from '../model/schema/effect.ts'
import { effectWords, tableOfEffect } from './plan-words.ts'

/** The lock that an effect takes on one of the project's databases. */
export interface LockRow {
  readonly database: Database
  readonly title: string
  readonly lock: Lock
}

export interface EffectRow {
  readonly kind: Effect['kind']
  /** How code calls the table; undefined where it is about none. */
  readonly table: string | undefined
  readonly text: string
  /** Whether the table is made by what is planned: then nobody waits for it. */
  readonly isOnNewTable: boolean
  readonly locks: readonly LockRow[]
}

export interface StepRow {
  readonly operation: Operation
  readonly isReversible: boolean | undefined
  readonly effects: readonly EffectRow[]
  readonly findings: readonly Finding[]
}

export interface MigrationRow {
  readonly migration: Migration
  readonly isAtomic: boolean | undefined
  readonly steps: readonly StepRow[]
  /** Those that are about no operation of it. */
  readonly findings: readonly Finding[]
}

/** What is printed of a plan: every migration with its operations, and what was found of each. */
export function planRows(plan: ProjectPlan, { findings }: CheckResult): readonly MigrationRow[] {
  return plan.migrations.map((planned) => {
    const { migration, isAtomic, steps } = planned
    const own = findings.filter((finding) => finding.migration === migration.id)
    const rows = steps.map((step) => stepRow(plan, planned, step, own))
    const listed = new Set(rows.flatMap((row) => row.findings))
    return { migration, isAtomic, steps: rows, findings: own.filter((finding) => !listed.has(finding)) }
  })
}

function stepRow(
  plan: ProjectPlan,
  planned: PlannedMigration,
  { operation, effects, isReversible }: PlannedStep,
  findings: readonly Finding[],
): StepRow {
  const { path, line, endLine } = operation.place
  const made = new Set(
    effects.flatMap((effect) => (effect.kind === 'create table' ? effect.table.identity : [])),
  )
  // A table comes with its indexes and constraints.
  const told = effects.filter((effect) => {
    const table = tableOfEffect(effect)
    return effect.kind === 'create table' || table === undefined || !made.has(table.identity)
  })
  return {
    operation,
    isReversible,
    effects: told.map((effect) => effectRow(plan, planned, effect)),
    findings: findings.filter(
      ({ place }) => place.path === path && place.line >= line && place.line <= endLine,
    ),
  }
}

function effectRow(plan: ProjectPlan, planned: PlannedMigration, effect: Effect): EffectRow {
  const table = tableOfEffect(effect)
  const isOnNewTable = table !== undefined && (effect.kind === 'create table' || plan.isNew(table, planned))
  const locks = isOnNewTable
    ? []
    : plan.databases.flatMap((database): LockRow[] => {
        const lock = lockOf(effect, database)
        return lock ? [{ database, title: databaseTitles[database.name], lock }] : []
      })
  return { kind: effect.kind, table: table?.label, text: effectWords(effect), isOnNewTable, locks }
}
