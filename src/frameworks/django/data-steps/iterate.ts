import { iterate } from '../../../python/iteration.ts'
import { data, type Known, type Row, type Rows } from './known.ts'
import { noneSurely, reachOf, type Holding } from './reach.ts'
import type { Element, Walk } from './walk.ts'

/** What a loop runs over. */
export interface Iterated {
  readonly items: readonly Known[]
  /** Whether `items` are all that it comes to, one after the other; otherwise they stand for any number. */
  readonly isEach: boolean
  /** Where the body is run. */
  readonly holds: Holding
}

const anything = (item: Known): Iterated => ({ items: [item], isEach: false, holds: 'unknown' })

export function iterated(walk: Walk, iterable: Known): Iterated {
  switch (iterable.kind) {
    case 'rows': {
      const { whole } = iterable
      const inParts = walk.partsDepth > 0 && whole !== undefined
      const item = walk.looped.get(iterable) ?? itemOf(inParts ? { ...iterable, reach: whole } : iterable)
      const at = walk.load(iterable)
      if (item.kind === 'row') {
        walk.looped.set(iterable, item)
        walk.load(item, at)
      }
      const holds = new Map([[rowIn(item) ?? iterable.model.key ?? iterable, 'all' as const]])
      const numbered: Known = { kind: 'tuple', items: [data('never'), item] }
      return { items: [iterable.isNumbered ? numbered : item], isEach: false, holds }
    }
    case 'tuple':
      return { items: iterable.items, isEach: true, holds: 'always' }
    case 'list': {
      const elements = elementsOf(walk, iterable) ?? []
      const [only] = elements
      if (elements.length > 1 && elements.every(({ path }) => path === walk.path))
        return { items: elements.map(({ value }) => value), isEach: true, holds: 'always' }
      if (elements.length !== 1 || !only)
        return anything(
          elements.length === 0
            ? unknownItem
            : (elements.find(({ value }) => value.kind === 'row')?.value ?? only?.value ?? unknownItem),
        )
      if (only.value.kind !== 'row') return anything(only.value)
      const put = reachOf(only.path, only.value, only.value.model.key ?? only.value.model)
      return { items: [only.value], isEach: false, holds: new Map([[only.value, put]]) }
    }
    case 'yields': {
      const [item, ...others] = iterable.items
      if (!item) return anything(unknownItem)
      if (others.length > 0 || !iterable.isWhole || item.kind !== 'rows') return anything(item)
      const holds = new Map([[item.model.key ?? item, 'all' as const]])
      return { items: [item], isEach: false, holds }
    }
    case 'value': {
      const known = iterate(iterable.value)
      if (known)
        return { items: known.map((value) => ({ kind: 'value', value })), isEach: true, holds: 'always' }
      return anything(data('maybe'))
    }
    case 'data':
      // `range(0, len(ids), 1000)` gives nothing where there are no rows.
      return iterable.isIndex && iterable.counted
        ? { items: [iterable], isEach: false, holds: new Map([[iterable.counted.model.key, 'all' as const]]) }
        : anything(data('maybe'))
    default:
      return anything(unknownItem)
  }
}

/** The object that an item of a loop is of. */
function rowIn(item: Known): Row | undefined {
  if (item.kind === 'row') return item
  if (item.kind === 'data') return item.from?.row
  return item.kind === 'tuple' && item.items[0] ? rowIn(item.items[0]) : undefined
}

const unknownItem: Known = { kind: 'unknown', cause: 'what the loop runs over' }

/** One of the rows, as a loop has it. */
export function itemOf(rows: Rows): Known {
  const { model, reach, gives, values, isFlat, added, mayHaveMore = false, whole, of } = rows
  if (gives === 'objects') return of ?? newRow(rows)
  if (isFlat || !values) {
    const [field] = values ?? []
    return data(
      'maybe',
      fieldFrom(field, { model, reach, added, mayHaveMore, isInParts: whole !== undefined }),
    )
  }
  const row = newRow(rows)
  return {
    kind: 'tuple',
    items: values.map((field) => data('maybe', field === undefined ? undefined : { row, field })),
  }
}

function fieldFrom(field: string | undefined, row: Omit<Row, 'kind' | 'isNew' | 'leadsTo'>) {
  if (field === undefined) return undefined
  return { row: { kind: 'row', isNew: false, leadsTo: new Map(), ...row } as const, field }
}

export function newRow({ model, reach, added, mayHaveMore = false, whole }: Rows): Row {
  return {
    kind: 'row',
    model,
    reach,
    isNew: false,
    isInParts: whole !== undefined,
    added,
    mayHaveMore,
    leadsTo: new Map(),
  }
}

/** One object of which it is not known which. */
export function someRow(rows: Rows): Row {
  return newRow({ ...rows, reach: noneSurely, whole: undefined })
}

/** One object that is loaded here, of which it is not known which. */
export function single(walk: Walk, rows: Rows, more: Partial<Row> = {}): Row {
  const row = { ...someRow(rows), ...more }
  walk.load(row)
  return row
}

export function elementsOf(walk: Walk, list: Known): readonly Element[] | undefined {
  return list.kind === 'list' ? walk.heap.lists.get(list.id) : undefined
}

/** The items of what is unpacked; undefined where it is not known how many there are. */
export function itemsOf(walk: Walk, value: Known): readonly Known[] | undefined {
  if (value.kind === 'tuple') return value.items
  if (value.kind === 'list') return elementsOf(walk, value)?.map((element) => element.value)
  if (value.kind !== 'value') return undefined
  return iterate(value.value)?.map((item) => ({ kind: 'value', value: item }))
}
