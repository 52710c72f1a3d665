import { evaluate } from './evaluate.ts'
import type { Interpreter } from './interpreter.ts'
import { memberOf } from './members.ts'
import type { Scope } from './scope.ts'
import type { Node } from './syntax.ts'
import type { Value } from './value.ts'

/** The names that a parameter or the left side of a declaration binds. */
export function namesOf(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesOf(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'AssignmentPattern':
      return namesOf(pattern.left)
    case 'RestElement':
      return namesOf(pattern.argument)
    case 'TSParameterProperty':
      return namesOf(pattern.parameter)
    default:
      return []
  }
}

/** The value of each name of a pattern, given the value that it takes apart. */
export function bindPattern(
  interpreter: Interpreter,
  pattern: Node,
  value: Value,
  scope: Scope,
): ReadonlyMap<string, Value> {
  const names = new Map<string, Value>()
  const bind = (node: Node, given: Value): void => {
    switch (node.type) {
      case 'Identifier':
        names.set(node.name, given)
        return
      case 'TSParameterProperty':
        bind(node.parameter, given)
        return
      case 'AssignmentPattern': {
        const isGiven = given.kind !== 'const' || given.value !== undefined
        bind(node.left, isGiven ? given : evaluate(interpreter, node.right, scope))
        return
      }
      case 'ArrayPattern':
        node.elements.forEach((element, index) => {
          if (element && element.type !== 'RestElement')
            bind(element, memberOf(interpreter, given, String(index), node, scope))
        })
        break
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement' || property.computed) continue
          const { key } = property
          const name = key.type === 'Identifier' ? key.name : String(key.value)
          bind(property.value, memberOf(interpreter, given, name, node, scope))
        }
        break
      default:
    }
    for (const name of namesOf(node))
      if (!names.has(name))
        names.set(name, interpreter.unresolved('a part of a pattern is not followed', node, scope))
  }
  bind(pattern, value)
  return names
}
