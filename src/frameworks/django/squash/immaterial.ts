import { stringOf, truth, type CallValue, type Value } from '../../../python/value.ts'
import type { Change, ValueChange } from '../autodetector/change.ts'
import { djangoName } from '../compare/equivalence.ts'
import { namedArguments } from '../compare/arguments.ts'
import { signatures } from '../compare/operation-signatures.ts'
import { operationName } from '../operations.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { same } from '../values/same.ts'

/**
 * A change without the attributes that only look otherwise; undefined where none is left. No database sees these:
 * - a one-off default, which Django's own optimizer leaves in a squash: it takes the field of
 *   `AddField(preserve_default=False)` into the model as it is (`CreateModel.reduce()`,
 *   django/db/migrations/operations/models.py, 3.2 to 6.0)
 * - an `on_delete` that was not written: it was CASCADE before Django 2.0 asked for it
 * - bytes for the text of the same letters, which is what Python 2 wrote
 *
 * @param replaced the migrations that the squash replaces
 */
export function material(change: Change, replaced: readonly DjangoMigration[]): Change | undefined {
  if (change.operation !== 'AlterField' || change.changes.length === 0) return change
  const changes = change.changes.filter((each) => !isImmaterial(each, replaced))
  return changes.length > 0 ? { ...change, changes } : undefined
}

function isImmaterial({ attribute, from, to }: ValueChange, replaced: readonly DjangoMigration[]): boolean {
  if (from && to) return textOf(from) !== undefined && textOf(from) === textOf(to)
  if (!from) return false
  if (attribute === 'on_delete') return djangoName(pathOf(from) ?? '') === 'django.db.models.CASCADE'
  return attribute === 'default' && isOneOff(from, replaced)
}

const pathOf = (value: Value) => (value.kind === 'reference' ? value.path : undefined)

/** The letters of a text, or of bytes. */
function textOf(value: Value): string | undefined {
  const known = value.kind === 'const' ? value.value : undefined
  if (known !== null && typeof known === 'object' && known.kind === 'bytes') return known.text
  return stringOf(value)
}

function isOneOff(value: Value, replaced: readonly DjangoMigration[]): boolean {
  return replaced
    .flatMap(({ operationValues }) => operationValues)
    .some((operation) => {
      const given = oneOffOf(operation)
      return given !== undefined && same(given, value) === true
    })
}

/** The default that an operation gives the rows that are there, and forgets. */
function oneOffOf(operation: Value): Value | undefined {
  const name = operationName(operation)
  if (operation.kind !== 'call' || (name !== 'AddField' && name !== 'AlterField')) return undefined
  const given = namedArguments(operation, Object.keys(signatures[name]?.args ?? {}))
  const preserves = given.get('preserve_default')?.value
  const field = given.get('field')?.value
  return preserves && truth(preserves) === false && field?.kind === 'call' ? defaultOf(field) : undefined
}

const defaultOf = ({ keywords }: CallValue) => keywords.get('default')
