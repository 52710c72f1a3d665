import { codeListing } from '../../../model/listing.ts'
import { migrationId, type Dependency, type Reference } from '../../../model/migration.ts'
import type { Place } from '../../../model/place.ts'
import type { EditContext, Side } from './context.ts'

/** Compares what a migration depends on. */
export function compareDependencies(context: EditContext): void {
  const { removed, added } = differing(context, 'dependencies')
  const squashed = new Set<string>()
  for (const [key, { place }] of added) {
    const replaced = [...removed.keys()].filter(
      (name) => replaces(context, key, name) || replaces(context, name, key),
    )
    if (replaced.length > 0) {
      replaced.forEach((name) => squashed.add(name))
      report(context, 'prescribed', `it depends on \`${key}\` in place of ${codeListing(replaced)}`, place)
    } else if (isNewerThanBase(context, key) && !followsRename(context, removed)) {
      const reason =
        'a database that has run this migration already has not run that one, and refuses to migrate'
      report(context, 'graph', `it now depends on \`${key}\`, which is new: ${reason}`, place)
    } else {
      report(context, 'state', `it now depends on \`${key}\``, place)
    }
  }
  const kept = context.after.migration.dependencies.map(keyOf)
  for (const [key, { place }] of removed) {
    if (squashed.has(key)) continue
    const grade = kept.some((other) => replaces(context, other, key)) ? 'prescribed' : 'state'
    context.parts.push({ grade, message: `it no longer depends on \`${key}\``, place, side: 'base' })
  }
}

export function compareRunBefore(context: EditContext): void {
  const { removed, added } = differing(context, 'runBefore')
  for (const [key, { place }] of added) report(context, 'state', `it now runs before \`${key}\``, place)
  for (const [key, { place }] of removed) {
    const message = `it no longer runs before \`${key}\``
    context.parts.push({ grade: 'state', message, place, side: 'base' })
  }
}

type Dependencies = ReadonlyMap<string, Dependency>

function differing(
  { before, after }: EditContext,
  list: 'dependencies' | 'runBefore',
): { removed: Dependencies; added: Dependencies } {
  const byKey = ({ migration }: Side) => new Map(migration[list].map((one) => [keyOf(one), one]))
  const [old, now] = [byKey(before), byKey(after)]
  return {
    removed: new Map([...old].filter(([key]) => !now.has(key))),
    added: new Map([...now].filter(([key]) => !old.has(key))),
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

/** Whether `squash` replaces `id`, as it stands in either version of the project. */
function replaces({ before, after }: EditContext, squash: string, id: string): boolean {
  return [before, after].some(({ project }) =>
    project.migrations.get(squash)?.replaces.some(({ app, name }) => migrationId(app, name) === id),
  )
}

/** Whether databases of the merge base lack a migration: also in the shape of those that it replaces. */
function isNewerThanBase({ before, after }: EditContext, id: string): boolean {
  const migration = after.project.migrations.get(id)
  const app = migration?.app ?? id.split('.')[0]!
  if (!before.project.apps.has(app) || id.includes('.__') || before.project.migrations.has(id)) return false
  const replaced = migration?.replaces ?? []
  const known = ({ app, name }: Reference) => before.project.migrations.has(migrationId(app, name))
  return replaced.length === 0 || !replaced.every(known)
}

/** The migration that it depended on is gone: that is a finding of its own, and this edit only follows it. */
function followsRename({ before, after }: EditContext, removed: Dependencies): boolean {
  return [...removed.keys()].some(
    (id) => before.project.migrations.has(id) && !after.project.migrations.has(id),
  )
}

/**
 * Dropping `replaces` once the replaced files are gone is how Django's documentation ends a squash
 * ("Squashing migrations", docs/topics/migrations.txt, 5.2).
 */
export function compareReplaces(context: EditContext): void {
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
