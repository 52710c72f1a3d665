import { classAttribute } from '../../../python/attributes.ts'
import { constant, stringOf, type CallValue, type ClassValue, type Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { libraryClass } from './attribute-kind.ts'
import { lineOf } from './library-value.ts'

/**
 * The call of a field that is described as a relation `through` another model, with that model and the one it leads
 * `to` named as `deconstruct()` names them: `shop.TaggedBook`. What cannot be told becomes unresolved.
 */
export function withThroughModel(value: Value, context: DjangoContext): Value {
  const known = libraryClass(value, context)
  const through = known && lineOf(known, context.library).find(({ field }) => field?.through)?.field?.through
  if (value.kind !== 'call' || !through) return value
  const given = value.keywords.get(through.keyword)
  const isByPosition = value.args.length > through.position
  if (!isByPosition && (!given || isNone(given))) return value
  const names = new Map(value.keywords)
  const model = given?.kind === 'class' ? given : undefined
  if (model)
    names.set(
      through.keyword,
      labelOf(model, context) ?? unknown(value, 'the app of its `through` is not known'),
    )
  else if (isByPosition || stringOf(given) === undefined)
    return { ...value, keywords: names.set('to', unnamed(value)) }
  if (!value.keywords.has('to'))
    names.set('to', (model && targetOf(model, through.field, context)) ?? unnamed(value))
  return { ...value, keywords: names }
}

/** The model that a relation of a class leads to, where it is given as a class. */
function targetOf(model: ClassValue, field: string, context: DjangoContext): Value | undefined {
  const relation = classAttribute(model, field)
  const to = relation?.kind === 'call' ? (relation.keywords.get('to') ?? relation.args[0]) : undefined
  return to?.kind === 'class' ? labelOf(to, context) : undefined
}

/** `app.Model`, with the model's name as it is written. */
function labelOf(model: ClassValue, context: DjangoContext): Value | undefined {
  const label = context.labelOf(model)
  return label === undefined ? undefined : constant(`${label.slice(0, label.indexOf('.'))}.${model.name}`)
}

function unnamed(value: CallValue): Value {
  return unknown(value, 'which model its `through` leads to is not known')
}

function unknown({ origin }: CallValue, reason: string): Value {
  return { kind: 'unresolved', reason, expr: undefined, origin }
}

function isNone(value: Value): boolean {
  return value.kind === 'const' && value.value === null
}
