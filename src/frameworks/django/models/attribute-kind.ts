import type { Expr } from '../../../python/ast.ts'
import { linearize } from '../../../python/mro.ts'
import type { Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { isField } from '../fields/is-field.ts'
import type { LibraryClass } from '../library/library.ts'
import { describedClass, isOfDjangoItself, isOfStandardLibrary } from './ancestors.ts'
import { isManager } from './manager-calls.ts'
import { unknownClass } from './unknown-class.ts'

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
  if (value.kind === 'unresolved') {
    if (isManager(value)) return 'manager'
    return isPlainData(value.expr) ? 'other' : { cause: value.reason }
  }
  if (value.kind !== 'call') return 'other'
  if ((value.callee.kind === 'method' || value.callee.kind === 'unresolved') && isPlainData(value.expr))
    return 'other'
  const described = libraryClass(value, context)
  if (described?.field?.isSilent || described?.makes !== undefined) return 'other'
  if (value.callee.kind === 'reference' && isOfStandardLibrary(value.callee.path)) return 'other'
  const known = isField(value, context)
  if (known || (known === undefined && described?.field)) return 'field'
  if (isManager(value.callee)) return 'manager'
  const { callee } = value
  if (known === false || described) return 'other'
  if (callee.kind === 'reference' && isOfDjangoItself(callee.path)) return 'other'
  const { cause, remedy } = unknownClass(value.callee)
  return { cause, ...remedy }
}

/** Whether an expression gives no object of a class: a collection, a comparison, what a builtin or its method makes. */
function isPlainData(expr: Expr | undefined): boolean {
  if (expr?.type === 'IfExp') return isPlainData(expr.body) && isPlainData(expr.orelse)
  if (expr?.type === 'Call') {
    const { func } = expr
    if (func.type === 'Attribute') return dataMethods.has(func.attr) && isPlainData(func.value)
    return func.type === 'Name' && dataMakers.has(func.id)
  }
  return expr !== undefined && dataExpressions.has(expr.type)
}

const dataExpressions: ReadonlySet<Expr['type']> = new Set([
  ...(['List', 'Tuple', 'Set', 'Dict', 'ListComp', 'SetComp', 'DictComp', 'GeneratorExp'] as const),
  ...(['Compare', 'JoinedStr', 'Lambda', 'Constant'] as const),
])

const dataMakers: ReadonlySet<string> = new Set(
  'bool bytes classmethod dict enumerate filter float format frozenset int len list map max min property range repr reversed round set sorted staticmethod str sum tuple zip'.split(
    ' ',
  ),
)

/** Methods of collections and of text that give another one, and none of what they hold. */
const dataMethods: ReadonlySet<string> = new Set(
  'copy count difference format index intersection items join keys lower replace split strip symmetric_difference title union upper values'.split(
    ' ',
  ),
)

/**
 * What the library says of the class that an attribute is made of, or of the nearest of its bases that it knows. What
 * such a class does to a model by hooks shows in no source of it.
 */
export function libraryClass(value: Value, { library }: DjangoContext): LibraryClass | undefined {
  if (value.kind !== 'call') return undefined
  const { callee } = value
  const line = callee.kind === 'class' ? (linearize(callee) ?? []) : [callee]
  for (const one of line) {
    const known = describedClass(one, library)
    if (known) return known
  }
  return undefined
}
