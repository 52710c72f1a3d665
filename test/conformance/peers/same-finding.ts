/**
 * Which of our rules look for what a code of django-migration-linter stands for; a code without any is about style.
 * Its README names the codes.
 */
export const rulesLike: Readonly<Record<string, readonly string[]>> = {
  NOT_NULL: ['safety/non-nullable-field', 'safety/tightened-nullability', 'safety/missing-db-default'],
  DROP_COLUMN: ['safety/dropped-column'],
  DROP_TABLE: ['safety/dropped-table'],
  RENAME_COLUMN: ['safety/renamed-column'],
  RENAME_TABLE: ['safety/renamed-table'],
  ALTER_COLUMN: ['safety/changed-type'],
  ADD_UNIQUE: ['safety/unique-on-existing', 'safety/unique-default'],
  RUNPYTHON_MODEL_IMPORT: ['safety/direct-model-import'],
  RUNPYTHON_REVERSIBLE: ['safety/irreversible'],
  RUNSQL_REVERSIBLE: ['safety/irreversible'],
  CREATE_INDEX: ['safety/blocking-index'],
  CREATE_INDEX_EXCLUSIVE: ['safety/long-transaction', 'safety/blocking-index'],
  DROP_INDEX: ['safety/blocking-index'],
  REINDEX: ['safety/blocking-index'],
  RUNPYTHON_ARGS_NAMING_CONVENTION: [],
  RUNPYTHON_MODEL_VARIABLE_NAME: [],
}
