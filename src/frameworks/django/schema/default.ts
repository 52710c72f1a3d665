import type { ColumnDefault } from '../../../model/schema/table.ts'
import { constant, truth, type Value } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import { canonicalName } from '../values/names.ts'
import { djangoClass } from './column-types.ts'

const none = { kind: 'none' } as const

const isNone = (value: Value) => value.kind === 'const' && value.value === null

/**
 * What the schema editor fills the rows that are there with while it adds the column, and then forgets
 * (`BaseDatabaseSchemaEditor._effective_default()`, django/db/backends/base/schema.py).
 */
export function effectiveDefault(field: FieldState, source: (value: Value) => string): ColumnDefault {
  const given = givenDefault(field, source)
  if (given) return given
  const { keywords } = field
  const isTrue = (name: string) => {
    const value = keywords.get(name)
    return value !== undefined && truth(value) === true
  }
  if (!isTrue('null') && isTrue('blank') && allowsEmptyText(field)) {
    const text = djangoClass(field)?.endsWith('.BinaryField') ? "b''" : "''"
    return { kind: 'code', source: text, isCalled: false }
  }
  if (isTrue('auto_now') || isTrue('auto_now_add'))
    return { kind: 'code', source: nowOf(field), isCalled: true }
  return none
}

/** The default that a field is given; undefined where it is given none. */
export function givenDefault(
  { keywords, unread, columnDoubt }: FieldState,
  source: (value: Value) => string,
): ColumnDefault | undefined {
  const expression = keywords.get('expression')
  if (expression && keywords.has('db_persist')) {
    const isStored = truth(keywords.get('db_persist') ?? constant(null))
    return { kind: 'generated', source: source(expression), isStored: isStored !== false }
  }
  // The database's own default goes before the code's (`_iter_column_sql()`).
  const inDatabase = keywords.get('db_default')
  if (inDatabase && !isNone(inDatabase))
    return { kind: 'database', source: source(inDatabase), isConstant: isSameForAll(inDatabase) }
  const given = keywords.get('default')
  // Without a default, NULL is what `None` stands for.
  if (given) return isNone(given) ? none : { kind: 'code', source: source(given), isCalled: isCalled(given) }
  const cause = unread?.cause ?? columnDoubt
  return cause === undefined ? undefined : { kind: 'unknown', cause }
}

/** Whether `Field.get_default()` calls the default: functions and classes, not what they made. */
function isCalled(value: Value): boolean {
  switch (value.kind) {
    case 'function':
    case 'class':
    case 'method':
      return true
    case 'reference':
      return !value.path.startsWith('django.conf.settings.')
    case 'call':
      return value.callee.kind === 'reference' && value.callee.path === 'functools.partial'
    default:
      return false
  }
}

const now =
  /^django\.(?:db\.models\.functions\.(?:datetime\.)?Now|contrib\.postgres\.functions\.TransactionNow)$/

/** Whether a default of the database is one value for all rows of a statement. */
function isSameForAll(value: Value): boolean {
  if (value.kind !== 'call') return value.kind !== 'unresolved' && value.kind !== 'reference'
  const path = value.callee.kind === 'reference' ? canonicalName(value.callee.path) : ''
  return now.test(path) || /^django\.db\.models\.(?:expressions\.)?Value$/.test(path)
}

/** Fields that hold text, or bytes, may hold none (`Field.empty_strings_allowed`). */
const text =
  /\.(?:(?:CI)?(?:Char|Text|Email)|CommaSeparatedInteger|Slug|URL|File|Image|FilePath|Binary|SearchVector)Field$/

function allowsEmptyText(field: FieldState): boolean {
  return text.test(djangoClass(field) ?? '')
}

function nowOf(field: FieldState): string {
  const path = djangoClass(field) ?? ''
  if (path.endsWith('.DateField')) return 'datetime.now().date()'
  return path.endsWith('.TimeField') ? 'datetime.now().time()' : 'timezone.now()'
}
