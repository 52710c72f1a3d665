import type { Alias } from '../../../python/imported-names.ts'
import { stringOf, type CallValue, type Value } from '../../../python/value.ts'

/**
 * What was renamed in Django and in Python and does the same under its new name (Django's release notes 1.10 to
 * 5.0, "Features removed"; Python 3.11 for `datetime.UTC`).
 */
const renamed: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'django.utils.timezone.utc': 'datetime.timezone.utc',
    'datetime.UTC': 'datetime.timezone.utc',
    'pytz.UTC': 'datetime.timezone.utc',
    'pytz.utc': 'datetime.timezone.utc',
    'django.utils.translation.ugettext': 'django.utils.translation.gettext',
    'django.utils.translation.ugettext_lazy': 'django.utils.translation.gettext_lazy',
    'django.utils.translation.ugettext_noop': 'django.utils.translation.gettext_noop',
    'django.utils.translation.ungettext': 'django.utils.translation.ngettext',
    'django.utils.translation.ungettext_lazy': 'django.utils.translation.ngettext_lazy',
    'django.utils.encoding.force_text': 'django.utils.encoding.force_str',
    'django.utils.encoding.smart_text': 'django.utils.encoding.smart_str',
    'django.utils.http.urlquote': 'urllib.parse.quote',
    'django.utils.http.urlquote_plus': 'urllib.parse.quote_plus',
    'django.utils.http.urlunquote': 'urllib.parse.unquote',
    'django.utils.http.urlunquote_plus': 'urllib.parse.unquote_plus',
    'django.utils.lru_cache.lru_cache': 'functools.lru_cache',
    'django.utils.importlib.import_module': 'importlib.import_module',
  }),
)

/** Packages that were moved with all that is in them. */
const moved: readonly (readonly [from: string, to: string])[] = [
  ['django.core.urlresolvers.', 'django.urls.'],
  ['django.utils.six.', 'six.'],
]

/** `django.db.models.deletion.CASCADE` is `django.db.models.CASCADE`: packages that export what their modules hold. */
const exporting =
  /^(django\.db\.models|django\.db\.migrations|django\.contrib\.gis\.db\.models|django\.contrib\.postgres\.\w+)\.(?:[a-z_]\w*\.)*([A-Z]\w*(?:\.\w+)*)$/

const currentNames: ReadonlySet<string> = new Set(renamed.values())

/** The one name by which the comparison knows what Django keeps, or kept, under several. */
export const djangoAlias: Alias = (dotted) => {
  if (currentNames.has(dotted)) return dotted
  for (const [from, to] of moved) {
    if (dotted.startsWith(from)) return to + dotted.slice(from.length)
    if (dotted.startsWith(to)) return dotted
  }
  const [, home, name] = exporting.exec(dotted) ?? []
  return renamed.get(dotted) ?? (home !== undefined && name !== undefined ? `${home}.${name}` : undefined)
}

/** The same, where a name is wanted in any case. */
export const djangoName = (dotted: string): string => djangoAlias(dotted) ?? dotted

const lazyText = /^django\.utils\.translation\.(gettext|gettext_lazy|gettext_noop)$/

/**
 * A value in one of the several ways of writing it that Django takes for the same: tuples for lists,
 * `CheckConstraint(check=…)` for `condition=` (renamed in 5.1), keyword arguments of `Q` for pairs, translated
 * texts for plain ones (the autodetector writes them plainly), `Decimal('0')` for `Decimal(0)`.
 */
export function comparable(value: Value): Value {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return { ...value, kind: 'list', items: value.items.map(comparable) }
    case 'set':
      return { ...value, items: value.items.map(comparable) }
    case 'dict':
      return {
        ...value,
        entries: value.entries.map((entry) => ({
          key: comparable(entry.key),
          value: comparable(entry.value),
        })),
      }
    case 'call':
      return comparableCall({
        ...value,
        callee: comparable(value.callee),
        args: value.args.map(comparable),
        keywords: new Map([...value.keywords].map(([name, item]) => [name, comparable(item)])),
      })
    default:
      return value
  }
}

function comparableCall(call: CallValue): Value {
  const path = call.callee.kind === 'reference' ? djangoName(call.callee.path) : undefined
  const [only] = call.args
  const single = call.args.length === 1 && call.keywords.size === 0
  if (path === undefined) return call
  if (single && lazyText.test(path) && stringOf(only) !== undefined) return only!
  if (single && path === 'decimal.Decimal' && /^-?\d{1,15}$/.test(stringOf(only) ?? ''))
    return { ...call, args: [{ kind: 'const', value: Number(stringOf(only)) }] }
  if (path === 'django.db.models.CheckConstraint' && call.keywords.has('check'))
    return {
      ...call,
      keywords: new Map([...call.keywords].map(([k, v]) => [k === 'check' ? 'condition' : k, v])),
    }
  if (path === 'django.db.models.Q') return { ...call, args: conditionsOf(call), keywords: flagsOf(call) }
  return call
}

/** `Q.__init__`: keyword arguments become pairs, sorted by name (django/db/models/query_utils.py, 5.2). */
function conditionsOf({ args, keywords, origin }: CallValue): Value[] {
  const pairs = [...keywords].filter(([name]) => !name.startsWith('_')).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    ...args,
    ...pairs.map(([name, value]): Value => ({
      kind: 'list',
      items: [{ kind: 'const', value: name }, value],
      origin,
    })),
  ]
}

function flagsOf({ keywords }: CallValue): ReadonlyMap<string, Value> {
  const isDefault = (name: string, value: Value) =>
    value.kind === 'const' && value.value === (name === '_connector' ? 'AND' : false)
  return new Map([...keywords].filter(([name, value]) => name.startsWith('_') && !isDefault(name, value)))
}
