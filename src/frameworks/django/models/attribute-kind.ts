import { linearize } from '../../../python/mro.ts'
import type { Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { isField } from '../fields/is-field.ts'
import { unknownClass } from './model-class.ts'

/** What is not known of an attribute that may be a field. */
export interface UnknownAttribute {
  readonly cause: string
  readonly remedy?: string
}

/** What an attribute of a model's class body is to Django: it looks for `contribute_to_class`. */
export function attributeKind(
  value: Value,
  context: DjangoContext,
): 'field' | 'manager' | 'other' | UnknownAttribute {
  if (value.kind === 'unresolved')
    return isManagerExpression(value.expr) ? 'manager' : { cause: value.reason }
  if (value.kind !== 'call') return 'other'
  if (isManager(value.callee)) return 'manager'
  const known = isField(value, context)
  if (known !== undefined) return known ? 'field' : 'other'
  const { cause, remedy } = unknownClass(value.callee)
  return { cause, ...remedy }
}

/** `Something.as_manager()`, `Manager.from_queryset(Something)()`. */
function isManagerExpression(expr: Extract<Value, { kind: 'unresolved' }>['expr']): boolean {
  if (expr?.type !== 'Call') return false
  const { func } = expr
  if (func.type === 'Attribute') return func.attr === 'as_manager' || func.attr === 'from_queryset'
  return isManagerExpression(func)
}

/** Whether a class is a manager: by its bases, or by its name where it lies outside of the repository. */
export function isManager(callee: Value): boolean {
  if (callee.kind === 'reference') return /Manager$/.test(callee.path)
  if (callee.kind === 'method') return callee.name === 'from_queryset' || callee.name === 'as_manager'
  if (callee.kind === 'call') return isManager(callee.callee)
  if (callee.kind === 'unresolved') return isManagerExpression(callee.expr)
  if (callee.kind !== 'class') return false
  return (linearize(callee) ?? []).some((base) => base !== callee && isManager(base))
}
