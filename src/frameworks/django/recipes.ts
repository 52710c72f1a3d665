import type { Recipes } from '../../model/recipes.ts'
import { columnLabel } from '../../model/schema/table.ts'

/** Django's safe ways, in its own code (docs.djangoproject.com, "Writing database migrations"). */
export const djangoRecipes: Recipes = {
  addColumnInSteps: (table, column) =>
    `Add \`${columnLabel(table, column)}\` with \`null=True\`, fill it in a data migration, and make it NOT NULL in a third.`,
  backfill: (table, column) => `Fill \`${columnLabel(table, column)}\` in a data migration before this one.`,
  addUniqueColumnInSteps: (table, column) =>
    `Add \`${columnLabel(table, column)}\` with \`null=True\`, give each row its own value, and make it unique after that.`,
  dropColumnInSteps: (table, column) =>
    `Remove \`${columnLabel(table, column)}\` from the code first, and from the database a release later.`,
  dropTableInSteps: (table) =>
    `Remove \`${table.label}\` from the code first, and from the database a release later.`,
  keepColumnName: (table, before, after) =>
    `Rename in code only: \`${after.field} = …Field(db_column="${before.name ?? before.field}")\` on \`${table.label}\`.`,
  keepTableName: (before) => `Rename in code only, with \`db_table = "${before.name ?? ''}"\` in \`Meta\`.`,
  changeTypeInSteps: (table, before) =>
    `Add a field beside \`${columnLabel(table, before)}\`, fill it, and let it take the other's place.`,
  defaultInDatabase: (table, column) => `Give \`${columnLabel(table, column)}\` a \`db_default\`.`,
  indexConcurrently: () => 'Use `AddIndexConcurrently` in a migration with `atomic = False`.',
  constraintInSteps: () => 'Use `AddConstraintNotValid`, and `ValidateConstraint` in a later migration.',
  splitMigration: () => 'Move the data step into a migration of its own.',
  outsideOfTransaction: () => 'Set `atomic = False` on the migration.',
  reverse: (language) =>
    language === 'SQL' ? 'Give `RunSQL` a `reverse_sql`.' : 'Give `RunPython` a `reverse_code`.',
  modelOfState: (app, model) => `Use \`apps.get_model("${app}", "${model}")\`.`,
  dependOn: (app) => `Add a migration of \`${app}\` to \`dependencies\`.`,
  inBatches: () => 'Update in batches.',
  heedAlias: () => 'Use `schema_editor.connection.alias`.',
}
