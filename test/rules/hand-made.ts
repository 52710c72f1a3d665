import { changeSet, migration } from '../engine/fakes.ts'
import { rules } from '../../rules/index.ts'
import type { RuleFinding } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import type { Project } from '../../src/model/project.ts'
import { effectiveDefaults } from './settings.ts'

/** What one rule says of a change set, with the rule's default options. */
export function findingsOf(rule: string, changes: ChangeSet): RuleFinding[] {
  const found: RuleFinding[] = []
  const { options } = effectiveDefaults(rules).rules.get(rule)!
  rules
    .find(({ meta }) => meta.id === rule)!
    .check(
      changes,
      (finding) => found.push(finding),
      options,
      () => {},
    )
  return found
}

/** An app that goes with its only migration, and the models whose tables that leaves. */
export function appGone(remainingModels: readonly string[]): ChangeSet {
  const changes = changeSet([{ kind: 'deleted', base: migration('shop', '0001_initial') }])
  const { base } = changes
  const apps = new Map([...base!.apps].map(([label, app]) => [label, { ...app, remainingModels }]))
  return { ...changes, base: { ...base!, apps } }
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
