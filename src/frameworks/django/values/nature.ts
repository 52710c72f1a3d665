import { linearize } from '../../../python/mro.ts'
import type { ClassValue, Value } from '../../../python/value.ts'

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

/** Modules whose names are known to be what they are called. */
const known =
  /^(?:django|builtins|datetime|decimal|uuid|functools|operator|collections|typing|json|random|secrets|time|enum|pathlib|re|itertools|types|zoneinfo|ipaddress|copy|hashlib|base64|abc|contextlib|fractions|math)\./

const isClassName = (name: string) => /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/.test(name)

/** Whether a path outside of the repository names a function or a class: not a constant that may be anything. */
function isDefined(path: string): boolean {
  if (constants.test(path)) return false
  const parts = path.split('.')
  const name = parts.at(-1)!
  if (isClassName(name)) return true
  // A constant of a class or of a module, in capitals: `models.CASCADE` is a function all the same.
  if (/^[A-Z0-9_]+$/.test(name)) return /^django\.db\.models\.(?:deletion\.\w+|[FQ])$/.test(path)
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
  if (path === 'functools.partial' || path === 'django.db.models.deletion.SET') return 'constructed'
  const name = path.split('.').at(-1)!
  return isClassName(name) || /^django\.db\.models\.[FQ]$/.test(path) ? 'constructed' : 'anything'
}

/** Whether an object of a class is compared by the arguments that it was made with: `@deconstructible`, inherited or not. */
function isDeconstructible(value: ClassValue): boolean {
  const order = linearize(value)
  if (!order) return false
  return (
    order.some(
      (each) =>
        each.kind === 'class' &&
        each.code.decorators.some((decorator) => {
          const callee = decorator.type === 'Call' ? decorator.func : decorator
          const name = callee.type === 'Name' ? callee.id : callee.type === 'Attribute' ? callee.attr : ''
          return name === 'deconstructible'
        }),
    ) && !order.some((each) => each.kind === 'class' && each.attributes.has('deconstruct'))
  )
}
