import type { Expr, FunctionDef } from '../../../python/ast.ts'
import { dictOf } from '../../../python/dicts.ts'
import { subscript } from '../../../python/subscript.ts'
import { constant, stringOf, type Value } from '../../../python/value.ts'
import { mayBeAskedFor, modelAskedFor } from './asked-models.ts'
import { bindTarget } from './assign.ts'
import { call } from './calls.ts'
import { combined } from './expressions.ts'
import { conditionOf, truthOf, under } from './conditions.ts'
import { elementsOf, iterated, single } from './iterate.ts'
import { data, dataNullness, type Callable, type Known } from './known.ts'
import { attributeOfKnown } from './attributes.ts'
import { fieldName, isPrimaryKey } from './models.ts'
import { slice } from './slices.ts'
import { inBoth, noneSurely, reachOf, unsure, where, type Holding } from './reach.ts'
import { mergeKnown, type Element, type Walk } from './walk.ts'

/** What is known of the value of an expression, and what working it out does to rows. */
export function evaluate(walk: Walk, expr: Expr): Known {
  if (--walk.stepsLeft < 0) {
    walk.unfollowed('the function takes too long to follow', expr)
    return { kind: 'unknown', cause: 'what comes after that' }
  }
  switch (expr.type) {
    case 'Constant':
      return known(constant(expr.value))
    case 'Name':
      return nameOf(walk, expr)
    case 'Attribute':
      return attributeOfKnown(walk, evaluate(walk, expr.value), expr)
    case 'Call':
      return call(walk, expr)
    case 'List':
    case 'Set':
    case 'Tuple':
      return sequence(walk, expr)
    case 'Dict':
      return dict(walk, expr)
    case 'BinOp':
      return combined(evaluate(walk, expr.left), evaluate(walk, expr.right), expr.op)
    case 'UnaryOp': {
      if (expr.op === 'not') {
        conditionOf(walk, expr.operand)
        return data('never')
      }
      const operand = evaluate(walk, expr.operand)
      if (operand.kind === 'q') return { ...operand, matched: operand.missed, missed: operand.matched }
      return operand.kind === 'expression' ? operand : data(dataNullness(operand) ?? 'maybe')
    }
    case 'BoolOp': {
      const left = evaluate(walk, expr.left)
      const { yes, no } = truthOf(walk, left)
      const right = under(walk, expr.op === 'and' ? yes : no, () => evaluate(walk, expr.right))
      // `a or b` is `b` where `a` is NULL.
      const nullness = dataNullness(right)
      if (expr.op === 'or' && nullness !== undefined && dataNullness(left) !== undefined)
        return data(nullness)
      return mergeKnown(left, right)
    }
    case 'Compare':
      evaluate(walk, expr.left)
      expr.comparators.forEach((each) => evaluate(walk, each))
      return data('never')
    case 'IfExp': {
      const test = conditionOf(walk, expr.test)
      const [body, orelse] = (
        [
          [expr.body, test.yes, test.no],
          [expr.orelse, test.no, test.yes],
        ] as const
      ).map(([value, holds, fails]) =>
        holds === 'never' ? undefined : under(walk, holds, () => notNullWhere(fails, evaluate(walk, value))),
      )
      return body && orelse ? mergeKnown(body, orelse) : (body ?? orelse ?? data('maybe'))
    }
    case 'Lambda':
      return functionOf(walk, expr)
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      return comprehension(walk, expr)
    case 'JoinedStr':
      return joined(walk, expr)
    case 'Subscript':
      return subscriptOf(walk, expr)
    case 'Starred':
      return evaluate(walk, expr.value)
    case 'NamedExpr': {
      const value = evaluate(walk, expr.value)
      bindTarget(walk, expr.target, value)
      return value
    }
    case 'OtherExpr':
      return other(walk, expr)
    default:
      return data('maybe')
  }
}

const known = (value: Value): Known => ({ kind: 'value', value })

