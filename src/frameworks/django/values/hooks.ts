import type { DecoratorKind, Outside } from '../../../python/outside.ts'
import { builtins } from '../../../python/builtins.ts'
import { iterate, onceIterator } from '../../../python/iteration.ts'
import { Raised } from '../../../python/raised.ts'
import { builtinMethod } from '../../../python/methods.ts'
import {
  constant,
  nowhere,
  stringOf,
  type ClassValue,
  type EnumerationKind,
  type Origin,
  type Value,
} from '../../../python/value.ts'
import type { Arguments } from '../../../python/calls.ts'
import type { DjangoVersion } from '../context.ts'
import { builtIn } from '../fields/built-in.ts'
import { deconstructedField, fieldMethod } from '../fields/methods.ts'
import { isSideAttribute } from '../fields/side-attributes.ts'
import { optionsMethod, optionsObject } from '../models/options-object.ts'
import { modelPaths } from '../models/model-paths.ts'
import { callOf } from './calls.ts'
import { globalSetting, isGlobalSetting } from './global-settings.ts'
import { jsonValue } from './json-value.ts'
import { constants, regexFlags } from './known-values.ts'
import { canonicalName } from './names.ts'
import { standingFor } from './standing-for.ts'

/** What the interpreter has to know of Django to read a project's source. */
export interface Knowledge {
  /** Asked for only where the source asks for it. */
  readonly version: DjangoVersion
  /** The value of a setting by its name; undefined where it is not known. */
  readonly setting?: (name: string) => Value | undefined
  /** Whether a setting is surely set nowhere. */
  readonly isUnset?: (name: string) => boolean
  /** Whether an app is installed, by the name of its package, for a file that asks; undefined where that is not known. */
  readonly isInstalled?: (name: string, from: string) => boolean | undefined
  /** What kind of database the migrations run on, as `connection.vendor` calls it; undefined where it is not known. */
  readonly vendor?: () => string | undefined
}

/**
 * What Django and the libraries that it builds on do, for the interpreter: lazy translations are their text, the
 * enumerations of models have labels, methods of fields set and read attributes. `settings.AUTH_USER_MODEL` stays a
 * reference, by which a relation to a model that may be swapped is known.
 */
export function djangoOutside(knowledge: Knowledge): Outside {
  return {
    name: (path) => {
      if (path === 'django.VERSION') return versionTuple(knowledge.version)
      if (path === 'django.db.connection.vendor') return textOf(knowledge.vendor?.())
      if (path === 'sys.maxsize') return constant(largestIndex)
      if (Object.hasOwn(constants, path)) return jsonValue(constants[path]!)
      const [, status] = /^rest_framework\.status\.HTTP_([1-5]\d\d)_\w+$/.exec(path) ?? []
      if (status !== undefined) return constant(Number(status))
      const known = canonicalName(path.replace(/^re\.RegexFlag\./, 're.'))
      if (Object.hasOwn(regexFlags, known))
        return standingFor({ kind: 'reference', path: known }, constant(regexFlags[known]!))
      const name = settingAt(path)
      if (name === undefined || name === 'AUTH_USER_MODEL') return undefined
      const set = knowledge.setting?.(name)
      if (set || !isGlobalSetting(name) || !knowledge.isUnset?.(name)) return set
      return globalSetting(name, knowledge.version)
    },
    lacks: (path) => {
      const name = settingAt(path)
      return name !== undefined && !isGlobalSetting(name) && knowledge.isUnset?.(name) === true
    },
    call: (path, given, origin) => {
      const ordered = ordering(path, given)
      if (ordered) return ordered
      // Of the field itself, which comes first: where that is done, `add_to_class()` is.
      if (path.endsWith('.contribute_to_class')) return contributed(given)
      if (path.endsWith('.deconstruct')) return deconstructedField(knowledge.version, path, given, origin)
      // It is called when a model is made, or used: what it does then is no part of the model.
      if (connecting.test(path)) return constant(null)
      // It makes another model (models/history), and gives the one that it is given an attribute.
      if (path === 'simple_history.register') return constant(null)
      const known = canonicalName(path)
      // While models are loaded, the one that asks is the first of its name.
      if (known === 'django.apps.apps.get_registered_model') throw new Raised('LookupError')
      if (known === 'django.apps.apps.is_installed') return installed(given, origin.path, knowledge)
      return Object.hasOwn(functions, known) ? functions[known]!(given, origin) : undefined
    },
    classMethod: (_, owner, name, given) => (name === 'add_to_class' ? added(owner, given) : undefined),
    method: (...given) => optionsMethod(...given) ?? fieldMethod(knowledge.version, ...given),
    metaclass: (path) => (modelPaths.has(path) ? 'django.db.models.base.ModelBase' : undefined),
    isGeneric: (path) => Object.hasOwn(builtIn, canonicalName(path)),
    classAttribute: (owner, name) => (name === '_meta' ? optionsObject(owner) : undefined),
    isSideAttribute,
    enumeration: (path) => enumerations[path],
    decorator: (path) => decorators[canonicalName(path)],
  }
}

