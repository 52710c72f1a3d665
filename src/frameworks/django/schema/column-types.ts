import type { ColumnType, TypeName } from '../../../model/schema/table.ts'
import { intOf, isSequence, stringOf, type Value } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'

type Reader = (field: Pick<FieldState, 'keywords' | 'classes'>) => ColumnType | undefined

const plain =
  (name: TypeName): Reader =>
  () => ({ name })

const counting =
  (name: TypeName): Reader =>
  () => ({ name, counts: true })

/** Text with a limit; without one it has none, which PostgreSQL and SQLite take since Django 4.2. */
const varchar =
  (otherwise?: number): Reader =>
  ({ keywords }) => {
    const given = keywords.get('max_length')
    const length = given === undefined ? otherwise : intOf(given)
    // What is no number may be any.
    if (given && length === undefined && !(given.kind === 'const' && given.value === null)) return undefined
    return { name: 'varchar', length, ...collation(keywords) }
  }

const decimal: Reader = ({ keywords }) => {
  const [precision, scale] = [intOf(keywords.get('max_digits')), intOf(keywords.get('decimal_places'))]
  const isUnknown = (value: Value | undefined, number: number | undefined) =>
    value !== undefined && number === undefined
  if (isUnknown(keywords.get('max_digits'), precision)) return undefined
  if (isUnknown(keywords.get('decimal_places'), scale)) return undefined
  return { name: 'decimal', precision, scale }
}

const array: Reader = ({ keywords }) => {
  const base = keywords.get('base_field')
  if (base?.kind !== 'call' || base.callee.kind !== 'reference') return undefined
  const of = columnType({ keywords: base.keywords, classes: [base.callee.path] })
  return of && { name: 'array', of }
}

/**
 * The columns of Django's own fields (`data_types` of the backends, django/contrib/postgres/fields, search.py and
 * django/contrib/gis/db/models/fields.py): what they have in common, in neutral words.
 */
const byClass: Readonly<Record<string, Reader>> = {
  AutoField: counting('integer'),
  BigAutoField: counting('bigint'),
  SmallAutoField: counting('smallint'),
  BinaryField: plain('binary'),
  BooleanField: plain('boolean'),
  NullBooleanField: plain('boolean'),
  CharField: varchar(),
  CommaSeparatedIntegerField: varchar(),
  EmailField: varchar(254),
  SlugField: varchar(50),
  URLField: varchar(200),
  FileField: varchar(100),
  ImageField: varchar(100),
  FilePathField: varchar(100),
  DateField: plain('date'),
  DateTimeField: plain('timestamp'),
  TimeField: plain('time'),
  DurationField: plain('interval'),
  DecimalField: decimal,
  FloatField: plain('float'),
  IntegerField: plain('integer'),
  OrderWrt: plain('integer'),
  BigIntegerField: plain('bigint'),
  SmallIntegerField: plain('smallint'),
  PositiveIntegerField: plain('integer'),
  PositiveBigIntegerField: plain('bigint'),
  PositiveSmallIntegerField: plain('smallint'),
  IPAddressField: plain('inet'),
  GenericIPAddressField: plain('inet'),
  JSONField: plain('json'),
  TextField: ({ keywords }) => ({ name: 'text', ...collation(keywords) }),
  UUIDField: plain('uuid'),
  ArrayField: array,
  IntegerRangeField: plain('range'),
  BigIntegerRangeField: plain('range'),
  DecimalRangeField: plain('range'),
  DateRangeField: plain('range'),
  DateTimeRangeField: plain('range'),
  SearchVectorField: plain('tsvector'),
  GeometryField: plain('geometry'),
  PointField: plain('geometry'),
  LineStringField: plain('geometry'),
  PolygonField: plain('geometry'),
  MultiPointField: plain('geometry'),
  MultiLineStringField: plain('geometry'),
  MultiPolygonField: plain('geometry'),
  GeometryCollectionField: plain('geometry'),
}

/** Django's own classes; the last part of the path is the class. */
const builtIn = /^django\.(?:db\.models|contrib\.postgres\.(?:fields|search)|contrib\.gis\.db\.models)\./

/**
 * The type of a field's column. Undefined where it is not known: a relation takes the type of what it leads to, and a
 * class of a library may have one of its own.
 */
export function columnType(field: Pick<FieldState, 'keywords' | 'classes'>): ColumnType | undefined {
  const path = djangoClass(field)
  const name = path?.split('.').at(-1) ?? ''
  return Object.hasOwn(byClass, name) ? byClass[name]!(field) : undefined
}

/** Django's class that a field's class is or extends. */
export function djangoClass({ classes }: Pick<FieldState, 'classes'>): string | undefined {
  return classes.find((path) => builtIn.test(path))
}

const positive = /\.Positive(?:Big|Small)?IntegerField$/

/** Whether the column may not be negative: a check of its own on most databases (`data_type_check_constraints`). */
export function isPositive(field: Pick<FieldState, 'classes'>): boolean {
  return positive.test(djangoClass(field) ?? '')
}

function collation(keywords: FieldState['keywords']): Pick<ColumnType, 'collation'> {
  const name = stringOf(keywords.get('db_collation'))
  return name === undefined ? {} : { collation: name }
}

/** What matters of the arguments to a column's type, in the order in which it is shown. */
const shown = ['max_length', 'max_digits', 'decimal_places', 'base_field', 'size', 'srid', 'dim', 'geography']

/** The type as Django has it: `CharField(max_length=100)`. */
export function typeSource(
  { path, keywords }: Pick<FieldState, 'path' | 'keywords'>,
  source: (value: Value) => string,
): string {
  const given = [...shown, 'db_collation'].flatMap((name) => {
    const value = keywords.get(name)
    const isNone = value?.kind === 'const' && value.value === null
    return value && !isNone && !isSequence(value) ? [`${name}=${source(value)}`] : []
  })
  const name = path.split('.').at(-1)!
  return given.length === 0 ? name : `${name}(${given.join(', ')})`
}
