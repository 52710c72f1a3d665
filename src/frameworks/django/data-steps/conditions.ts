import type { Expr } from '../../../python/ast.ts'
import { truth } from '../../../python/value.ts'
import { evaluate } from './evaluate.ts'
import { elementsOf } from './iterate.ts'
import { dataNullness, type Known } from './known.ts'
import { fieldName } from './models.ts'
import {
  conjunction,
  disjunction,
  negated,
  noneSurely,
  inBoth,
  inEither,
  reachOf,
  unknownCondition,
  where,
  type Condition,
  type Holding,
  type Narrowing,
  type Reach,
} from './reach.ts'
import type { Walk } from './walk.ts'

/** What a condition says of the rows for which it holds. */
export function conditionOf(walk: Walk, expr: Expr): Condition {
  if (expr.type === 'UnaryOp' && expr.op === 'not') return negated(conditionOf(walk, expr.operand))
  if (expr.type === 'BoolOp') {
    const left = conditionOf(walk, expr.left)
    const right = under(walk, expr.op === 'and' ? left.yes : left.no, () => conditionOf(walk, expr.right))
    return expr.op === 'and' ? conjunction(left, right) : disjunction(left, right)
  }
  if (expr.type === 'Compare') return comparison(walk, expr)
  return truthOf(walk, evaluate(walk, expr))
}

/** Works out what is only come to where a condition holds. */
export function under<Result>(walk: Walk, holds: Holding, run: () => Result): Result {
  const { path } = walk
  walk.path = where(path, holds)
  const result = run()
  walk.path = path
  return result
}

/** Whether a value is true. */
export function truthOf(walk: Walk, known: Known): Condition {
  switch (known.kind) {
    case 'value': {
      const is = truth(known.value)
      return is === undefined ? unknownCondition : is ? always : negated(always)
    }
    case 'rows': {
      const { model, reach, whole } = known
      walk.load(known)
      return { yes: there(model.key ?? known, whole ?? reach), no: 'unknown' }
    }
    case 'list': {
      const elements = elementsOf(walk, known) ?? []
      const [only] = new Set(elements.map(({ value }) => value))
      const row = only?.kind === 'data' ? only.from?.row : only?.kind === 'row' ? only : undefined
      if (!row || elements.some(({ value }) => value !== only)) return unknownCondition
      const { model } = row
      // It holds something wherever there is one of the rows that are surely put into it.
      const put = elements.map(({ path }) => reachOf(path, row, model.key ?? model)).reduce(inEither)
      return { yes: there(model.key ?? known, inBoth(row.reach, put)), no: 'unknown' }
    }
    case 'row':
      if (known.key) return ofField(known.key.row, known.key.field, 'false')
      return known.mayBeNone
        ? { yes: there(known.model.key ?? known, known.among ?? noneSurely), no: 'unknown' }
        : unknownCondition
    case 'data':
      if (known.counted)
        return { yes: there(known.counted.model.key ?? known, known.counted.reach), no: 'unknown' }
      if (known.isNull === 'always') return negated(always)
      return known.from ? ofField(known.from.row, known.from.field, 'false') : unknownCondition
    case 'model':
    case 'apps':
    case 'editor':
    case 'connection':
    case 'function':
      return always
    default:
      return unknownCondition
  }
}

const always: Condition = { yes: 'always', no: 'never' }

const there = (key: unknown, reach: Reach): Narrowing => new Map([[key, reach]])

/** A field of an object is NULL, or is false in Python, as NULL is; where it is not, nothing is sure. */
function ofField(row: Extract<Known, { kind: 'row' }>, field: string, test: 'null' | 'false'): Condition {
  const nulls: Narrowing = new Map([[row, new Set([fieldName(row.model, field)])]])
  const condition: Condition = { yes: nulls, no: 'unknown' }
  return test === 'null' ? condition : negated(condition)
}

function comparison(walk: Walk, { left, ops, comparators }: Extract<Expr, { type: 'Compare' }>): Condition {
  const one = evaluate(walk, left)
  const others = comparators.map((each) => evaluate(walk, each))
  const [op] = ops
  const [other] = others
  if (ops.length !== 1 || op === undefined || !other) return unknownCondition
  const isEqual = op === 'is' || op === '=='
  if (isEqual || op === 'is not' || op === '!=') {
    const same = equality(walk, one, other)
    return isEqual ? same : negated(same)
  }
  if (op === 'in' || op === 'not in') {
    // NULL is in it where it says so.
    const items = other.kind === 'value' || other.kind === 'tuple' ? other : undefined
    const from = one.kind === 'data' ? one.from : undefined
    if (!from || !items || !holdsNone(items)) {
      const sure =
        from && items
          ? { yes: 'unknown' as const, no: ofField(from.row, from.field, 'null').yes }
          : unknownCondition
      return op === 'in' ? sure : negated(sure)
    }
    const condition = ofField(from.row, from.field, 'null')
    return op === 'in' ? condition : negated(condition)
  }
  // `count() > 0`
  if (
    one.kind === 'data' &&
    one.counted &&
    (op === '>' || op === '>=') &&
    isNumber(other, op === '>' ? 0 : 1)
  )
    return truthOf(walk, one)
  return unknownCondition
}

function isNumber(known: Known, number: number): boolean {
  return known.kind === 'value' && known.value.kind === 'const' && known.value.value === number
}

function holdsNone(known: Known): boolean {
  if (known.kind === 'tuple') return known.items.some((item) => dataNullness(item) === 'always')
  if (known.kind !== 'value' || !('items' in known.value)) return false
  return known.value.items.some((item) => item.kind === 'const' && item.value === null)
}

function equality(walk: Walk, one: Known, other: Known): Condition {
  const [value, none] =
    dataNullness(one) === 'always' && dataNullness(other) !== 'always' ? [other, one] : [one, other]
  const nullness = dataNullness(none)
  if (nullness === 'always') {
    if (value.kind === 'data' && value.from) return ofField(value.from.row, value.from.field, 'null')
    if (value.kind === 'row' && value.key) return ofField(value.key.row, value.key.field, 'null')
    if (value.kind === 'row' && value.mayBeNone) return negated(truthOf(walk, value))
    const known = dataNullness(value)
    return known === 'always' ? always : known === 'never' ? negated(always) : unknownCondition
  }
  if (one.kind === 'data' && one.counted && isNumber(other, 0)) return negated(truthOf(walk, one))
  // What is something else than NULL surely differs from it.
  if (nullness === 'never' && value.kind === 'data' && value.from)
    return { yes: 'unknown', no: ofField(value.from.row, value.from.field, 'null').yes }
  return unknownCondition
}
