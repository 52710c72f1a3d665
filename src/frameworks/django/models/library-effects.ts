import { classAttribute } from '../../../python/attributes.ts'
import { stringOf, type ClassValue, type Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { LibraryCall, LibraryClass } from '../library/library.ts'
import type { Doubt } from '../state/doubt.ts'
import type { Ancestor } from './ancestors.ts'
import { libraryClass } from './attribute-kind.ts'
import { jsonCall } from '../values/json-value.ts'
import type { Meta } from './meta.ts'
import type { Declared } from './model-class.ts'
import { withThroughModel } from './through-model.ts'
import { headOf } from './unknown-class.ts'

/** A field, with those that its class of a library adds to the model beside it, in order. */
export function withCompanions(
  name: string,
  given: Declared,
  context: DjangoContext,
): readonly (readonly [string, Declared])[] {
  const field = { ...given, value: withThroughModel(given.value, context) }
  const adds = libraryClass(field.value, context)?.field?.adds ?? []
  const at = (place: 'before' | 'after') =>
    adds
      .filter((one) => one.place === place)
      .map((one) => withGiven(declared(one.field, '{name}', name, field), field.value))
  return [...at('before'), [name, field], ...at('after')]
}

/** Arguments that are those of the field beside it: where it was given none, neither is this one. */
function withGiven([name, made]: [string, Declared], beside: Value): [string, Declared] {
  if (made.value.kind !== 'call') return [name, made]
  const given = beside.kind === 'call' ? beside.keywords : new Map<string, Value>()
  const keywords = [...made.value.keywords].flatMap(([key, value]): [string, Value][] => {
    const from = value.kind === 'dict' && value.entries.length === 1 ? value.entries[0] : undefined
    if (from?.key === undefined || stringOf(from.key) !== 'given') return [[key, value]]
    const argument = given.get(stringOf(from.value) ?? '')
    return argument ? [[key, argument]] : []
  })
  return [name, { ...made, value: { ...made.value, keywords: new Map(keywords) } }]
}

/** The fields that classes of libraries add to every model below them, unless it has one of that name. */
export function libraryFields(
  model: ClassValue,
  ancestors: readonly Ancestor[],
  names: ReadonlySet<string>,
): ReadonlyMap<string, Declared> {
  const fields = new Map<string, Declared>()
  for (const one of ancestors) {
    if (one.kind !== 'library') continue
    for (const { field, given } of one.value.model?.adds ?? []) {
      const [own, ...call] = field
      const name = (given && givenName(model, given)) ?? own
      if (names.has(name) || fields.has(name)) continue
      const made = declared([name, ...call], '{class}', model.name.toLowerCase(), { origin: headOf(model) })
      fields.set(...made)
    }
  }
  return fields
}

/** `left_attr` of an inner class `MPTTMeta`. */
function givenName(model: ClassValue, [inner, attribute]: readonly [string, string]): string | undefined {
  const options = classAttribute(model, inner)
  return options?.kind === 'class' ? stringOf(classAttribute(options, attribute)) : undefined
}

function declared(
  [name, path, args, keywords]: LibraryCall,
  placeholder: string,
  text: string,
  { origin }: Pick<Declared, 'origin'>,
): [string, Declared] {
  const value = jsonCall([path, args, keywords], origin)
  return [name.replaceAll(placeholder, text), { value, origin }]
}

/** What the description of a library's class leaves open. */
export function libraryDoubts({ model }: LibraryClass, value: ClassValue, meta: Meta): Doubt[] {
  const origin = headOf(value)
  const extended = Object.entries(model?.extends ?? {}).flatMap(([name, cause]): Doubt[] =>
    meta.options.has(name) ? [{ aspect: 'options', name, cause, origin }] : [],
  )
  if (model?.unknown === undefined) return extended
  const of = { cause: model.unknown, origin }
  const indexes: Doubt = { aspect: 'options', name: 'indexes', ...of }
  // Where the fields that it adds are described, they are known.
  const more: Doubt[] = model.adds
    ? []
    : [
        { aspect: 'fields', ...of },
        { aspect: 'managers', ...of },
      ]
  return [...extended, indexes, ...more]
}
