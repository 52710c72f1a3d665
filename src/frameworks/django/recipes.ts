import type { Recipes } from '../../model/recipes.ts'
import type { Constraint, Index } from '../../model/schema/effect.ts'
import { columnLabel, type Column, type Table } from '../../model/schema/table.ts'
import type { DjangoVersion } from './context.ts'
import { djangoHistory } from './history-policy.ts'
import { isAtLeast } from './values/conditions.ts'

/** A text of a few sentences, and below it code. */
const recipe = (text: string, ...code: readonly string[]) => [text, ...code].join('\n')

/** The names of a table's model in code. Without one, as the table is called. */
function modelOf({ label }: Table): { readonly app: string; readonly name: string; readonly lower: string } {
  const dot = label.indexOf('.')
  const [app, name] = dot < 0 ? ['…', label] : [label.slice(0, dot), label.slice(dot + 1)]
  return { app, name, lower: name.toLowerCase() }
}

/** A field as code has it, as far as its column tells, with more arguments. */
function fieldCode({ typeSource, references }: Column, ...more: readonly string[]): string {
  // A type that SQL gave is none of Django's classes.
  const [, name = '…', given = ''] = /^([A-Z]\w*)(?:\((.*)\))?$/.exec(typeSource) ?? []
  const args = [references ? '…' : given, ...more].filter((arg) => arg !== '').join(', ')
  return `models.${name}(${args})`
}

function fieldOperation(
  name: 'AddField' | 'AlterField',
  table: Table,
  column: Column,
  field: string,
): string {
  return `migrations.${name}("${modelOf(table).lower}", "${column.field}", ${field})`
}

/** A data migration that gives values to the rows that hold NULL. */
function backfillCode(table: Table, column: Column): readonly string[] {
  const { app, name } = modelOf(table)
  return [
    'def fill(apps, schema_editor):',
    `    ${name} = apps.get_model("${app}", "${name}")`,
    `    rows = ${name}.objects.using(schema_editor.connection.alias)`,
    `    rows.filter(${column.field}=None).update(${column.field}=…)`,
    'migrations.RunPython(fill, migrations.RunPython.noop)',
  ]
}

const newFile = (table: Table) => `# 2. then ${djangoHistory.newDataMigration(modelOf(table).app)}`

/**
 * Django's safe ways, in its own code (docs.djangoproject.com: "Writing database migrations", "Migration Operations",
 * "PostgreSQL specific database migration operations"), for a version of Django.
 */
