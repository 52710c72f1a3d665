import type { Dependency } from '../../../model/migration.ts'
import { migrationId } from '../../../model/migration.ts'
import type { Place } from '../../../model/place.ts'
import type { EditContext, Side } from './context.ts'
import { originOf } from './context.ts'

/** Compares what a migration says of itself: dependencies, `run_before`, `replaces`, `initial`, `atomic`. */
export function compareAttributes(context: EditContext): void {
  const { before, after } = context
  compareDependencies(context, 'dependencies')
  compareDependencies(context, 'runBefore')
  compareReplaces(context)
  for (const name of ['initial', 'atomic'] as const) {
    const [old, now] = [before.migration[name], after.migration[name]]
    if (!context.same(old, now)) context.differ('state', `\`${name}\` changed`, originOf(now), originOf(old))
  }
}

function compareDependencies(context: EditContext, list: 'dependencies' | 'runBefore'): void {
  const old = new Map(context.before.migration[list].map((dependency) => [keyOf(dependency), dependency]))
  const now = new Map(context.after.migration[list].map((dependency) => [keyOf(dependency), dependency]))
  const removed = [...old.keys()].filter((key) => !now.has(key))
  const added = [...now].filter(([key]) => !old.has(key))
  const squashed = new Set<string>()
  for (const [key, dependency] of added) {
    const replaced = replacedBy(context, key).filter((name) => removed.includes(name))
    if (replaced.length > 0) {
      replaced.forEach((name) => squashed.add(name))
      report(
        context,
        'prescribed',
        `it depends on the squashed \`${key}\` in place of what that replaces`,
        dependency.place,
      )
    } else if (isNewerThanBase(context, dependency) && !followsRename(context, removed)) {
      const reason =
        'a database that has run this migration already has not run that one, and refuses to migrate'
      report(context, 'graph', `it now depends on \`${key}\`, which is new: ${reason}`, dependency.place)
    } else {
      report(context, 'state', `it now depends on \`${key}\``, dependency.place)
    }
  }
  for (const key of removed) {
    if (squashed.has(key)) continue
    const { place } = old.get(key)!
    context.parts.push({ grade: 'state', message: `it no longer depends on \`${key}\``, place, side: 'base' })
  }
}

function report(
  context: EditContext,
  grade: 'prescribed' | 'graph' | 'state',
  message: string,
  place: Place,
): void {
  context.parts.push({ grade, message, place, side: 'head' })
}

function keyOf(dependency: Dependency): string {
  switch (dependency.kind) {
    case 'migration':
      return migrationId(dependency.app, dependency.name)
    case 'symbolic':
      return dependency.setting ?? `${dependency.app}.__${dependency.which}__`
    case 'unresolved':
      return dependency.unresolved.source
  }
}

/** What the squash `id` replaces, as it stands in either version of the project. */
function replacedBy({ before, after }: EditContext, id: string): string[] {
  const names = (side: Side) => side.project.migrations.get(id)?.replaces ?? []
  return [...names(before), ...names(after)].map((reference) => migrationId(reference.app, reference.name))
}

function isNewerThanBase({ before }: EditContext, dependency: Dependency): boolean {
  if (dependency.kind !== 'migration' || !before.project.apps.has(dependency.app)) return false
  return !before.project.migrations.has(migrationId(dependency.app, dependency.name))
}

/** The migration that it depended on is gone: that is a finding of its own, and this edit only follows it. */
function followsRename({ before, after }: EditContext, removed: readonly string[]): boolean {
  return removed.some((id) => before.project.migrations.has(id) && !after.project.migrations.has(id))
}

/**
 * Dropping `replaces` once the replaced files are gone is how Django's documentation ends a squash
 * ("Squashing migrations", docs/topics/migrations.txt, 5.2).
 */
function compareReplaces(context: EditContext): void {
  const ids = (side: Side) =>
    side.migration.replaces.map((reference) => migrationId(reference.app, reference.name))
  const [old, now] = [ids(context.before), ids(context.after)]
  const removed = old.filter((id) => !now.includes(id))
  // A renamed migration that replaces its old name stands in for it.
  const added = now.filter((id) => !old.includes(id) && id !== context.before.migration.id)
  if (now.length > old.length && added.length === 0)
    context.differ('prescribed', 'it stands in for its old name', undefined)
  const stillThere = removed.filter((id) => context.after.project.migrations.has(id))
  if (stillThere.length > 0) {
    context.differ('graph', `it no longer replaces \`${stillThere[0]}\`, which is still there`, undefined)
  } else if (removed.length > 0) {
    context.differ('prescribed', 'it no longer replaces the migrations that are gone', undefined)
  }
  const [first] = added
  if (first !== undefined) {
    const place = context.after.migration.replaces.find(
      (reference) => migrationId(reference.app, reference.name) === first,
    )?.place
    context.parts.push({
      grade: 'graph',
      message: `it now replaces \`${first}\``,
      place: place ?? context.after.migration.place,
      side: 'head',
    })
  }
}