/** The name of the setting that a path leads to. */
function settingAt(path: string): string | undefined {
  return /^django\.conf\.settings\.([A-Z]\w*)$/.exec(path)?.[1]
}

/** `apps.is_installed('shop')`. */
function installed({ args: [name] }: Arguments, from: string, knowledge: Knowledge): Value | undefined {
  const asked = stringOf(name)
  const known = asked === undefined ? undefined : knowledge.isInstalled?.(asked, from)
  return known === undefined ? undefined : constant(known)
}

const textOf = (text: string | undefined) => (text === undefined ? undefined : constant(text))

/** Signals that are sent when a model is used; `class_prepared` is sent while models are made. */
const connecting =
  /^django\.db\.models\.signals\.(?:(?:pre|post)_(?:init|save|delete|migrate)|m2m_changed)\.connect$/

/** `Model.add_to_class(name, field)`, after the class is made (django/db/models/base.py). */
function added(owner: ClassValue, { args: [name, field] }: Arguments): Value | undefined {
  const known = stringOf(name)
  if (known === undefined || !field) return undefined
  owner.attributes.set(known, field)
  owner.addedLater = new Set([...(owner.addedLater ?? []), known])
  owner.declared?.set(known, field)
  return constant(null)
}

/** `field.contribute_to_class(Model, name)`. */
function contributed({ args: [field, owner, name], keywords }: Arguments): Value | undefined {
  return field && owner?.kind === 'class' && name && keywords.size === 0
    ? added(owner, { args: [name, field], keywords })
    : undefined
}

/** `django.VERSION`, of which a project asks for the first two. */
function versionTuple([major, minor]: DjangoVersion): Value {
  const patch: Value = {
    kind: 'unresolved',
    reason: 'the patch level of Django is not known',
    expr: undefined,
    origin: nowhere,
  }
  const items = [constant(major), constant(minor), patch, constant('final'), constant(0)]
  return { kind: 'tuple', items, origin: nowhere }
}

/** Python's largest index on the machines of today. */
const largestIndex = 2n ** 63n - 1n

type PureFunction = (given: Arguments, origin: Origin) => Value | undefined

/** What is given at a position, where that is text: translations are off when migrations are made. */
function textAt(position: number, keyword: string): PureFunction {
  return ({ args, keywords }) => {
    const text = args[position] ?? keywords.get(keyword)
    return stringOf(text) === undefined ? undefined : text
  }
}

/** `format_lazy('{} {}', a, b)`. */
const formatted: PureFunction = ({ args: [text, ...args], keywords }, origin) =>
  text && stringOf(text) !== undefined ? builtinMethod(text, 'format', { args, keywords }, origin) : undefined

/** `itertools.chain(a, b)` as what it gives. */
const chained: PureFunction = ({ args, keywords }, origin) => {
  const parts = args.map((arg) => (arg.kind === 'iterator' ? undefined : iterate(arg)))
  if (keywords.size > 0 || !parts.every((part) => part !== undefined)) return undefined
  return onceIterator('itertools.chain', () => parts.flat(), origin, args)
}

