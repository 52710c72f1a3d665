import { codeListing } from '../model/listing.ts'
import { migrationId, type Migration } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import { refused, type FileEdit, type ReferenceChange, type Refusal, type Repair } from '../model/repair.ts'
import { repairedTree } from '../model/repaired-tree.ts'
import { outcomeClause } from '../model/schema/outcome-difference.ts'
import { replacedBy, squashesOf } from '../model/squash.ts'
import { namedElsewhere } from './named-elsewhere.ts'
import type { Subject } from './subject.ts'
import { verified } from './verified.ts'

/**
 * Cleans up after a squash, as Django's documentation prescribes ("Squashing migrations", 5.2): deletes what it
 * replaces, lets whatever depends on that depend on the squash, and takes `replaces` out of it.
 *
 * @param base the project at the merge base; undefined where there is none
 */
export function finishSquash(subject: Subject, squash: Migration, base: Project | undefined): Repair {
  const { project, tree, editor } = subject
  const title = `Finish the squash \`${squash.id}\``
  const { there } = replacedBy(squash, project)
  const refusals = whyNot(subject, squash, there, base)
  if (refusals.length > 0) return refused(title, ...refusals)

  const bytes = tree.read(squash.path)
  const after = editor.withoutReplaces(subject, squash)
  if (!bytes || !after)
    return refused(title, notWritten('what it replaces is not written out in the class', squash))
  const edits: FileEdit[] = [{ kind: 'change', path: squash.path, before: bytes, after }]
  for (const migration of there) {
    const before = tree.read(migration.path)
    if (before) edits.push({ kind: 'delete', path: migration.path, before })
  }
  for (const migration of project.migrations.values()) {
    if (migration.id === squash.id || there.includes(migration)) continue
    const changes = repointed(migration, there, squash)
    if (changes.length === 0) continue
    const before = tree.read(migration.path)
    const now = editor.withReferences(subject, migration, changes)
    if (!before || !now)
      return refused(title, notWritten('what it depends on is not written out in the file', migration))
    edits.push({ kind: 'change', path: migration.path, before, after: now })
  }
  edits.push(...leafEdits(subject, squash, edits))
  const open = project.squashOutcome?.(squash.id).undecided ?? []
  const notes = [
    ...(open.length > 0
      ? [
          `whether the squash does all that it replaces is not wholly known (${open[0]!.what}: ${open[0]!.cause}).`,
        ]
      : []),
    `${project.history.beforeSquashIsFinished}.`,
    ...namedElsewhere(subject, new Map(there.map(({ id }) => [id, squash.name]))).notes,
  ]
  return verified(
    subject,
    { title: `${title}: ${codeListing(there.map(({ id }) => id))} are deleted`, edits, refusals: [], notes },
    [squash.app],
  )
}

/** What speaks against it. */
function whyNot(
  subject: Subject,
  squash: Migration,
  there: readonly Migration[],
  base: Project | undefined,
): readonly Refusal[] {
  const { project, target } = subject
  if (squash.replaces.length === 0)
    return [
      {
        message: `\`${squash.id}\` replaces nothing: it is no squash, or finished.`,
        help: '',
        place: squash.place,
      },
    ]
  if (!base?.migrations.get(squash.id)?.replaces.length)
    return [
      {
        message: `\`${squash.id}\` is not on ${target} yet, so other databases cannot have run it.`,
        help: 'Merge the squash first, and finish it in a later change, when every database has run it.',
        place: squash.place,
      },
    ]
  const outcome = project.squashOutcome?.(squash.id)
  const borrowed = (outcome?.borrowedCode ?? []).map(({ name, migration, place }) => ({
    message: `\`${squash.id}\` runs \`${name}\` out of the file of \`${migration}\`, which would be deleted.`,
    help: `Copy \`${name}\` into \`${squash.path}\` first.`,
    place,
  }))
  const differing = (outcome?.differences ?? []).map(({ message, place }) => ({
    message: `\`${squash.id}\` comes to another state than what it replaces: ${message}.`,
    help: 'Mend the squash first: `migration-lint explain squash/state-mismatch`.',
    place,
  }))
  const otherwise = (outcome?.schemaDifferences ?? []).map((difference) => ({
    message: `\`${squash.id}\` leaves another database than what it replaces: ${outcomeClause(difference, ['the squash', 'what it replaces'])}.`,
    help: 'Mend the squash first: `migration-lint explain squash/state-mismatch`.',
    place: squash.place,
  }))
  const rivals = squashesOf(project)
    .filter(
      ({ id, replaces }) =>
        id !== squash.id &&
        replaces.some(({ app, name }) => there.some(({ id: own }) => own === migrationId(app, name))),
    )
    .map(({ id, place }) => ({
      message: `\`${id}\` replaces some of the same migrations.`,
      help: 'Keep one of the two squashes: `migration-lint explain squash/incomplete`.',
      place,
    }))
  const imported = namedElsewhere(subject, new Map(there.map(({ id }) => [id, squash.name]))).refusals.map(
    ({ place }): Refusal => ({
      message: 'This imports a migration that would be deleted.',
      help: 'Move what it imports out of the migration first.',
      place,
    }),
  )
  return [...borrowed, ...differing, ...otherwise, ...rivals, ...imported]
}

function notWritten(why: string, { id, place }: Migration): Refusal {
  return { message: `\`${id}\` cannot be edited: ${why}.`, help: 'Edit it by hand.', place }
}

/** What depended on something replaced depends on the squash. */
function repointed(
  { dependencies, runBefore }: Migration,
  there: readonly Migration[],
  squash: Migration,
): readonly ReferenceChange[] {
  return there.flatMap(({ app, name }): readonly ReferenceChange[] => {
    const names = (list: Migration['dependencies']): boolean =>
      list.some((one) => one.kind === 'migration' && one.app === app && one.name === name)
    if (!names(dependencies) && !names(runBefore)) return []
    const within = names(runBefore) ? 'everywhere' : 'dependencies'
    return [{ within, app, from: name, to: squash.name }]
  })
}

/** The file that names the app's last migration, where that was one of those replaced. */
function leafEdits(subject: Subject, squash: Migration, edits: readonly FileEdit[]): readonly FileEdit[] {
  const after = subject.reload(repairedTree(subject.tree, edits))
  const [leaf] = after?.graph.leafNodes(squash.app) ?? []
  const name = leaf === undefined ? undefined : after?.migrations.get(leaf)?.name
  return name === undefined ? [] : subject.editor.leafFiles(subject, squash.app, name)
}