export function djangoRecipes(version: DjangoVersion): Recipes {
  const hasDatabaseDefaults = isAtLeast(version, [5, 0])
  const hasNotValid = isAtLeast(version, [4, 0])
  return {
    addColumnInSteps: (table, column) =>
      recipe(
        `Add \`${columnLabel(table, column)}\` with NULL allowed, fill it, and make it NOT NULL after that, in three migrations.${
          hasDatabaseDefaults ? ' Where one value is right for every row, `db_default` does it in one.' : ''
        }`,
        '# 1. this migration',
        fieldOperation('AddField', table, column, fieldCode(column, 'null=True')),
        newFile(table),
        ...backfillCode(table, column),
        '# 3. and a third one',
        fieldOperation('AlterField', table, column, fieldCode(column)),
      ),
    backfill: (table, column) =>
      recipe(
        `Give every row a value for \`${columnLabel(table, column)}\` in a data migration before this one.`,
        ...backfillCode(table, column),
      ),
    addUniqueColumnInSteps: (table, column) => {
      const { app, name } = modelOf(table)
      const source = column.default.kind === 'code' ? column.default.source : '…'
      return recipe(
        `Add \`${columnLabel(table, column)}\` with NULL allowed, give each row a value of its own, and make it unique after that, in three migrations.`,
        '# 1. this migration',
        fieldOperation('AddField', table, column, fieldCode(column, 'null=True')),
        newFile(table),
        'def fill(apps, schema_editor):',
        `    ${name} = apps.get_model("${app}", "${name}")`,
        `    for row in ${name}.objects.filter(${column.field}=None).iterator():`,
        `        row.${column.field} = ${source}${column.default.kind === 'code' && column.default.isCalled ? '()' : ''}`,
        `        row.save(update_fields=["${column.field}"])`,
        'migrations.RunPython(fill, migrations.RunPython.noop)',
        '# 3. and a third one',
        fieldOperation('AlterField', table, column, fieldCode(column, ...defaultCode(column), 'unique=True')),
      )
    },
    dropColumnInSteps: (table, column) =>
      inStateFirst(
        `\`${columnLabel(table, column)}\``,
        [
          ...(column.isNullable === false
            ? [
                '# before it, so that code which does not know the field can insert',
                fieldOperation('AlterField', table, column, fieldCode(column, 'null=True')),
              ]
            : []),
        ],
        `migrations.RemoveField("${modelOf(table).lower}", "${column.field}")`,
        `ALTER TABLE "${table.name ?? '…'}" DROP COLUMN "${columnName(column)}"`,
      ),
    dropTableInSteps: (table) =>
      inStateFirst(
        `\`${table.label}\``,
        [],
        `migrations.DeleteModel("${modelOf(table).name}")`,
        `DROP TABLE "${table.name ?? '…'}"`,
      ),
    keepColumnName: (table, before, after) =>
      recipe(
        `Rename \`${columnLabel(table, before)}\` in code only: with \`db_column\` the column keeps its name, and nothing of the database changes. Give the field its \`db_column\` first.`,
        fieldOperation('AlterField', table, before, fieldCode(before, `db_column="${columnName(before)}"`)),
        `migrations.RenameField("${modelOf(table).lower}", "${before.field}", "${after.field}")`,
      ),
    keepTableName: (before, after) =>
      recipe(
        `Rename \`${before.label}\` in code only: with \`db_table\` the table keeps its name. Set it first, in \`Meta\` as well.`,
        `migrations.AlterModelTable("${modelOf(before).lower}", "${before.name ?? '…'}")`,
        ...(before.label === after.label
          ? []
          : [`migrations.RenameModel("${modelOf(before).name}", "${modelOf(after).name}")`]),
      ),
    changeTypeInSteps: (table, before, after) => {
      const beside = { ...after, field: `${after.field}_new` }
      return recipe(
        `Add a field beside \`${columnLabel(table, before)}\`, let code write both, copy the rows, read the new one, and remove the old one in a later release.`,
        fieldOperation('AddField', table, beside, fieldCode(after, 'null=True')),
        '# in a data migration, in batches',
        `${modelOf(table).name}.objects.filter(${beside.field}=None).update(${beside.field}=…F("${before.field}"))`,
      )
    },
    addComputedColumnInSteps: (table, column) =>
      column.default.kind === 'generated'
        ? recipe(
            `Add \`${columnLabel(table, column)}\` as an ordinary column with NULL allowed, let code fill it in \`save()\`, and fill the rows that are there in batches. No database turns it into a generated one without writing the table again.`,
          )
        : recipe(
            `Add \`${columnLabel(table, column)}\` with NULL allowed, set the default for new rows, and fill the others in batches, in three migrations.`,
            '# 1. this migration',
            fieldOperation('AddField', table, column, fieldCode(column, 'null=True')),
            '# 2. a second one',
            fieldOperation(
              'AlterField',
              table,
              column,
              fieldCode(column, `db_default=${sourceOf(column)}`, 'null=True'),
            ),
            '# 3. and a third one, without a transaction, in batches',
            `${modelOf(table).name}.objects.filter(pk__in=ids).update(${column.field}=…)`,
          ),
    defaultInDatabase: (table, column) =>
      hasDatabaseDefaults
        ? recipe(
            `Let the database fill in \`${columnLabel(table, column)}\` for code that does not know it yet.`,
            fieldOperation(
              'AddField',
              table,
              column,
              fieldCode(column, `db_default=${databaseDefault(column)}`),
            ),
          )
        : recipe(
            `Let the database fill in \`${columnLabel(table, column)}\` for code that does not know it yet: \`db_default\` comes with Django 5.0; until then in SQL, after the column is added.`,
            `migrations.RunSQL('ALTER TABLE "${table.name ?? '…'}" ALTER COLUMN "${columnName(column)}" SET DEFAULT …', migrations.RunSQL.noop)`,
          ),
    indexConcurrently: (table, index) =>
      recipe(
        'Build the index while rows are written, on PostgreSQL, in a migration of its own without a transaction.',
        'from django.contrib.postgres.operations import AddIndexConcurrently',
        'class Migration(migrations.Migration):',
        '    atomic = False',
        `    operations = [AddIndexConcurrently("${modelOf(table).lower}", ${indexCode(index)})]`,
      ),
    constraintInSteps: (table, constraint) => constraintSteps(table, constraint, hasNotValid),
    splitMigration: () =>
      'Move what writes rows into a migration of its own, which depends on this one: each migration is a transaction.',
    outsideOfTransaction: () =>
      recipe(
        'Let the migration run without a transaction, and put nothing else into it: what fails halfway stays.',
        'class Migration(migrations.Migration):',
        '    atomic = False',
      ),
    reverse: (language) =>
      language === 'SQL'
        ? recipe(
            'Say what takes it back, or that nothing has to.',
            'migrations.RunSQL(sql, reverse_sql="…")',
            'migrations.RunSQL(sql, reverse_sql=migrations.RunSQL.noop)',
          )
        : recipe(
            'Say what takes it back, or that nothing has to.',
            'migrations.RunPython(forwards, backwards)',
            'migrations.RunPython(forwards, migrations.RunPython.noop)',
          ),
    modelOfState: (app, model, setting) =>
      recipe(
        "Take the model as it is at this migration, from the function's first argument.",
        setting === undefined
          ? `${model} = apps.get_model("${app}", "${model}")`
          : `model = apps.get_model(settings.${setting})`,
      ),
    dependOn: (app) =>
      recipe(
        `Depend on the migration of \`${app}\` that the function needs.`,
        `dependencies = [..., ("${app}", "…")]`,
      ),
    inBatches: () =>
      recipe(
        'Update in batches, in a migration without a transaction, so that each batch lets its rows go.',
        'class Migration(migrations.Migration):',
        '    atomic = False',
        'while ids := list(rows.filter(field=None).values_list("pk", flat=True)[:1000]):',
        '    rows.filter(pk__in=ids).update(field=…)',
      ),
    heedAlias: () =>
      recipe(
        'Read and write on the database that is migrated.',
        'rows = Model.objects.using(schema_editor.connection.alias)',
      ),
  }
}

