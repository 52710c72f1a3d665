import type { Conflict } from '../model/conflict.ts'
import { listing } from '../model/listing.ts'
import { migrationId, type Migration, type MigrationId } from '../model/migration.ts'
import { refused, type FileEdit, type ReferenceChange, type Refusal, type Repair } from '../model/repair.ts'
import { namedElsewhere } from './named-elsewhere.ts'
import { planRebase, type Rebase } from './rebase-chain.ts'
import type { Subject } from './subject.ts'

/** Puts the branch's own chain of each app on top of the target's. */
export function rebaseLeaves(subject: Subject, conflicts: readonly Conflict[]): Repair {
  const title = `Put this branch’s migrations of ${listing(conflicts.map(({ app }) => `\`${app}\``))} on top of those of ${subject.target}`
  const plans = conflicts.map((conflict) => planRebase(subject, conflict))
  const refusals = plans.filter((plan): plan is Refusal => 'help' in plan)
  if (refusals.length > 0) return refused(title, ...refusals)
  const rebases = plans.filter((plan): plan is Rebase => 'onto' in plan)
  const edited = editedMigrations(subject, rebases)
  if ('help' in edited) return refused(title, edited)
  const leaves = rebases.flatMap(({ app, leaf }) => subject.editor.leafFiles(subject, app, leaf))
  const names = new Map(rebases.flatMap((rebase) => [...rebase.names]))
  const elsewhere = namedElsewhere(subject, names)
  if (elsewhere.refusals.length > 0) return refused(title, ...elsewhere.refusals)
  return { title, edits: [...edited, ...leaves], refusals: [], notes: elsewhere.notes }
}

/** Every migration of any app that gets another name, or names one that does. */
function editedMigrations(subject: Subject, rebases: readonly Rebase[]): readonly FileEdit[] | Refusal {
  const names = new Map(rebases.flatMap((rebase) => [...rebase.names]))
  const repointed = new Map(rebases.flatMap((rebase) => [...rebase.repointed]))
  const edits: FileEdit[] = []
  for (const migration of subject.project.migrations.values()) {
    const own = repointed.get(migration.id)
    const changes = [...(own ? [own] : []), ...renamedReferences(migration, names)]
    const name = names.get(migration.id)
    if (changes.length === 0 && name === undefined) continue
    const edit = editOf(subject, migration, changes, name)
    if ('help' in edit) return edit
    edits.push(edit)
  }
  return edits
}

function editOf(
  subject: Subject,
  migration: Migration,
  changes: readonly ReferenceChange[],
  name: string | undefined,
): FileEdit | Refusal {
  const { path, id } = migration
  const before = subject.tree.read(path)
  const after =
    before && (changes.length === 0 ? before : subject.editor.withReferences(subject, migration, changes))
  if (!before || !after) {
    const named = listing(changes.map(({ app, from }) => `\`${migrationId(app, from)}\``))
    return {
      message: `\`${id}\` has to name other migrations, and ${named} cannot be told from its text.`,
      help: 'Write the dependencies as pairs of plain strings, or join the leaf nodes instead: `migration-lint fix --leaves merge`',
      place: migration.dependenciesPlace,
    }
  }
  if (name === undefined) return { kind: 'change', path, before, after }
  const slash = path.lastIndexOf('/') + 1
  const to = path.slice(0, slash) + name + path.slice(slash + migration.name.length)
  return { kind: 'rename', path, to, before, after }
}

/** What a migration names that gets another name. */
function renamedReferences(migration: Migration, names: ReadonlyMap<MigrationId, string>): ReferenceChange[] {
  const { dependencies, runBefore, replaces } = migration
  const edges = [...dependencies, ...runBefore].flatMap((each) => (each.kind === 'migration' ? [each] : []))
  const ids = new Map(
    [...edges, ...replaces].map(({ app, name }) => [migrationId(app, name), { app, name }] as const),
  )
  return [...ids].flatMap(([id, { app, name }]) => {
    const to = names.get(id)
    return to === undefined ? [] : [{ within: 'everywhere' as const, app, from: name, to }]
  })
}
