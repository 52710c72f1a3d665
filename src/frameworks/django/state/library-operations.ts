/**
 * Operations of libraries that leave alone what Django compares of a model, by package: they run SQL or code, or keep
 * notes of their own beside the models. `*` stands for all operations of a package.
 */
const neutral: Readonly<Record<string, readonly string[]>> = {
  // `state_forwards` keeps `Meta.triggers`, which Django's autodetector does not look at (django-pgtrigger 4).
  pgtrigger: ['AddTrigger', 'RemoveTrigger'],
  django_add_default_value: ['AddDefaultValue'],
  django_migration_linter: ['IgnoreMigration'],
  django_mysql: ['AlterStorageEngine', 'InstallPlugin', 'InstallSOName'],
  django_multitenant: ['Distribute'],
  // Extensions of PostgreSQL, subclasses of `CreateExtension`.
  pgvector: ['VectorExtension'],
  // Their notes are kept beside the fields (django-postgres-extra 2).
  psqlextra: [
    'PostgresAddDefaultPartition',
    'PostgresAddHashPartition',
    'PostgresAddListPartition',
    'PostgresAddRangePartition',
    'PostgresDeleteDefaultPartition',
    'PostgresDeleteHashPartition',
    'PostgresDeleteListPartition',
    'PostgresDeleteRangePartition',
  ],
  // SQL objects have a state of their own (django-migrate-sql).
  migrate_sql: ['CreateSQL', 'AlterSQL', 'DeleteSQL', 'ReverseAlterSQL', 'AlterSQLState'],
  // Subclasses of `RunPython`.
  wagtail: ['MigrateStreamData'],
  django_db_views: ['ForwardViewMigration', 'BackwardViewMigration', 'ViewRunPython'],
}

/** Whether the library operation at a dotted path is known to leave models as they are. */
export function leavesStateAlone(path: string): boolean {
  const [top, ...rest] = path.split('.')
  const names = Object.hasOwn(neutral, top!) ? neutral[top!]! : []
  return names.includes(rest.at(-1) ?? '')
}
