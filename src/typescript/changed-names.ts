import { childrenOf, type Node } from './syntax.ts'

const found = new WeakMap<readonly Node[], ReadonlySet<string>>()

/** Methods that change the array, map or set that they are called on. */
const changing: ReadonlySet<string> = new Set(
  'add clear copyWithin delete fill pop push reverse set shift sort splice unshift'.split(' '),
)

/** The names that any code among these nodes gives another value, or of whose value it changes a part. */
export function changedNames(nodes: readonly Node[]): ReadonlySet<string> {
  const known = found.get(nodes)
  if (known) return known
  const names = new Set<string>()
  const stack = [...nodes]
  while (stack.length > 0) {
    const node = stack.pop()!
    for (const name of changedBy(node)) names.add(name)
    stack.push(...childrenOf(node))
  }
  found.set(nodes, names)
  return names
}

function changedBy(node: Node): readonly string[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return rootNames(node.left)
    case 'UpdateExpression':
      return rootNames(node.argument)
    case 'UnaryExpression':
      return node.operator === 'delete' ? rootNames(node.argument) : []
    case 'ForOfStatement':
    case 'ForInStatement':
      return node.left.type === 'VariableDeclaration' ? [] : rootNames(node.left)
    case 'CallExpression': {
      const { callee } = node
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return []
      if (changing.has(callee.property.name)) return rootNames(callee.object)
      const isAssign = callee.property.name === 'assign' || callee.property.name === 'defineProperty'
      return isAssign && node.arguments[0] ? rootNames(node.arguments[0]) : []
    }
    default:
      return []
  }
}

/** `a` of `a`, `a.b` and `a[0].c`; the names of a pattern. */
function rootNames(node: Node): readonly string[] {
  let root = node
  for (;;) {
    if (root.type === 'MemberExpression') root = root.object
    else if (root.type === 'TSNonNullExpression' || root.type === 'TSAsExpression') root = root.expression
    else break
  }
  if (root.type === 'Identifier') return [root.name]
  if (root.type === 'ArrayPattern' || root.type === 'ObjectPattern')
    return childrenOf(root).flatMap(rootNames)
  if (root.type === 'Property') return rootNames(root.value)
  if (root.type === 'AssignmentPattern') return rootNames(root.left)
  if (root.type === 'RestElement') return rootNames(root.argument)
  return []
}
