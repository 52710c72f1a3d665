import type { ConstantValue } from '../../../python/ast.ts'

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

/** Those of them that mean something to a ManyToManyField: it has no column of its own. */
export const throughTableAttributes: ReadonlySet<string> = new Set([
  'to',
  'through',
  'db_table',
  'db_constraint',
])

/** Arguments by position, by class; every other field of Django takes `verbose_name` first. */
export const positionalAttributes: Readonly<Record<string, readonly string[]>> = {
  ForeignKey: ['to', 'on_delete', 'related_name'],
  OneToOneField: ['to', 'on_delete', 'to_field'],
  ManyToManyField: ['to', 'related_name'],
  ArrayField: ['base_field', 'size'],
}

/** What an argument says: a constant, an empty list, or Django's `CASCADE`. */
export type DefaultValue = ConstantValue | typeof emptyList | { readonly reference: string }

export const emptyList: unique symbol = Symbol('an empty list')

/**
 * What fields take for granted (`Field.__init__` and its subclasses, Django 5.2): an argument that says it makes no
 * difference. `on_delete` had to be written from Django 2.0 on, and was CASCADE before.
 */
export const attributeDefaults: Readonly<Record<string, DefaultValue>> = {
  verbose_name: null,
  primary_key: false,
  max_length: null,
  unique: false,
  blank: false,
  null: false,
  db_index: false,
  rel: null,
  editable: true,
  serialize: true,
  unique_for_date: null,
  unique_for_month: null,
  unique_for_year: null,
  choices: null,
  help_text: '',
  db_column: null,
  db_comment: null,
  db_tablespace: null,
  db_collation: null,
  auto_created: false,
  validators: emptyList,
  error_messages: null,
  auto_now: false,
  auto_now_add: false,
  allow_unicode: false,
  upload_to: '',
  on_delete: { reference: 'django.db.models.CASCADE' },
  related_name: null,
  related_query_name: null,
  limit_choices_to: null,
  parent_link: false,
  to_field: null,
  db_constraint: true,
  symmetrical: null,
  through: null,
  through_fields: null,
  db_table: null,
  swappable: true,
}

/** The same for classes that take something else for granted. */
export const classDefaults: Readonly<Record<string, Readonly<Record<string, DefaultValue>>>> = {
  EmailField: { max_length: 254 },
  URLField: { max_length: 200 },
  SlugField: { max_length: 50, db_index: true },
  FileField: { max_length: 100 },
  ImageField: { max_length: 100 },
  FilePathField: { max_length: 100 },
  ForeignKey: { db_index: true },
  OneToOneField: { db_index: true, unique: true },
  NullBooleanField: { null: true, blank: true },
}

/** Django's fields by the column that they make, where several make the same (`get_internal_type`, `db_type`). */
export const sharedColumns: Readonly<Record<string, string>> = {
  'django.db.models.CharField': 'text with a length',
  'django.db.models.CommaSeparatedIntegerField': 'text with a length',
  'django.db.models.EmailField': 'text with a length',
  'django.db.models.URLField': 'text with a length',
  'django.db.models.SlugField': 'text with a length',
  'django.db.models.FileField': 'text with a length',
  'django.db.models.ImageField': 'text with a length',
  'django.db.models.FilePathField': 'text with a length',
  'django.db.models.ForeignKey': 'a key',
  'django.db.models.OneToOneField': 'a key',
  'django.db.models.BooleanField': 'a boolean',
  'django.db.models.NullBooleanField': 'a boolean',
  'django.db.models.JSONField': 'json',
  'django.contrib.postgres.fields.JSONField': 'json',
}

/** What a field class of the repository may define to decide about its column itself. */
export const columnMethods = ['db_type', 'get_internal_type', 'db_parameters', 'rel_db_type'] as const

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

/** What a model's options take for granted (django/db/models/options.py, 5.2). */
export const optionDefaults: Readonly<Record<string, DefaultValue>> = {
  abstract: false,
  managed: true,
  proxy: false,
  verbose_name: null,
  verbose_name_plural: null,
  db_table: '',
  db_table_comment: '',
  ordering: emptyList,
  indexes: emptyList,
  constraints: emptyList,
  permissions: emptyList,
  unique_together: emptyList,
  index_together: emptyList,
  get_latest_by: null,
  order_with_respect_to: null,
  required_db_vendor: null,
  required_db_features: emptyList,
  swappable: null,
  select_on_save: false,
  base_manager_name: null,
  default_manager_name: null,
  default_related_name: null,
}
