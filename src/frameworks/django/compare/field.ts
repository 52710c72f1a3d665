import type { EditGrade } from '../../../model/change-set.ts'
import { stringOf, type CallValue, type Value } from '../../../python/value.ts'
import { namedArguments, type Argument } from './arguments.ts'
import type { EditContext } from './context.ts'
import { display } from './display.ts'
import { databaseAttributes, positionalAttributes, sameColumn } from './field-attributes.ts'

/** Compares two versions of a field, attribute by attribute. `name` is `model.field`. */
export function compareField(
  context: EditContext,
  name: string,
  old: Argument | undefined,
  now: Argument | undefined,
  operation: string,
  ceiling: 'state' | undefined,
): void {
  const [before, after] = [old?.value, now?.value]
  const differ = (grade: EditGrade, message: string, origin = now?.origin, was = old?.origin) =>
    context.differ(ceiling ?? grade, message, origin, was)
  if (before?.kind !== 'call' || after?.kind !== 'call') {
    differ('schema', `field \`${name}\` changed from ${display(before)} to ${display(after)}`)
    return
  }
  const change = classChange(before, after)
  if (change)
    differ(
      change,
      `the class of \`${name}\` changed from ${display(before.callee)} to ${display(after.callee)}`,
    )
  const [olds, nows] = [fieldArguments(before), fieldArguments(after)]
  for (const attribute of new Set([...olds.keys(), ...nows.keys()])) {
    const [was, is] = [olds.get(attribute)?.value, nows.get(attribute)?.value]
    if (context.same(was, is) || sameTarget(attribute, was, is)) continue
    const message = `\`${attribute}\` of \`${name}\` changed from ${display(was)} to ${display(is)}`
    differ(
      attributeGrade(attribute, operation),
      message,
      nows.get(attribute)?.origin,
      olds.get(attribute)?.origin,
    )
  }
}

/**
 * A default reaches the database in AddField alone, where it fills the rows that are there
 * (`effective_default` of django/db/backends/base/schema.py); a new table has none.
 */
function attributeGrade(attribute: string, operation: string): EditGrade {
  if (['default', 'auto_now', 'auto_now_add'].includes(attribute))
    return operation === 'AddField' ? 'schema' : 'state'
  return databaseAttributes.has(attribute) ? 'schema' : 'state'
}

function fieldArguments(field: CallValue): Map<string, Argument> {
  const className = classPath(field).split('.').at(-1) ?? ''
  const order = Object.hasOwn(positionalAttributes, className)
    ? positionalAttributes[className]
    : ['verbose_name', 'name']
  return namedArguments(field, order ?? [])
}

function classPath(field: CallValue): string {
  const { callee } = field
  if (callee.kind === 'class' || callee.kind === 'function') return callee.name
  if (callee.kind !== 'reference') return ''
  // `django.db.models.fields.related.ForeignKey` is `django.db.models.ForeignKey`.
  return callee.path.replace(/^(django(?:\.contrib\.gis)?\.db\.models)\..*\.(\w+)$/, '$1.$2')
}

/** Undefined where the class is the same, wherever it is imported from. */
function classChange(before: CallValue, after: CallValue): EditGrade | undefined {
  const [old, now] = [classPath(before), classPath(after)]
  if (old === now && old !== '') return undefined
  const [oldParts, nowParts] = [old.split('.'), now.split('.')]
  if (oldParts[0] === nowParts[0] && oldParts.at(-1) === nowParts.at(-1) && oldParts[0] !== 'django')
    return undefined
  const same = sameColumn.some(([a, b]) => (old === a && now === b) || (old === b && now === a))
  return same ? 'state' : 'schema'
}

/** `to="app.Model"` names the same model in any case, and `settings.AUTH_USER_MODEL` in place of it is the swappable form. */
function sameTarget(attribute: string, before: Value | undefined, after: Value | undefined): boolean {
  if (attribute !== 'to' && attribute !== 'through') return false
  const [old, now] = [stringOf(before), stringOf(after)]
  if (old !== undefined && now !== undefined) return old.toLowerCase() === now.toLowerCase()
  const swappable = [before, after].some(
    (value) => value?.kind === 'reference' && value.path.startsWith('django.conf.settings.'),
  )
  return swappable && [old, now].some((text) => text !== undefined)
}
