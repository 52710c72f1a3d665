import { changeSets, type LoadedTree } from './engine/change-sets.ts'
import type { Rule } from './engine/rule.ts'
import { runRules } from './engine/run-rules.ts'
import type { LintSettings } from './engine/settings.ts'
import type { Framework } from './frameworks/framework.ts'
import { effectiveSettings } from './engine/effective-setting.ts'
import type { Drift } from './model/drift.ts'
import type { ChangeSet } from './model/change-set.ts'
import type { CheckResult, Comparison, Unreadable } from './model/check-result.ts'
import { severities, type Severity } from './model/finding.ts'
import { combinedBase, mergedTree } from './model/merged-tree.ts'
import type { Project } from './model/project.ts'
import { projectPlan } from './model/project-plan.ts'
import { samePath, type FileTree } from './model/tree.ts'

/** The trees that a run compares, and what messages call them. */
export interface LintInput {
  /** The merge bases; several in a criss-cross history, none in a repository without a commit. */
  readonly bases: readonly FileTree[]
  readonly head: FileTree
  /** The target's tip; undefined where it is the merge base. */
  readonly target: FileTree | undefined
  /** The working tree, where the head is the index: only to see what git does not track. */
  readonly workingTree?: FileTree
  readonly comparison: Comparison | undefined
  /** As in a change set; empty unless given. */
  readonly standing?: ChangeSet['standing']
  /** Whether the effects of every migration are judged, not only of those that the branch adds. */
  readonly judgesAll?: boolean
  readonly notes: readonly string[]
}

/** What a run works with. */
export interface Catalogue {
  readonly frameworks: readonly Framework[]
  readonly rules: readonly Rule[]
}

/** The pipeline: trees -> projects -> change sets -> findings. Pure but for `now`, a clock in milliseconds. */
export function lintTrees(
  input: LintInput,
  settings: LintSettings,
  catalogue: Catalogue,
  now: () => number,
): CheckResult {
  const start = now()
  const { head, target } = input
  const base = input.bases.length > 0 ? combinedBase(input.bases, head) : undefined
  const load = (tree: FileTree): LoadedTree => ({
    tree,
    projects: projectsOf(tree, settings, catalogue.frameworks),
  })
  const reads = (path: string) => catalogue.frameworks.some((framework) => framework.reads(path))

  // A merge can only break what both sides touched; where one did nothing, the other is judged alone.
  const bothMoved = base && target && differs(base, target, reads) && differs(base, head, reads)
  const headLoaded = load(head)
  const { workingTree } = input
  const sets = changeSets(
    {
      base: base && load(base),
      head: headLoaded,
      target: bothMoved ? load(target) : undefined,
      merged: bothMoved ? load(mergedTree(base, head, target)) : undefined,
      workingTree: workingTree && hasUntracked(workingTree, reads) ? load(workingTree) : headLoaded,
      names: {
        base: input.comparison?.baseCommit.slice(0, 12) ?? 'nothing',
        head: head.name,
        target: shortRef(input.comparison?.baseRef ?? 'the target'),
      },
      standing: input.standing ?? new Map(),
      judgesAll: input.judgesAll ?? false,
      databases: settings.databases,
    },
    (name) => catalogue.frameworks.find((framework) => framework.name === name)!.compare,
  )
  const { findings, suppressed, undecided } = runRules(sets, catalogue.rules, settings, {
    head: (path) => textOf(head, path),
    base: (path) => base && textOf(base, path),
  })
  const unresolved = sets.flatMap(({ head: { migrations, unresolved: own } }) => [
    ...own,
    ...[...migrations.values()].flatMap((migration) => migration.unresolved),
  ])
  const drifts = comparesModels(catalogue.rules, settings)
    ? headLoaded.projects.flatMap(({ drift }) => drift ?? [])
    : []
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length
  return {
    findings,
    unreadable: unreadable(sets, base, head),
    unresolved,
    undecided: [...undecided, ...drifts.flatMap((drift) => drift.undecided)],
    summary: {
      comparison: input.comparison,
      projects: headLoaded.projects.length,
      apps: sum(headLoaded.projects, (project) => project.apps.size),
      migrations: sum(sets, (changes) => seen(changes).size),
      changed: sum(sets, ({ changes }) => changes.length) + changedProblems(sets, base, head).length,
      findings: Object.fromEntries(severities.map((severity) => [severity, count(severity)])) as Record<
        Severity,
        number
      >,
      suppressed,
      unresolved: unresolved.length,
      drift:
        drifts.length === 0
          ? undefined
          : { models: decided(drifts, 'models'), fields: decided(drifts, 'fields') },
      durationMs: now() - start,
      notes: input.notes,
    },
    plans: () => sets.map(projectPlan),
  }
}

/** Whether a rule that compares models with migrations is on anywhere. */
function comparesModels(rules: readonly Rule[], settings: LintSettings): boolean {
  const effective = effectiveSettings(settings)
  return rules.some(({ meta }) => meta.comparesModels && effective.isOn(meta.id))
}

function decided(drifts: readonly Drift[], what: 'models' | 'fields'): Drift['models'] {
  return {
    decided: sum(drifts, (drift) => drift[what].decided),
    total: sum(drifts, (drift) => drift[what].total),
  }
}

function projectsOf(tree: FileTree, settings: LintSettings, frameworks: readonly Framework[]): Project[] {
  return frameworks.flatMap((framework) => {
    const own = settings.frameworks[framework.name] ?? {}
    return framework.discover(tree, own).map((root) => framework.load(tree, root, own, settings.databases))
  })
}

function differs(a: FileTree, b: FileTree, reads: (path: string) => boolean): boolean {
  return [...a.paths, ...b.paths].some((path) => reads(path) && !samePath(a, b, path))
}

function hasUntracked(tree: FileTree, reads: (path: string) => boolean): boolean {
  return tree.paths.some((path) => reads(path) && tree.entry(path)?.tracked === false)
}

/** Every migration that a run looked at: those of the head, also the broken ones, and those that it deletes. */
function seen({ head, changes }: ChangeSet): ReadonlySet<string> {
  const deleted = changes.flatMap((change) => (change.kind === 'deleted' ? [change.base.id] : []))
  return new Set([
    ...head.migrations.keys(),
    ...head.problems.map(({ app, name }) => `${app}.${name}`),
    ...deleted,
  ])
}

/** The files that cannot be loaded or read and that the branch touched. */
function changedProblems(sets: readonly ChangeSet[], base: FileTree | undefined, head: FileTree) {
  return sets
    .flatMap((changes) => changes.head.problems)
    .filter(({ place }) => !(base && samePath(base, head, place.path)))
}

/** Files that could not be read count only where the branch touched them: the others were vouched for before. */
function unreadable(sets: readonly ChangeSet[], base: FileTree | undefined, head: FileTree): Unreadable[] {
  return changedProblems(sets, base, head)
    .filter(({ kind }) => kind === 'unreadable')
    .map(({ place, message }) => ({ place, message }))
}

/** A whole commit id, where somebody gave one for a ref, is hard to read in a sentence. */
function shortRef(ref: string): string {
  return /^[0-9a-f]{40,64}$/.test(ref) ? ref.slice(0, 12) : ref
}

const decoder = new TextDecoder()

function textOf(tree: FileTree, path: string): string | undefined {
  const bytes = tree.read(path)
  return bytes && decoder.decode(bytes)
}

function sum<Item>(items: readonly Item[], amount: (item: Item) => number): number {
  return items.reduce((total, item) => total + amount(item), 0)
}
