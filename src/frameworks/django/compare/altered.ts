import { isSequence, stringOf, type CallValue, type Value } from '../../../python/value.ts'
import { operationName } from '../operations.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { EditContext, originOf, type Side } from './context.ts'
import { argumentOf, modelName, signatureOf } from './describe.ts'
import { compareField } from './field.ts'

/**
 * Whether an AlterField leaves the column as the operations before it made it: one for a help text, say. False where
 * what was before cannot be told.
 */
export function leavesColumn(operation: CallValue, side: Side): boolean {
  const [model, name] = [modelName(operation), stringOf(argumentOf(operation, 'name'))]
  const after = argumentOf(operation, 'field')
  const before =
    name === undefined ? undefined : fieldBefore(side, operation, model.toLowerCase(), name.toLowerCase())
  if (!before || !after || name === undefined) return false
  const context = new EditContext(side, side)
  const at = (value: Value) => ({ value, origin: originOf(value) ?? operation.origin })
  const pair = { name, operation: 'AlterField', old: at(before), now: at(after) }
  compareField(context, pair, undefined)
  return context.parts.every(({ grade }) => grade === 'state')
}

/** A field as the operations before one left it; undefined where something renamed it, or where it is not found. */
function fieldBefore(
  { project, migration }: Side,
  operation: CallValue,
  model: string,
  name: string,
): Value | undefined {
  const ancestors = project.graph.ancestors(migration.id)
  const earlier = project.graph
    .plan()
    .filter((id) => ancestors.has(id))
    .map((id) => project.migrations.get(id))
    .filter((other) => other?.app === migration.app)
    .flatMap((other) => (other as DjangoMigration).operationValues)
  const own = migration.operationValues
  for (const value of [...earlier, ...own.slice(0, Math.max(0, own.indexOf(operation)))].reverse()) {
    const kind = signatureOf(value) && value.kind === 'call' ? operationName(value) : undefined
    if (value.kind !== 'call' || kind === undefined || isOpaque(kind, value)) return undefined
    if (modelName(value).toLowerCase() !== model) continue
    if (kind === 'CreateModel') return fieldIn(argumentOf(value, 'fields'), name)
    if (stringOf(argumentOf(value, 'name'))?.toLowerCase() !== name) continue
    if (kind === 'AddField' || kind === 'AlterField') return argumentOf(value, 'field')
  }
  return undefined
}

/** Operations after which a field of the state may be another one. */
function isOpaque(kind: string, operation: CallValue): boolean {
  if (kind === 'RunSQL') return argumentOf(operation, 'state_operations') !== undefined
  return ['RenameField', 'RenameModel', 'SeparateDatabaseAndState'].includes(kind)
}

function fieldIn(fields: Value | undefined, name: string): Value | undefined {
  const items = isSequence(fields) ? fields.items : []
  const pair = items.find((item) => isSequence(item) && stringOf(item.items[0])?.toLowerCase() === name)
  return isSequence(pair) ? pair.items[1] : undefined
}
