import { conflicts, type Conflict } from '../model/conflict.ts'
import type { Finding } from '../model/finding.ts'
import { migrationId, type Migration } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import { refused, type Refusal, type Repair } from '../model/repair.ts'
import { repairedTree } from '../model/repaired-tree.ts'
import type { FileTree } from '../model/tree.ts'
import { dropDuplicates } from './drop-duplicates.ts'
import { followRenames } from './follow-renames.ts'
import { nameLeaves } from './leaf-files.ts'
import { mergeLeaves } from './merge-leaves.ts'
import { rebaseLeaves } from './rebase-leaves.ts'
import { keepEdits, restore, type Committed } from './restore.ts'
import { subjectIn, type Part, type Situation } from './situation.ts'
import type { Subject } from './subject.ts'
import { takeApart } from './take-apart.ts'
import { verified } from './verified.ts'
import { writeMissing } from './write-missing.ts'

/**
 * The repairs of one project, each worked out on what the one before leaves: what is history is put back first, then
 * leaf nodes are settled, then what is missing is written. The first one that cannot be had is the last.
 */
export function repairProject(situation: Situation, tree: FileTree, root: string): readonly Repair[] {
  const before = subjectIn(situation, tree, root)
  if (!before) return []
  const committed = committedOf(situation, before)
  const edited = committed && isWanted(situation, 'history') ? editedOnes(situation, before) : []
  let lost: readonly Migration[] = []
  const steps: readonly (readonly [Part, (subject: Subject) => Repair | undefined])[] = [
    ['history', (subject) => committed && putBack(situation, subject, committed, edited)],
    ['leaves', (subject) => takeApart(situation, subject)],
    ['leaves', (subject) => followRenames(situation, subject)],
    ['leaves', (subject) => dropDuplicates(situation, subject)],
    ['leaves', (subject) => settleLeaves(situation, subject, before.project)],
    ['leaves', nameLeaves],
    [
      'history',
      (subject) => {
        const kept = committed && keepEdits(subject, committed, edited)
        lost = kept?.lost ?? []
        return kept?.repair
      },
    ],
    ['models', (subject) => writeMissing(situation, subject, before.project)],
  ]
  const repairs: Repair[] = []
  let now = tree
  for (const [part, step] of steps) {
    const subject = isWanted(situation, part) ? subjectIn(situation, now, root) : undefined
    const repair = subject && step(subject)
    if (!repair) continue
    repairs.push(repair)
    if (repair.refusals.length > 0) return repairs
    now = repairedTree(now, repair.edits)
  }
  const [first, ...rest] = repairs
  return first ? [{ ...first, notes: [...first.notes, ...lostNotes(lost, before.project)] }, ...rest] : []
}

const isWanted = ({ only }: Situation, part: Part): boolean => only === undefined || only === part

function lostNotes(lost: readonly Migration[], { history }: Project): readonly string[] {
  return lost.map(
    ({ id, app }) =>
      `What this branch changed in \`${id}\` is gone from there. What of it the models do not say (code, SQL) has to go into a new migration: \`${history.newDataMigration(app)}\``,
  )
}

function committedOf({ base, committed }: Situation, { reload }: Subject): Committed | undefined {
  const project = base && reload(base.tree)
  return project && { base: { ...base, project }, head: committed }
}

const about = (findings: readonly Finding[], rule: string, { apps }: Project): readonly Finding[] =>
  findings.filter(
    (finding) =>
      finding.rule === rule &&
      finding.severity === 'error' &&
      (finding.app === undefined || isDirectoryOf(finding, apps.get(finding.app)?.directory)),
  )

/** Where two projects have apps of one label, the folder tells them apart; an app that is gone has none. */
const isDirectoryOf = (finding: Finding, directory: string | undefined): boolean =>
  finding.directory === undefined || directory === undefined || finding.directory === directory

function editedOnes({ findings }: Situation, { project }: Subject): readonly Migration[] {
  return about(findings, 'history/edited-migration', project).flatMap(({ migration }) => {
    const edited = migration === undefined ? undefined : project.migrations.get(migration)
    return edited ? [edited] : []
  })
}

