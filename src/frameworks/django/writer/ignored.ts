import { nowhere } from '../../../python/value.ts'
import type { Operation } from '../autodetector/operation.ts'
import type { FieldState } from '../state/field-state.ts'
import type { Refuse } from './refusing.ts'

/** Whether all that an operation changes is left out of the migrations of the project. */
export function isIgnored({ report: { changes = [] } }: Operation, ignored: ReadonlySet<string>): boolean {
  return changes.length > 0 && changes.every(({ attribute }) => ignored.has(attribute))
}

/** Refuses an operation that has something which a `makemigrations` of the project's own leaves out of its migrations. */
export function refuseIgnored(operation: Operation, ignored: ReadonlySet<string>, refuse: Refuse): void {
  if (ignored.size === 0) return
  const { report } = operation
  const given = [
    ...(report.changes ?? []).map(({ attribute }) => attribute),
    ...fieldsOf(operation).flatMap(({ keywords }) => [...keywords.keys()]),
    ...('options' in operation ? operation.options.keys() : []),
  ].find((attribute) => ignored.has(attribute))
  if (given === undefined) return
  refuse(
    `\`${operation.app}.${report.declared}\` has \`${given}\`, which the project keeps out of its migrations`,
    "run the project's own `makemigrations`",
    report.to ?? report.from ?? nowhere,
  )
}

function fieldsOf(operation: Operation): readonly FieldState[] {
  if (operation.operation === 'CreateModel') return [...operation.fields.values()]
  return operation.operation === 'AddField' || operation.operation === 'AlterField' ? [operation.field] : []
}
