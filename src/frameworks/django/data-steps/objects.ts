import type { Expr, Span } from '../../../python/ast.ts'
import { truth } from '../../../python/value.ts'
import type { Given } from './calls.ts'
import { data, dataNullness, type Known, type Model, type Nullness, type Row, type Rows } from './known.ts'
import { fieldName, nullnessOf, related } from './models.ts'
import { inBoth, noneSurely, reachOf, rowsOf, type Reach } from './reach.ts'
import { namesIn } from './names-in.ts'
import { eitherNull, keysOf, type Assigned, type Walk } from './walk.ts'

/** `object.name`. */
export function attributeOf(walk: Walk, row: Row, name: string, expr: Expr): Known {
  const { model } = row
  if (name === 'pk' || name === 'id') return data('never', { row, field: name })
  const known = row.leadsTo.get(name)
  if (known) return known
  const field = fieldName(model, name)
  const given = walk.heap.fields.get(row)?.get(field)
  if (given) return data(nullnessNow(walk, row, field, given))
  const relation =
    name === field || !model.state?.fields.has(field) ? related(walk.site, model, name) : undefined
  if (relation?.isMany) {
    const rows: Rows = {
      kind: 'rows',
      model: relation.model,
      reach: noneSurely,
      gives: 'objects',
      added: new Set(),
      through: relation.through ?? undefined,
    }
    return rows
  }
  if (model.state?.fields.has(field)) {
    walk.note(model, [{ name: field, start: expr.start, end: expr.end }], new Set(), false)
    if (!relation) return data(nullnessOf(model, field), { row, field })
  }
  if (relation) {
    const to: Row = {
      kind: 'row',
      model: relation.model,
      reach: noneSurely,
      isNew: false,
      isInParts: false,
      added: new Set(),
      leadsTo: new Map(),
      key: { row, field, isNull: model.state?.fields.has(field) ? nullnessOf(model, field) : 'maybe' },
    }
    row.leadsTo.set(name, to)
    walk.load(to)
    return to
  }
  if (row.added.has(name) || row.mayHaveMore) return data('maybe')
  return { kind: 'bound', object: row, name }
}

/** Where a field was set under a condition only, it may still hold what it held before. */
function nullnessNow(walk: Walk, row: Row, field: string, { path, isNull }: Assigned): Nullness {
  if (path === walk.path) return isNull
  const reach = reachOf(path, ...keysOf(row.model, row))
  return reach === 'all' || reach.has(field) ? isNull : eitherNull(isNull, nullnessOf(row.model, field))
}

/** `object.name = value`. */
export function setField(walk: Walk, row: Row, name: string, value: Known, span: Span): void {
  const field = fieldName(row.model, name)
  if (row.model.state?.fields.has(field) ?? true)
    walk.note(row.model, [{ name: field, start: span.start, end: span.end }], row.added, false)
  row.leadsTo.delete(name)
  row.leadsTo.delete(field)
  if (value.kind === 'row') row.leadsTo.set(field, value)
  assign(walk, row, field, nullnessIn(value, row.model))
}

function assign(walk: Walk, row: Row, field: string, isNull: Nullness): void {
  const fields = new Map(walk.heap.fields.get(row))
  fields.set(field, { path: walk.path, isNull })
  walk.heap.fields.set(row, fields)
}

/** Whether what a column is given may be NULL. */
export function nullnessIn(value: Known, model: Model): Nullness {
  if (value.kind === 'expression') return value.isNull(model)
  if (value.kind === 'q') return 'maybe'
  if (value.kind === 'row') return value.key?.isNull ?? (value.mayBeNone ? 'maybe' : 'never')
  if (value.kind === 'list' || value.kind === 'model') return 'never'
  if (value.kind === 'rows') return 'maybe'
  return dataNullness(value) ?? 'maybe'
}

/** The writes of an object's fields, by the rows that each surely reaches. */
export function writeFields(
  walk: Walk,
  row: Row,
  /** For which rows the write is surely come to. */
  written: Reach,
  only: readonly string[] | undefined,
  how: 'row by row' | 'one statement' | 'in batches',
  span: Span,
): void {
  const { model } = row
  const keys = keysOf(model, row)
  const fields = [...(walk.heap.fields.get(row) ?? new Map<string, Assigned>())].filter(
    ([field]) => only === undefined || only.includes(field),
  )
  const byRows = new Map<string, { reach: Reach; isNull: boolean; columns: string[] }>()
  for (const [field, { path, isNull }] of fields) {
    const reach = [row.reach, reachOf(path, ...keys), written].reduce(inBoth)
    const key = JSON.stringify([rowsOf(reach), isNull !== 'never'])
    const same = byRows.get(key) ?? { reach, isNull: isNull !== 'never', columns: [] }
    same.columns.push(field)
    byRows.set(key, same)
  }
  if (byRows.size === 0) byRows.set('', { reach: inBoth(row.reach, written), isNull: false, columns: [] })
  for (const { reach, isNull, columns } of byRows.values())
    walk.update(model, columns, { rows: rowsOf(reach), mayBeNull: isNull, how }, span)
}

