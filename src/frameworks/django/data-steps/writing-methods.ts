import type { Span } from '../../../python/ast.ts'
import type { Given } from './calls.ts'
import { elementsOf, newRow, single } from './iterate.ts'
import { data, dataNullness, type Known, type Row, type Rows } from './known.ts'
import { fieldName } from './models.ts'
import { asValue, namesIn, textOf } from './names-in.ts'
import { insert, isNone, nullnessIn, writeFields } from './objects.ts'
import { note, noteExpression, type Method } from './noting.ts'
import { anyOf, inBoth, noneSurely, reachOf, rowsOf } from './reach.ts'
import { keysOf, type Walk } from './walk.ts'

const update: Method = (walk, rows, given, expr) => {
  const { model } = rows
  if (!given.isWhole) {
    walk.unfollowed(`which columns of \`${model.label}\` are updated`, expr)
    return data('never')
  }
  const how = rows.of ? 'row by row' : isInParts(walk, rows) ? 'in batches' : 'one statement'
  const reach = sureRows(walk, rows)
  const fields = [...given.keywords].map(([name, value]) => ({
    name: fieldName(model, name),
    isNull: nullnessIn(value, model) !== 'never',
    span: given.spans.get(name) ?? expr,
    value,
  }))
  note(
    walk,
    rows,
    fields.map(({ name, span }) => ({ name, start: span.start, end: span.end })),
  )
  for (const { value } of fields) noteExpression(walk, rows, value)
  for (const mayBeNull of [false, true]) {
    const columns = fields.filter((field) => field.isNull === mayBeNull).map((field) => field.name)
    if (columns.length === 0) continue
    walk.update(model, columns, { rows: rowsOf(reach), mayBeNull, how }, expr)
  }
  return data('never')
}

/** The rows that a statement surely reaches when it runs. */
function sureRows(walk: Walk, rows: Rows) {
  const reach = inBoth(reachInLoop(walk, rows), walk.reach(rows.model, rows.of))
  return rows.of ? inBoth(reach, rows.of.reach) : reach
}

/** In a loop over parts, up to their end, the parts are the whole. */
function reachInLoop(walk: Walk, rows: Rows) {
  return walk.partsDepth > 0 && rows.whole !== undefined ? rows.whole : rows.reach
}

const isInParts = (walk: Walk, rows: Rows) =>
  rows.whole !== undefined || walk.partsDepth > 0 || walk.repeats > 0

const remove: Method = (walk, rows, _, expr) => {
  walk.recorder.write({
    table: rows.model.table,
    label: rows.model.label,
    columns: 'all',
    kind: 'delete',
    rows: rowsOf(sureRows(walk, rows)),
    mayBeNull: false,
    how: rows.of ? 'row by row' : isInParts(walk, rows) ? 'in batches' : 'one statement',
    place: walk.place(expr),
  })
  return { kind: 'tuple', items: [data('never'), data('never')] }
}

function noteKeywords(walk: Walk, rows: Rows, given: Given, expr: Span): void {
  const fields = [...given.keywords.keys()].filter(
    (name) => name !== 'defaults' && name !== 'create_defaults',
  )
  note(
    walk,
    rows,
    fields.map((name) => ({ name, ...(given.spans.get(name) ?? { start: expr.start, end: expr.end }) })),
  )
}

const create: Method = (walk, rows, given, expr) => {
  noteKeywords(walk, rows, given, expr)
  const row: Row = { ...newRow(rows), reach: noneSurely }
  if (given.isWhole) {
    const values = [...given.keywords].map(([name, value]) => {
      const assigned = { path: walk.path, isNull: nullnessIn(value, rows.model) }
      return [fieldName(rows.model, name), assigned] as const
    })
    walk.heap.fields.set(row, new Map(values))
  }
  insert(walk, rows.model, expr, given.isWhole ? row : undefined)
  walk.heap.fields.delete(row)
  walk.load(row)
  return row
}

