import { defineRule, nearName, type RuleFinding } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import { capital, codeListing } from '../../src/model/listing.ts'
import { migrationId, type Migration, type MigrationId, type Reference } from '../../src/model/migration.ts'
import type { Project } from '../../src/model/project.ts'
import { changedSquashes } from '../../src/model/squash-changes.ts'
import { replacedBy, squashesOf, squashOfCycle } from '../../src/model/squash.ts'

export const incomplete = defineRule({
  meta: {
    id: 'squash/incomplete',
    severity: 'error',
    summary: 'A squash that replaces what never was, leaves out what comes between, or rivals another squash',
    options: {},
  },

  check(changeSet, report) {
    const { head } = changeSet
    const changed = new Set(changedSquashes(changeSet))
    for (const squash of changed) {
      for (const reference of neverThere(changeSet, squash)) report(unknownName(changeSet, squash, reference))
      for (const inner of nested(head, squash)) {
        const finding = squashOfSquash(head, squash, inner)
        if (finding) report(finding)
      }
    }
    for (const [one, other, shared] of rivals(head))
      if (changed.has(one) || changed.has(other)) report(rivalry(changeSet, one, other, shared))
    for (const cycle of head.graph.cycles()) {
      const squash = squashOfCycle(head, cycle)
      if (squash && !(changeSet.base && hasCycle(changeSet.base, cycle))) report(circle(head, squash, cycle))
    }
  },
})

/** Names that stand for no migration of any side; of a squash that was there before, the files may have been deleted since. */
function neverThere({ base, head, target }: ChangeSet, squash: Migration): readonly Reference[] {
  if (base?.migrations.get(squash.id)?.replaces.length) return []
  const sides = [base, head, target]
  const isBroken = (project: Project, { app, name }: Reference) =>
    project.problems.some((problem) => problem.app === app && problem.name === name)
  return squash.replaces.filter(
    (reference) =>
      !sides.some(
        (project) =>
          project?.migrations.has(migrationId(reference.app, reference.name)) ||
          (project && isBroken(project, reference)),
      ),
  )
}

function unknownName(
  { base, head, names }: ChangeSet,
  squash: Migration,
  { app, name, place }: Reference,
): RuleFinding {
  const known = [...head.migrations.values(), ...(base?.migrations.values() ?? [])]
  const near = nearName(
    name,
    known.filter((migration) => migration.app === app).map((migration) => migration.name),
  )
  return {
    message: `\`${squash.id}\` replaces \`${migrationId(app, name)}\`, which is neither here nor on ${names.target}. No database can have run it, so none that has run the others counts as having run the squash: ${head.history.partlySquashedEffect}.`,
    help:
      near === undefined
        ? 'Take the name out of `replaces`, or write the name of a migration that is there.'
        : `Do you mean \`${head.history.dependency(app, near)}\`?`,
    place,
    app: squash.app,
    migration: squash.id,
  }
}

/** The squashes that a squash names. */
function nested({ migrations }: Project, squash: Migration): readonly Reference[] {
  return squash.replaces.filter(
    ({ app, name }) => (migrations.get(migrationId(app, name))?.replaces.length ?? 0) > 0,
  )
}

function squashOfSquash(
  { nestedSquashEffect }: Project,
  squash: Migration,
  { app, name, place }: Reference,
): RuleFinding | undefined {
  if (nestedSquashEffect === undefined) return undefined
  const inner = migrationId(app, name)
  return {
    message: `\`${squash.id}\` replaces \`${inner}\`, which is a squash itself. ${capital(nestedSquashEffect)}.`,
    help: `Finish the first squash before: when every database has run it, delete what \`${inner}\` replaces and take \`replaces\` out of it. Then squash again.`,
    place,
    app: squash.app,
    migration: squash.id,
  }
}

/** Squashes that name some of the same migrations, unless one of the two replaces the other. */
function rivals(project: Project): readonly (readonly [Migration, Migration, readonly MigrationId[]])[] {
  const squashes = squashesOf(project)
  const names = ({ replaces }: Migration) => replaces.map(({ app, name }) => migrationId(app, name))
  const stands = (squash: Migration, other: Migration) =>
    replacedBy(squash, project).there.some(({ id }) => id === other.id)
  return squashes.flatMap((one, index) =>
    squashes.slice(index + 1).flatMap((other) => {
      const shared = names(one).filter((id) => names(other).includes(id))
      if (shared.length === 0 || stands(one, other) || stands(other, one)) return []
      return [[one, other, shared] as const]
    }),
  )
}

function rivalry(
  { base }: ChangeSet,
  one: Migration,
  other: Migration,
  shared: readonly MigrationId[],
): RuleFinding {
  const [old, own] = base?.migrations.has(other.id) ? [other, one] : [one, other]
  return {
    message: `\`${own.id}\` replaces ${codeListing(shared)}, and so does \`${old.id}\`. Each stands in for them: a new database would run the same operations twice, or stop.`,
    help: `Keep one of the two squashes; take the shared names out of \`replaces\` and their operations out of the other.`,
    place: own.replaces.find(({ app, name }) => shared.includes(migrationId(app, name)))?.place ?? own.place,
    app: own.app,
    migration: own.id,
    related: [{ message: 'the other squash', place: old.place }],
  }
}

function hasCycle({ graph }: Project, cycle: readonly MigrationId[]): boolean {
  return graph.cycles().some((other) => other.join() === cycle.join())
}

function circle(project: Project, squash: Migration, cycle: readonly MigrationId[]): RuleFinding {
  const { migrations, history } = project
  const start = cycle.indexOf(squash.id)
  const between = [...cycle.slice(start + 1), ...cycle.slice(0, start)]
  const own = [squash, ...replacedBy(squash, project).there]
  const after = own.find((migration) => dependsOn(migration, [between[0]!])) ?? squash
  const last = migrations.get(between.at(-1)!)
  const before = own.find(({ id }) => last && dependsOn(last, [id])) ?? squash
  const isGap = between.every((id) => migrations.get(id)?.app === squash.app)
  const which = codeListing(between)
  return {
    message: isGap
      ? `\`${squash.id}\` leaves out ${which}, which ${between.length === 1 ? 'comes' : 'come'} between \`${before.id}\` and \`${after.id}\`, which it replaces. It would have to run before and after: ${history.circularDependencyEffect}.`
      : `\`${squash.id}\` leads back into what it replaces: \`${after.id}\` needs ${which}, and \`${between.at(-1)}\` needs \`${before.id}\`. The squash would have to run before and after: ${history.circularDependencyEffect}.`,
    help: isGap
      ? `Let it replace ${which} too, or end it with \`${before.id}\`.`
      : `End the squash with \`${before.id}\`, and squash what comes after ${which} for itself.`,
    place: squash.replaces[0]?.place ?? squash.place,
    app: squash.app,
    migration: squash.id,
    related: between.flatMap((id) => {
      const place = migrations.get(id)?.dependenciesPlace
      return place ? [{ message: `\`${id}\` comes between`, place }] : []
    }),
  }
}

function dependsOn({ dependencies }: Migration, ids: readonly MigrationId[]): boolean {
  return dependencies.some(
    (dependency) =>
      dependency.kind === 'migration' && ids.includes(migrationId(dependency.app, dependency.name)),
  )
}
