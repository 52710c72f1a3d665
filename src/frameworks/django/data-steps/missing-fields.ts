import type { Site } from '../schema/given.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ModelState } from '../state/model-state.ts'
import type { Model } from './known.ts'

/**
 * Whether a query on a model by this name surely fails (`Query.names_to_path()`, django/db/models/sql/query.py): it is
 * no field of the model or of one that it inherits from, and no relation from another model leads to it by this name.
 */
export function isSurelyMissing(site: Site, { state, isImported }: Model, name: string): boolean {
  if (state === undefined || isImported || name === 'pk' || name.endsWith('_ptr')) return false
  const line = lineOf(site, state)
  return line?.every((model) => !mayHave(site, model, name)) ?? false
}

/** A model and the models that it inherits from; undefined where they are not all known. */
function lineOf(site: Site, state: ModelState): readonly ModelState[] | undefined {
  const line = [state]
  for (const { bases } of line) {
    if (line.length > 50) return undefined
    for (const base of bases) {
      const parent = site.before.models.get(base)
      if (parent) line.push(parent)
      // A class that is no model has no fields.
      else if (/^[a-z_0-9]+\.[a-z_0-9]+$/.test(base)) return undefined
    }
  }
  return line
}

function mayHave(site: Site, state: ModelState, name: string): boolean {
  const { app, fields, doubts, mayAdd, makes } = state
  const isDoubted = doubts.length > 0 || mayAdd?.size || makes !== undefined || site.before.doubts.get(app)
  if (isDoubted || fields.has(name) || state.options.has('order_with_respect_to')) return true
  if ([...fields.values()].some((field) => mayBring(field, name))) return true
  const key = modelKey(app, state.name)
  const user = site.context.authUserModel?.toLowerCase()
  // Models of libraries lead to the user model, by names that are not known here.
  if (user === undefined || user === key) return true
  return [...site.before.models.values()].some((other) =>
    [...other.fields.values()].some((field) => mayLeadBy(field, other, key, name)),
  )
}

/** Whether a field may be meant by another name, or add fields that the state does not hold. */
function mayBring({ name: own, relation, classes }: FieldState, name: string): boolean {
  if (relation) return name === `${own}_id`
  const isDjango = classes[0]?.startsWith('django.') ?? false
  return !isDjango && (name.startsWith(own) || !classes.some((path) => path.startsWith('django.db.models.')))
}

/** Whether a relation may give the model that it leads to a name to query by (`ForeignObject.related_query_name()`). */
function mayLeadBy(
  { relation, keywords }: FieldState,
  { name: model }: ModelState,
  key: string,
  name: string,
): boolean {
  if (!relation || (relation.to !== undefined && relation.to !== key)) return false
  const given = keywords.get('related_query_name') ?? keywords.get('related_name')
  if (!given) return name === model.toLowerCase()
  return (
    given.kind !== 'const' ||
    given.value === name ||
    (typeof given.value === 'string' && given.value.includes('%'))
  )
}