const getOrCreate: Method = (walk, rows, given, expr) => {
  noteKeywords(walk, rows, given, expr)
  insert(walk, rows.model, expr)
  return { kind: 'tuple', items: [single(walk, rows), data('never')] }
}

const updateOrCreate: Method = (walk, rows, given, expr) => {
  const defaults = asValue(given.keywords.get('defaults'))
  const entries = defaults?.kind === 'dict' ? defaults.entries : []
  const columns = entries.flatMap(({ key }) => textOf({ kind: 'value', value: key }) ?? [])
  const mayBeNull = entries.some(({ value }) => dataNullness({ kind: 'value', value }) !== 'never')
  walk.update(
    rows.model,
    columns.map((name) => fieldName(rows.model, name)),
    { rows: 'some', mayBeNull, how: 'row by row' },
    expr,
  )
  return getOrCreate(walk, rows, given, expr)
}

const bulkCreate: Method = (walk, rows, _, expr) => {
  insert(walk, rows.model, expr, undefined, 'one statement')
  return data('never')
}

const bulkUpdate: Method = (walk, rows, given, expr) => {
  const objects = given.args[0] ?? given.keywords.get('objs')
  const fields = given.args[1] ?? given.keywords.get('fields')
  const names = fields && namesIn(walk, fields, given, given.args[1] ? 1 : 'fields', expr)
  if (!objects || !names) {
    walk.unfollowed(`which columns of \`${rows.model.label}\` are updated`, expr)
    return data('never')
  }
  note(walk, rows, names)
  const only = names.map((one) => fieldName(rows.model, one.name))
  const size = given.args[2] ?? given.keywords.get('batch_size')
  // What is left over of a list of which a loop has written parts.
  const isRest = objects.kind === 'list' && walk.heap.written.has(objects.id)
  const how =
    (size && !isNone(size)) || walk.partsDepth > 0 || walk.repeats > 0 || isRest
      ? 'in batches'
      : 'one statement'
  const found = rowsIn(walk, objects)
  if (!found) {
    walk.update(rows.model, only, { rows: 'some', mayBeNull: true, how }, expr)
    return data('never')
  }
  for (const { row, path } of found) {
    // It has to be put into the list, and the list has to be written.
    const sure = inBoth(walk.reach(rows.model, row), reachOf(path, ...keysOf(rows.model, row)))
    writeFields(walk, row, sure, only, how, expr)
  }
  if (objects.kind === 'list') walk.heap.written.add(objects.id)
  return data('never')
}

/** The objects that a list holds, each with when it was put there; undefined where that is not known. */
function rowsIn(walk: Walk, objects: Known) {
  if (objects.kind === 'rows') {
    const row = walk.looped.get(objects)
    return row && [{ row, path: walk.path }]
  }
  const elements = elementsOf(walk, objects)
  if (!elements) return undefined
  const byRow = new Map<Row, typeof elements>()
  for (const element of elements) {
    if (element.value.kind !== 'row') return undefined
    byRow.set(element.value, [...(byRow.get(element.value) ?? []), element])
  }
  return [...byRow].map(([row, own]) => ({ row, path: anyOf(own.map(({ path }) => path)) }))
}

/** Of the objects that a many-to-many relation, or the other side of a foreign key, leads to. */
const linked: Method = (walk, rows, given, expr) => {
  if (given.args.some((arg) => arg.kind === 'row' && arg.isNew)) insert(walk, rows.model, expr)
  walk.recorder.write({
    table: rows.through ?? rows.model.table,
    columns: [],
    kind: rows.through ? 'insert' : 'update',
    rows: 'some',
    mayBeNull: true,
    how: 'row by row',
    place: walk.place(expr),
  })
  return data('always')
}

/** The methods of a queryset, a manager or a relation that write. */
export const writingMethods: Readonly<Record<string, Method>> = {
  update,
  delete: remove,
  _raw_delete: remove,
  create,
  get_or_create: getOrCreate,
  update_or_create: updateOrCreate,
  bulk_create: bulkCreate,
  bulk_update: bulkUpdate,
  add: linked,
  set: linked,
  remove: linked,
  clear: linked,
}