function putBack(
  { findings }: Situation,
  subject: Subject,
  committed: Committed,
  edited: readonly Migration[],
): Repair | undefined {
  const { project, tree } = subject
  const found = [
    ...about(findings, 'history/deleted-migration', project),
    ...about(findings, 'squash/premature-cleanup', project).filter(({ migration }) =>
      project.migrations
        .get(migration!)
        ?.replaces.some(({ app, name }) => committed.base.project.migrations.has(migrationId(app, name))),
    ),
  ]
  const title = 'Put back what this branch changed of committed history'
  const gone = found.filter(({ app }) => ![...project.migrations.values()].some((each) => each.app === app))
  const moved = edited.filter(({ id, path }) => committed.base.project.migrations.get(id)?.path !== path)
  const refusals: Refusal[] = [
    ...gone.map(({ message, help, place }) => ({ message, help, place })),
    ...moved.map(({ id, place }) => ({
      message: `\`${id}\` was renamed and edited.`,
      help: 'Give it its old name back first.',
      place,
    })),
  ]
  if (refusals.length > 0) return refused(title, ...refusals)
  const apps = new Set(found.map(({ app }) => app))
  const deleted = [...committed.base.project.migrations.values()].filter(
    (migration) =>
      apps.has(migration.app) &&
      !tree.entry(migration.path) &&
      !isReplaced(committed.base.project, project, migration),
  )
  if (deleted.length + edited.length === 0) return undefined
  return verified(subject, restore(subject, committed, deleted, edited), [])
}

/** Whether a squash that was committed before, and is still there, stands in for a migration: then it may go. */
function isReplaced(base: Project, now: Project, { app, name }: Migration): boolean {
  return [...base.migrations.values()].some(
    (squash) =>
      now.migrations.has(squash.id) &&
      squash.replaces.some((replaced) => migrationId(replaced.app, replaced.name) === migrationId(app, name)),
  )
}

/** @param before the project as it was found, before anything was put back */
function settleLeaves(situation: Situation, subject: Subject, before: Project): Repair | undefined {
  const { findings, target, leaves, now } = situation
  const { project } = subject
  const found = findings.filter(
    ({ rule, app, directory }) =>
      rule === 'graph/conflicting-leaves' &&
      app !== undefined &&
      project.apps.get(app)?.directory === directory,
  )
  const known = new Set([...conflicts(before).values()].map(({ app }) => app))
  const later = found.filter(({ app }) => app !== undefined && !known.has(app))
  if (later.length > 0)
    return refused('Settle conflicting leaf nodes', ...later.map((each) => notMerged(each, target)))
  const here = [...conflicts(project).values()].filter(
    ({ app }) => !known.has(app) || found.some((finding) => finding.app === app),
  )
  const chains = [...here, ...unnumbered(situation, subject, here, known)]
  if (chains.length === 0) return undefined
  const apps = chains.map(({ app }) => app)
  const strategy = leaves ?? (apps.every((app) => hasOwn(subject, app)) ? 'rebase' : 'merge')
  const repair = strategy === 'rebase' ? rebaseLeaves(subject, chains) : mergeLeaves(subject, here, now)
  return repair.edits.length + repair.refusals.length === 0 ? undefined : verified(subject, repair, apps)
}

/**
 * Apps without a conflict whose own chain is on top already and has a number twice: in the middle of a rebase what was
 * replayed last came with its old one, and where a conflict is gone since something was dropped, what is left has its own.
 */
function unnumbered(
  { original }: Situation,
  subject: Subject,
  here: readonly Conflict[],
  known: ReadonlySet<string>,
): readonly Conflict[] {
  const { project, isOwn } = subject
  return [...project.apps.keys()].flatMap((app) => {
    if (!original && !known.has(app)) return []
    const leaves = project.graph.leafNodes(app)
    const all = [...project.migrations.values()].filter((each) => each.app === app)
    const numbers = all.map(({ name }) => /^\d+/.exec(name)?.[0])
    const isTwice = all.some(
      (each, at) =>
        isOwn(each) &&
        numbers[at] !== undefined &&
        numbers.indexOf(numbers[at]) !== numbers.lastIndexOf(numbers[at]),
    )
    if (!isTwice || leaves.length !== 1 || here.some((conflict) => conflict.app === app)) return []
    return [{ app, leaves, ancestors: [], branches: new Map() }]
  })
}

function notMerged({ app, place }: Finding, target: string): Refusal {
  return {
    message: `\`${app}\` has its leaf nodes on two branches: those of ${target} are not in the working tree yet.`,
    help: `Merge ${target}, or rebase onto it; then run \`migration-lint fix\` again.`,
    place,
  }
}

/** Whether some of an app's leaf nodes are the branch's own, and others not; one that stands alone has to be. */
function hasOwn({ project, isOwn }: Subject, app: string): boolean {
  const leaves = project.graph.leafNodes(app).map((leaf) => isOwn(project.migrations.get(leaf)!))
  return leaves.includes(true) && (leaves.length === 1 || leaves.includes(false))
}
