import type { TSESTree } from '@typescript-eslint/types'
import { changedNames } from './changed-names.ts'
import { hoist, nameFor } from './declarations.ts'
import { evaluate } from './evaluate.ts'
import type { Interpreter } from './interpreter.ts'
import { bindPattern, namesOf } from './patterns.ts'
import { Scope } from './scope.ts'
import { executeSwitch } from './switch.ts'
import { childrenOf, type Node, type Statement } from './syntax.ts'
import { truth, undefinedValue, type UnresolvedValue, type Value } from './value.ts'

/** How statements ended: by running off their end, by leaving the function with a value, or by leaving a loop. */
export type Ending =
  | { readonly kind: 'end' | 'throw' | 'break' | 'continue' }
  | { readonly kind: 'return'; readonly value: Value }

export const end: Ending = { kind: 'end' }

/** Carries out the body of a function and gives what it returns. */
export function executeBody(interpreter: Interpreter, body: readonly Statement[], scope: Scope): Value {
  const before = interpreter.doubts
  try {
    const ending = block(interpreter, body, scope)
    const doubt = interpreter.doubts.length > before.length ? interpreter.doubts.at(-1) : undefined
    return doubt ?? (ending.kind === 'return' ? ending.value : undefinedValue)
  } finally {
    interpreter.doubts = before
  }
}

export function block(interpreter: Interpreter, statements: readonly Statement[], scope: Scope): Ending {
  for (const statement of statements) hoist(interpreter, statement, scope)
  for (const statement of statements) {
    const ending = execute(interpreter, statement, scope)
    if (ending.kind !== 'end') return ending
  }
  return end
}

function execute(interpreter: Interpreter, node: Statement, scope: Scope): Ending {
  if (!interpreter.step()) {
    doubtTheRest(interpreter, interpreter.unresolved('it takes too many steps', node, scope))
    return end
  }
  switch (node.type) {
    case 'ExpressionStatement':
      evaluate(interpreter, node.expression, scope)
      return end
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) {
        const value = init ? evaluate(interpreter, init, scope, nameFor(id)) : undefinedValue
        for (const [name, part] of bindPattern(interpreter, id, value, scope)) scope.declare(name, part)
      }
      return end
    case 'ReturnStatement':
      return {
        kind: 'return',
        value: node.argument ? evaluate(interpreter, node.argument, scope) : undefinedValue,
      }
    case 'ThrowStatement':
      return { kind: 'throw' }
    case 'BreakStatement':
      return { kind: 'break' }
    case 'ContinueStatement':
      return { kind: 'continue' }
    case 'BlockStatement':
      return block(interpreter, node.body, new Scope(scope.file, scope))
    case 'IfStatement':
      return either(interpreter, node, scope)
    case 'ForOfStatement':
      return forOf(interpreter, node, scope)
    case 'SwitchStatement':
      return executeSwitch(interpreter, node, scope)
    case 'TryStatement':
      return tried(interpreter, node, scope)
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'EmptyStatement':
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      return end
    default: {
      const doubt = interpreter.unresolved(`${node.type} is not followed`, node, scope)
      const inner = new Scope(scope.file, scope)
      const parts = childrenOf(node)
      // A loop begins with what the turns before it have left: nothing that any of them changes is known.
      for (const part of parts) if (part.type === 'VariableDeclaration') execute(interpreter, part, inner)
      for (const name of changedNames(parts)) inner.assign(name, doubt)
      return maybe(
        interpreter,
        parts.filter(({ type }) => type !== 'VariableDeclaration'),
        doubt,
        inner,
      )
    }
  }
}

function either(interpreter: Interpreter, node: TSESTree.IfStatement, scope: Scope): Ending {
  const test = evaluate(interpreter, node.test, scope)
  const isTrue = truth(test)
  if (isTrue !== undefined) {
    const branch = isTrue ? node.consequent : node.alternate
    return branch ? execute(interpreter, branch, new Scope(scope.file, scope)) : end
  }
  const reason = test.kind === 'unresolved' ? test.reason : 'the condition is not known'
  const doubt = interpreter.unresolved(reason, node.test, scope)
  return maybe(
    interpreter,
    node.alternate ? [node.consequent, node.alternate] : [node.consequent],
    doubt,
    scope,
  )
}

