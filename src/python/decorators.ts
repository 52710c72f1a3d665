import type { Interpreter } from './interpreter.ts'
import { linearize } from './mro.ts'
import type { DecoratorKind } from './outside.ts'
import type { ClassValue, FunctionValue, Value } from './value.ts'

/** Decorators and metaclasses of the standard library, by what they do. */
const standard: Readonly<Record<string, DecoratorKind>> = {
  'builtins.staticmethod': 'staticmethod',
  'builtins.classmethod': 'classmethod',
  'builtins.property': 'property',
  'builtins.type': 'transparent',
  'abc.ABCMeta': 'transparent',
  'abc.abstractmethod': 'transparent',
  'enum.EnumMeta': 'transparent',
  'enum.EnumType': 'transparent',
  'enum.property': 'property',
  'enum.unique': 'transparent',
  'functools.cache': 'transparent',
  'functools.cached_property': 'cached property',
  'functools.lru_cache': 'transparent',
  'functools.total_ordering': 'transparent',
  'functools.wraps': 'transparent',
  'types.DynamicClassAttribute': 'property',
  'typing.final': 'transparent',
  'typing.no_type_check': 'transparent',
  'typing.override': 'transparent',
  'typing.runtime_checkable': 'transparent',
  'typing_extensions.deprecated': 'transparent',
  'typing_extensions.final': 'transparent',
  'typing_extensions.override': 'transparent',
  'typing_extensions.runtime_checkable': 'transparent',
  'warnings.deprecated': 'transparent',
}

/** What a decorator or a metaclass does; undefined where that is not known. */
export function kindOf(interpreter: Interpreter, decorator: Value): DecoratorKind | undefined {
  const value = decorator.kind === 'call' ? decorator.callee : decorator
  // A framework may be part of the repository.
  if (value.kind === 'function' || value.kind === 'class')
    return interpreter.outside.decorator?.(`${interpreter.modules.name(value.origin.path)}.${value.qualname}`)
  if (value.kind !== 'reference') return undefined
  const known = Object.hasOwn(standard, value.path) ? standard[value.path] : undefined
  return known ?? interpreter.outside.decorator?.(value.path)
}

/** `classmethod(function)`, which is the function with a decorator more; undefined for what is no plain function. */
export function decorated(value: Value | undefined, decorator: string): FunctionValue | undefined {
  if (value?.kind !== 'function' || value.code.type !== 'FunctionDef') return undefined
  // Of a function of which the definition was not run, the decorators are not known.
  if (value.decorators.length < value.code.decorators.length) return undefined
  return { ...value, decorators: [{ kind: 'reference', path: decorator }, ...value.decorators] }
}

/** How a function of a class is got at; `function`: as it is. */
export type Role = Exclude<DecoratorKind, 'transparent'> | 'function'

/** What its decorators make of a function; undefined where one of them is not known. */
export function roleOf(interpreter: Interpreter, { code, decorators }: FunctionValue): Role | undefined {
  if (code.type !== 'FunctionDef' || code.decorators.length + decorators.length === 0) return 'function'
  if (decorators.length < code.decorators.length) return undefined
  let role: Role = 'function'
  for (const decorator of decorators) {
    const kind = kindOf(interpreter, decorator)
    if (kind === undefined || (kind !== 'transparent' && role !== 'function')) return undefined
    if (kind !== 'transparent') role = kind
  }
  return role
}

/** Whether a class's own attributes are what its body sets: no decorator and no metaclass is known to change that. */
export function isPlainClass(
  interpreter: Interpreter,
  { code, decorators, keywords, isMade }: ClassValue,
): boolean {
  if (decorators.length < code.decorators.length) return false
  const metaclass = isMade ? undefined : keywords.get('metaclass')
  return [...decorators, ...(metaclass ? [metaclass] : [])].every(
    // What a function of the repository does to the class was carried out.
    (each) => each.kind === 'function' || kindOf(interpreter, each) === 'transparent',
  )
}

/** Whether what a class's body sets, or the body of a base, may come out as something else. */
export function mayTransform(interpreter: Interpreter, value: ClassValue): boolean {
  const order = linearize(value)
  if (!order) return true
  return order.some((base) =>
    base.kind === 'class'
      ? !isPlainClass(interpreter, base)
      : value.enumeration === undefined &&
        base.kind === 'reference' &&
        /(?:^|\.)\w*(?:Enum|Flag|Choices)$/.test(base.path),
  )
}
