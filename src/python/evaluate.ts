import { unary } from './arithmetic.ts'
import type { Expr } from './ast.ts'
import { attribute } from './attributes.ts'
import { bind } from './bind.ts'
import { builtinNames } from './builtins.ts'
import { call } from './calls.ts'
import { comprehension, firstIterable } from './comprehensions.ts'
import { lambda } from './definitions.ts'
import { dictOf } from './dicts.ts'
import { compare } from './equality.ts'
import { forget } from './forget.ts'
import { condition } from './loss.ts'
import { joinedText } from './f-strings.ts'
import type { Interpreter } from './interpreter.ts'
import { distinct, iterate, onceIterator, spoil } from './iteration.ts'
import { binary } from './operators.ts'
import { outsideSubscript } from './outside-subscript.ts'
import { moduleOf, outsideComprehensions, type Scope } from './scope.ts'
import { sliced, subscript } from './subscript.ts'
import { constant, isSequence, stringOf, truth, type Entry, type Value } from './value.ts'

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
      const value = interpreter.evaluate(element.type === 'Starred' ? element.value : element, scope)
      const unpacked = element.type === 'Starred' ? iterate(value) : [value]
      const unknown = () => interpreter.unresolved('what is unpacked here is not known', element, scope)
      for (const item of unpacked ?? [{ ...unknown(), rest: true } as const]) items.push(item)
    }
    interpreter.spend(items.length >> 3)
    const value = {
      kind,
      items: kind === 'set' ? distinct(items) : items,
      origin: interpreter.origin(expr, scope),
    }
    return interpreter.hashed(value)
  }

type Comprehended = 'ListComp' | 'SetComp' | 'GeneratorExp'

/** Runs through a comprehension; what it does not get to may have changed something. */
function collected<Result>(
  interpreter: Interpreter,
  expr: Extract<Expr, { generators: unknown }>,
  first: Value,
  scope: Scope,
  each: (inner: Scope) => Result,
): Result[] | undefined {
  const results = comprehension(interpreter, expr.generators, first, scope, each)
  if (!results) {
    spoil(first)
    forget(interpreter, expr, scope, condition(expr, undefined, scope))
  }
  return results
}

const comprehensionOf: Evaluator<Comprehended> = (interpreter, expr, scope) => {
  if (expr.type === 'GeneratorExp') return generator(interpreter, expr, scope)
  const first = firstIterable(interpreter, expr.generators, scope)
  const items = collected(interpreter, expr, first, scope, (inner) => interpreter.evaluate(expr.elt, inner))
  if (!items) return interpreter.unresolved('what is iterated over is not known', expr, scope)
  const origin = interpreter.origin(expr, scope)
  return expr.type === 'SetComp'
    ? interpreter.hashed({ kind: 'set', items: distinct(items), origin })
    : { kind: 'list', items, origin }
}

const generator: Evaluator<Comprehended> = (interpreter, expr, scope) => {
  const first = firstIterable(interpreter, expr.generators, scope)
  const give = () =>
    collected(interpreter, expr, first, scope, (inner) => interpreter.evaluate(expr.elt, inner))
  return onceIterator('generator', give, interpreter.origin(expr, scope), [first])
}

/** What is not evaluated may still change something: see `forget`. */
function skip(interpreter: Interpreter, reason: string, expr: Expr, skipped: Expr, scope: Scope): Value {
  forget(interpreter, skipped, scope, condition(expr, undefined, scope))
  return interpreter.unresolved(reason, expr, scope)
}

