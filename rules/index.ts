import type { Rule } from '../src/engine/rule.ts'
import { circularDependency } from './graph/circular-dependency.ts'
import { conflictingLeaves } from './graph/conflicting-leaves.ts'
import { duplicateNumber } from './graph/duplicate-number.ts'
import { missingDependency } from './graph/missing-dependency.ts'
import { unloadableMigration } from './graph/unloadable-migration.ts'
import { deletedMigration } from './history/deleted-migration.ts'
import { editedMigration } from './history/edited-migration.ts'
import { renamedMigration } from './history/renamed-migration.ts'
import { untrackedMigration } from './history/untracked-migration.ts'
import { nonNullableField } from './safety/non-nullable-field.ts'
import { modelDrift } from './state/model-drift.ts'
import { invalidOperation } from './state/invalid-operation.ts'

/** Every rule, in the order in which they are listed to a reader. */
export const rules: readonly Rule[] = [
  editedMigration,
  deletedMigration,
  renamedMigration,
  untrackedMigration,
  unloadableMigration,
  missingDependency,
  circularDependency,
  conflictingLeaves,
  duplicateNumber,
  modelDrift,
  invalidOperation,
  nonNullableField,
]
