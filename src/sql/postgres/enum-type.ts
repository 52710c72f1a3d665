import type { AlterEnumStmt, Node } from 'libpg-query'
import type { ValueTypeChange } from '../../model/schema/effect.ts'
import { as, namesOf } from './node.ts'

/** What `CREATE TYPE … AS ENUM` and `ALTER TYPE` do to a list of values. */
export function valueType(node: Node): { readonly valueType: ValueTypeChange } | undefined {
  const made = as(node, 'CreateEnumStmt')
  if (made) return { valueType: { kind: 'create', name: nameOf(made.typeName), values: namesOf(made.vals) } }
  const altered = as(node, 'AlterEnumStmt')
  return altered && { valueType: change(altered) }
}

function change({
  typeName,
  oldVal,
  newVal = '',
  newValNeighbor,
  newValIsAfter,
}: AlterEnumStmt): ValueTypeChange {
  const name = nameOf(typeName)
  if (oldVal !== undefined) return { kind: 'rename value', name, value: oldVal, to: newVal }
  const next =
    newValNeighbor === undefined ? undefined : { to: newValNeighbor, isAfter: newValIsAfter === true }
  return { kind: 'add value', name, value: newVal, next }
}

const nameOf = (names: readonly Node[] | undefined): string => namesOf(names).at(-1) ?? ''
