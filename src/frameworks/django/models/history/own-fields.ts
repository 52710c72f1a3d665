import { constant, type CallValue, type Value } from '../../../../python/value.ts'
import { builtIn } from '../../fields/built-in.ts'
import { calleePath, callOf } from '../../values/calls.ts'
import { canonicalName } from '../../values/names.ts'
import { jsonCall } from '../../values/json-value.ts'
import type { AppRegistry } from '../app-registry.ts'
import { isNothing, type Records } from './records.ts'
import { ownFields } from './settings.ts'

/**
 * The fields that a historical model has beside the copies, by name, in order (`HistoricalRecords.get_extra_fields`,
 * simple_history/models.py). A string says why they are not known.
 *
 * @param key `app.model` of the model that is tracked
 */
export function historyFields(
  { call, history, origin }: Records,
  key: string,
  registry: AppRegistry,
): ReadonlyMap<string, CallValue> | string {
  const own = ownFields(history, registry)
  if (typeof own === 'string') return own
  const given = (keyword: string) => {
    const value = call.keywords.get(keyword)
    return isNothing(value) ? undefined : value
  }
  const fields = new Map(own.map(([name, ...made]) => [name, jsonCall(made, origin)]))
  const id = given('history_id_field')
  if (id) {
    const made = asKey(id)
    if (!made) return 'what `history_id_field` makes is not followed'
    fields.set('history_id', made)
  }
  const reason = given('history_change_reason_field')
  if (reason && reason.kind !== 'call') return 'what `history_change_reason_field` is cannot be read'
  if (reason) fields.set('history_change_reason', reason)
  const foreignKey = (to: Value, keywords: Readonly<Record<string, Value>>) => ({
    ...callOf('django.db.models.ForeignKey', [], [['to', to], ...Object.entries(keywords)]),
    origin,
  })
  const relation = given('related_name')
  if (relation)
    fields.set(
      'history_relation',
      foreignKey(constant(key), {
        on_delete: { kind: 'reference', path: 'django.db.models.deletion.DO_NOTHING' },
        related_name: relation,
        db_constraint: constant(false),
      }),
    )
  const user: Value = { kind: 'reference', path: 'django.conf.settings.AUTH_USER_MODEL' }
  fields.set(
    'history_user',
    foreignKey(given('user_model') ?? user, {
      null: constant(true),
      related_name: call.keywords.get('user_related_name') ?? constant('+'),
      on_delete: { kind: 'reference', path: 'django.db.models.deletion.SET_NULL' },
      db_constraint: call.keywords.get('user_db_constraint') ?? constant(true),
    }),
  )
  return fields
}

/** A field of Django that is given, made the primary key. */
function asKey(field: Value): CallValue | undefined {
  const path = calleePath(field)
  const isKnown = path !== undefined && Object.hasOwn(builtIn, canonicalName(path))
  if (field.kind !== 'call' || !isKnown || field.args.length > 0) return undefined
  const keywords = new Map([
    ...field.keywords,
    ['primary_key', constant(true)] as const,
    ['editable', constant(false)] as const,
  ])
  return { ...field, keywords }
}
