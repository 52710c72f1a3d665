import type { NamedState } from '../state/model-state.ts'
import type { Comparison, Pair } from './comparison.ts'
import { hasSameName, indexChanges, isSameButForName } from './compare-index.ts'
import { modelDependencies } from './dependencies.ts'
import { listedOnOneSide } from './listed.ts'
import { isAtLeast } from '../values/conditions.ts'

/** `BaseConstraint.non_db_attrs` (django/db/models/constraints.py): what the database does not know of. */
const notOfDatabase = ['violation_error_code', 'violation_error_message']

/** What has become of the constraints of a model that both sides have. */
export interface ConstraintChanges {
  readonly pair: Pair
  readonly added: readonly NamedState[]
  readonly removed: readonly NamedState[]
  readonly altered: readonly { readonly old: NamedState; readonly now: NamedState }[]
}

/** `create_altered_constraints`. What only the messages of differ is altered, since Django 5.2; else it is made anew. */
export function constraintChanges(comparison: Comparison, pair: Pair): ConstraintChanges {
  const { added, removed } = listedOnOneSide(comparison, pair, 'constraints')
  const { version } = comparison.context
  const altered = isAtLeast(version, [5, 2])
    ? removed.flatMap((old) =>
        added
          .filter(
            (now) => hasSameName(old, now) && isSameButForName(old, now, version, notOfDatabase) === true,
          )
          .map((now) => ({ old, now })),
      )
    : []
  return {
    pair,
    added: added.filter((constraint) => !altered.some(({ now }) => now === constraint)),
    removed: removed.filter((constraint) => !altered.some(({ old }) => old === constraint)),
    altered,
  }
}

/** `generate_added_constraints`: behind what the relations of the model lead to, since Django 5.0. */
export function addedConstraints(comparison: Comparison, { pair, added }: ConstraintChanges): void {
  const dependencies = isAtLeast(comparison.context.version, [5, 0]) ? modelDependencies(pair.to) : []
  for (const index of added) {
    const report = { declared: pair.to.name, from: undefined, to: index.origin }
    comparison.add({
      operation: 'AddConstraint',
      ...modelOf(pair),
      name: index.name,
      index,
      dependencies,
      report,
    })
  }
}

/** `generate_removed_constraints`. */
export function removedConstraints(comparison: Comparison, { pair, removed }: ConstraintChanges): void {
  for (const { name, origin } of removed) {
    const report = { declared: pair.to.name, from: origin, to: undefined }
    comparison.add({ operation: 'RemoveConstraint', ...modelOf(pair), name, dependencies: [], report })
  }
}

/** `generate_altered_constraints`. */
export function alteredConstraints(comparison: Comparison, { pair, altered }: ConstraintChanges): void {
  const dependencies = modelDependencies(pair.to)
  for (const { old, now } of altered) {
    const changes = indexChanges(old, now, comparison.context.version)
    const report = { declared: pair.to.name, from: old.origin, to: now.origin, changes }
    const of = { ...modelOf(pair), name: now.name, index: now, dependencies, report }
    comparison.add({ operation: 'AlterConstraint', ...of })
  }
}

const modelOf = ({ to }: Pair) => ({ app: to.app, model: to.name.toLowerCase() })
