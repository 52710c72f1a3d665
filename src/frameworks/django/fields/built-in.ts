import { contrib } from './contrib.ts'
import type { FieldRule } from './field-rule.ts'

const models = 'django.db.models.'
const field = `${models}Field`

/** Of a class with an `__init__()` that takes `verbose_name` and `name` by position, and more. */
const named = (...more: readonly string[]) => ['verbose_name', 'name', ...more]

const notNone = { unless: null } as const

const notProvided = { name: 'django.db.models.fields.NOT_PROVIDED' }

const dates: FieldRule = {
  base: field,
  positional: named('auto_now', 'auto_now_add'),
  own: { auto_now: { unless: false }, auto_now_add: { unless: false } },
  special: 'dates',
}

const automatic: FieldRule = { forced: { blank: true }, removed: ['blank'], added: { primary_key: true } }

const collated: FieldRule = { own: { db_collation: { when: 'true' } } }

/**
 * Django's own fields: what `__init__()` and `deconstruct()` of each class do (django/db/models/fields, 3.2 to 5.2,
 * django/contrib/postgres/fields and search.py, django/contrib/gis/db/models/fields.py). A keyword that came with a later
 * release is not given in an older one, so that one table holds for all of them; where the same arguments mean
 * something else, `special.ts` asks for the version.
 */
