import { nowhere, type Origin, type ReferenceValue, type Value } from '../../../python/value.ts'
import { moduleName } from '../../../python/modules.ts'
import { classPath, type ValueWriter } from '../autodetector/write.ts'
import type { DjangoContext } from '../context.ts'
import { calleePath } from '../values/calls.ts'
import { isAtLeast } from '../values/conditions.ts'
import { canonicalName } from '../values/names.ts'
import { serialize } from '../values/source.ts'
import { whatItStandsFor } from '../values/standing-for.ts'
import { dictionary } from './dictionary.ts'
import { importFor } from './imports.ts'
import type { Refuse } from './refusing.ts'
import { unwritable } from './unwritable.ts'

const utc = 'datetime.timezone.utc'

/**
 * Writes values as a file has them (django/db/migrations/serializer.py): notes the import of each in `imports`, and
 * refuses those that Django cannot write, or that are not known.
 */
export function valueWriter(context: DjangoContext, imports: Set<string>, refuse: Refuse): ValueWriter {
  const moduleOf = (path: string) => moduleName(context.interpreter, path)
  const need = (path: string) => {
    const line = importFor(path)
    if (line !== undefined) imports.add(line)
  }
  const flag = (path: string) => {
    imports.add('import re')
    return `re.RegexFlag['${path.slice('re.'.length)}']`
  }
  const callees = new WeakSet<Value>()

  const instead = (value: Value, inner: (value: Value) => string): string | undefined => {
    const itself = whatItStandsFor(value)
    if (itself) return isFlag(itself) ? flag(itself.path) : inner(itself)
    const why = callees.has(value) ? undefined : unwritable(value)
    if (why) refuse(why.reason, why.help, originOf(value))
    switch (value.kind) {
      case 'reference':
        if (value.path === utc && !isAtLeast(context.version, [4, 1])) {
          imports.add('from django.utils.timezone import utc')
          return 'utc'
        }
        if (expressions.has(canonicalName(value.path)) && !isAtLeast(context.version, [4, 1])) {
          imports.add('import django.db.models.expressions')
          return canonicalName(value.path).replace('models', 'models.expressions')
        }
        need(value.path)
        return undefined
      case 'call':
        callees.add(value.callee)
        if (calleePath(value) === 'functools.partial') imports.add('import functools')
        return undefined
      case 'class':
      case 'function':
        imports.add(`import ${moduleOf(value.origin.path)}`)
        return undefined
      case 'dict':
        return dictionary(value, inner)
      default:
        return undefined
    }
  }
  const named = (path: string) => {
    need(path)
    return classPath(path)
  }
  return {
    value: (value) => serialize(value, { moduleOf, instead }),
    setting(name) {
      imports.add('from django.conf import settings')
      return `settings.${name}`
    },
    classPath: named,
    base(path) {
      // Up to Django 4.0 nothing imports `models` for a base alone.
      if (path !== 'django.db.models.Model' || isAtLeast(context.version, [4, 1])) need(path)
      return classPath(path)
    },
    operation(path) {
      need(path)
      return path
    },
    code: (value) => serialize(value, { moduleOf, instead }),
  }
}

/** Expressions that have a short path since Django 4.1. */
const expressions: ReadonlySet<string> = new Set(
  ['Case', 'ExpressionWrapper', 'F', 'Func', 'OrderBy', 'Value', 'When'].map(
    (name) => `django.db.models.${name}`,
  ),
)

/** Whether a value is a flag of regular expressions, which are members of an enumeration. */
function isFlag(value: Value): value is ReferenceValue {
  return value.kind === 'reference' && value.path.startsWith('re.')
}

function originOf(value: Value): Origin {
  return 'origin' in value ? value.origin : nowhere
}
