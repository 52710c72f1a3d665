import { isSequence, type CallValue, type Value } from '../../../python/value.ts'
import { operationName } from '../operations.ts'
import { namedArguments } from './arguments.ts'
import { argumentOf, modelName, signatureOf } from './describe.ts'

/** Operations that a field may be taken past: they neither rename things nor look at rows. */
const passable = new Set([
  ...['CreateModel', 'AddField', 'AlterField', 'AddIndex', 'AddConstraint', 'AlterModelOptions'],
  ...['AlterModelManagers', 'AlterUniqueTogether', 'AlterIndexTogether', 'AlterOrderWithRespectTo'],
])

/**
 * Operations with each AddField taken into the CreateModel before it, as Django's optimizer does it
 * (`CreateModel.reduce` of django/db/migrations/operations/models.py): the table is the same.
 */
export function folded(operations: readonly Value[]): Value[] {
  const out: Value[] = []
  const created = new Map<string, number>()
  for (const operation of operations) {
    const name = signatureOf(operation) ? operationName(operation) : undefined
    if (operation.kind !== 'call' || name === undefined || !passable.has(name)) created.clear()
    else if (name === 'AddField') {
      const index = created.get(modelName(operation).toLowerCase())
      const creation = index === undefined ? undefined : out[index]
      const whole = creation?.kind === 'call' ? withField(creation, operation) : undefined
      if (index !== undefined && whole) {
        out[index] = whole
        continue
      }
    } else if (name === 'CreateModel') created.set(modelName(operation).toLowerCase(), out.length)
    out.push(operation)
  }
  return out
}

function withField(creation: CallValue, addition: CallValue): CallValue | undefined {
  const fields = argumentOf(creation, 'fields')
  const [name, field] = [argumentOf(addition, 'name'), argumentOf(addition, 'field')]
  if (!isSequence(fields) || !name || !field) return undefined
  const item: Value = { kind: 'tuple', items: [name, field], origin: addition.origin }
  const given = namedArguments(creation, Object.keys(signatureOf(creation)?.args ?? {}))
  const keywords = new Map([...given].map(([key, { value }]) => [key, value]))
  keywords.set('fields', { ...fields, items: [...fields.items, item] })
  return { ...creation, args: [], keywords }
}
