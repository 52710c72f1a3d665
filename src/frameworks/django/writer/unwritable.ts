import { linearize } from '../../../python/mro.ts'
import {
  intOf,
  isRest,
  type CallValue,
  type DictValue,
  type FunctionValue,
  type Value,
} from '../../../python/value.ts'
import { calleePath } from '../values/calls.ts'
import { canonicalName } from '../values/names.ts'
import { isKnownPath, natureOf } from '../values/nature.ts'
import { sourceOf } from '../values/source.ts'
import { whatItStandsFor } from '../values/standing-for.ts'

/** Why a value cannot be written, and what to do. */
export interface Unwritable {
  readonly reason: string
  readonly help: string
}

const serializing = 'see https://docs.djangoproject.com/en/stable/topics/migrations/#migration-serializing'

const byHand = 'write the migration with `makemigrations`'

/**
 * Why a value, apart from what it holds, cannot be written into a migration: Django's serializer has no way for it, or
 * what it is is not known. Undefined for one that can.
 */
export function unwritable(value: Value): Unwritable | undefined {
  switch (value.kind) {
    case 'const':
    case 'member':
      return undefined
    case 'dict':
      return hasOneKindOfKey(value)
        ? undefined
        : {
            reason: `the keys of \`${sourceOf(value)}\` cannot be sorted, which Django does to write them`,
            help: 'give it keys of one type',
          }
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.some(isRest) ? unknown(value, 'what it holds is not known') : undefined
    case 'reference':
      return reference(value.path)
    case 'call':
      return call(value)
    case 'object':
      return undefined
    case 'function':
      return functionOf(value)
    case 'class':
      return value.qualname.includes('<') ? local(value.qualname) : undefined
    case 'method':
      return { reason: `\`${sourceOf(value)}\` is a method of an object`, help: byHand }
    case 'unresolved':
      return unknown(value, value.reason)
    default:
      return unknown(value, 'it is no value that Django can write')
  }
}

function unknown(value: Value, because: string): Unwritable {
  return { reason: `\`${sourceOf(value)}\` is not known: ${because}`, help: byHand }
}

const local = (name: string): Unwritable => ({
  reason: `\`${name}\` is defined inside of a function, where a migration cannot import it from`,
  help: `move it to the module, ${serializing}`,
})

/** Python compares numbers with numbers and text with text; what else keys are is left to Django. */
function hasOneKindOfKey({ entries }: DictValue): boolean {
  const types = entries.map(({ key }) => (key.kind === 'const' ? typeof key.value : key.kind))
  return new Set(types.map((type) => (type === 'bigint' || type === 'boolean' ? 'number' : type))).size < 2
}

/** A name outside of the repository: one that is known by the path where it is defined. */
function reference(path: string): Unwritable | undefined {
  const name = canonicalName(path)
  if (isKnownPath(name) && natureOf({ kind: 'reference', path: name }) === 'defined') return undefined
  return { reason: `what \`${path}\` is, and where it is defined, is not known`, help: byHand }
}

function functionOf(value: FunctionValue): Unwritable | undefined {
  if (value.name === '<lambda>')
    return {
      reason: 'a lambda has no name that a migration could import',
      help: `make it a function of the module, ${serializing}`,
    }
  if (value.qualname.includes('<')) return local(value.qualname)
  const own = value.decorators.find((decorator) => !isTransparent(decorator))
  if (own)
    return { reason: `what \`${sourceOf(own)}\` makes of \`${value.name}\` is not known`, help: byHand }
  return undefined
}

/** Decorators that leave a function's name and module to it. */
function isTransparent(decorator: Value): boolean {
  return decorator.kind === 'reference' && /^builtins\.(?:staticmethod|classmethod)$/.test(decorator.path)
}

function call(value: CallValue): Unwritable | undefined {
  const path = calleePath(value)
  const nature = natureOf(value)
  if (path?.startsWith('operator.')) return unknown(value, 'it is worked out while the program runs')
  if (nature === 'fresh') return unknown(value, 'it is another value each time')
  if (nature === 'value') return undefined
  if (path !== undefined) {
    if (canonicalName(path) === 'django.core.validators.RegexValidator' && hasSeveralFlags(value))
      return unknown(value, 'it is not known which flags of `re` make up its flags')
    if (nature === 'constructed' && isKnownPath(canonicalName(path))) return undefined
    return unknown(value, `what \`${path}\` deconstructs to is not known`)
  }
  if (value.callee.kind !== 'class') return unknown(value, 'what it gives is not known')
  if (nature === 'constructed') return undefined
  const order = linearize(value.callee) ?? []
  const isOpen = order.some((each) =>
    each.kind === 'class' ? each.attributes.has('deconstruct') : each.kind !== 'reference',
  )
  if (isOpen) return unknown(value, `what \`${value.callee.name}.deconstruct()\` gives is not known`)
  return {
    reason: `\`${sourceOf(value)}\` is an object that Django cannot write: its class has no \`deconstruct()\``,
    help: `make \`${value.callee.name}\` \`@deconstructible\`, ${serializing}`,
  }
}

/** Flags that were put together are written one by one; what was put together is a plain number here. */
function hasSeveralFlags({ args, keywords }: CallValue): boolean {
  const flags = keywords.get('flags') ?? args[4]
  return flags !== undefined && Boolean(intOf(flags)) && !whatItStandsFor(flags)
}
