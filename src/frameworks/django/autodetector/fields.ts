import type { FieldState } from '../state/field-state.ts'
import { asCompared } from './bound.ts'
import { compareFields, isEqual, type FieldComparison } from './compare-field.ts'
import { doubtOf, valueDoubt, type Comparison, type Pair } from './comparison.ts'
import { relatedModels } from './dependencies.ts'
import type { Dependency } from './operation.ts'
import { possibleRenames } from './renames.ts'
import { isAtLeast } from '../values/conditions.ts'

/** The fields of one model that both sides have, sorted by what has become of them; by name. */
export interface FieldChanges {
  readonly pair: Pair
  readonly removed: readonly string[]
  readonly added: readonly string[]
  readonly altered: ReadonlyMap<string, FieldComparison>
  /** Of added fields: the removed one that is alike but for its name. */
  readonly renames: ReadonlyMap<string, string>
  /** Fields of which it is not known what they are. */
  readonly undecided: ReadonlySet<string>
}

/** What has become of the fields of a model; what is not known is told as doubts. */
export function fieldChanges(comparison: Comparison, declared: Pair): FieldChanges {
  const { version } = comparison.context
  const pair = {
    key: declared.key,
    from: asCompared(declared.from, comparison.from, version),
    to: asCompared(declared.to, comparison.to, version),
  }
  const { from, to } = pair
  const undecided = new Set<string>()
  const isKnown = (name: string): boolean => {
    const [old, now] = [from.fields.has(name), to.fields.has(name)]
    const doubt = doubtOf(from, 'fields', name, old) ?? doubtOf(to, 'fields', name, now)
    if (!doubt) return true
    comparison.doubt(to, name, doubt)
    undecided.add(name)
    return false
  }
  const sorted = (names: Iterable<string>) => [...names].sort()
  const removed = sorted(from.fields.keys()).filter((name) => !to.fields.has(name) && isKnown(name))
  const added = sorted(to.fields.keys()).filter((name) => !from.fields.has(name) && isKnown(name))
  const altered = new Map<string, FieldComparison>()
  for (const name of sorted(to.fields.keys())) {
    const old = from.fields.get(name)
    if (!old) continue
    const compared = compareFields(old, to.fields.get(name)!, version)
    const isDoubted = [from, to].some((side) =>
      side.doubts.some((doubt) => doubt.aspect === 'fields' && doubt.name === name),
    )
    if (isEqual(compared) && !isDoubted) continue
    if (!isKnown(name)) continue
    for (const { attribute, cause, remedy, origin } of compared.undecided) {
      const doubt = valueDoubt('fields', attribute, cause, origin)
      comparison.doubt(to, name, remedy === undefined ? doubt : { ...doubt, remedy })
    }
    if (compared.changes.length > 0) altered.set(name, compared)
    else undecided.add(name)
  }
  const renames = possibleRenames(pair, added, removed, version)
  return { pair, removed, added, altered, renames, undecided }
}

/** `generate_removed_fields`. */
export function removedFields(comparison: Comparison, { pair, removed }: FieldChanges): void {
  for (const name of removed) removeField(comparison, pair, name)
}

/** `generate_added_fields`. */
export function addedFields(comparison: Comparison, { pair, added, renames }: FieldChanges): void {
  for (const name of added) addField(comparison, pair, name, renames.get(name))
}

/** `generate_altered_fields`: what becomes many-to-many, or no longer is, is another field. */
export function alteredFields(comparison: Comparison, { pair, altered }: FieldChanges): void {
  const { from, to } = pair
  for (const [name, { changes }] of altered) {
    const [old, field] = [from.fields.get(name)!, to.fields.get(name)!]
    if (isManyToMany(old) !== isManyToMany(field)) {
      removeField(comparison, pair, name)
      addField(comparison, pair, name, undefined)
      continue
    }
    comparison.add({
      operation: 'AlterField',
      ...modelOf(pair),
      name,
      field,
      dependencies: relatedModels(field),
      report: { declared: to.name, from: old.origin, to: field.origin, changes },
    })
  }
}

function removeField(comparison: Comparison, pair: Pair, field: string): void {
  const of = { ...modelOf(pair), field }
  const dependencies: Dependency[] = [
    { type: 'unset order_with_respect_to', ...of },
    { type: 'alter together', ...of },
  ]
  if (isAtLeast(comparison.context.version, [6, 0]))
    dependencies.push({ type: 'remove index or constraint', ...of })
  const report = { declared: pair.to.name, from: pair.from.fields.get(field)!.origin, to: undefined }
  comparison.add({ operation: 'RemoveField', ...modelOf(pair), name: field, dependencies, report })
}

function addField(comparison: Comparison, pair: Pair, name: string, alike: string | undefined): void {
  const field = pair.to.fields.get(name)!
  // Since Django 4.1 a field that is taken away and added again is added last.
  const removal: Dependency[] = isAtLeast(comparison.context.version, [4, 1])
    ? [{ type: 'remove', ...modelOf(pair), field: name }]
    : []
  comparison.add({
    operation: 'AddField',
    ...modelOf(pair),
    name,
    field,
    dependencies: [...removal, ...relatedModels(field)],
    report: {
      declared: pair.to.name,
      from: undefined,
      to: field.origin,
      ...(alike !== undefined && { looksLikeRenameOf: alike }),
    },
  })
}

const isManyToMany = ({ relation }: FieldState) => relation?.kind === 'ManyToManyField'

const modelOf = ({ to }: Pair) => ({ app: to.app, model: to.name.toLowerCase() })
