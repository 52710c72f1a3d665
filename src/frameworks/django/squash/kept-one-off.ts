import { truth, type CallValue, type Value } from '../../../python/value.ts'
import type { Change } from '../autodetector/change.ts'
import { namedArguments } from '../compare/arguments.ts'
import { signatures } from '../compare/operation-signatures.ts'
import { operationName } from '../operations.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { same } from '../values/same.ts'

/**
 * Whether a change would only take away the one-off default of a field, which Django's own optimizer leaves in a squash: it
 * takes the field of `AddField(preserve_default=False)` into the model as it is (`CreateModel.reduce()`,
 * django/db/migrations/operations/models.py, 3.2 to 6.0). No database sees the difference.
 *
 * @param replaced the migrations that the squash replaces
 */
export function isKeptOneOff(change: Change, replaced: readonly DjangoMigration[]): boolean {
  const [only, ...others] = change.changes
  if (change.operation !== 'AlterField' || !only || others.length > 0) return false
  if (only.attribute !== 'default' || !only.from || only.to) return false
  return replaced
    .flatMap(({ operationValues }) => operationValues)
    .some((operation) => same(oneOffOf(operation) ?? nothing, only.from!) === true)
}

const nothing: Value = { kind: 'reference', path: 'django.db.models.NOT_PROVIDED' }

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
