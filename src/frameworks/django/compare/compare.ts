import { editGrades, type Edit } from '../../../model/change-set.ts'
import type { Migration } from '../../../model/migration.ts'
import type { Project } from '../../../model/project.ts'
import { normalModule } from '../../../python/normal-form.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { compareAttributes } from './attributes.ts'
import { EditContext } from './context.ts'
import { compareOperations } from './operations.ts'

type Version = { readonly project: Project; readonly migration: Migration }

/**
 * Grades how a migration file was edited. The same syntax tree, and code that gives the same operations, is
 * `text`; else every attribute and operation that differs is a part with a grade of its own.
 */
export function compareMigrations(before: Version, after: Version): Edit | undefined {
  if (before.migration.blobId === after.migration.blobId) return undefined
  const context = new EditContext(version(before), version(after))
  const sameSource =
    normalModule(context.before.migration.file.module.body) ===
    normalModule(context.after.migration.file.module.body)
  if (!sameSource) {
    compareAttributes(context)
    compareOperations(
      context,
      context.before.migration.operationValues,
      context.after.migration.operationValues,
    )
  }
  if (context.parts.length === 0)
    context.differ('text', 'formatting, comments or code without any effect', undefined)
  const grade =
    editGrades.findLast((candidate) => context.parts.some((part) => part.grade === candidate)) ?? 'text'
  return {
    grade,
    parts: context.parts.toSorted((a, b) => editGrades.indexOf(b.grade) - editGrades.indexOf(a.grade)),
  }
}

/** Only Django's own migrations reach this framework's comparison. */
function version({ project, migration }: Version): { project: Project; migration: DjangoMigration } {
  return { project, migration: migration as DjangoMigration }
}
