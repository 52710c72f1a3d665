import type { Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { fieldClass } from './field-class.ts'

/**
 * Whether an attribute of a model is a field that migrations know: a `Field` of Django, of a class of the repository or
 * of a library. Undefined where the class is not known.
 */
export function isField(value: Value, context: DjangoContext): boolean | undefined {
  if (value.kind === 'unresolved') return undefined
  const callee = value.kind === 'call' ? value.callee : value.kind === 'object' ? value.class : undefined
  if (!callee)
    return value.kind === 'reference' && !/^(?:builtins|django\.db\.models)\./.test(value.path)
      ? undefined
      : false
  if (callee.kind === 'unresolved') return undefined
  const known = fieldClass(callee, context)
  // By its name where nothing more is known: tags come with a field that is called a manager.
  if (known?.isField === undefined && callee.kind === 'reference' && isNoField.test(callee.path)) return false
  // What a call gives may be a class: `import_string(path)(blank=True)`.
  if (!known) return callee.kind === 'class' || callee.kind === 'call' ? undefined : false
  return known.isField
}

const isNoField = /(?:(?<!Taggable)Manager|QuerySet|Choices)$/
