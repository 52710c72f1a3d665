import type { Write } from '../../../model/schema/data-step.ts'
import type { Span } from '../../../python/ast.ts'
import { isInstalled } from '../../../python/environment.ts'
import type { Scope } from '../../../python/scope.ts'
import type { ClassValue } from '../../../python/value.ts'
import type { Site } from '../schema/given.ts'
import {
  dataNullness,
  type Callable,
  type Known,
  type Model,
  type Named,
  type Nullness,
  type Row,
} from './known.ts'
import { anyOf, reachOf, start, type Path, type Reach } from './reach.ts'
import { isSurelyMissing } from './missing-fields.ts'
import { byOwner, fieldName } from './models.ts'
import { Recorder } from './recorder.ts'

/** Something that was put into a list, and when. */
export interface Element {
  readonly value: Known
  readonly path: Path
}

/** A value that an object's field was given, and when. */
export interface Assigned {
  readonly path: Path
  readonly isNull: Nullness
}

/** What lists hold, and what the fields of objects were given. */
export interface Heap {
  readonly lists: Map<number, readonly Element[]>
  readonly fields: Map<Row, ReadonlyMap<string, Assigned>>
  /** Lists of which all objects were written since they were put there. */
  readonly written: Set<number>
}

/** A function that is being walked through. */
export interface Frame {
  readonly callable: Callable
  /** Its names, those of functions around it among them. */
  vars: Map<string, Known>
  readonly returned: Known[]
  readonly yielded: Known[]
  /** The loop that is walked through by parts, up to their end. */
  parts: PartsLoop | undefined
}

export interface PartsLoop {
  /** Whether it ends only where no row of a part is left. */
  isWhole: boolean
  hasEnd: boolean
}

/** Walks through a function and what it calls; see the files beside this one for statements, expressions and calls. */
export class Walk {
  readonly site: Site
  readonly recorder = new Recorder()
  frame: Frame
  path: Path = start
  heap: Heap = { lists: new Map(), fields: new Map(), written: new Set() }
  stepsLeft = 40_000
  /** What is being called, from the outside in. */
  readonly calls: unknown[] = []
  /** How many `try` it is in: what fails there may be meant to. */
  tries = 0
  /** How many loops over parts it is in, of this function and of those that call it. */
  partsDepth = 0
  /** How many loops it is in that run any number of times: what is written there is written a part at a time. */
  repeats = 0
  /** The objects of querysets that were looped over: a queryset keeps them. */
  readonly looped = new Map<Known, Row>()
  /** Querysets that were asked for their rows, and keep them, and objects: how many writes there were until then. */
  readonly loaded = new Map<Known, number>()
  #lists = 0

  constructor(site: Site, callable: Callable) {
    this.site = site
    this.frame = newFrame(callable)
  }

  get scope(): Scope {
    return this.frame.callable.scope
  }

  place(span: Span) {
    return this.recorder.place(this.scope.file, span)
  }

  unfollowed(cause: string, span: Span): void {
    this.recorder.unfollowed(cause, this.place(span))
  }

  /** Notes that rows, or an object of them, are loaded from the database, unless they are already. */
  load(known: Known, at = this.recorder.writes.length): number {
    const loaded = this.loaded.get(known) ?? at
    this.loaded.set(known, loaded)
    return loaded
  }

  newList(elements: readonly Element[]): Known {
    const id = ++this.#lists
    this.heap.lists.set(id, elements)
    return { kind: 'list', id }
  }

  /** Notes fields that are asked of a model, by the names in source. */
  note(model: Model, fields: readonly Named[], added: ReadonlySet<string> = new Set(), isSure = true): void {
    for (const { name, ...span } of fields) {
      const [first = ''] = name.split('__')
      if (first === '' || added.has(first)) continue
      const isMissing = isSure && this.tries === 0 && isSurelyMissing(this.site, model, first)
      this.recorder.field(model, fieldName(model, first), this.place(span), isMissing)
    }
  }

  /** Notes an update of a model's fields, some of which may stand in a table of a model that it inherits from. */
  update(
    model: Model,
    columns: readonly string[],
    write: Pick<Write, 'rows' | 'mayBeNull' | 'how'>,
    span: Span,
  ): void {
    for (const { model: owner, columns: own } of byOwner(this.site, model, columns))
      this.recorder.write({
        ...write,
        table: owner.table,
        label: owner.label,
        columns: own,
        kind: 'update',
        // A parent has rows of others, too.
        rows: owner === model ? write.rows : 'some',
        place: this.place(span),
      })
  }

  /** Notes that a class of today's code is used as a model. */
  useImported(value: ClassValue, label: string, span: Span): void {
    if (isInstalled(value.origin.path)) return
    const { modules } = this.site.context.interpreter
    const path = `${modules.name(value.origin.path)}.${value.qualname}`
    this.recorder.import({ path, label, place: this.place(span) })
  }

