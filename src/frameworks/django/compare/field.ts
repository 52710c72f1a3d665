import type { EditGrade } from '../../../model/change-set.ts'
import { stringOf, type CallValue, type Value } from '../../../python/value.ts'
import { namedArguments, type Argument } from './arguments.ts'
import type { EditContext } from './context.ts'
import { defaultValue } from './defaults.ts'
import { changed } from './display.ts'
import {
  attributeDefaults,
  classDefaults,
  databaseAttributes,
  positionalAttributes,
  throughTableAttributes,
} from './field-attributes.ts'
import { fieldClass, isSameClass, type FieldClass } from './field-class.ts'
import { isUnknown } from './unknown.ts'

/** A field and where it is written. `name` is `model.field`; `operation` is the operation that holds it. */
export interface FieldPair {
  readonly name: string
  readonly operation: string
  readonly old: Argument | undefined
  readonly now: Argument | undefined
}

/** Compares two versions of a field, attribute by attribute. */
export function compareField(context: EditContext, pair: FieldPair, ceiling: 'state' | undefined): void {
  const { name, operation, old, now } = pair
  const [before, after] = [old?.value, now?.value]
  const differ = (grade: EditGrade, message: string, origin = now?.origin, was = old?.origin) =>
    context.differ(ceiling ?? grade, message, origin, was)
  if (before?.kind !== 'call' || after?.kind !== 'call') {
    const message = changed(`field \`${name}\``, before, after)
    if (isUnknown(before) || isUnknown(after)) differ('unresolved', message)
    else differ('schema', message)
    return
  }
  const [was, is] = [fieldClass(before), fieldClass(after)]
  const isOther = !isSameClass(was, is)
  const columnUnknown = isOther && (was.column === undefined || is.column === undefined)
  if (isOther) {
    const message = changed(`the class of \`${name}\``, before.callee, after.callee)
    if (columnUnknown) differ('unresolved', message)
    else differ(was.column === is.column ? 'state' : 'schema', message)
  }
  const [olds, nows] = [fieldArguments(before, was), fieldArguments(after, is)]
  const implied = isOther ? [was, is].flatMap(({ base }) => Object.keys(impliedBy(base))) : []
  for (const attribute of new Set([...olds.keys(), ...nows.keys(), ...implied])) {
    const [own, other] = [effective(olds, attribute, was), effective(nows, attribute, is)]
    if (context.same(own, other) || sameTarget(context, attribute, own, other)) continue
    if (isIdle(context, attribute, { olds, nows, was, is })) continue
    const [from, to] = [olds.get(attribute), nows.get(attribute)]
    const isWritten = from !== undefined || to !== undefined
    const what = `\`${attribute}\` of \`${name}\``
    const message = isWritten ? changed(what, from?.value, to?.value) : changed(what, own, other)
    const grade = attributeGrade(attribute, operation, is)
    const unknown = columnUnknown || isUnknown(own) || isUnknown(other)
    if (grade !== 'schema') differ(grade, message, to?.origin, from?.origin)
    else if (sameFilling(attribute, own, other)) differ('state', message, to?.origin, from?.origin)
    else if (unknown) differ('unresolved', message, to?.origin, from?.origin)
    else differ('schema', message, to?.origin, from?.origin)
  }
}

/**
 * A default reaches the database in AddField alone, where it fills the rows that are there
 * (`effective_default` of django/db/backends/base/schema.py); a new table has none.
 */
function attributeGrade(attribute: string, operation: string, { base }: FieldClass): EditGrade {
  if (base === 'ManyToManyField') return throughTableAttributes.has(attribute) ? 'schema' : 'state'
  if (['default', 'auto_now', 'auto_now_add'].includes(attribute))
    return operation === 'AddField' ? 'schema' : 'state'
  return databaseAttributes.has(attribute) ? 'schema' : 'state'
}

function fieldArguments(field: CallValue, { base }: FieldClass): Map<string, Argument> {
  const order =
    base !== undefined && Object.hasOwn(positionalAttributes, base) ? positionalAttributes[base]! : []
  return namedArguments(field, order.length > 0 ? order : ['verbose_name', 'name'])
}

type Arguments = ReadonlyMap<string, Argument>

/** What an attribute says, or goes without saying. */
function effective(given: Arguments, attribute: string, { base }: FieldClass): Value | undefined {
  const value = given.get(attribute)?.value
  return value ?? defaultValue(impliedBy(base), attribute) ?? defaultValue(attributeDefaults, attribute)
}

const impliedBy = (base: string | undefined) =>
  base !== undefined && Object.hasOwn(classDefaults, base) ? classDefaults[base]! : {}

/** A unique column has an index anyway, and a primary key is unique and not null anyway. */
function isIdle(
  context: EditContext,
  attribute: string,
  { olds, nows, was, is }: { olds: Arguments; nows: Arguments; was: FieldClass; is: FieldClass },
): boolean {
  const says = (name: string) =>
    [effective(olds, name, was), effective(nows, name, is)].every((value) =>
      context.same(value, { kind: 'const', value: true }),
    )
  if (attribute === 'db_index') return says('unique') || says('primary_key')
  return attribute === 'unique' && says('primary_key')
}

/** `default={}` fills rows with what `default=dict` fills them with. */
function sameFilling(attribute: string, before: Value | undefined, after: Value | undefined): boolean {
  if (attribute !== 'default' || !before || !after) return false
  const made = (value: Value): string | undefined => {
    if (value.kind === 'reference') return /^builtins\.(dict|list)$/.exec(value.path)?.[1]
    if (value.kind === 'dict' && value.entries.length === 0) return 'dict'
    return value.kind === 'list' && value.items.length === 0 ? 'list' : undefined
  }
  const filling = made(before)
  return filling !== undefined && filling === made(after)
}

/**
 * `to="app.Model"` names the same model in any case and without the app's own label, and `settings.AUTH_USER_MODEL`
 * in place of it is the swappable form.
 */
function sameTarget(
  { after }: EditContext,
  attribute: string,
  before: Value | undefined,
  now: Value | undefined,
): boolean {
  if (attribute !== 'to' && attribute !== 'through') return false
  const full = (target: string) =>
    (target.includes('.') ? target : `${after.migration.app}.${target}`).toLowerCase()
  const [old, own] = [stringOf(before), stringOf(now)]
  if (old !== undefined && own !== undefined)
    return old !== 'self' && own !== 'self' && full(old) === full(own)
  const swappable = [before, now].some(
    (value) => value?.kind === 'reference' && value.path.startsWith('django.conf.settings.'),
  )
  return swappable && [old, own].some((text) => text !== undefined)
}