/** `a if a is not None else b`: what is NULL for certain where the other way is taken is not where this one is. */
function notNullWhere(otherwise: Holding, value: Known): Known {
  const { from } = value.kind === 'data' ? value : {}
  if (!from || typeof otherwise === 'string') return value
  const reach = otherwise.get(from.row)
  const isTaken = reach === 'all' || reach?.has(fieldName(from.row.model, from.field))
  return isTaken ? data('never', from) : value
}

function nameOf(walk: Walk, expr: Extract<Expr, { type: 'Name' }>): Known {
  const own = walk.frame.vars.get(expr.id)
  if (own) return own
  const { interpreter } = walk.site.context
  const value = interpreter.apart(() => interpreter.evaluate(expr, walk.scope))
  return (mayBeAskedFor(value) ? modelAskedFor(walk, expr.id) : undefined) ?? known(value)
}

/** The function that a definition or a lambda makes, with the names around it. */
export function functionOf(walk: Walk, code: FunctionDef | Extract<Expr, { type: 'Lambda' }>): Callable {
  const defaults = code.params.flatMap(({ name, default: value }) =>
    value ? [[name, evaluate(walk, value)] as const] : [],
  )
  return {
    kind: 'function',
    name: code.type === 'FunctionDef' ? code.name : 'lambda',
    params: code.params,
    defaults: new Map(defaults),
    code: code.type === 'Lambda' ? code.body : code,
    scope: walk.scope,
    outer: walk.frame.vars,
    args: [],
    keywords: new Map(),
  }
}

function sequence(walk: Walk, expr: Extract<Expr, { elts: unknown }>): Known {
  const items = expr.elts.map((element) => evaluate(walk, element))
  const isKnown =
    items.every((item) => item.kind === 'value') && !expr.elts.some(({ type }) => type === 'Starred')
  const values = items.flatMap((item) => (item.kind === 'value' ? [item.value] : []))
  const origin = { path: walk.scope.file.path, start: expr.start, end: expr.end }
  if (expr.type === 'Tuple')
    return isKnown ? known({ kind: 'tuple', items: values, origin }) : { kind: 'tuple', items }
  // A list of constants that stays as it is, is a value; one that is empty is there to be filled.
  if (isKnown && items.length > 0)
    return known({ kind: expr.type === 'Set' ? 'set' : 'list', items: values, origin })
  return walk.newList(items.map((value): Element => ({ value, path: walk.path })))
}

function dict(walk: Walk, expr: Extract<Expr, { type: 'Dict' }>): Known {
  const entries = expr.items.map(({ key, value }) => ({
    key: key && evaluate(walk, key),
    value: evaluate(walk, value),
  }))
  const origin = { path: walk.scope.file.path, start: expr.start, end: expr.end }
  const all = entries.flatMap(({ key, value }) =>
    key?.kind === 'value' && value.kind === 'value' ? [{ key: key.value, value: value.value }] : [],
  )
  if (all.length > 0 && all.length === entries.length) return known(dictOf(all, origin))
  return walk.newList(entries.map(({ value }): Element => ({ value, path: { ...walk.path, isSure: false } })))
}

function comprehension(walk: Walk, expr: Extract<Expr, { generators: unknown }>): Known {
  const { path } = walk
  const { vars } = walk.frame
  walk.frame.vars = new Map(vars)
  let items: readonly Known[] = []
  for (const { target, iter, ifs } of expr.generators) {
    const iterable = evaluate(walk, iter)
    const over = iterated(walk, iterable)
    items = over.items
    const isOne = expr.generators.length === 1
    if (over.isEach && isOne && ifs.length === 0 && items.length <= 60) {
      const elements = items.map((item): Element => {
        bindTarget(walk, target, item)
        return { value: resultOf(walk, expr), path: expr.type === 'DictComp' ? { ...unsure } : path }
      })
      walk.frame.vars = vars
      return walk.newList(elements)
    }
    walk.path = where(walk.path, over.isEach ? 'unknown' : over.holds)
    bindTarget(walk, target, items[0] ?? data('maybe'))
    for (const test of ifs) walk.path = where(walk.path, conditionOf(walk, test).yes)
  }
  const value = resultOf(walk, expr)
  const at = expr.type !== 'DictComp' || isByKey(walk, expr.key, value) ? walk.path : { ...unsure }
  walk.path = path
  walk.frame.vars = vars
  return walk.newList([{ value, path: at }])
}

