import type { DjangoContext, Owner } from '../../../../src/frameworks/django/context.ts'
import type { Table } from '../../../../src/frameworks/django/fields/columns.ts'
import { fieldState } from '../../../../src/frameworks/django/fields/field-state.ts'
import { callOf } from '../../../../src/frameworks/django/values/calls.ts'
import { constant, type Value } from '../../../../src/python/value.ts'

/** The model that the recorded indexes and constraints are of. */
export function columnsOfOwner(context: DjangoContext, owner: Owner): Table {
  const cascade: Value = { kind: 'reference', path: 'django.db.models.CASCADE' }
  const calls = {
    f: callOf('django.db.models.TextField', []),
    a: callOf('django.db.models.IntegerField', []),
    b: callOf('django.db.models.IntegerField', []),
    named: callOf('django.db.models.IntegerField', [], [['db_column', constant('a_column')]]),
    parent: callOf('django.db.models.ForeignKey', [constant('shop.Author'), cascade]),
  }
  const fields = new Map(
    Object.entries(calls).map(([name, call]) => [name, fieldState(call, name, owner, context)] as const),
  )
  return { table: undefined, fields }
}
