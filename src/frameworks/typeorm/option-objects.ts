import { declareStatement } from '../../typescript/declarations.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { namesOf } from '../../typescript/patterns.ts'
import { Scope } from '../../typescript/scope.ts'
import { childrenOf, type Expression, type Node } from '../../typescript/syntax.ts'
import type { ObjectValue } from '../../typescript/value.ts'

/**
 * The objects of a file that may be the options of a data source, wherever in it: what `new DataSource(…)` and the like are
 * given, and every literal that has `migrations`, which another file may be given.
 */
export function optionObjects(interpreter: Interpreter, top: Scope): readonly ObjectValue[] {
  const found = new Map<number, ObjectValue>()
  const add = (node: Expression, scope: Scope): void => {
    const options = interpreter.evaluate(node, scope)
    if (options.kind !== 'object' || !options.entries.has('migrations')) return
    if (options.origin.path !== top.file.path) found.set(-1 - node.range[0], options)
    else if (!found.has(options.origin.start)) found.set(options.origin.start, options)
  }
  const visit = (node: Node, outer: Scope): void => {
    const scope = scopeWithin(interpreter, node, outer)
    const isCall = node.type === 'NewExpression' || node.type === 'CallExpression'
    const [first] = isCall ? node.arguments : []
    if (isCall && first && first.type !== 'SpreadElement' && takesOptions(node.callee)) add(first, scope)
    if (node.type === 'ObjectExpression' && node.properties.some(isMigrations)) add(node, scope)
    for (const child of childrenOf(node)) visit(child, scope)
  }
  for (const statement of top.file.body) visit(statement, top)
  return [...found.values()]
}

/** The names of a function or a block, as far as they can be known: every name has the value that it is declared with. */
function scopeWithin(interpreter: Interpreter, node: Node, outer: Scope): Scope {
  const params = 'params' in node && Array.isArray(node.params) ? (node.params as readonly Node[]) : []
  if (node.type !== 'BlockStatement' && params.length === 0) return outer
  const scope = new Scope(outer.file, outer)
  for (const param of params)
    for (const name of namesOf(param))
      scope.declare(name, interpreter.unresolved('what the function is given is not known', param, scope))
  if (node.type === 'BlockStatement')
    for (const statement of node.body) declareStatement(interpreter, statement, scope)
  return scope
}

function takesOptions(callee: Node): boolean {
  if (callee.type === 'Identifier') return /^(DataSource|createConnection)$/.test(callee.name)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  return /^(DataSource|createConnection|forRoot)$/.test(callee.property.name)
}

function isMigrations(property: { readonly type: string; readonly key?: Node }): boolean {
  return property.key?.type === 'Identifier' && property.key.name === 'migrations'
}
