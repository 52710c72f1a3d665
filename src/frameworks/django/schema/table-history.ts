import type { Effect } from '../../../model/schema/effect.ts'
import { stringOf, type Value } from '../../../python/value.ts'
import { operationName } from '../operations.ts'
import { originsAfter, type TableOrigin, type TableOrigins } from './table-origins.ts'
import type { TableKey } from './table.ts'

/** A table as it is from one step on, until the next entry of its name. */
interface Entry {
  readonly step: number
  readonly origin: TableOrigin | undefined
}

/**
 * Follows tables through the plan: which migration makes each, whatever it is renamed to. Steps are looked at when the
 * tables of a later one are asked for, and those alone that may make, rename or drop one.
 */
export class TableHistory {
  readonly #steps: { readonly operation: Value; readonly effects: () => readonly Effect[] }[] = []
  readonly #entries = new Map<TableKey, Entry[]>()
  #followed = 0

  /** The tables before a step, which has to be given in the order of the plan. */
  add(operation: Value, effects: () => readonly Effect[]): TableOrigins {
    const step = this.#steps.length
    this.#steps.push({ operation, effects })
    return { get: (table) => this.#get(table, step) }
  }

  #get(table: TableKey, step: number): TableOrigin | undefined {
    this.#follow(step)
    return this.#entries.get(table)?.findLast((entry) => entry.step < step)?.origin
  }

  /** Looks at all steps before one. */
  #follow(until: number): void {
    while (this.#followed < until) {
      const step = this.#followed++
      const { operation, effects } = this.#steps[step]!
      if (!mayChangeTables(operation)) continue
      const changed = originsAfter(effects(), { get: (table) => this.#get(table, step) })
      for (const [table, origin] of changed)
        this.#entries.set(table, [...(this.#entries.get(table) ?? []), { step, origin }])
    }
  }
}

/** Operations that never make, rename or drop a table, whatever they are given. */
const never = new Set([
  'RunPython',
  'AddIndex',
  'AddIndexConcurrently',
  'RemoveIndex',
  'RemoveIndexConcurrently',
  'RenameIndex',
  'AddConstraint',
  'AddConstraintNotValid',
  'RemoveConstraint',
  'ValidateConstraint',
  'AlterModelOptions',
  'AlterModelManagers',
  'AlterUniqueTogether',
  'AlterIndexTogether',
  'AlterOrderWithRespectTo',
])

const ofFields = new Set(['AddField', 'AlterField', 'RemoveField', 'RenameField'])

function mayChangeTables(operation: Value): boolean {
  const name = operationName(operation)
  if (operation.kind !== 'call' || name === undefined || never.has(name)) return false
  // A field that is set anew names its class; for one that is removed or renamed, only the state tells.
  if (ofFields.has(name)) return mayBeLink(operation.keywords.get('field') ?? operation.args[2])
  if (name === 'RunSQL') return mentionsTable(operation.keywords.get('sql') ?? operation.args[0])
  return true
}

function mayBeLink(field: Value | undefined): boolean {
  return (
    field?.kind !== 'call' ||
    field.callee.kind !== 'reference' ||
    /ManyToMany|(?<!Field|Key)$/.test(field.callee.path)
  )
}

function mentionsTable(sql: Value | undefined): boolean {
  const text = stringOf(sql)
  return text === undefined || /\btable\b/i.test(text)
}