const columnName = ({ name, field }: Column) => name ?? field

function defaultCode({ default: value }: Column): readonly string[] {
  return value.kind === 'code' ? [`default=${value.source}`] : []
}

/** The default that the database fills in. */
function sourceOf({ default: value }: Column): string {
  return value.kind === 'database' ? value.source : '…'
}

/** A default of the code as one of the database; what is worked out by a function the database has to work out. */
function databaseDefault({ default: value }: Column): string {
  return value.kind === 'code' && !value.isCalled ? value.source : '…'
}

/** Out of the code in one release, out of the database in the next. */
function inStateFirst(what: string, before: readonly string[], operation: string, sql: string): string {
  return recipe(
    `Take ${what} out of the code first, and out of the database a release later, when no code that uses it runs any more.`,
    ...before,
    '# 1. with the code that no longer uses it',
    `migrations.SeparateDatabaseAndState(state_operations=[${operation}])`,
    '# 2. a release later: the state has nothing to remove any more',
    `migrations.RunSQL('${sql}', migrations.RunSQL.noop)`,
  )
}

function indexCode({ name, columns }: Index): string {
  const fields = columns.map((column) => (column === undefined ? '…' : `"${column}"`)).join(', ')
  return `models.Index(fields=[${fields}], name="${name ?? '…'}")`
}

function constraintSteps(table: Table, constraint: Constraint, hasNotValid: boolean): string {
  const { lower } = modelOf(table)
  const name = constraint.name ?? '…'
  const quoted = `"${table.name ?? '…'}"`
  const columns = constraint.columns.map((column) => `"${column ?? '…'}"`).join(', ')
  if (constraint.kind === 'unique')
    return recipe(
      'On PostgreSQL, build the unique index while rows are written, and make the constraint of it: in a migration with `atomic = False`, with the operation itself under `state_operations`.',
      'migrations.SeparateDatabaseAndState(',
      '    database_operations=[',
      `        migrations.RunSQL('CREATE UNIQUE INDEX CONCURRENTLY "${name}" ON ${quoted} (${columns})', 'DROP INDEX CONCURRENTLY "${name}"'),`,
      `        migrations.RunSQL('ALTER TABLE ${quoted} ADD CONSTRAINT "${name}" UNIQUE USING INDEX "${name}"', migrations.RunSQL.noop),`,
      '    ],',
      '    state_operations=[…],',
      ')',
    )
  if (constraint.kind === 'check' && hasNotValid)
    return recipe(
      'On PostgreSQL, add the constraint for new rows alone, and look at the others in a later migration, which lets readers and writers go on.',
      'from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint',
      '# 1. this migration',
      `AddConstraintNotValid("${lower}", models.CheckConstraint(…, name="${name}"))`,
      '# 2. a migration of its own',
      `ValidateConstraint("${lower}", "${name}")`,
    )
  const definition = constraint.kind === 'foreign key' ? `FOREIGN KEY (${columns}) REFERENCES …` : 'CHECK (…)'
  return recipe(
    `On PostgreSQL, add the constraint for new rows alone, and look at the others in a later migration, which lets readers and writers go on.${constraint.kind === 'foreign key' ? ' The field itself gets `db_constraint=False` in the database, and its own form under `state_operations`.' : ''}`,
    '# 1. this migration',
    `migrations.RunSQL('ALTER TABLE ${quoted} ADD CONSTRAINT "${name}" ${definition} NOT VALID', 'ALTER TABLE ${quoted} DROP CONSTRAINT "${name}"')`,
    '# 2. a migration of its own',
    `migrations.RunSQL('ALTER TABLE ${quoted} VALIDATE CONSTRAINT "${name}"', migrations.RunSQL.noop)`,
  )
}
