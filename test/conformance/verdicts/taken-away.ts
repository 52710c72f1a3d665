import type { Difference } from '../../../src/model/drift.ts'
import type { Migration } from '../../../src/model/migration.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import type { Fact } from './facts.ts'

/** An operation of a migration as its text tells: enough to find it again among the differences. */
export interface Taken {
  readonly operation: string
  readonly model: string | undefined
  readonly name: string | undefined
}

export function takenOf([, operation, model, name]: Fact): Taken {
  return { operation, model: model.toLowerCase(), name: name?.toLowerCase() }
}

export function written({ operation, model = '?', name }: Taken): string {
  return `${operation} ${model}${name === undefined ? '' : `.${name}`}`
}

/** A project's own classes of these are called after them: `PostgresOnlyRunSQL`. */
const dataOnly = /(RunPython|RunSQL|SeparateDatabaseAndState|Extension)$/

/** The operations of a migration that move the state of the models. */
export function takenAway(tree: FileTree, migration: Migration): Taken[] {
  const lines = new TextDecoder().decode(tree.read(migration.path)).split('\n')
  return migration.operations.flatMap(({ name: operation, place }, at) => {
    if (dataOnly.test(operation)) return []
    const end = migration.operations[at + 1]?.place.line ?? place.endLine + 1
    const text = lines.slice(place.line - 1, Math.max(end - 1, place.line)).join('\n')
    const keyword = (key: string): string | undefined =>
      [...text.matchAll(new RegExp(`\\b${key}=\\s*['"](\\w+)['"]`, 'g'))]
        // What an index is made of may have names of its own, and comes before the index's.
        .at(/Index$|Constraint$/.test(operation) ? -1 : 0)?.[1]
        ?.toLowerCase()
    // Without an answer to its question, Django adds what it cannot know to be renamed.
    if (operation === 'RenameField')
      return [{ operation: 'AddField', model: keyword('model_name'), name: keyword('new_name') }]
    if (operation === 'RenameModel')
      return [{ operation: 'CreateModel', model: keyword('new_name'), name: undefined }]
    const about = /(Model|ModelOptions|Together|ModelTable|Managers)$/.test(operation)
    return [
      {
        operation,
        model: about ? keyword('name') : keyword('model_name'),
        name: about ? undefined : keyword('name'),
      },
    ]
  })
}

/** Whether one of the differences is about what the operation was about. */
export function isNamed({ operation, model, name }: Taken, differences: readonly Difference[]): boolean {
  return differences.some(
    (difference) =>
      (model === undefined || difference.model.toLowerCase() === model) &&
      (difference.operation === 'CreateModel' ||
        (name === undefined
          ? difference.operation === operation
          : difference.name === undefined || difference.name.toLowerCase() === name)),
  )
}
