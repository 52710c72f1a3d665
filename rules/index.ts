import type { Rule } from '../src/engine/rule.ts'
import { circularDependency } from './graph/circular-dependency.ts'
import { conflictingLeaves } from './graph/conflicting-leaves.ts'
import { clashingBranches } from './graph/clashing-branches.ts'
import { idleMerge } from './graph/idle-merge.ts'
import { duplicateNumber } from './graph/duplicate-number.ts'
import { missingDependency } from './graph/missing-dependency.ts'
import { unloadableMigration } from './graph/unloadable-migration.ts'
import { deletedMigration } from './history/deleted-migration.ts'
import { editedMigration } from './history/edited-migration.ts'
import { lateMigration } from './history/late-migration.ts'
import { renamedMigration } from './history/renamed-migration.ts'
import { untrackedMigration } from './history/untracked-migration.ts'
import { blockingConstraint } from './safety/blocking-constraint.ts'
import { blockingIndex } from './safety/blocking-index.ts'
import { changedType } from './safety/changed-type.ts'
import { droppedColumn } from './safety/dropped-column.ts'
import { droppedTable } from './safety/dropped-table.ts'
import { lockedTable } from './safety/locked-table.ts'
import { longTransaction } from './safety/long-transaction.ts'
import { missingDbDefault } from './safety/missing-db-default.ts'
import { nonNullableField } from './safety/non-nullable-field.ts'
import { renamedColumn } from './safety/renamed-column.ts'
import { renamedTable } from './safety/renamed-table.ts'
import { tightenedNullability } from './safety/tightened-nullability.ts'
import { uniqueDefault } from './safety/unique-default.ts'
import { uniqueOnExisting } from './safety/unique-on-existing.ts'
import { directModelImport } from './safety/direct-model-import.ts'
import { ignoredAlias } from './safety/ignored-alias.ts'
import { irreversible } from './safety/irreversible.ts'
import { staleModel } from './safety/stale-model.ts'
import { unbatchedBackfill } from './safety/unbatched-backfill.ts'
import { undeclaredApp } from './safety/undeclared-app.ts'
import { incomplete } from './squash/incomplete.ts'
import { longHistory } from './squash/long-history.ts'
import { lostDataStep } from './squash/lost-data-step.ts'
import { prematureCleanup } from './squash/premature-cleanup.ts'
import { unfinished } from './squash/unfinished.ts'
import { stateMismatch } from './squash/state-mismatch.ts'
import { modelDrift } from './state/model-drift.ts'
import { invalidOperation } from './state/invalid-operation.ts'

/** Every rule, in the order in which they are listed to a reader. */
export const rules: readonly Rule[] = [
  editedMigration,
  deletedMigration,
  renamedMigration,
  lateMigration,
  untrackedMigration,
  unloadableMigration,
  missingDependency,
  circularDependency,
  conflictingLeaves,
  clashingBranches,
  idleMerge,
  duplicateNumber,
  modelDrift,
  invalidOperation,
  stateMismatch,
  incomplete,
  prematureCleanup,
  lostDataStep,
  unfinished,
  longHistory,
  nonNullableField,
  tightenedNullability,
  uniqueOnExisting,
  uniqueDefault,
  droppedColumn,
  droppedTable,
  renamedColumn,
  renamedTable,
  changedType,
  missingDbDefault,
  blockingIndex,
  blockingConstraint,
  lockedTable,
  longTransaction,
  directModelImport,
  undeclaredApp,
  staleModel,
  irreversible,
  unbatchedBackfill,
  ignoredAlias,
]