  /** Notes that rows are asked of a model, or made: where it is today's, by the call that gave its class. */
  useModel({ asked, label }: Model, span: Span): void {
    if (asked) this.recorder.import({ ...asked, label, place: this.place(span) })
  }

  /** Under what condition rows of a model, or an object, are come to. */
  reach(model: Model, row?: Row): Reach {
    return reachOf(this.path, ...keysOf(model, row))
  }

  fork(): Forked {
    const { lists, fields, written } = this.heap
    return {
      vars: new Map(this.frame.vars),
      heap: { lists: new Map(lists), fields: new Map(fields), written: new Set(written) },
    }
  }

  restore({ vars, heap }: Forked): void {
    this.frame.vars = vars
    this.heap = heap
  }
}

/** What a path may narrow that is about an object, or rows, of a model. */
export function keysOf(model: Model, row?: Row): readonly unknown[] {
  return [...(row ? [row] : []), ...(row?.twin ? [row.twin] : []), model.key ?? model]
}

export interface Forked {
  readonly vars: Map<string, Known>
  readonly heap: Heap
}

export function newFrame(callable: Callable): Frame {
  return { callable, vars: new Map(callable.outer), returned: [], yielded: [], parts: undefined }
}

/** One end of a branch. */
export interface Branch extends Forked {
  readonly start: Path
  readonly end: Path
}

/** What is known after branches of which one was taken, each from its own start. */
export function merge(walk: Walk, before: Forked, after: Path, branches: readonly Branch[]): void {
  const [only] = branches
  if (!only) return
  const vars = new Map<string, Known>()
  for (const name of new Set(branches.flatMap((branch) => [...branch.vars.keys()]))) {
    const values = branches.flatMap((branch) => branch.vars.get(name) ?? [])
    vars.set(name, values.reduce(mergeKnown))
  }
  const heap: Heap = { lists: new Map(), fields: new Map(), written: new Set(only.heap.written) }
  for (const id of new Set(branches.flatMap(({ heap: own }) => [...own.lists.keys()]))) {
    const was = new Set(before.heap.lists.get(id))
    const kept = [...was].filter((element) =>
      branches.every(({ heap: own }) => own.lists.get(id)?.includes(element) || own.written.has(id)),
    )
    const put = branches.flatMap(({ heap: own }) =>
      (own.lists.get(id) ?? []).filter((element) => !was.has(element)),
    )
    heap.lists.set(id, [...kept, ...new Set(put)])
  }
  for (const { heap: own } of branches)
    for (const id of own.written) if (!heap.written.has(id)) heap.written.add(id)
  for (const row of new Set(branches.flatMap(({ heap: own }) => [...own.fields.keys()])))
    heap.fields.set(row, mergeFields(row, before, after, branches))
  walk.restore({ vars, heap })
}

function mergeFields(
  row: Row,
  before: Forked,
  after: Path,
  branches: readonly Branch[],
): ReadonlyMap<string, Assigned> {
  const merged = new Map<string, Assigned>()
  const was = before.heap.fields.get(row)
  const all = branches.map((branch) => ({ ...branch, own: branch.heap.fields.get(row) }))
  for (const field of new Set(all.flatMap(({ own }) => [...(own?.keys() ?? [])]))) {
    const assigned = all.flatMap(({ own }) => own?.get(field) ?? [])
    const isNull = assigned.map((one) => one.isNull).reduce(eitherNull)
    const old = was?.get(field)
    const isWhole = all.every(({ own, end, start: from }) => {
      const one = own?.get(field)
      return one !== undefined && (one.path === from || one.path === end)
    })
    const path = isWhole ? after : (old?.path ?? anyOf(assigned.map((one) => one.path)))
    merged.set(field, { path, isNull })
  }
  return merged
}

export function eitherNull(one: Nullness, other: Nullness): Nullness {
  return one === other ? one : 'maybe'
}

/** What is known of a value that is one of two. */
export function mergeKnown(one: Known, other: Known): Known {
  if (one === other) return one
  if (one.kind === 'rows' && other.kind === 'rows' && one.model.key === other.model.key) {
    const reach = one.reach === 'all' ? other.reach : one.reach
    return { ...one, reach, of: undefined, whole: undefined, mayHaveMore: true }
  }
  if (one.kind === 'list' && other.kind === 'list') return one.id > other.id ? other : one
  if (one.kind === 'model' && other.kind === 'model' && one.model.key === other.model.key) return one
  if (one.kind === other.kind && ['apps', 'editor', 'connection', 'alias', 'cursor'].includes(one.kind))
    return one
  const nulls = [one, other].map(dataNullness)
  const [first, second] = nulls
  if (first !== undefined && second !== undefined) return { kind: 'data', isNull: eitherNull(first, second) }
  return { kind: 'unknown', cause: 'which of several values it is' }
}
