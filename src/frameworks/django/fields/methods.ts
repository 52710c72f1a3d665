import { constant, stringOf, type ObjectValue, type Origin, type Value } from '../../../python/value.ts'
import { dictOf } from '../../../python/dicts.ts'
import type { DjangoVersion } from '../context.ts'
import { canonicalName } from '../values/names.ts'
import { deconstructed, initialized, type Given } from './attributes.ts'
import { builtIn } from './built-in.ts'
import type { FieldRule } from './field-rule.ts'
import { jsonValue } from '../values/json-value.ts'

/** Where the path of an object's class stands among its attributes, under a name that no code of Python can have. */
export const classPath = ' path'

/**
 * A method of a field of Django on an object of a class that extends it: `__init__()` sets the attributes,
 * `deconstruct()` reads them (django/db/models/fields/__init__.py). Undefined for what is no field, and where it cannot
 * be carried out.
 *
 * @param path the class of Django that the method is found in
 */
export function fieldMethod(
  version: DjangoVersion,
  path: string,
  object: ObjectValue,
  name: string,
  given: Given,
  origin: Origin,
): Value | undefined {
  const rules = rulesOf(canonicalName(path))
  if (!rules) return undefined
  if (name === '__init__') return initialize(rules, object, given)
  if (name === 'deconstruct') return object.lost ? undefined : deconstruct(rules, object, origin, version)
  if (name === 'contribute_to_class') return contribute(object, given)
  if (name === '__new__' || name.startsWith('__set')) return undefined
  // What else fields can do changes nothing of what they deconstruct to.
  return {
    kind: 'unresolved',
    reason: `\`${name}()\` of a field is not carried out`,
    expr: undefined,
    origin,
  }
}

/**
 * `field.deconstruct()` of what a call of one of Django's own classes gives, where what it leads to is not asked for.
 * The name is not known: a model gives it.
 *
 * @param method the path of the method, below that of the class
 */
export function deconstructedField(
  version: DjangoVersion,
  method: string,
  { args: [field, ...more], keywords }: Given,
  origin: Origin,
): Value | undefined {
  if (field?.kind !== 'call' || field.callee.kind !== 'reference' || more.length + keywords.size > 0)
    return undefined
  // Not that of a base, which tells less.
  if (method !== `${field.callee.path}.deconstruct`) return undefined
  const path = canonicalName(field.callee.path)
  const rules = rulesOf(path)
  if (!rules || rules.some(({ special }) => special === 'relation' || special === 'names')) return undefined
  const attributes = initialized(rules, field)
  if (typeof attributes === 'string') return undefined
  const reason = 'the name of a field that stands alone is not known'
  const name: Value = { kind: 'unresolved', reason, expr: undefined, origin }
  return parts(name, path, undefined, deconstructed(rules, attributes, version), origin)
}

/** What a field of Django does to the model it stands in is add itself (`Field.contribute_to_class`). */
function contribute(object: ObjectValue, { args: [model, name] }: Given): Value | undefined {
  if (model?.kind !== 'class' || stringOf(name) === undefined) return undefined
  object.attributes.set('name', name!)
  object.attributes.set('model', model)
  return constant(null)
}

/** The rules of a class and its bases in order; undefined for what is no field of Django. */
export function rulesOf(path: string): FieldRule[] | undefined {
  const rules: FieldRule[] = []
  for (let each: string | undefined = path; each !== undefined; each = builtIn[each]?.base) {
    if (!Object.hasOwn(builtIn, each)) return undefined
    rules.push(builtIn[each]!)
  }
  return rules
}

function initialize(rules: readonly FieldRule[], object: ObjectValue, given: Given): Value | undefined {
  const attributes = initialized(rules, given)
  if (typeof attributes === 'string') return undefined
  for (const { own, attributes: names } of [...rules].reverse())
    for (const [keyword, emitted] of Object.entries(own ?? {})) {
      const value =
        attributes.get(names?.[keyword] ?? keyword) ??
        ('unless' in emitted ? jsonValue(emitted.unless) : constant(null))
      object.attributes.set(keyword, value)
      if (names && Object.hasOwn(names, keyword)) object.attributes.set(names[keyword]!, value)
    }
  for (const [name, value] of attributes) object.attributes.set(name, value)
  return constant(null)
}

/** `(name, path, args, kwargs)`. */
function deconstruct(
  rules: readonly FieldRule[],
  object: ObjectValue,
  origin: Origin,
  version: DjangoVersion,
): Value {
  const { attributes } = object
  const path = stringOf(attributes.get(classPath)) ?? object.class.qualname
  const keywords = deconstructed(rules, attributes, version)
  return parts(
    attributes.get('name') ?? constant(null),
    path,
    attributes.get('field_names'),
    keywords,
    origin,
  )
}

function parts(
  name: Value,
  path: string,
  args: Value | undefined,
  keywords: ReadonlyMap<string, Value>,
  origin: Origin,
): Value {
  const entries = [...keywords].map(([key, value]) => ({ key: constant(key), value }))
  const items: Value[] = [
    name,
    constant(path),
    args ?? { kind: 'list', items: [], origin },
    dictOf(entries, origin),
  ]
  return { kind: 'tuple', items, origin }
}
