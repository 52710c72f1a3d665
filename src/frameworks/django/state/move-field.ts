import { constant, stringOf, truth, type Value } from '../../../python/value.ts'
import type { FieldState } from './field-state.ts'
import { lazyField } from './lazy-field.ts'
import { modelKey, type ModelState } from './model-state.ts'
import { modelClass } from './bases.ts'
import { modelGiven, nameGiven } from './given.ts'
import type { InvalidStep } from './invalid-step.ts'
import { readField, settled } from './read-field.ts'
import { renameFieldReferences } from './references.ts'
import { renameInTogether } from './together.ts'
import type { Move, WorkingState } from './working-state.ts'

/** `AddField` (django/db/migrations/operations/fields.py): a field that is there already is replaced in the state. */
export function addField(state: WorkingState, move: Move): void {
  const found = fieldGiven(state, move, 'name')
  if (!found) return
  const { model, name } = found
  const there = model.fields.get(name)
  const changed = setField(state, move, model, name)
  const now = changed.fields.get(name)
  if (there && now && columnOf(there) !== undefined && columnOf(there) === columnOf(now))
    refuse(state, move, model, name, { problem: 'existing', takes: true, fails: 'database' })
  state.put(changed)
  state.trace(move, `${model.name.toLowerCase()}.${name}`, { what: 'made' })
}

/**
 * `AlterField`: a field that is not there is added to the state (`alter_field`, state.py; before Django 4.0 always, since
 * then unless relations were worked out before); the database has none to alter.
 */
export function alterField(state: WorkingState, move: Move): void {
  const found = fieldGiven(state, move, 'name')
  if (!found) return
  const { model, name } = found
  const isInherited = model.bases.some((base) => base !== modelClass)
  if (!model.fields.has(name) && !isInherited)
    refuse(state, move, model, name, { problem: 'missing', takes: false, fails: 'database' })
  state.put(setField(state, move, model, name))
}

/** `RemoveField`. */
export function removeField(state: WorkingState, move: Move): void {
  const found = fieldGiven(state, move, 'name')
  if (!found) return
  const { model, name } = found
  if (!model.fields.has(name)) {
    if (isDoubted(model, name)) state.put(settled(model, name))
    else refuse(state, move, model, name, { problem: 'missing', takes: true, fails: 'state' })
    return
  }
  const fields = new Map(model.fields)
  fields.delete(name)
  state.put({ ...settled(model, name), fields })
  state.trace(move, `${model.name.toLowerCase()}.${name}`, { what: 'removed' })
}

/** `RenameField`: the field comes last, and what names it follows (`rename_field`, state.py). */
export function renameField(state: WorkingState, move: Move): void {
  const found = fieldGiven(state, move, 'old_name')
  const to = found && nameGiven(state, move, 'new_name')
  if (!found || to === undefined) return
  const { model, name } = found
  const field = model.fields.get(name)
  if (!field) {
    if (isDoubted(model, name)) {
      const doubts = model.doubts.map((doubt) => (doubt.name === name ? { ...doubt, name: to } : doubt))
      state.put({ ...model, doubts })
    } else refuse(state, move, model, name, { problem: 'missing', takes: true, fails: 'state' })
    return
  }
  const there = to === name ? undefined : model.fields.get(to)
  const renamed = lazyField(to, field.origin, () => field)
  const names = state.named.get(field)
  if (names) state.named.set(renamed, names)
  if (
    there &&
    columnOf(there) !== undefined &&
    columnOf(there) === columnOf(renamed) &&
    !field.keywords.has('db_column')
  )
    refuse(state, move, model, to, { problem: 'existing', takes: true, fails: 'database' })
  const fields = new Map(model.fields)
  fields.delete(name)
  fields.delete(to)
  fields.set(to, renamed)
  const options = new Map(model.options)
  for (const option of ['unique_together', 'index_together']) {
    const together = options.get(option)
    if (together) options.set(option, renameInTogether(together, name, constant(to)))
  }
  state.put({ ...model, fields, options })
  renameFieldReferences(state, modelKey(model.app, model.name), name, to)
  const key = model.name.toLowerCase()
  state.trace(move, `${key}.${name}`, { what: 'renamed', to })
  state.trace(move, `${key}.${to}`, { what: 'made' })
}

function refuse(
  state: WorkingState,
  move: Move,
  { name: model }: ModelState,
  name: string,
  why: Pick<InvalidStep, 'problem' | 'takes' | 'fails'>,
): void {
  state.refuse(move, { what: 'field', model, name, ...why })
}

function fieldGiven(state: WorkingState, move: Move, argument: string) {
  const model = modelGiven(state, move, 'model_name')
  const name = model && nameGiven(state, move, argument)
  return model && name !== undefined ? { model, name } : undefined
}

function setField(state: WorkingState, { operation }: Move, model: ModelState, name: string): ModelState {
  const { origin } = operation
  const value = operation.given('field')
  const unknown: Value = {
    kind: 'unresolved',
    reason: 'it is not known what field it is',
    expr: undefined,
    origin,
  }
  const preserve = operation.given('preserve_default')
  const keeps = preserve ? truth(preserve) : true
  const made = readField(state, model, name, value ?? unknown, origin, keeps)
  if (keeps !== undefined) return made
  const cause = `whether \`${name}\` keeps its default cannot be read`
  return { ...made, doubts: [...made.doubts, { aspect: 'fields', name, cause, origin }] }
}

function isDoubted({ doubts }: ModelState, name: string): boolean {
  return doubts.some(
    (doubt) => doubt.aspect === 'fields' && (doubt.name === undefined || doubt.name === name),
  )
}

/**
 * What a field surely takes in a database: its column, or the table of a many-to-many field. Undefined for what may
 * take none: a many-to-many field with a declared table, or a class of which it is not known.
 */
function columnOf({ name, keywords, relation, classes }: FieldState): string | undefined {
  const isField = classes.some((path) =>
    /^django\.db\.models\.(?!Field$|ForeignObject$|fields\.Field$)/.test(path),
  )
  if (!isField && !relation) return undefined
  if (relation?.kind === 'ManyToManyField')
    return relation.through === undefined && !keywords.has('through') ? `table ${name}` : undefined
  const column = keywords.get('db_column')
  if (column) return stringOf(column)
  return relation ? `${name}_id` : name
}
