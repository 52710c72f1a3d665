import { changeSet, migration, project } from '../engine/fakes.ts'
import { rules } from '../../rules/index.ts'
import type { RuleFinding } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import type { Difference, Undecided } from '../../src/model/drift.ts'
import type { Project } from '../../src/model/project.ts'
import { effectiveDefaults } from './settings.ts'

/** What one rule says of a change set, with the rule's default options but for those that are given. */
export function findingsOf(
  rule: string,
  changes: ChangeSet,
  options: Readonly<Record<string, string>> = {},
): RuleFinding[] {
  return run(rule, changes, options).found
}

/** What one rule leaves open. */
export function leftOpenBy(
  rule: string,
  changes: ChangeSet,
  options: Readonly<Record<string, string>> = {},
): Undecided[] {
  return run(rule, changes, options).open
}

function run(rule: string, changes: ChangeSet, given: Readonly<Record<string, string>>) {
  const found: RuleFinding[] = []
  const open: Undecided[] = []
  const { options } = effectiveDefaults(rules, { [rule]: given }).rules.get(rule)!
  rules
    .find(({ meta }) => meta.id === rule)!
    .check(
      changes,
      (finding) => found.push(finding),
      options,
      (undecided) => open.push(undecided),
    )
  return { found, open }
}

/** An app that goes with its only migration, and the models whose tables that leaves. */
export function appGone(remainingModels: readonly string[]): ChangeSet {
  const changes = changeSet([{ kind: 'deleted', base: migration('shop', '0001_initial') }])
  const { base } = changes
  const apps = new Map([...base!.apps].map(([label, app]) => [label, { ...app, remainingModels }]))
  return { ...changes, base: { ...base!, apps } }
}

/** A squash beside what it replaces, in a clone of which the history is missing. */
export function squashOfUnknownAge(): ChangeSet {
  const replaced = migration('shop', '0001_initial')
  const { place } = replaced
  const squash = {
    ...migration('shop', '0001_squashed'),
    replaces: [{ app: 'shop', name: '0001_initial', place }],
  }
  const changes = changeSet([])
  return { ...changes, base: project([replaced, squash]), head: project([replaced, squash]) }
}

/** A comment that was changed, where the runner compares checksums or not. */
export function commentEdited(checksums: boolean): ChangeSet {
  const edited = migration('shop', '0001_initial')
  const parts = [{ grade: 'text', message: 'a comment', place: edited.place, side: 'head' }] as const
  const changes = changeSet([
    { kind: 'edited', base: edited, head: edited, edit: { grade: 'text', parts: [...parts] } },
  ])
  const history: Project['history'] = { ...changes.head.history, checksums, editedEffect: 'Fake refuses it' }
  return { ...changes, head: { ...changes.head, history } }
}

/** Models that differ from their migrations since before the change, and one more difference that it brings. */
export function driftSinceBefore(old: number, isNew: boolean): ChangeSet {
  const shop = project([migration('shop', '0001_initial')])
  const difference = (name: string): Difference => ({
    operation: 'AddField',
    app: 'shop',
    model: name === 'own' ? 'Own' : `Model${Number(name) % 2}`,
    name,
    attributes: [],
    changes: [],
    source: '',
    message: `\`${name}\` is in no migration`,
    place: migration('shop', '0001_initial').place,
    related: [],
  })
  const before = Array.from({ length: old }, (_, index) => difference(`${index}`))
  const driftOf = (differences: readonly Difference[]): Project => {
    const counts = { decided: 0, total: 0 }
    return { ...shop, drift: { differences, undecided: [], models: counts, fields: counts } }
  }
  return {
    ...changeSet([]),
    base: driftOf(before),
    head: driftOf(isNew ? [...before, difference('own')] : before),
  }
}
