import type { Expr } from './ast.ts'
import type { Interpreter } from './interpreter.ts'
import { linearize } from './mro.ts'
import { bounded } from './bounded.ts'
import type { Scope } from './scope.ts'
import type { ClassValue, Value } from './value.ts'

/** `object.name`. */
export function attribute(
  interpreter: Interpreter,
  object: Value,
  name: string,
  expr: Expr,
  scope: Scope,
): Value {
  switch (object.kind) {
    case 'reference': {
      const path = `${object.path}.${name}`
      return interpreter.external(path)
    }
    case 'module': {
      const value = interpreter.moduleAttribute(object.path, object.dotted, name)
      return value ?? interpreter.unresolved(`\`${name}\` is not found in ${object.path}`, expr, scope)
    }
    case 'class': {
      const value = mayTransform(object) ? undefined : inherited(object, name)
      return (
        value ?? interpreter.unresolved(`\`${object.name}\` has no \`${name}\` that can be read`, expr, scope)
      )
    }
    case 'const':
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
    case 'iterator':
    case 'call':
    case 'method':
      return { kind: 'method', object, name, origin: interpreter.origin(expr, scope) }
    case 'unresolved': {
      const value = interpreter.unresolved(`\`${name}\` of what is not known`, expr, scope)
      return object.maybe ? { ...value, maybe: object.maybe } : value
    }
    default:
      return interpreter.unresolved(`\`${name}\` of what is not known`, expr, scope)
  }
}

/**
 * An attribute of a class as its body sets it, its own or inherited, in Python's method resolution order. It
 * is unresolved where a base that is not in the repository comes before and may have it too; undefined where
 * no class of the repository has it. What is too large to be walked through is unresolved as well.
 */
export function classAttribute(value: ClassValue, name: string): Value | undefined {
  const found = inherited(value, name)
  return found && bounded(found)
}

/** An attribute that a class or a base of it in the repository sets; unresolved where another base comes before. */
export function inherited(value: ClassValue, name: string): Value | undefined {
  const own = value.attributes.get(name)
  if (own) return own
  const order = linearize(value)
  const index = order?.findIndex((base) => base.kind === 'class' && base.attributes.has(name)) ?? -1
  const owner = order?.[index]
  if (owner?.kind !== 'class') return undefined
  const earlier = order?.slice(0, index).find((base) => base.kind !== 'class' && !isObject(base))
  if (!earlier) return owner.attributes.get(name)
  const reason = `a base of \`${value.name}\` that cannot be read may have \`${name}\``
  return { kind: 'unresolved', reason, expr: undefined, origin: value.origin }
}

const isObject = (base: Value) => base.kind === 'reference' && base.path === 'builtins.object'

/** Whether what a class's body sets may come out as something else: a member of an enumeration, or what a decorator makes of it. */
function mayTransform(value: ClassValue): boolean {
  const order = linearize(value)
  if (!order) return true
  return order.some((base) =>
    base.kind === 'class'
      ? base.code.decorators.length > 0 || base.code.keywords.some(({ arg }) => arg === 'metaclass')
      : base.kind === 'reference' && /(?:^|\.)\w*(?:Enum|Flag|Choices)$/.test(base.path),
  )
}
