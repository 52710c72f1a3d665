/**
 * Arguments of a field that a database sees. Everything else (labels, validators, choices, on_delete, what
 * Python does on saving) changes nothing in the schema: see `non_db_attrs` of django/db/models/fields
 * (Django 4.1 and later) and `_field_should_be_altered` of django/db/backends/base/schema.py.
 */
export const databaseAttributes: ReadonlySet<string> = new Set([
  'null',
  'unique',
  'db_index',
  'primary_key',
  'max_length',
  'max_digits',
  'decimal_places',
  'db_column',
  'db_tablespace',
  'db_collation',
  'db_comment',
  'db_default',
  'db_constraint',
  'db_table',
  'to',
  'to_field',
  'to_fields',
  'from_fields',
  'through',
  'base_field',
  'size',
  'srid',
  'dim',
  'geography',
  'spatial_index',
  'geom_type',
  'expression',
  'output_field',
  'db_persist',
  'default_bounds',
])

/** Arguments by position, by class; every other field of Django takes `verbose_name` first. */
export const positionalAttributes: Readonly<Record<string, readonly string[]>> = {
  ForeignKey: ['to', 'on_delete'],
  OneToOneField: ['to', 'on_delete'],
  ManyToManyField: ['to'],
  ArrayField: ['base_field', 'size'],
}

/** Classes of a field that were moved or merged without any change in the database. */
export const sameColumn: readonly (readonly [string, string])[] = [
  ['django.contrib.postgres.fields.JSONField', 'django.db.models.JSONField'],
  ['django.contrib.postgres.fields.jsonb.JSONField', 'django.db.models.JSONField'],
  ['django.db.models.NullBooleanField', 'django.db.models.BooleanField'],
]

/** Options of a model that a database sees; the others are ALTER_OPTION_KEYS of AlterModelOptions or Python only. */
export const databaseOptions: ReadonlySet<string> = new Set([
  'db_table',
  'db_tablespace',
  'db_table_comment',
  'unique_together',
  'index_together',
  'indexes',
  'constraints',
  'order_with_respect_to',
  'managed',
  'proxy',
])