const evaluators: { readonly [Type in Expr['type']]: Evaluator<Type> } = {
  Constant: (interpreter, expr, scope) =>
    typeof expr.value === 'string' && !isWellFormed(expr.value)
      ? interpreter.unresolved('it holds half a character', expr, scope)
      : constant(expr.value),
  Name: (interpreter, expr, scope) => name(interpreter, expr, scope),
  Attribute: (interpreter, expr, scope) =>
    attribute(interpreter, interpreter.evaluate(expr.value, scope), expr.attr, expr, scope),
  Call: call,
  List: sequence('list') as Evaluator<'List'>,
  Tuple: sequence('tuple') as Evaluator<'Tuple'>,
  Set: sequence('set') as Evaluator<'Set'>,
  Dict: (interpreter, expr, scope) => {
    const entries: Entry[] = []
    for (const item of expr.items) {
      const key = item.key && interpreter.evaluate(item.key, scope)
      const value = interpreter.evaluate(item.value, scope)
      if (key) entries.push({ key, value })
      else if (value.kind === 'dict') entries.push(...value.entries)
      else {
        const rest = {
          ...interpreter.unresolved('what is unpacked here is not known', expr, scope),
          rest: true,
        } as const
        entries.push({ key: rest, value: rest })
      }
    }
    interpreter.spend(entries.length >> 3)
    return interpreter.hashed(dictOf(entries, interpreter.origin(expr, scope)))
  },
  BinOp: (interpreter, expr, scope) => {
    const left = interpreter.evaluate(expr.left, scope)
    const right = interpreter.evaluate(expr.right, scope)
    const result = binary(expr.op, left, right, interpreter.origin(expr, scope))
    if (result) {
      interpreter.spend(size(result) >> 3)
      return result
    }
    // A list of which one part is unknown is still known in its other part.
    const whole = expr.op === '+' ? partlyKnown(interpreter, expr, left, right, scope) : undefined
    const symbolic =
      isSymbolic(left) || isSymbolic(right)
        ? operator(interpreter, expr, expr.op, [left, right], scope)
        : undefined
    const reason = `\`${expr.op}\` of what is not known`
    if (expr.op === '%' && stringOf(left) !== undefined) return interpreter.lost({ reason, expr, scope })
    return whole ?? symbolic ?? interpreter.unresolved(reason, expr, scope)
  },
  UnaryOp: (interpreter, expr, scope) => {
    const operand = interpreter.evaluate(expr.operand, scope)
    if (expr.op === 'not') {
      const known = truth(operand)
      return known === undefined
        ? interpreter.unresolved('the condition is not known', expr, scope)
        : constant(!known)
    }
    const result = operand.kind === 'const' ? unary(expr.op, operand.value) : undefined
    if (result !== undefined) return constant(result)
    if (isSymbolic(operand)) return operator(interpreter, expr, expr.op, [operand], scope)
    return interpreter.unresolved('the operand is not known', expr, scope)
  },
  BoolOp: (interpreter, expr, scope) => {
    const left = interpreter.evaluate(expr.left, scope)
    const known = truth(left)
    if (known === undefined) return skip(interpreter, 'the condition is not known', expr, expr.right, scope)
    return known === (expr.op === 'and') ? interpreter.evaluate(expr.right, scope) : left
  },
  Compare: (interpreter, expr, scope) => {
    let left = interpreter.evaluate(expr.left, scope)
    for (const [index, op] of expr.ops.entries()) {
      const right = interpreter.evaluate(expr.comparators[index] ?? expr.left, scope)
      interpreter.spend((size(left) + size(right)) >> 3)
      const known = compare(op, left, right)
      if (known === undefined) {
        for (const value of [left, right]) spoil(value)
        forget(interpreter, expr.comparators.slice(index + 1), scope, condition(expr, undefined, scope))
        return interpreter.unresolved('the comparison is not known', expr, scope)
      }
      if (!known) return constant(false)
      left = right
    }
    return constant(true)
  },
  IfExp: (interpreter, expr, scope) => {
    const known = truth(interpreter.evaluate(expr.test, scope))
    if (known !== undefined) return interpreter.evaluate(known ? expr.body : expr.orelse, scope)
    forget(interpreter, [expr.body, expr.orelse], scope, condition(expr, undefined, scope))
    return interpreter.unresolved('the condition is not known', expr, scope)
  },
  Lambda: lambda,
  ListComp: comprehensionOf as Evaluator<'ListComp'>,
  SetComp: comprehensionOf as Evaluator<'SetComp'>,
  GeneratorExp: comprehensionOf as Evaluator<'GeneratorExp'>,
  DictComp: (interpreter, expr, scope) => {
    const first = firstIterable(interpreter, expr.generators, scope)
    const entries = collected(interpreter, expr, first, scope, (inner) => ({
      key: interpreter.evaluate(expr.key, inner),
      value: interpreter.evaluate(expr.value, inner),
    }))
    if (!entries) return interpreter.unresolved('what is iterated over is not known', expr, scope)
    return interpreter.hashed(dictOf(entries, interpreter.origin(expr, scope)))
  },
  JoinedStr: (interpreter, expr, scope) => {
    const text = joinedText(interpreter, expr.values, scope)
    // Text holds no object.
    if (text === undefined)
      return interpreter.lost({ reason: 'a part of the f-string is not known', expr, scope })
    interpreter.spend(text.length >> 6)
    return constant(text)
  },
  Subscript: (interpreter, expr, scope) => {
    const value = interpreter.evaluate(expr.value, scope)
    const { index } = expr
    if (index.type !== 'Slice') {
      const at = interpreter.evaluate(index, scope)
      const element = subscript(value, at) ?? outsideSubscript(interpreter, value, at)
      return element ?? interpreter.unresolved('the element is not known', expr, scope)
    }
    const bound = (part: Expr | undefined) => (part ? interpreter.evaluate(part, scope) : constant(null))
    const bounds = [bound(index.lower), bound(index.upper), bound(index.step)] as const
    const part = sliced(value, bounds, interpreter.origin(expr, scope))
    if (part) interpreter.spend(size(value) >> 3)
    return part ?? interpreter.unresolved('the elements are not known', expr, scope)
  },
  Slice: (interpreter, expr, scope) => interpreter.unresolved('slices are not evaluated', expr, scope),
  Starred: (interpreter, expr, scope) =>
    interpreter.unresolved('what is unpacked here is not known', expr, scope),
  NamedExpr: (interpreter, expr, scope) => {
    const value = interpreter.evaluate(expr.value, scope)
    bind(interpreter, expr.target, value, outsideComprehensions(scope))
    return value
  },
  OtherExpr: (interpreter, expr, scope) =>
    skip(interpreter, `${expr.kind.replaceAll('_', ' ')} is not evaluated`, expr, expr, scope),
}

const isWellFormed = (text: string) => !/[\ud800-\udfff]/u.test(text)

/** How much work a value is, roughly. */
function size(value: Value): number {
  if (isSequence(value)) return value.items.length
  return value.kind === 'const' && typeof value.value === 'string' ? value.value.length >> 3 : 0
}

function name(interpreter: Interpreter, expr: Extract<Expr, { type: 'Name' }>, scope: Scope): Value {
  const value = interpreter.lookup(expr.id, scope)
  // What is not known may not be bound at all.
  if (value?.kind === 'unresolved') interpreter.doubt()
  if (value) return value
  const isBuiltin = builtinNames.has(expr.id)
  const starred = isBuiltin ? undefined : interpreter.starred(moduleOf(scope), expr.id)
  if (starred) return starred
  if (!isBuiltin) return interpreter.unresolved(`\`${expr.id}\` is not defined`, expr, scope)
  return { kind: 'reference', path: `builtins.${expr.id}` }
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
  const unknown = {
    ...interpreter.unresolved('what is added to the list is not known', side, scope),
    rest: true,
  } as const
  const items = known === left ? [...known.items, unknown] : [unknown, ...known.items]
  return { kind: 'list', items, origin: interpreter.origin(expr, scope) }
}
