import { isSequence, truth, type FunctionValue, type Value } from '../../../python/value.ts'
import { canonical } from '../../../python/canonical.ts'
import { comparable, djangoAlias } from '../compare/equivalence.ts'
import { foldedSql } from '../compare/sql.ts'
import { isNoop } from '../data-steps/run-python.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { readDatabaseOperation, type DatabaseOperation } from '../schema/database-operation.ts'
import { sourceOf } from '../values/source.ts'

/** A `RunPython` or a `RunSQL` of a migration, also one inside of `SeparateDatabaseAndState`. */
export interface CodeStep {
  readonly migration: DjangoMigration
  readonly operation: DatabaseOperation
  /** The item of `operations` that it is, or that holds it. */
  readonly item: Value
  readonly language: 'code' | 'SQL'
  /** The function, or the SQL. */
  readonly runs: Value
  readonly isElidable: boolean
}

/** The steps of a migration that run code or SQL of its own; one that does nothing is none. */
export function codeSteps(migration: DjangoMigration): readonly CodeStep[] {
  return migration.operationValues.flatMap((item) => stepsIn(item, item, migration))
}

function stepsIn(value: Value, item: Value, migration: DjangoMigration): readonly CodeStep[] {
  const read = readDatabaseOperation(value, { path: migration.path, start: 0, end: 0 })
  if ('unknown' in read) return []
  const { operation } = read
  if (operation.name === 'SeparateDatabaseAndState') {
    const inner = operation.given('database_operations')
    return isSequence(inner) ? inner.items.flatMap((each) => stepsIn(each, item, migration)) : []
  }
  const argument = { RunPython: 'code', RunSQL: 'sql' }[operation.name]
  const runs = argument === undefined ? undefined : operation.given(argument)
  if (!runs || isNoop(runs) || foldedSql(runs) === '') return []
  const elidable = operation.given('elidable')
  return [
    {
      migration,
      operation,
      item,
      language: operation.name === 'RunSQL' ? 'SQL' : 'code',
      runs,
      // What cannot be read may be True.
      isElidable: elidable !== undefined && truth(elidable) !== false,
    },
  ]
}

/**
 * How one step stands to another: it runs the `same`, or a function that is called the same and does something else (it was
 * copied, and `changed` on the way), or something `other`.
 */
export function likeness(a: CodeStep, b: CodeStep): 'same' | 'changed' | 'other' {
  if (a.language !== b.language) return 'other'
  const [sql, also] = [foldedSql(a.runs), foldedSql(b.runs)]
  if (a.language === 'SQL' && sql !== undefined && sql === also) return 'same'
  const text = ({ runs }: CodeStep) =>
    canonical(comparable(runs), { looksInto: () => true, alias: djangoAlias })
  if (a.runs.kind !== 'unresolved' && text(a) === text(b)) return 'same'
  const [name, named] = [calledName(a.runs), calledName(b.runs)]
  return name !== undefined && name === named ? 'changed' : 'other'
}

/** The function that is run, also where some of its arguments are given ahead. */
export function functionOf(value: Value): FunctionValue | undefined {
  if (value.kind === 'function') return value
  const [first] = value.kind === 'call' ? value.args : []
  return first?.kind === 'function' ? first : undefined
}

function calledName(value: Value): string | undefined {
  const name =
    functionOf(value)?.name ?? (value.kind === 'reference' ? value.path.split('.').at(-1) : undefined)
  return name === '<lambda>' ? undefined : name
}

/** What runs, as messages call it. */
export function stepName({ runs, language }: CodeStep): string {
  const name = language === 'code' ? calledName(runs) : foldedSql(runs)
  const text = name ?? sourceOf(runs)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

const longest = 48