function resultOf(walk: Walk, expr: Extract<Expr, { generators: unknown }>): Known {
  if (expr.type !== 'DictComp') return evaluate(walk, expr.elt)
  evaluate(walk, expr.key)
  return evaluate(walk, expr.value)
}

/** Whether none is lost where objects are put under a key: of two with the same, one is left. */
function isByKey(walk: Walk, key: Expr, value: Known): boolean {
  const name = evaluate(walk, key)
  const from = name.kind === 'data' ? name.from : undefined
  return from?.row === value && isPrimaryKey(from.row.model, from.field)
}

function joined(walk: Walk, expr: Extract<Expr, { type: 'JoinedStr' }>): Known {
  let text: string | undefined = ''
  for (const value of expr.values) {
    if (typeof value === 'string') {
      if (text !== undefined) text += value
      continue
    }
    const part = evaluate(walk, value.value)
    const own = part.kind === 'value' ? stringOf(part.value) : undefined
    text = text !== undefined && own !== undefined && value.spec.length === 0 ? text + own : undefined
  }
  return text === undefined ? data('never') : known(constant(text))
}

function subscriptOf(walk: Walk, expr: Extract<Expr, { type: 'Subscript' }>): Known {
  const object = evaluate(walk, expr.value)
  const { index } = expr
  if (index.type === 'Slice') return slice(walk, object, index)
  const at = evaluate(walk, index)
  if (object.kind === 'rows') return object.gives === 'objects' ? single(walk, object) : data('maybe')
  if (object.kind === 'tuple') {
    const number = at.kind === 'value' && at.value.kind === 'const' ? at.value.value : undefined
    return (
      (typeof number === 'number' ? object.items.at(number) : undefined) ?? {
        kind: 'unknown',
        cause: 'an element',
      }
    )
  }
  if (object.kind === 'list') {
    const values = (elementsOf(walk, object) ?? []).map(({ value }) => value)
    return values.length === 0 ? data('maybe') : someOf(values)
  }
  if (object.kind === 'value' && at.kind === 'value') {
    const found = subscript(object.value, at.value)
    if (found) return known(found)
  }
  if (object.kind === 'value' && object.value.kind === 'dict') {
    const values = object.value.entries.map(({ value }) => known(value))
    return values.length === 0 ? data('maybe') : values.reduce(mergeKnown)
  }
  return object.kind === 'value' || object.kind === 'data'
    ? data('maybe')
    : { kind: 'unknown', cause: 'an element' }
}

/** One of several, of which it is not known which: no row is surely it. */
function someOf(values: readonly Known[]): Known {
  const one = values.reduce(mergeKnown)
  return one.kind === 'row' ? { ...one, reach: noneSurely } : one
}

function other(walk: Walk, expr: Extract<Expr, { type: 'OtherExpr' }>): Known {
  const values = expr.children.map((child) => evaluate(walk, child))
  const [value] = values
  if (expr.kind === 'yield' && value) {
    const items = /\bfrom\b/.test(expr.text) && value.kind === 'yields' ? value.items : [value]
    walk.frame.yielded.push(...items.map((item) => yieldedAs(walk, item)))
    return data('maybe')
  }
  if (expr.kind === 'await' && value) return value
  if (values.some((one) => one.kind !== 'data' && one.kind !== 'value'))
    return { kind: 'unknown', cause: `what \`${expr.kind}\` gives` }
  return data('maybe')
}

/** Rows as a generator gives them: those that are surely come to; in a loop over parts, those of all the parts. */
function yieldedAs(walk: Walk, item: Known): Known {
  if (item.kind !== 'rows') return item
  const own = walk.partsDepth > 0 ? (item.whole ?? item.reach) : item.reach
  const reach = inBoth(own, reachOf(walk.path, item.model.key ?? item))
  return { ...item, reach, whole: item.whole && reach }
}
