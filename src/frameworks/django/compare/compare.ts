import { editGrades, type Edit } from '../../../model/change-set.ts'
import type { Migration } from '../../../model/migration.ts'
import type { Project } from '../../../model/project.ts'
import type { Stmt } from '../../../python/ast.ts'
import { normalModule, normalStmt } from '../../../python/normal-form.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { compareAttributes } from './attributes.ts'
import { firstDifference, meaningOf, textOf } from '../../../python/meaning.ts'
import type { Origin } from '../../../python/value.ts'
import { EditContext, type Side } from './context.ts'
import { findUnresolved } from '../unresolved.ts'
import { djangoAlias } from './equivalence.ts'
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
    compareTopLevel(context)
    if (context.parts.length === 0) compareComputed(context)
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

/** Where operations cannot be read, the code that computes them speaks for them: the class with all that it uses. */
function compareComputed(context: EditContext): void {
  const [old, now] = [context.before.migration, context.after.migration]
  const isComputed = ({ operationValues }: DjangoMigration) => operationValues.some(findUnresolved)
  if (!old.class || !now.class || !(isComputed(old) || isComputed(now))) return
  const [meant, means] = [meaningOf(old.class, djangoAlias), meaningOf(now.class, djangoAlias)]
  if (textOf(meant) === textOf(means)) return
  const at = (stmt: Stmt | undefined, { path }: DjangoMigration): Origin | undefined =>
    stmt && { path, start: stmt.start, end: stmt.end }
  const [was, is] = [at(firstDifference(means, meant), old), at(firstDifference(meant, means), now)]
  context.differ('unresolved', 'how the operations are computed changed', is, was)
}

/** Calls at the top level of the file run whenever it is imported, whatever the operations are. */
function compareTopLevel(context: EditContext): void {
  const calls = ({ migration: { file } }: Side) =>
    new Map(
      file.module.body.flatMap((stmt) =>
        stmt.type === 'Expr' && stmt.value.type === 'Call' ? [[normalStmt(stmt), stmt] as const] : [],
      ),
    )
  const [old, now] = [calls(context.before), calls(context.after)]
  const added = [...now].find(([text]) => !old.has(text))?.[1]
  const removed = [...old].find(([text]) => !now.has(text))?.[1]
  const at = (stmt: Stmt | undefined, { migration: { path } }: Side): Origin | undefined =>
    stmt && { path, start: stmt.start, end: stmt.end }
  if (!added && !removed) return
  const message = `what runs when the file is imported: a call was ${added ? (removed ? 'changed' : 'added') : 'removed'}`
  context.differ('code', message, at(added, context.after), at(removed, context.before))
}
