import { constant, isSequence, stringOf, truth, type CallValue, type Value } from '../../../python/value.ts'
import type { DjangoContext, DjangoVersion, Owner } from '../context.ts'
import type { NamedState } from '../state/model-state.ts'
import { tupleOf } from '../values/calls.ts'
import { isAtLeast } from '../values/conditions.ts'
import { normal } from '../values/normal.ts'
import type { Table } from './columns.ts'
import { expressions, isEmpty, nameOf } from './index-state.ts'
import { namedClass } from './named-class.ts'

const constraintClasses: ReadonlySet<string> = new Set([
  'django.db.models.BaseConstraint',
  'django.db.models.CheckConstraint',
  'django.db.models.UniqueConstraint',
  'django.contrib.postgres.constraints.ExclusionConstraint',
])

/**
 * A constraint of a model as its `deconstruct()` gives it (django/db/models/constraints.py and
 * django/contrib/postgres/constraints.py, 3.2 to 5.2).
 */
export function constraintState(
  call: CallValue,
  owner: Owner,
  _table: Table,
  context: DjangoContext,
): NamedState {
  const known = namedClass(call, (path) => constraintClasses.has(path), context)
  const keywords = new Map<string, Value>()
  for (const [name, value] of call.keywords) {
    const [key, item] = normalArgument(name, normal(value, context.version), known.base, context.version)
    if (isGiven(key, item)) keywords.set(key, item)
  }
  const name = nameOf(keywords.get('name'), owner)
  if (name !== undefined && name !== '') keywords.set('name', constant(name))
  return {
    path: known.path,
    args: known.base === 'django.db.models.UniqueConstraint' ? expressions(call, context) : call.args,
    keywords,
    name: name === '' ? undefined : name,
    origin: call.origin,
  }
}

/** `check` became `condition` in Django 5.1. */
function normalArgument(
  name: string,
  value: Value,
  base: string | undefined,
  version: DjangoVersion,
): [name: string, value: Value] {
  if (base === 'django.db.models.CheckConstraint' && (name === 'check' || name === 'condition'))
    return [isAtLeast(version, [5, 1]) ? 'condition' : 'check', value]
  if ((name === 'fields' || name === 'include') && isSequence(value))
    return [name, tupleOf(value.items, value.origin)]
  return [name, value]
}

const defaultMessages: ReadonlySet<string> = new Set(['Constraint “%(name)s” is violated.'])

/** Whether `deconstruct()` gives a keyword. */
function isGiven(name: string, value: Value): boolean {
  if (['fields', 'include', 'opclasses'].includes(name)) return truth(value) !== false
  if (name === 'condition') return !isEmpty(value)
  if (name === 'violation_error_message' && defaultMessages.has(stringOf(value) ?? '')) return false
  if (name === 'index_type' && stringOf(value)?.toLowerCase() === 'gist') return false
  return !(value.kind === 'const' && value.value === null)
}
