import type { Recipes } from '../../model/recipes.ts'
import { columnLabel, type Column, type Table } from '../../model/schema/table.ts'

/** A text of a few sentences, and below it code. */
const recipe = (text: string, ...code: readonly string[]): string => [text, ...code].join('\n')

const nameOf = ({ name, label }: Table): string => `"${name ?? label}"`
const columnOf = ({ name, field }: Column): string => `"${name ?? field}"`
const run = (sql: string): string => `await queryRunner.query(\`${sql}\`)`
const alter = (table: Table, change: string): string => run(`ALTER TABLE ${nameOf(table)} ${change}`)

/** TypeORM's safe ways, in the SQL that its migrations run (typeorm.io: "Migrations", "Query runner"). */
export const typeOrmRecipes: Recipes = {
  addColumnInSteps: (table, column) =>
    recipe(
      `Add \`${columnLabel(table, column)}\` with NULL allowed, fill it, and make it NOT NULL after that, in three migrations. Where one value is right for every row, a \`DEFAULT\` does it in one.`,
      '// 1. this migration',
      alter(table, `ADD ${columnOf(column)} ${column.typeSource}`),
      '// 2. a migration of its own',
      run(`UPDATE ${nameOf(table)} SET ${columnOf(column)} = … WHERE ${columnOf(column)} IS NULL`),
      '// 3. and a third one',
      alter(table, `ALTER COLUMN ${columnOf(column)} SET NOT NULL`),
    ),
  backfill: (table, column) =>
    recipe(
      `Give every row a value for \`${columnLabel(table, column)}\` before this.`,
      run(`UPDATE ${nameOf(table)} SET ${columnOf(column)} = … WHERE ${columnOf(column)} IS NULL`),
    ),
  addUniqueColumnInSteps: (table, column) =>
    recipe(
      `Add \`${columnLabel(table, column)}\` with NULL allowed, give each row a value of its own, and make it unique after that, in three migrations.`,
      alter(table, `ADD ${columnOf(column)} ${column.typeSource}`),
      '// 2. a migration of its own',
      run(`UPDATE ${nameOf(table)} SET ${columnOf(column)} = …`),
      '// 3. and a third one',
      alter(table, `ADD UNIQUE (${columnOf(column)})`),
    ),
  addComputedColumnInSteps: (table, column) =>
    recipe(
      `Add \`${columnLabel(table, column)}\` with NULL allowed and without its default, give new rows the default, and fill the others in batches, in migrations of their own.`,
      alter(table, `ADD ${columnOf(column)} ${column.typeSource}`),
      alter(table, `ALTER COLUMN ${columnOf(column)} SET DEFAULT …`),
      '// then, in a migration without a transaction, in batches',
      run(`UPDATE ${nameOf(table)} SET ${columnOf(column)} = … WHERE ${columnOf(column)} IS NULL AND …`),
    ),
  dropColumnInSteps: (table, column) =>
    recipe(
      `Take \`${columnLabel(table, column)}\` out of the entity first, and out of the database a release later, when no code that uses it runs any more.`,
      ...(column.isNullable === false
        ? [
            '// with the code that no longer uses it, so that it can insert',
            alter(table, `ALTER COLUMN ${columnOf(column)} DROP NOT NULL`),
          ]
        : []),
      '// a release later',
      alter(table, `DROP COLUMN ${columnOf(column)}`),
    ),
  dropTableInSteps: (table) =>
    recipe(
      `Take the entity of \`${table.label}\` out of the code first, and the table out of the database a release later, when no code that uses it runs any more.`,
      run(`DROP TABLE ${nameOf(table)}`),
    ),
  keepColumnName: (table, before, after) =>
    recipe(
      `Rename \`${columnLabel(table, before)}\` in code only: the property gets its new name, and the column keeps its own.`,
      `@Column({ name: '${before.name ?? before.field}' })`,
      `${after.field}: …`,
    ),
  keepTableName: (before) =>
    recipe(
      `Rename the entity of \`${before.label}\` in code only: the table keeps its name.`,
      `@Entity('${before.name ?? before.label}')`,
    ),
  changeTypeInSteps: (table, before, after) =>
    recipe(
      `Add a column beside \`${columnLabel(table, before)}\`, let code write both, copy the rows, read the new one, and drop the old one in a later release.`,
      alter(table, `ADD "${before.name ?? before.field}_new" ${after.typeSource}`),
    ),
  defaultInDatabase: (table, column) =>
    recipe(
      `Let the database fill in \`${columnLabel(table, column)}\` for code that does not know it yet.`,
      alter(table, `ALTER COLUMN ${columnOf(column)} SET DEFAULT …`),
    ),
  indexConcurrently: (table, { name, columns, isUnique }) =>
    recipe(
      'Build the index while rows are written, on PostgreSQL, in a migration of its own without a transaction.',
      'transaction = false as const',
      run(
        `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY "${name ?? '…'}" ON ${nameOf(table)} (${columns.map((column) => `"${column ?? '…'}"`).join(', ')})`,
      ),
    ),
  constraintInSteps: (table, { name }) =>
    recipe(
      'On PostgreSQL, add the constraint for new rows alone, and look at the others in a later migration, which lets readers and writers go on.',
      '// 1. this migration',
      alter(table, `ADD CONSTRAINT "${name ?? '…'}" … NOT VALID`),
      '// 2. a migration of its own',
      alter(table, `VALIDATE CONSTRAINT "${name ?? '…'}"`),
    ),
  splitMigration: () =>
    'Move what writes rows into a migration of its own, and run each in a transaction of its own (`migrationsTransactionMode: "each"`).',
  outsideOfTransaction: () =>
    recipe(
      'Let the migration run without a transaction, and put nothing else into it: what fails halfway stays.',
      'transaction = false as const',
    ),
  reverse: () => 'Write into `down` what takes it back.',
  modelOfState: (_app, model) =>
    `Write what \`${model}\` does here as SQL: its code is that of today, not that of this migration.`,
  dependOn: () => 'Give the migration a later timestamp than the one that it needs.',
  inBatches: () =>
    recipe(
      'Update in batches, in a migration without a transaction, so that each batch lets its rows go.',
      'transaction = false as const',
    ),
  heedAlias: () => 'Use the query runner that the migration is given.',
}
