import { canonicalName } from '../values/names.ts'
import { builtIn } from './built-in.ts'
import type { FieldPart } from './field-class.ts'

/** What a class may have of its own that decides which column it has (django/db/models/fields/__init__.py). */
const deciding = [
  'db_type',
  'db_parameters',
  'db_type_parameters',
  'db_type_suffix',
  'rel_db_type',
  'get_internal_type',
  'get_attname_column',
  'get_default',
  'contribute_to_class',
  'set_attributes_from_name',
  // What it leaves out there may have been set by `__init__()`.
  'deconstruct',
  'null',
  'unique',
  'column',
]

/** Libraries' classes whose column is that of the class of Django that they extend. */
const sameColumn: ReadonlySet<string> = new Set([
  'mptt.fields.TreeForeignKey',
  'mptt.fields.TreeOneToOneField',
  'modelcluster.fields.ParentalKey',
  'model_utils.fields.AutoCreatedField',
  'model_utils.fields.AutoLastModifiedField',
  'model_utils.fields.MonitorField',
  'model_utils.fields.StatusField',
  'django_extensions.db.fields.CreationDateTimeField',
  'django_extensions.db.fields.ModificationDateTimeField',
  'wagtail.fields.RichTextField',
  'wagtail.core.fields.RichTextField',
])

/** Why a field's column may be another one than its class of Django has; undefined where it is that one. */
export function columnDoubt(parts: readonly FieldPart[]): string | undefined {
  for (const { path, own } of parts) {
    const name = canonicalName(path)
    if (Object.hasOwn(builtIn, name)) return undefined
    if (sameColumn.has(path)) continue
    if (!own) return `which column \`${path}\` has is not known`
    const decides = deciding.find((method) => own.attributes.has(method))
    if (decides !== undefined) return `\`${path}\` has its own \`${decides}\``
  }
  return 'it is no field of Django'
}
