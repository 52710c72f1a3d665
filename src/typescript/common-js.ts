import { written, type Export } from './exports.ts'
import type { Interpreter } from './interpreter.ts'
import type { Expression } from './syntax.ts'

/** What `exports.x = …`, `module.exports.x = …`, `module.exports = …` and `module.exports = { x }` export. */
export function commonExports(interpreter: Interpreter, expression: Expression): readonly Export[] {
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return []
  const { left, right } = expression
  if (left.type !== 'MemberExpression' || left.computed || left.property.type !== 'Identifier') return []
  if (isExports(left.object)) {
    const own = written(interpreter, left.property.name, right)
    // `exports.a = exports.b = x`, as compilers write it where there are several names.
    return [own, ...commonExports(interpreter, right)]
  }
  if (!isModuleExports(left)) return []
  const whole = written(interpreter, 'default', right)
  if (right.type !== 'ObjectExpression') return [whole]
  const entries = right.properties.flatMap((property) =>
    property.type === 'Property' && !property.computed && property.key.type === 'Identifier'
      ? written(interpreter, property.key.name, property.value as Expression)
      : [],
  )
  return [whole, ...entries]
}

function isExports(node: Expression): boolean {
  return (node.type === 'Identifier' && node.name === 'exports') || isModuleExports(node)
}

function isModuleExports(node: Expression): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  )
}