export const builtIn: Readonly<Record<string, FieldRule>> = {
  [field]: {
    positional: named(
      'primary_key',
      'max_length',
      'unique',
      'blank',
      'null',
      'db_index',
      'rel',
      'default',
      'editable',
      'serialize',
      'unique_for_date',
      'unique_for_month',
      'unique_for_year',
      'choices',
      'help_text',
      'db_column',
      'db_tablespace',
      'auto_created',
      'validators',
      'error_messages',
      'db_comment',
      'db_default',
    ),
    own: {
      verbose_name: notNone,
      primary_key: { unless: false },
      max_length: notNone,
      unique: { unless: false },
      blank: { unless: false },
      null: { unless: false },
      db_index: { unless: false },
      default: { unless: notProvided },
      db_default: { unless: notProvided },
      editable: { unless: true },
      serialize: { unless: true },
      unique_for_date: notNone,
      unique_for_month: notNone,
      unique_for_year: notNone,
      choices: notNone,
      help_text: { unless: '' },
      db_column: notNone,
      db_comment: notNone,
      db_tablespace: notNone,
      auto_created: { unless: false },
      validators: { unless: [] },
      error_messages: notNone,
    },
    attributes: {
      unique: '_unique',
      error_messages: '_error_messages',
      validators: '_validators',
      verbose_name: '_verbose_name',
      db_tablespace: '_db_tablespace',
    },
  },
  [`${models}BooleanField`]: { base: field },
  [`${models}NullBooleanField`]: {
    base: `${models}BooleanField`,
    forced: { null: true, blank: true },
    removed: ['null', 'blank'],
  },
  [`${models}CharField`]: { base: field, ...collated },
  [`${models}CommaSeparatedIntegerField`]: { base: `${models}CharField` },
  [`${models}DateField`]: dates,
  [`${models}DateTimeField`]: { base: `${models}DateField` },
  [`${models}TimeField`]: dates,
  [`${models}DecimalField`]: {
    base: field,
    positional: named('max_digits', 'decimal_places'),
    own: { max_digits: notNone, decimal_places: notNone },
  },
  [`${models}DurationField`]: { base: field },
  [`${models}EmailField`]: { base: `${models}CharField`, defaults: { max_length: 254 } },
  [`${models}FilePathField`]: {
    base: field,
    positional: named('path', 'match', 'recursive', 'allow_files', 'allow_folders'),
    own: {
      path: { unless: '' },
      match: notNone,
      recursive: { unless: false },
      allow_files: { unless: true },
      allow_folders: { unless: false },
    },
    defaults: { max_length: 100 },
    hidden: { max_length: 100 },
  },
  [`${models}FloatField`]: { base: field },
  [`${models}IntegerField`]: { base: field },
  [`${models}BigIntegerField`]: { base: `${models}IntegerField` },
  [`${models}SmallIntegerField`]: { base: `${models}IntegerField` },
  [`${models}PositiveBigIntegerField`]: { base: `${models}BigIntegerField` },
  [`${models}PositiveIntegerField`]: { base: `${models}IntegerField` },
  [`${models}PositiveSmallIntegerField`]: { base: `${models}SmallIntegerField` },
  [`${models}IPAddressField`]: { base: field, forced: { max_length: 15 }, removed: ['max_length'] },
  [`${models}GenericIPAddressField`]: {
    base: field,
    positional: named('protocol', 'unpack_ipv4'),
    rest: true,
    own: { protocol: { unless: 'both' }, unpack_ipv4: { unless: false } },
    forced: { max_length: 39 },
    removed: ['max_length'],
  },
  [`${models}SlugField`]: {
    base: `${models}CharField`,
    own: { allow_unicode: { unless: false } },
    defaults: { max_length: 50, db_index: true },
    hidden: { max_length: 50 },
    replaced: { db_index: true },
  },
  [`${models}TextField`]: { base: field, ...collated },
  [`${models}URLField`]: {
    base: `${models}CharField`,
    positional: named(),
    defaults: { max_length: 200 },
    hidden: { max_length: 200 },
  },
  [`${models}BinaryField`]: { base: field, defaults: { editable: false }, replaced: { editable: false } },
  [`${models}UUIDField`]: {
    base: field,
    positional: ['verbose_name'],
    forced: { max_length: 32 },
    removed: ['max_length'],
  },
  [`${models}AutoField`]: { base: `${models}IntegerField`, ...automatic },
  [`${models}BigAutoField`]: { base: `${models}BigIntegerField`, ...automatic },
  [`${models}SmallAutoField`]: { base: `${models}SmallIntegerField`, ...automatic },
  [`${models}OrderWrt`]: { base: `${models}IntegerField`, forced: { name: '_order', editable: false } },
  [`${models}FileField`]: {
    base: field,
    positional: named('upload_to', 'storage'),
    own: { upload_to: { when: 'always' }, storage: { when: 'true' } },
    defaults: { upload_to: '', max_length: 100 },
    hidden: { max_length: 100, storage: { name: 'django.core.files.storage.default_storage' } },
    calledBefore: { storage: [4, 2] },
  },
  [`${models}ImageField`]: {
    base: `${models}FileField`,
    positional: named('width_field', 'height_field'),
    own: { width_field: { when: 'true' }, height_field: { when: 'true' } },
  },
  [`${models}JSONField`]: {
    base: field,
    positional: named('encoder', 'decoder'),
    own: { encoder: notNone, decoder: notNone },
  },
  [`${models}GeneratedField`]: {
    base: field,
    positional: [],
    own: {
      expression: { when: 'always' },
      output_field: { when: 'always' },
      db_persist: { when: 'always' },
    },
    defaults: { editable: false, blank: true },
    removed: ['editable', 'blank'],
  },
  [`${models}CompositePrimaryKey`]: {
    base: field,
    defaults: { editable: false, primary_key: true, blank: true },
    special: 'names',
  },

  [`${models}ForeignObject`]: {
    base: field,
    positional: [
      'to',
      'on_delete',
      'from_fields',
      'to_fields',
      'rel',
      ...reverse('parent_link', 'swappable'),
    ],
    own: {
      to: { when: 'always' },
      on_delete: { when: 'always' },
      from_fields: { when: 'always' },
      to_fields: { when: 'always' },
      ...described(),
      parent_link: { when: 'true' },
    },
    special: 'relation',
  },
  [`${models}ForeignKey`]: {
    base: field,
    positional: ['to', 'on_delete', ...reverse('parent_link', 'to_field', 'db_constraint')],
    own: {
      to: { when: 'always' },
      on_delete: { when: 'always' },
      ...described(),
      parent_link: { when: 'true' },
      to_field: { when: 'true' },
      db_constraint: { unless: true },
    },
    taken: ['swappable'],
    defaults: { db_index: true },
    replaced: { db_index: true },
    special: 'relation',
  },
  [`${models}OneToOneField`]: {
    base: `${models}ForeignKey`,
    positional: ['to', 'on_delete', 'to_field'],
    forced: { unique: true },
    removed: ['unique'],
  },
  [`${models}ManyToManyField`]: {
    base: field,
    positional: [
      'to',
      ...reverse('symmetrical', 'through', 'through_fields', 'db_constraint', 'db_table', 'swappable'),
    ],
    own: {
      to: { when: 'always' },
      ...described(),
      through: notNone,
      through_fields: { when: 'true' },
      db_constraint: { unless: true },
      db_table: notNone,
    },
    since: { through_fields: [5, 2] },
    special: 'relation',
  },

  ...contrib,
}

function reverse(...more: readonly string[]): readonly string[] {
  return ['related_name', 'related_query_name', 'limit_choices_to', ...more]
}

function described() {
  return {
    related_name: notNone,
    related_query_name: notNone,
    limit_choices_to: { when: 'true' },
  } as const
}

/** Classes with `contribute_to_class()` that are no columns and no relations of a model's own: migrations leave them out. */
export const leftOut: ReadonlySet<string> = new Set([
  'django.contrib.contenttypes.fields.GenericForeignKey',
  'django.contrib.contenttypes.fields.GenericRelation',
  'django.contrib.contenttypes.generic.GenericForeignKey',
  'django.contrib.contenttypes.generic.GenericRelation',
])
