import type { Span } from '../../../python/ast.ts'
import type { Given } from './calls.ts'
import { filterOf } from './filters.ts'
import { data, dataNullness, type Known, type Model, type Named, type Nullness } from './known.ts'
import { nullnessOf } from './models.ts'
import { textOf } from './names-in.ts'
import { inBoth, inEither } from './reach.ts'
import { mergeKnown, type Walk } from './walk.ts'

type Expression = Extract<Known, { kind: 'expression' }>

const expression = (isNull: Expression['isNull'], fields: readonly Named[] = []): Expression => ({
  kind: 'expression',
  isNull,
  fields,
})

/** An operand as part of an expression. */
function asExpression(known: Known): Expression {
  if (known.kind === 'expression') return known
  const nullness: Nullness = known.kind === 'q' ? 'maybe' : (dataNullness(known) ?? 'maybe')
  return expression(() => nullness, known.kind === 'q' ? known.fields : [])
}

/** NULL where one of its parts is. */
function anyNull(parts: readonly Expression[]): Expression {
  return expression(
    (model) => (parts.every((one) => one.isNull(model) === 'never') ? 'never' : 'maybe'),
    parts.flatMap(({ fields }) => fields),
  )
}

/** NULL where all of its parts are. */
function allNull(parts: readonly Expression[]): Expression {
  return expression(
    (model) => (parts.some((one) => one.isNull(model) === 'never') ? 'never' : 'maybe'),
    parts.flatMap(({ fields }) => fields),
  )
}

/** `left op right`. */
export function combined(left: Known, right: Known, op: string): Known {
  if (left.kind === 'q' && right.kind === 'q') {
    const [matched, missed] = op === '|' ? ([inEither, inBoth] as const) : ([inBoth, inEither] as const)
    const isKnown = op === '|' || op === '&'
    const none = new Set<string>()
    return {
      kind: 'q',
      matched: isKnown ? matched(left.matched, right.matched) : none,
      missed: isKnown ? missed(left.missed, right.missed) : none,
      fields: [...left.fields, ...right.fields],
    }
  }
  if (left.kind === 'rows' && right.kind === 'rows') return mergeKnown(left, right)
  if (left.kind === 'expression' || right.kind === 'expression' || left.kind === 'q' || right.kind === 'q')
    return anyNull([asExpression(left), asExpression(right)])
  if (left.kind === 'list' && right.kind === 'list') return mergeKnown(left, right)
  // Python has no arithmetic with None.
  return left.kind === 'list' || right.kind === 'list'
    ? { kind: 'unknown', cause: 'what is put together' }
    : data('never')
}

/** What a class or function of the ORM makes; undefined for what is none. */
export function ormExpression(walk: Walk, path: string, given: Given, expr: Span): Known | undefined {
  if (!/^django\.(contrib\.(postgres|gis)\.)?(db\.)?/.test(path) || !path.startsWith('django.'))
    return undefined
  if (!/^django\.db\.models\b|^django\.contrib\.(postgres|gis)\b/.test(path)) return undefined
  const name = path.split('.').at(-1)!
  const [first] = given.args
  switch (name) {
    case 'F':
    case 'OuterRef': {
      const field = textOf(first ?? given.keywords.get('name'))
      const span = given.spans.get(0) ?? expr
      if (field === undefined || name === 'OuterRef') return expression(() => 'maybe')
      return expression(
        (model: Model) => nullnessOf(model, field),
        [{ name: field, start: span.start, end: span.end }],
      )
    }
    case 'Value': {
      const value = first ?? given.keywords.get('value')
      const nullness = (value && dataNullness(value)) ?? 'maybe'
      return expression(() => nullness)
    }
    case 'Q': {
      const { matched, missed, fields } = filterOf(walk, undefined, given, expr)
      return { kind: 'q', matched, missed, fields }
    }
    case 'Coalesce':
      return allNull(given.args.map(asTermOf))
    case 'Case': {
      const otherwise = given.keywords.get('default')
      const terms = given.args.map(asExpression)
      return anyNull([...terms, otherwise ? asTermOf(otherwise) : expression(() => 'maybe')])
    }
    case 'When': {
      const then = given.keywords.get('then') ?? given.args[1]
      return then ? asTermOf(then) : expression(() => 'maybe')
    }
    case 'Exists':
    case 'Now':
    case 'RandomUUID':
    case 'TransactionNow':
    case 'Count':
    case 'Concat':
      return expression(() => 'never')
    case 'Lower':
    case 'Upper':
    case 'Trim':
    case 'LTrim':
    case 'RTrim':
    case 'Cast':
    case 'ExpressionWrapper':
    case 'Substr':
    case 'Left':
    case 'Right':
    case 'Length':
    case 'Replace':
    case 'TruncDate':
    case 'TruncDay':
    case 'Abs':
    case 'Round':
    case 'MD5':
      return anyNull(given.args.filter((arg) => arg.kind !== 'unknown' && arg.kind !== 'model').map(asTermOf))
    case 'Prefetch':
    case 'FilteredRelation':
      return data('maybe')
    default:
      return expression(() => 'maybe')
  }

  /** A string stands for a field. */
  function asTermOf(known: Known): Expression {
    const field = textOf(known)
    return field !== undefined ? expression((model) => nullnessOf(model, field)) : asExpression(known)
  }
}