/** `save()` writes all fields: what was written since the object was loaded, too, as it was before. */
function writeStale(walk: Walk, row: Row, span: Span): void {
  const { model } = row
  // Where it is not known when that was, it may have been before any of them.
  const since = walk.loaded.get(row) ?? 0
  const own = walk.heap.fields.get(row)
  const columns = walk.recorder.writes
    .slice(since)
    .filter(({ table, kind }) => kind === 'update' && table === model.table)
    .flatMap((write) => (write.columns === 'all' ? [] : write.columns))
    .filter((column) => !own?.has(column))
  if (columns.length === 0) return
  walk.update(model, [...new Set(columns)], { rows: 'some', mayBeNull: true, how: 'row by row' }, span)
}

/** A method of an object; undefined where Django's models have none of that name. */
export function objectMethod(
  walk: Walk,
  row: Row,
  name: string,
  given: Given,
  expr: Span,
): Known | undefined {
  const { model } = row
  switch (name) {
    case 'save':
    case 'asave':
    case 'save_base': {
      heed(walk, given.keywords.get('using'))
      if (model.isImported) walk.unfollowed(`the \`save()\` of today's \`${model.label}\` may do more`, expr)
      const fields = given.keywords.get('update_fields')
      const names =
        fields && !isNone(fields) ? namesIn(walk, fields, given, 'update_fields', expr) : undefined
      if (fields && !isNone(fields) && !names) {
        walk.unfollowed('which fields are saved', expr)
        return data('always')
      }
      if (names) walk.note(model, names)
      if (row.isNew && !names) insert(walk, model, expr, row)
      else {
        if (!names) writeStale(walk, row, expr)
        writeFields(
          walk,
          row,
          walk.reach(model, row),
          names?.map((one) => fieldName(model, one.name)),
          'row by row',
          expr,
        )
      }
      return data('always')
    }
    case 'delete':
    case 'adelete': {
      const reach = inBoth(row.reach, walk.reach(model, row))
      walk.recorder.write({
        table: model.table,
        label: model.label,
        columns: 'all',
        kind: 'delete',
        rows: rowsOf(reach),
        mayBeNull: false,
        how: 'row by row',
        place: walk.place(expr),
      })
      return data('never')
    }
    case 'refresh_from_db':
      walk.heap.fields.delete(row)
      walk.loaded.set(row, walk.recorder.writes.length)
      return data('always')
    case 'full_clean':
    case 'clean':
    case 'clean_fields':
    case 'validate_unique':
    case 'serializable_value':
    case 'get_deferred_fields':
    case 'exists':
      return data('maybe')
    default:
      if (/^get_\w+_display$/.test(name)) return data(nullnessOf(model, name.slice(4, -8)))
      return /^__\w+__$/.test(name) ? data('never') : undefined
  }
}

export function insert(
  walk: Walk,
  model: Model,
  expr: Span,
  row?: Row,
  how: 'row by row' | 'one statement' = 'row by row',
): void {
  const given = row && walk.heap.fields.get(row)
  walk.recorder.write({
    table: model.table,
    label: model.label,
    columns: 'all',
    kind: 'insert',
    rows: 'some',
    mayBeNull: false,
    ...(given && { withNull: fieldsLeftNull(model, given) }),
    how,
    place: walk.place(expr),
  })
}

/** The fields of a new row that are given no value, or one that may be NULL, and have no default. */
function fieldsLeftNull({ state }: Model, given: ReadonlyMap<string, Assigned>): readonly string[] {
  return [...(state?.fields.values() ?? [])]
    .filter(({ name, keywords }) => {
      const own = given.get(name)
      if (own) return own.isNull !== 'never'
      const mayBe = keywords.get('null')
      return mayBe && truth(mayBe) === true && !keywords.has('default') && !keywords.has('db_default')
    })
    .map(({ name }) => name)
}

export function heed(walk: Walk, alias: Known | undefined): void {
  if (alias?.kind === 'alias' || (alias?.kind === 'bound' && alias.object.kind === 'connection'))
    walk.recorder.usesAlias = true
}

export function isNone(known: Known): boolean {
  return known.kind === 'value' && known.value.kind === 'const' && known.value.value === null
}

export function isTrue(known: Known | undefined): boolean | undefined {
  return known?.kind === 'value' ? truth(known.value) : undefined
}