/** Statements of which any may or may not run: what they change is not known afterwards. */
function maybe(
  interpreter: Interpreter,
  nodes: readonly Node[],
  doubt: UnresolvedValue,
  scope: Scope,
): Ending {
  const before = interpreter.doubts
  const inner = new Scope(scope.file, scope)
  const endings = nodes.map((node) =>
    interpreter.doubting(doubt, () => (isStatement(node) ? execute(interpreter, node, inner) : end)),
  )
  for (const name of changedNames(nodes)) scope.assign(name, doubt)
  interpreter.doubts = before
  // Where one of them may have left, what comes after may not run; one that throws leaves no migration behind at all.
  if (endings.some(({ kind }) => kind !== 'end' && kind !== 'throw') || nodes.some((node) => leaves(node)))
    doubtTheRest(interpreter, doubt)
  return end
}

/** For the rest of the function that is carried out. */
export function doubtTheRest(interpreter: Interpreter, doubt: UnresolvedValue): void {
  interpreter.doubts = [...interpreter.doubts, doubt]
}

function forOf(interpreter: Interpreter, node: TSESTree.ForOfStatement, scope: Scope): Ending {
  const over = evaluate(interpreter, node.right, scope)
  const isKnown = over.kind === 'array' && !over.items.some((item) => item.kind === 'unresolved' && item.rest)
  if (!isKnown || node.left.type !== 'VariableDeclaration') {
    const inner = new Scope(scope.file, scope)
    const doubt = interpreter.unresolved('what is looped over is not known', node.right, scope)
    if (node.left.type === 'VariableDeclaration')
      for (const { id } of node.left.declarations) for (const name of namesOf(id)) inner.declare(name, doubt)
    return maybe(interpreter, [node.body], doubt, inner)
  }
  const [declarator] = node.left.declarations
  for (const item of [...over.items]) {
    const inner = new Scope(scope.file, scope)
    for (const [name, value] of bindPattern(interpreter, declarator.id, item, scope))
      inner.declare(name, value)
    const ending = execute(interpreter, node.body, inner)
    if (ending.kind === 'break') break
    if (ending.kind === 'return' || ending.kind === 'throw') return ending
  }
  return end
}

/** What is tried is taken to work: a handler runs only where it does not. */
function tried(interpreter: Interpreter, node: TSESTree.TryStatement, scope: Scope): Ending {
  const ending = execute(interpreter, node.block, scope)
  if (node.handler) {
    const inner = new Scope(scope.file, scope)
    const doubt = interpreter.unresolved('it runs only where something fails', node.handler, scope)
    if (node.handler.param) for (const name of namesOf(node.handler.param)) inner.declare(name, doubt)
    const before = interpreter.doubts
    maybe(interpreter, [node.handler.body], doubt, inner)
    if (ending.kind !== 'throw') interpreter.doubts = before
  }
  const last = node.finalizer ? execute(interpreter, node.finalizer, scope) : end
  if (last.kind !== 'end') return last
  return ending.kind === 'throw' && node.handler ? end : ending
}

function isStatement(node: Node): node is Statement {
  return /(Statement|Declaration)$/.test(node.type)
}

/** Whether a `return`, `break` or `continue` in a statement leaves it, outside of the functions within it. */
export function leaves(node: Node, within: 'nothing' | 'switch' | 'loop' = 'nothing'): boolean {
  if (node.type === 'ReturnStatement') return true
  if (node.type === 'BreakStatement') return within === 'nothing' || node.label !== null
  if (node.type === 'ContinueStatement') return within !== 'loop' || node.label !== null
  if (/Function|Class/.test(node.type)) return false
  const isLoop = /^(For|While|DoWhile)/.test(node.type)
  const inner = isLoop ? 'loop' : node.type === 'SwitchStatement' && within === 'nothing' ? 'switch' : within
  return childrenOf(node).some((child) => leaves(child, inner))
}
