import { nowhere, stringOf, truth, type CallValue, type Value } from '../../../python/value.ts'
import type { DjangoContext, Owner } from '../context.ts'
import type { FieldState } from '../state/field-state.ts'
import { callOf, calleePath } from '../values/calls.ts'
import { canonicalName } from '../values/names.ts'
import { normal } from '../values/normal.ts'
import { sourceOf } from '../values/source.ts'
import { deconstructed, initialized } from './attributes.ts'
import { normalChoices } from './choices.ts'
import { columnDoubt } from './column-doubt.ts'
import { fieldClass, type FieldClass } from './field-class.ts'
import type { FieldRule } from './field-rule.ts'
import { relationKind, relationOf } from './relation.ts'
import { run } from './run.ts'

/**
 * A field as `__init__()` of its class followed by `deconstruct()` gives it in the project's version of Django
 * (django/db/models/fields). Never fails: what cannot be read stays as it is written, and `unread` says why.
 *
 * @param value what stands for the field: the call of its class, most of the time
 * @param name the attribute's name in the model
 */
export function fieldState(value: Value, name: string, owner: Owner, context: DjangoContext): FieldState {
  const origin = 'origin' in value ? value.origin : nowhere
  if (value.kind !== 'call') {
    const cause = value.kind === 'unresolved' ? value.reason : 'it is not made by calling a class'
    return {
      name,
      path: '',
      args: [],
      keywords: new Map(),
      relation: undefined,
      classes: [],
      unread: { cause },
      origin,
    }
  }
  const known = fieldClass(value.callee, context)
  if (!known) {
    const cause =
      value.callee.kind === 'unresolved'
        ? value.callee.reason
        : `\`${sourceOf(value.callee)}\` is no class that can be read`
    return asWritten(value, name, '', [], cause, owner, context)
  }
  const classes = known.parts.map(({ path }) => path)
  const doubt = columnDoubt(known.parts)
  const cause = reasonUnread(known)
  if (cause !== undefined) return asWritten(value, name, known.path, classes, cause, owner, context)
  if (known.parts.some(({ own }) => own && ownMethods.some((method) => own.attributes.has(method)))) {
    const first = run(value, known.path, context)
    if (typeof first === 'string') return asWritten(value, name, known.path, classes, first, owner, context)
    // The state holds a clone, made of what the first one deconstructs to.
    const clone = run({ ...value, ...first }, known.path, context)
    const made = typeof clone === 'string' ? first : clone
    const inner = new Map(
      [...made.keywords].map(([key, each]) => [key, argument(key, each, name, owner, context)]),
    )
    const { relation, keywords } = related(inner, false, classes, name, owner, context)
    const args = made.args.map((each) => normal(each, context.version))
    return {
      name,
      path: canonicalName(made.path),
      args,
      keywords,
      relation,
      classes,
      unread: undefined,
      columnDoubt: doubt,
      origin,
    }
  }
  const rules = known.parts.flatMap(({ rule }) => rule ?? [])
  const attributes = initialized(rules, value)
  if (typeof attributes === 'string')
    return asWritten(value, name, known.path, classes, attributes, owner, context)
  // A state holds a clone of the field: what was left out is taken for granted anew (`ModelState.from_model`).
  const first = settled(rules, attributes, name, owner, context)
  const clone = initialized(rules, first)
  const settledState = typeof clone === 'string' ? first : settled(rules, clone, name, owner, context)
  const { relation, keywords } = related(
    settledState.keywords,
    isSymmetrical(attributes),
    classes,
    name,
    owner,
    context,
  )
  return {
    name,
    path: known.path,
    args: settledState.args,
    keywords,
    relation,
    classes,
    unread: undefined,
    columnDoubt: doubt,
    origin,
  }
}

/** A class that has none of these does with its arguments what its bases do. */
export const ownMethods = ['__init__', '__new__', 'deconstruct']

/** Why what a class does to arguments is not known. */
export function reasonUnread({ parts, unknown, path }: FieldClass): string | undefined {
  if (unknown.length > 0) return `\`${unknown[0]}\` cannot be read`
  return parts.some(({ path: each }) => each === 'django.db.models.Field')
    ? undefined
    : `\`${path}\` is no field of Django`
}

/** The arguments that `deconstruct()` gives, in their normal form. */
export function settled(
  rules: readonly FieldRule[],
  attributes: ReadonlyMap<string, Value>,
  name: string,
  owner: Owner,
  context: DjangoContext,
): { readonly args: readonly Value[]; readonly keywords: Map<string, Value> } {
  const inner = new Map(
    [...attributes].map(([key, value]) => [key, argument(key, value, name, owner, context)] as const),
  )
  const names = inner.get('field_names')
  return {
    args: names?.kind === 'tuple' && rules.some(({ special }) => special === 'names') ? names.items : [],
    keywords: deconstructed(rules, inner, context.version),
  }
}

/** One argument in its normal form: choices as pairs, fields inside of the field deconstructed as well. */
function argument(key: string, value: Value, name: string, owner: Owner, context: DjangoContext): Value {
  const known = normal(value, context.version)
  if (key === 'choices') return normalChoices(known, context.version)
  if ((key === 'base_field' || key === 'output_field') && known.kind === 'call')
    return fieldValue(fieldState(known, name, owner, context), known)
  return known
}

/** Whether a many-to-many relation to the model itself has no way back (`ManyToManyField.__init__`). */
function isSymmetrical(attributes: ReadonlyMap<string, Value>): boolean {
  const given = attributes.get('symmetrical')
  if (given && !(given.kind === 'const' && given.value === null)) return truth(given) === true
  return !attributes.has('on_delete') && stringOf(attributes.get('to')) === 'self'
}

function related(
  keywords: Map<string, Value>,
  symmetrical: boolean,
  classes: readonly string[],
  name: string,
  owner: Owner,
  context: DjangoContext,
): { readonly relation: FieldState['relation']; readonly keywords: Map<string, Value> } {
  const kind = relationKind(classes)
  return kind
    ? relationOf(kind, keywords, symmetrical, name, owner, context)
    : { relation: undefined, keywords }
}

/** Where the class is not known, its arguments say the same on both sides only if they are the same. */
function asWritten(
  value: CallValue,
  name: string,
  path: string,
  classes: readonly string[],
  cause: string,
  owner: Owner,
  context: DjangoContext,
): FieldState {
  const args = value.args.map((each) => normal(each, context.version))
  const keywords = new Map(
    [...value.keywords].map(([key, each]) => [key, argument(key, each, name, owner, context)]),
  )
  const written = path === '' ? canonicalName(calleePath(value) ?? '') : path
  const first = args[0]
  const withTarget = first && !keywords.has('to') ? new Map([...keywords, ['to', first] as const]) : keywords
  const { relation } = related(withTarget, false, classes, name, owner, context)
  return { name, path: written, args, keywords, relation, classes, unread: { cause }, origin: value.origin }
}

/** A field inside of another one, as a call that makes it again. */
function fieldValue({ path, args, keywords, unread }: FieldState, from: CallValue): Value {
  return unread ? from : callOf(path, args, keywords, from)
}
