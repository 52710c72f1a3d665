import { linearize } from '../../../python/mro.ts'
import type { CallValue, ClassValue, Value } from '../../../python/value.ts'
import { canonicalName } from './names.ts'

/**
 * What is known of a value beside its parts.
 * `value`: Python's own data, equal to what has the same parts. `defined`: a function, class or constant known by the
 * one path where it is defined. `constructed`: an object that is equal to what its class makes of the same arguments.
 * `fresh`: another one each time. `anything`: what it is takes running code.
 */
export type Nature = 'value' | 'defined' | 'constructed' | 'fresh' | 'anything'

const data: ReadonlySet<Value['kind']> = new Set(['const', 'list', 'tuple', 'set', 'dict'])

export function natureOf(value: Value): Nature {
  if (data.has(value.kind)) return 'value'
  switch (value.kind) {
    case 'function':
    case 'class':
    case 'module':
    case 'member':
      return 'defined'
    case 'reference':
      return isDefined(value.path) ? 'defined' : 'anything'
    case 'call':
      if (value.callee.kind === 'reference') return natureOfCall(value.callee.path)
      return value.callee.kind === 'class' && isDeconstructible(value.callee) ? 'constructed' : 'anything'
    default:
      return 'anything'
  }
}

/** Whether a value is known well enough to say that it is no other one than it seems: not a default left out. */
export function isCertain(value: Value): boolean {
  const nature = natureOf(value)
  return nature !== 'anything'
}

/** Modules with names that are no functions or classes but plain constants. */
const constants =
  /^(?:django\.conf\.|sys\.|os\.|string\.|math\.(?:pi|e|tau|inf|nan)$|stat\.|errno\.|socket\.)/

/** Whether a name of Django or of the standard library is known by the one path where it is defined. */
export function isKnownPath(path: string): boolean {
  return known.test(path)
}

/** Whether a path names a class, by how it is spelled. */
export function namesClass(path: string): boolean {
  return isClassName(path.split('.').at(-1)!)
}

/** Modules whose names are known to be what they are called. */
const known =
  /^(?:django|builtins|datetime|decimal|uuid|functools|operator|collections|typing|json|random|secrets|time|enum|pathlib|re|itertools|types|zoneinfo|ipaddress|copy|hashlib|base64|abc|contextlib|fractions|math)\./

const isClassName = (name: string) => /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/.test(name)

/** Whether a path outside of the repository names a function or a class: not a constant that may be anything. */
function isDefined(path: string): boolean {
  if (constants.test(path)) return false
  const parts = path.split('.')
  const name = parts.at(-1)!
  // A name of a class may be a member of an enumeration.
  if (values.has(path) || (isClassName(name) && !isClassName(parts.at(-2) ?? ''))) return true
  // A constant of a class or of a module, in capitals: `models.CASCADE` is a function all the same.
  if (/^[A-Z0-9_]+$/.test(name))
    return /^django\.db\.models\.(?:deletion\.\w+|constraints\.Deferrable\.\w+|SET|[FQ])$/.test(path)
  return known.test(path)
}

/** Functions that give another value at each call. */
const fresh: ReadonlySet<string> = new Set([
  'django.utils.timezone.now',
  'django.utils.timezone.localtime',
  'django.utils.timezone.localdate',
  'datetime.datetime.now',
  'datetime.datetime.utcnow',
  'datetime.datetime.today',
  'time.time',
  'uuid.uuid1',
  'uuid.uuid4',
  'random.random',
  'secrets.token_hex',
  'secrets.token_urlsafe',
  'django.utils.crypto.get_random_string',
])

const values: ReadonlySet<string> = new Set([
  'datetime.timedelta',
  'datetime.datetime',
  'datetime.date',
  'datetime.time',
  'decimal.Decimal',
  'uuid.UUID',
  're.compile',
])

/** What a call of something outside of the repository gives. */
function natureOfCall(path: string): Nature {
  if (values.has(path)) return 'value'
  if (fresh.has(path)) return 'fresh'
  // It is equal to what it stands for, once something asks.
  if (path.startsWith('django.utils.functional.')) return 'anything'
  if (path === 'functools.partial' || path === 'django.db.models.SET') return 'constructed'
  const name = path.split('.').at(-1)!
  return isClassName(name) || /^django\.db\.models\.[FQ]$/.test(path) ? 'constructed' : 'anything'
}

/**
 * Whether an object of a class is compared by the arguments that it was made with: `@deconstructible`, or a class of
 * Django below it that is, unless a class says otherwise.
 */
function isDeconstructible(value: ClassValue): boolean {
  const order = linearize(value) ?? []
  if (order.some((each) => each.kind === 'class' && each.attributes.has('deconstruct'))) return false
  return order.some((each) =>
    each.kind === 'class'
      ? each.decorators.some(isDeconstructibleDecorator)
      : each.kind === 'reference' && deconstructibles.test(canonicalName(each.path)),
  )
}

/** Packages of Django whose classes are deconstructible. */
const deconstructibles =
  /^django\.(?:core\.validators|core\.files\.storage|contrib\.auth\.validators|contrib\.postgres\.validators|db\.models\.(?:[A-Z]\w*$|expressions|functions|aggregates))/

function isDeconstructibleDecorator(decorator: Value): boolean {
  const value = decorator.kind === 'call' ? decorator.callee : decorator
  return value.kind === 'reference' && value.path.endsWith('.deconstructible')
}

/** Whether an object is of a class of the repository with nothing that makes two of its objects equal. */
export function isPlainObject({ callee }: CallValue): boolean {
  if (callee.kind !== 'class') return false
  return (linearize(callee) ?? []).every(
    (each) =>
      (each.kind === 'reference' && each.path === 'builtins.object') ||
      (each.kind === 'class' &&
        each.decorators.length === 0 &&
        !each.attributes.has('__eq__') &&
        !each.attributes.has('deconstruct')),
  )
}
