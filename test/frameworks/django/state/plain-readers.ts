import type { Deconstructed } from '../../../../src/frameworks/django/state/deconstructed.ts'
import type { Relation } from '../../../../src/frameworks/django/state/field-state.ts'
import type { StateReaders } from '../../../../src/frameworks/django/state/readers.ts'
import { stringOf, type Origin, type Value } from '../../../../src/python/value.ts'

/** Reads fields and indexes as they are written, without what their classes make of it. */
export const readers: StateReaders = {
  field: (value, name, owner) => {
    const made = deconstructed(value)
    const kind = made.path.split('.').at(-1)!
    const to = stringOf(made.keywords.get('to') ?? (made.args[0]))
    const isRelation = kind === 'ForeignKey' || kind === 'OneToOneField' || kind === 'ManyToManyField'
    const label = (name: string | undefined) =>
      name === undefined
        ? undefined
        : name.includes('.')
          ? name.toLowerCase()
          : `${owner.app}.${name.toLowerCase()}`
    const relation: Relation | undefined = isRelation
      ? { kind, to: label(to), setting: undefined, through: label(stringOf(made.keywords.get('through'))) }
      : undefined
    return { ...made, name, relation, classes: [made.path], unread: undefined }
  },
  index: (value) => named(value),
  constraint: (value) => named(value),
  manager: (value, name) => ({ name, manager: deconstructed(value), origin: deconstructed(value).origin }),
}

function named(value: Value) {
  const made = deconstructed(value)
  return { ...made, name: stringOf(made.keywords.get('name')) }
}

function deconstructed(value: Value): Deconstructed & { origin: Origin } {
  if (value.kind !== 'call') throw new Error(`not a call: ${value.kind}`)
  const { callee } = value
  const path = callee.kind === 'reference' ? callee.path : callee.kind === 'class' ? callee.name : '?'
  return { path, args: value.args, keywords: value.keywords, origin: value.origin }
}
