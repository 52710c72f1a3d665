import type { TSESTree } from '@typescript-eslint/types'
import { builtin, methodOf } from './builtins.ts'
import { construct, constructAbove, setParameters } from './construct.ts'
import { evaluate, spreadItems } from './evaluate.ts'
import { executeBody } from './execute.ts'
import { originOf, type Interpreter } from './interpreter.ts'
import { memberOf, propertyKey } from './members.ts'
import { bindPattern } from './patterns.ts'
import { Scope } from './scope.ts'
import { undefinedValue, type CallValue, type FunctionValue, type Value } from './value.ts'

export function callExpression(interpreter: Interpreter, node: TSESTree.CallExpression, scope: Scope): Value {
  const { callee } = node
  if (callee.type === 'Super') {
    constructAbove(interpreter, spreadItems(interpreter, node.arguments, scope), scope)
    return undefinedValue
  }
  if (callee.type === 'MemberExpression' && callee.object.type !== 'Super') {
    const object = evaluate(interpreter, callee.object, scope)
    const isNothing = object.kind === 'const' && (object.value === null || object.value === undefined)
    if (callee.optional && isNothing) return undefinedValue
    const args = spreadItems(interpreter, node.arguments, scope)
    const name = propertyKey(interpreter, callee, scope)
    if (name === undefined) return lose(interpreter, node, args, scope, 'what is called is not known')
    return callMethod(interpreter, object, name, args, node, scope)
  }
  const called = evaluate(interpreter, callee, scope)
  return callValue(interpreter, called, spreadItems(interpreter, node.arguments, scope), node, scope)
}

function callMethod(
  interpreter: Interpreter,
  object: Value,
  name: string,
  args: readonly Value[],
  node: TSESTree.CallExpression,
  scope: Scope,
): Value {
  if (object.kind === 'host') {
    const call = { origin: originOf(node, scope), doubts: interpreter.doubts }
    const known = interpreter.hooks.host?.(object, name, args, call)
    return known ?? lose(interpreter, node, args, scope, `\`${name}()\` is not followed`)
  }
  const call = (callee: FunctionValue, given: readonly Value[]): Value =>
    callFunction(interpreter, callee, given)
  const known = methodOf(object, name, args, call, originOf(node, scope))
  if (known) return known
  if (['const', 'array', 'regex', 'hash'].includes(object.kind))
    return lose(interpreter, node, args, scope, `\`${name}()\` is not followed`)
  return callValue(interpreter, memberOf(interpreter, object, name, node, scope), args, node, scope)
}

function callValue(
  interpreter: Interpreter,
  callee: Value,
  args: readonly Value[],
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  scope: Scope,
): Value {
  if (callee.kind === 'function') return callFunction(interpreter, callee, args)
  if (callee.kind === 'host') {
    // A method that was taken out of its object: `const { query } = runner`.
    const dot = callee.name.lastIndexOf('.')
    const [owner, method] = [callee.name.slice(0, Math.max(dot, 0)), callee.name.slice(dot + 1)]
    const call = { origin: originOf(node, scope), doubts: interpreter.doubts }
    const known = interpreter.hooks.host?.({ kind: 'host', name: owner }, method, args, call)
    return known ?? lose(interpreter, node, args, scope, `\`${method}()\` is not followed`)
  }
  if (callee.kind !== 'outside')
    return lose(
      interpreter,
      node,
      args,
      scope,
      callee.kind === 'unresolved' ? callee.reason : 'what is called is not known',
    )
  // `Object.values(module)` and the like see what the module exports.
  const isOfObject = callee.from === undefined && callee.name.startsWith('Object.')
  const call: CallValue = {
    kind: 'call',
    callee,
    isNew: node.type === 'NewExpression',
    args: isOfObject ? args.map((arg) => exportsAsObject(interpreter, arg, node, scope)) : args,
    origin: originOf(node, scope),
  }
  const required =
    callee.name === 'require' && callee.from === undefined ? interpreter.required(args, scope) : undefined
  return (
    required ?? interpreter.hooks.outside?.(call) ?? builtin(call) ?? lost(interpreter, call, scope, node)
  )
}

function exportsAsObject(
  interpreter: Interpreter,
  value: Value,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  scope: Scope,
): Value {
  if (value.kind !== 'module') return value
  const names = interpreter.exportedNames(value.path)
  const entries = new Map(names.map((name) => [name, interpreter.exported(value.path, name)]))
  return { kind: 'object', entries, origin: originOf(node, scope) }
}

/** A call of a package's code that is given what a framework put there may do anything with it. */
function lost(
  interpreter: Interpreter,
  call: CallValue,
  scope: Scope,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
): Value {
  tellHosts(interpreter, call.args, node, scope)
  return call
}

/** What is called cannot be followed: whatever it is given may be used in any way. */
function lose(
  interpreter: Interpreter,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  args: readonly Value[],
  scope: Scope,
  reason: string,
): Value {
  const unknown = interpreter.unresolved(reason, node, scope)
  tellHosts(interpreter, args, node, scope)
  for (const arg of args) {
    if (arg.kind === 'object') arg.lost = unknown
    if (arg.kind === 'array') arg.items.push({ ...unknown, rest: true })
  }
  return unknown
}

function tellHosts(
  interpreter: Interpreter,
  args: readonly Value[],
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  scope: Scope,
): void {
  const call = { origin: originOf(node, scope), doubts: interpreter.doubts }
  for (const arg of args) if (arg.kind === 'host') interpreter.hooks.host?.(arg, '', args, call)
}

export function newExpression(interpreter: Interpreter, node: TSESTree.NewExpression, scope: Scope): Value {
  const callee = evaluate(interpreter, node.callee, scope)
  const args = spreadItems(interpreter, node.arguments, scope)
  if (callee.kind === 'class') return construct(interpreter, callee, args)
  return callValue(interpreter, callee, args, node, scope)
}

/** Carries out a function of the repository: an `async` one is as good as its promise, which is awaited. */
export function callFunction(interpreter: Interpreter, callee: FunctionValue, args: readonly Value[]): Value {
  const { code } = callee
  const scope = new Scope(callee.scope.file, callee.scope)
  if (callee.receiver) scope.declare('this', callee.receiver)
  if (callee.owner) scope.declare('super', callee.owner)
  const rest = args.findIndex((arg) => arg.kind === 'unresolved' && arg.rest)
  code.params.forEach((param, index) => {
    const isPast = rest >= 0 && index >= rest
    const given = isPast ? args[rest]! : (args[index] ?? undefinedValue)
    if (param.type === 'RestElement') {
      const items = args.slice(index)
      const list: Value = { kind: 'array', items, origin: originOf(param, scope) }
      for (const [name, value] of bindPattern(interpreter, param.argument, list, scope))
        scope.declare(name, value)
    } else
      for (const [name, value] of bindPattern(interpreter, param, given, scope)) scope.declare(name, value)
  })
  if (callee.receiver?.kind === 'instance') setParameters(code, callee.receiver, scope)
  const unknown = (why: string): Value => interpreter.unresolved(why, code, scope)
  if (code.generator) return unknown('a generator is not followed')
  const work = (): Value =>
    code.body.type === 'BlockStatement'
      ? executeBody(interpreter, code.body.body, scope)
      : evaluate(interpreter, code.body, scope)
  return interpreter.within(work) ?? unknown('calls nest too deep')
}
