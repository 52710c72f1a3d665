import { isSequence, stringOf } from '../../../python/value.ts'
import type { NamedState } from '../state/model-state.ts'
import type { Comparison, Pair } from './comparison.ts'
import { hasSameName, isSameButForName } from './compare-index.ts'
import { modelDependencies } from './dependencies.ts'
import { listedOnOneSide } from './listed.ts'
import { holds } from './option-values.ts'
import { alteredTogether } from './together.ts'
import { isAtLeast } from '../values/conditions.ts'

/** What has become of the indexes of a model that both sides have. */
export interface IndexChanges {
  readonly pair: Pair
  readonly added: readonly NamedState[]
  readonly removed: readonly NamedState[]
  readonly renamed: readonly Renamed[]
  /** Whether an index of a name of its own has taken the place of one of `index_together`. */
  readonly isNamedNow: (fields: readonly string[]) => boolean
}

type Renamed = { readonly index: NamedState } & (
  | { readonly old: NamedState; readonly fields: undefined }
  | { readonly old: undefined; readonly fields: readonly string[] }
)

/** `create_altered_indexes`. Indexes are renamed, without a question, since Django 4.1. */
export function indexChanges(comparison: Comparison, pair: Pair): IndexChanges {
  const { added, removed } = listedOnOneSide(comparison, pair, 'indexes')
  const { version } = comparison.context
  if (!isAtLeast(version, [4, 1])) return { pair, added, removed, renamed: [], isNamedNow: () => false }
  const renamed: Renamed[] = []
  for (const index of added) {
    for (const old of removed) {
      if (hasSameName(index, old) === false && isSameButForName(index, old, version) === true) {
        renamed.push({ index, old, fields: undefined })
      }
    }
  }
  const together = alteredTogether(comparison, pair, 'index_together')
  const gone = together?.old.filter((fields) => !holds(together.now, fields)) ?? []
  for (const fields of gone) {
    const candidates = added.filter((index) => isOnlyOf(index, fields))
    if (candidates.length === 1) renamed.push({ index: candidates[0]!, old: undefined, fields })
  }
  const named = renamed.flatMap(({ fields }) => (fields ? [fields] : []))
  return {
    pair,
    added: added.filter((index) => !renamed.some((rename) => rename.index === index)),
    removed: removed.filter((index) => !renamed.some((rename) => rename.old === index)),
    renamed,
    isNamedNow: (fields) => holds(named, fields),
  }
}

/** Whether an index says nothing but its fields and its name. */
function isOnlyOf({ args, keywords }: NamedState, fields: readonly string[]): boolean {
  const value = keywords.get('fields')
  if (args.length > 0 || !isSequence(value)) return false
  if ([...keywords.keys()].some((keyword) => keyword !== 'fields' && keyword !== 'name')) return false
  return value.items.length === fields.length && value.items.every((item, i) => stringOf(item) === fields[i])
}

/** `generate_added_indexes`: behind what the relations of the model lead to, since Django 5.0. */
export function addedIndexes(comparison: Comparison, { pair, added }: IndexChanges): void {
  const dependencies = isAtLeast(comparison.context.version, [5, 0]) ? modelDependencies(pair.to) : []
  for (const index of added) {
    const report = { declared: pair.to.name, from: undefined, to: index.origin }
    comparison.add({ operation: 'AddIndex', ...modelOf(pair), name: index.name, index, dependencies, report })
  }
}

/** `generate_removed_indexes`. */
export function removedIndexes(comparison: Comparison, { pair, removed }: IndexChanges): void {
  for (const { name, origin } of removed) {
    const report = { declared: pair.to.name, from: origin, to: undefined }
    comparison.add({ operation: 'RemoveIndex', ...modelOf(pair), name, dependencies: [], report })
  }
}

/** `generate_renamed_indexes`. */
export function renamedIndexes(comparison: Comparison, { pair, renamed }: IndexChanges): void {
  for (const { index, old, fields } of renamed) {
    const from = old?.origin ?? pair.from.optionOrigins?.get('index_together') ?? pair.from.origin
    comparison.add({
      operation: 'RenameIndex',
      ...modelOf(pair),
      name: index.name ?? '',
      oldName: old?.name,
      oldFields: fields,
      dependencies: [],
      report: { declared: pair.to.name, from, to: index.origin },
    })
  }
}

const modelOf = ({ to }: Pair) => ({ app: to.app, model: to.name.toLowerCase() })