/** A mapping of what is given: pairs, another mapping, keywords. */
const mapping: PureFunction = (given, origin) => builtins['dict']!(given, origin)

/** `os.path.join()` of relative paths. */
const joinedPath: PureFunction = ({ args }) => {
  const parts = args.map(stringOf)
  const isPlain = parts.every(
    (part, index) => part !== undefined && part !== '' && (index === 0 || !part.startsWith('/')),
  )
  return isPlain ? constant(parts.map((part) => part!.replace(/\/$/, '')).join('/')) : undefined
}

const functions: Readonly<Record<string, PureFunction>> = {
  'django.utils.translation.gettext': textAt(0, 'message'),
  'django.utils.translation.gettext_lazy': textAt(0, 'message'),
  'django.utils.translation.gettext_noop': textAt(0, 'message'),
  'django.utils.translation.pgettext': textAt(1, 'message'),
  'django.utils.translation.pgettext_lazy': textAt(1, 'message'),
  'gettext.gettext': textAt(0, 'message'),
  'django.utils.encoding.force_str': textAt(0, 's'),
  'django.utils.encoding.smart_str': textAt(0, 's'),
  'django.utils.safestring.mark_safe': textAt(0, 's'),
  'django.utils.functional.lazystr': textAt(0, 'text'),
  'django.utils.text.format_lazy': formatted,
  // The model that the setting names: a relation to it is written as one to the setting.
  'django.contrib.auth.get_user_model': ({ args: [more] }) =>
    more ? undefined : { kind: 'reference', path: 'django.conf.settings.AUTH_USER_MODEL' },
  'django.utils.module_loading.import_string': ({ args: [path] }) => {
    const dotted = stringOf(path)
    return dotted?.startsWith('django.') ? { kind: 'reference', path: dotted } : undefined
  },
  'collections.OrderedDict': mapping,
  'types.MappingProxyType': mapping,
  'itertools.chain': chained,
  'os.path.join': joinedPath,
  'posixpath.join': joinedPath,
  'typing.cast': ({ args }) => args[1],
}

/** `F('name').desc()` (`BaseExpression.asc()` and `desc()`, django/db/models/expressions.py). */
function ordering(path: string, { args: [expression, ...args], keywords }: Arguments): Value | undefined {
  const [, name] = /^django\..*\.[A-Z]\w*\.(asc|desc)$/.exec(path) ?? []
  if (name === undefined || !expression || args.length > 0) return undefined
  const descending: [string, Value][] = name === 'desc' ? [['descending', constant(true)]] : []
  return callOf('django.db.models.OrderBy', [expression], [...descending, ...keywords])
}

const labelled = { labels: true, text: 'value' } as const

/** The enumerations of models (django/db/models/enums.py). */
const enumerations: Readonly<Record<string, EnumerationKind>> = Object.fromEntries(
  ['django.db.models', 'django.db.models.enums', 'django.contrib.gis.db.models'].flatMap(
    (module): [string, EnumerationKind][] => [
      [`${module}.Choices`, labelled],
      [`${module}.TextChoices`, { ...labelled, mixin: 'str', values: 'name' }],
      [`${module}.IntegerChoices`, { ...labelled, mixin: 'int' }],
    ],
  ),
)

const decorators: Readonly<Record<string, DecoratorKind>> = {
  'django.contrib.admin.register': 'transparent',
  'django.db.models.base.ModelBase': 'transparent',
  'django.db.models.enums.ChoicesMeta': 'transparent',
  'django.db.models.enums.ChoicesType': 'transparent',
  'django.dispatch.receiver': 'transparent',
  'django.utils.deconstruct.deconstructible': 'transparent',
  'django.utils.encoding.python_2_unicode_compatible': 'transparent',
  'django.utils.functional.cached_property': 'cached property',
  'django.utils.functional.classproperty': 'class property',
  'django.utils.decorators.classproperty': 'class property',
  'six.python_2_unicode_compatible': 'transparent',
}
