import { linearize } from '../../../python/mro.ts'
import { stringOf, type CallValue, type Origin, type Value } from '../../../python/value.ts'
import type { Relation } from './field-state.ts'
import type { NamedState } from './model-state.ts'
import type { StateReaders } from './readers.ts'

/**
 * Reads fields, indexes and managers as they are written, without what their classes make of the arguments: enough to
 * know what is there, what it is called and where it points.
 */
export const asWritten: StateReaders = {
  field(value, name, owner) {
    const call = callOf(value)
    const classes = classesOf(call.callee)
    const keywords = new Map(call.keywords)
    const kind = relationKinds.find((one) => classes.some((path) => path.endsWith(`.${one}`)))
    const label = (target: string | undefined) =>
      target === undefined
        ? undefined
        : target === 'self'
          ? `${owner.app}.${owner.name.toLowerCase()}`
          : (target.includes('.') ? target : `${owner.app}.${target}`).toLowerCase()
    const to = label(stringOf(keywords.get('to') ?? call.args[0]))
    const relation: Relation | undefined = kind && {
      kind,
      to,
      setting: undefined,
      through: label(stringOf(keywords.get('through'))),
    }
    const path = classes[0] ?? ''
    return {
      path,
      args: call.args,
      keywords,
      name,
      relation,
      classes,
      unread: undefined,
      origin: call.origin,
    }
  },
  index: named,
  constraint: named,
  manager(value, name) {
    const { args, keywords, origin, path } = named(value)
    return { name, manager: { path, args, keywords }, origin }
  },
}

const relationKinds = ['ForeignKey', 'OneToOneField', 'ManyToManyField'] as const

function named(value: Value): NamedState {
  const { args, keywords, callee, origin } = callOf(value)
  return { path: classesOf(callee)[0] ?? '', args, keywords, name: stringOf(keywords.get('name')), origin }
}

/** The class and its bases as far as they are known, by dotted path. */
function classesOf(callee: Value): readonly string[] {
  const order = callee.kind === 'class' ? (linearize(callee) ?? [callee]) : [callee]
  return order.flatMap((one) =>
    one.kind === 'reference' ? [one.path] : one.kind === 'class' ? [`${one.origin.path}:${one.name}`] : [],
  )
}

type Made = Pick<CallValue, 'callee' | 'args' | 'keywords' | 'origin'>

function callOf(value: Value): Made {
  if (value.kind === 'call') return value
  const origin: Origin = 'origin' in value ? value.origin : { path: '', start: 0, end: 0 }
  return { callee: value, args: [], keywords: new Map(), origin }
}
