import type { Expr } from './ast.ts'
import { attribute } from './attributes.ts'
import { builtins } from './builtins.ts'
import { call } from './calls.ts'
import { comprehension } from './comprehensions.ts'
import { toText } from './format.ts'
import type { Interpreter } from './interpreter.ts'
import { binary, compare } from './operators.ts'
import type { Scope } from './scope.ts'
import { constant, isSequence, stringOf, truth, type Value } from './value.ts'

type Evaluator<Type extends Expr['type']> = (
  interpreter: Interpreter,
  expr: Extract<Expr, { type: Type }>,
  scope: Scope,
) => Value

/** The value of an expression; always called through `Interpreter.evaluate`, which bounds it. */
export function evaluate(interpreter: Interpreter, expr: Expr, scope: Scope): Value {
  const evaluator = evaluators[expr.type] as Evaluator<Expr['type']>
  return evaluator(interpreter, expr, scope)
}

const sequence =
  (kind: 'list' | 'tuple' | 'set'): Evaluator<'List' | 'Tuple' | 'Set'> =>
  (interpreter, expr, scope) => {
    const items: Value[] = []
    for (const element of expr.elts) {
      if (element.type !== 'Starred') {
        items.push(interpreter.evaluate(element, scope))
        continue
      }
      const value = interpreter.evaluate(element.value, scope)
      if (isSequence(value)) items.push(...value.items)
      else items.push(interpreter.unresolved('what is unpacked here is not known', element, scope))
    }
    return { kind, items, origin: interpreter.origin(expr, scope) }
  }

const comprehensionOf: Evaluator<'ListComp' | 'SetComp' | 'GeneratorExp'> = (interpreter, expr, scope) => {
  const items = comprehension(interpreter, expr.generators, scope, (inner) =>
    interpreter.evaluate(expr.elt, inner),
  )
  if (!items) return interpreter.unresolved('what is iterated over is not known', expr, scope)
  return { kind: expr.type === 'SetComp' ? 'set' : 'list', items, origin: interpreter.origin(expr, scope) }
}

const evaluators: { readonly [Type in Expr['type']]: Evaluator<Type> } = {
  Constant: (_, expr) => constant(expr.value),
  Name: (interpreter, expr, scope) => name(interpreter, expr, scope),
  Attribute: (interpreter, expr, scope) =>
    attribute(interpreter, interpreter.evaluate(expr.value, scope), expr.attr, expr, scope),
  Call: call,
  List: sequence('list') as Evaluator<'List'>,
  Tuple: sequence('tuple') as Evaluator<'Tuple'>,
  Set: sequence('set') as Evaluator<'Set'>,
  Dict: (interpreter, expr, scope) => {
    const entries: { key: Value; value: Value }[] = []
    for (const item of expr.items) {
      const value = interpreter.evaluate(item.value, scope)
      if (item.key) entries.push({ key: interpreter.evaluate(item.key, scope), value })
      else if (value.kind === 'dict') entries.push(...value.entries)
      else return interpreter.unresolved('what is unpacked here is not known', expr, scope)
    }
    return { kind: 'dict', entries, origin: interpreter.origin(expr, scope) }
  },
  BinOp: (interpreter, expr, scope) => {
    const left = interpreter.evaluate(expr.left, scope)
    const right = interpreter.evaluate(expr.right, scope)
    const result = binary(expr.op, left, right, interpreter.origin(expr, scope))
    if (result) return result
    // A list of which one part is unknown is still known in its other part.
    const whole = expr.op === '+' ? partlyKnown(interpreter, expr, left, right, scope) : undefined
    const symbolic =
      isSymbolic(left) || isSymbolic(right)
        ? operator(interpreter, expr, expr.op, [left, right], scope)
        : undefined
    return whole ?? symbolic ?? interpreter.unresolved(`\`${expr.op}\` of what is not known`, expr, scope)
  },
  UnaryOp: (interpreter, expr, scope) => {
    const operand = interpreter.evaluate(expr.operand, scope)
    if (expr.op === 'not') {
      const known = truth(operand)
      return known === undefined
        ? interpreter.unresolved('the condition is not known', expr, scope)
        : constant(!known)
    }
    if (operand.kind === 'const' && typeof operand.value === 'number') {
      if (expr.op === '-') return constant(-operand.value)
      if (expr.op === '+') return operand
    }
    if (isSymbolic(operand)) return operator(interpreter, expr, expr.op, [operand], scope)
    return interpreter.unresolved('the operand is not known', expr, scope)
  },
  BoolOp: (interpreter, expr, scope) => {
    const left = interpreter.evaluate(expr.left, scope)
    const known = truth(left)
    if (known === undefined) return interpreter.unresolved('the condition is not known', expr, scope)
    return known === (expr.op === 'and') ? interpreter.evaluate(expr.right, scope) : left
  },
  Compare: (interpreter, expr, scope) => {
    let left = interpreter.evaluate(expr.left, scope)
    for (const [index, op] of expr.ops.entries()) {
      const right = interpreter.evaluate(expr.comparators[index] ?? expr.left, scope)
      const known = compare(op, left, right)
      if (known === undefined) return interpreter.unresolved('the comparison is not known', expr, scope)
      if (!known) return constant(false)
      left = right
    }
    return constant(true)
  },
  IfExp: (interpreter, expr, scope) => {
    const known = truth(interpreter.evaluate(expr.test, scope))
    if (known === undefined) return interpreter.unresolved('the condition is not known', expr, scope)
    return interpreter.evaluate(known ? expr.body : expr.orelse, scope)
  },
  Lambda: (interpreter, expr, scope) => ({
    kind: 'function',
    name: '<lambda>',
    params: expr.params,
    code: expr.body,
    scope,
    origin: interpreter.origin(expr, scope),
  }),
  ListComp: comprehensionOf as Evaluator<'ListComp'>,
  SetComp: comprehensionOf as Evaluator<'SetComp'>,
  GeneratorExp: comprehensionOf as Evaluator<'GeneratorExp'>,
  DictComp: (interpreter, expr, scope) => {
    const entries = comprehension(interpreter, expr.generators, scope, (inner) => ({
      key: interpreter.evaluate(expr.key, inner),
      value: interpreter.evaluate(expr.value, inner),
    }))
    if (!entries) return interpreter.unresolved('what is iterated over is not known', expr, scope)
    return { kind: 'dict', entries, origin: interpreter.origin(expr, scope) }
  },
  JoinedStr: (interpreter, expr, scope) => {
    let text = ''
    for (const part of expr.values) {
      const known =
        typeof part === 'string'
          ? part
          : part.conversion !== '' || part.spec.length > 0
            ? undefined
            : toText(interpreter.evaluate(part.value, scope))
      if (known === undefined)
        return interpreter.unresolved('a part of the f-string is not known', expr, scope)
      text += known
    }
    return constant(text)
  },
  Subscript: (interpreter, expr, scope) => {
    const value = interpreter.evaluate(expr.value, scope)
    const index = interpreter.evaluate(expr.index, scope)
    return subscript(value, index) ?? interpreter.unresolved('the element is not known', expr, scope)
  },
  Slice: (interpreter, expr, scope) => interpreter.unresolved('slices are not evaluated', expr, scope),
  Starred: (interpreter, expr, scope) =>
    interpreter.unresolved('what is unpacked here is not known', expr, scope),
  NamedExpr: (interpreter, expr, scope) => {
    const value = interpreter.evaluate(expr.value, scope)
    if (expr.target.type === 'Name') scope.names.set(expr.target.id, value)
    return value
  },
  OtherExpr: (interpreter, expr, scope) =>
    interpreter.unresolved(`${expr.kind.replaceAll('_', ' ')} is not evaluated`, expr, scope),
}

