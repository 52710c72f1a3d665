import type { Expr } from './ast.ts'
import type { Interpreter } from './interpreter.ts'
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
      return interpreter.known(path) ?? { kind: 'reference', path }
    }
    case 'module': {
      const value = interpreter.moduleAttribute(object.path, object.dotted, name)
      return value ?? interpreter.unresolved(`\`${name}\` is not found in ${object.path}`, expr, scope)
    }
    case 'class':
      return (
        classAttribute(object, name) ??
        interpreter.unresolved(`\`${object.name}\` has no \`${name}\` that can be read`, expr, scope)
      )
    case 'const':
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
    case 'call':
      return { kind: 'method', object, name, origin: interpreter.origin(expr, scope) }
    default:
      return interpreter.unresolved(`\`${name}\` of what is not known`, expr, scope)
  }
}

/**
 * An attribute of a class, its own or inherited from classes of the repository, depth first. A base that is
 * not in the repository may have it too, but a class before it in the order wins.
 */
export function classAttribute(value: ClassValue, name: string, depth = 0): Value | undefined {
  const own = value.attributes.get(name)
  if (own) return own
  if (depth > 50) return undefined
  for (const base of value.bases) {
    if (base.kind !== 'class') continue
    const inherited = classAttribute(base, name, depth + 1)
    if (inherited) return inherited
  }
  return undefined
}