function name(interpreter: Interpreter, expr: Extract<Expr, { type: 'Name' }>, scope: Scope): Value {
  const value = interpreter.lookup(expr.id, scope)
  if (value) return value
  let module: Scope = scope
  while (module.outer) module = module.outer
  const starred = Object.hasOwn(builtins, expr.id) ? undefined : interpreter.starred(module, expr.id)
  return starred ?? { kind: 'reference', path: `builtins.${expr.id}` }
}

/** Objects that give operators a meaning of their own, such as `Q` and `F`: an operator on them is a call. */
function isSymbolic(value: Value): boolean {
  return value.kind === 'call' && value.callee.kind !== 'unresolved'
}

function operator(
  interpreter: Interpreter,
  expr: Expr,
  op: string,
  args: readonly Value[],
  scope: Scope,
): Value {
  const callee: Value = { kind: 'reference', path: `operator.${op}` }
  return { kind: 'call', callee, args, keywords: new Map(), expr, origin: interpreter.origin(expr, scope) }
}

function partlyKnown(
  interpreter: Interpreter,
  expr: Extract<Expr, { type: 'BinOp' }>,
  left: Value,
  right: Value,
  scope: Scope,
): Value | undefined {
  const known = left.kind === 'list' ? left : right.kind === 'list' ? right : undefined
  if (!known) return undefined
  const side = known === left ? expr.right : expr.left
  const unknown = interpreter.unresolved('what is added to the list is not known', side, scope)
  const items = known === left ? [...known.items, unknown] : [unknown, ...known.items]
  return { kind: 'list', items, origin: interpreter.origin(expr, scope) }
}

function subscript(value: Value, index: Value): Value | undefined {
  if (value.kind === 'dict') {
    const key = stringOf(index)
    return key === undefined
      ? undefined
      : value.entries.findLast((entry) => stringOf(entry.key) === key)?.value
  }
  if (index.kind !== 'const' || typeof index.value !== 'number') return undefined
  if (value.kind === 'list' || value.kind === 'tuple') {
    // An unresolved item may stand for any number of items.
    return value.items.some((item) => item.kind === 'unresolved') ? undefined : value.items.at(index.value)
  }
  const text = stringOf(value)
  const letter = text?.at(index.value)
  return letter === undefined ? undefined : constant(letter)
}
