import type { Constraint, Index } from '../../../src/model/schema/effect.ts'
import type { SchemaReplay, TableOutcome } from '../../../src/model/schema/outcome.ts'
import type { Column } from '../../../src/model/schema/table.ts'
import type { CatalogueConstraint, CatalogueIndex, PostgresAnswers } from './pg-catalogue.ts'

/** How many things are the same on both sides, and what each of the others is. */
export interface Agreement {
  readonly tables: number
  readonly columns: number
  readonly constraints: number
  readonly indexes: number
  /** Parts of columns that our replay does not know: it says nothing of them. */
  readonly unknown: readonly string[]
  /** By `table`, `column`, `constraint` or `index`. */
  readonly different: readonly { readonly what: string; readonly message: string }[]
}

/** Compares what we think migrations leave with what PostgreSQL has after it ran them. */
export async function agreementWith(postgres: PostgresAnswers, schema: SchemaReplay): Promise<Agreement> {
  const { catalogue } = postgres
  const different: { what: string; message: string }[] = []
  const unknown: string[] = []
  const differs = (what: string, message: string) => void different.push({ what, message })
  const same = { tables: 0, columns: 0, constraints: 0, indexes: 0 }

  for (const name of catalogue.tables)
    if (schema.tables.has(name)) same.tables++
    else differs('table', `${name} is in PostgreSQL alone`)
  for (const [name, table] of schema.tables) {
    if (!catalogue.tables.includes(name)) {
      differs('table', `${name} is in the replay alone`)
      continue
    }
    await compareColumns(name, table)
    const of = <Thing extends { readonly table: string }>(things: readonly Thing[]) =>
      things.filter((thing) => thing.table === name)
    same.constraints += matched(
      table.constraints,
      of(catalogue.constraints),
      sameConstraint(schema),
      (message) => differs('constraint', `${name}: ${message}`),
    )
    same.indexes += matched(table.indexes, of(catalogue.indexes), sameIndex, (message) =>
      differs('index', `${name}: ${message}`),
    )
  }
  return { ...same, unknown, different }

  async function compareColumns(name: string, table: TableOutcome): Promise<void> {
    const theirs = catalogue.columns.filter((column) => column.table === name)
    for (const column of theirs)
      if (!table.columns.has(column.name)) differs('column', `${name}.${column.name} is in PostgreSQL alone`)
    for (const [key, column] of table.columns) {
      const found = theirs.find((other) => other.name === key)
      if (!found) {
        differs('column', `${name}.${key} is in the replay alone`)
        continue
      }
      const ours = await described(column, table)
      const parts = (['type', 'isNullable', 'default'] as const).flatMap((part) => {
        if (ours[part] === undefined) unknown.push(`${name}.${key}: ${part}`)
        const value = part === 'default' ? plain(found.default) : found[part]
        return ours[part] === undefined || ours[part] === value ? [] : [`${part} ${ours[part]}, not ${value}`]
      })
      if (parts.length === 0) same.columns++
      else differs('column', `${name}.${key}: ${parts.join('; ')}`)
    }
  }

  async function described(column: Column, { constraints }: TableOutcome) {
    const { typeSource, isNullable, default: value, name } = column
    const isCounting = value.kind === 'database' && value.source.startsWith('nextval(')
    const isShown = value.kind === 'database' && !value.source.includes('…')
    const type = typeSource.replace(/^bigserial/, 'bigint').replace(/^serial/, 'integer')
    const written =
      typeSource === ''
        ? undefined
        : await postgres.column(type, isShown && !isCounting ? value.source : undefined)
    const inKey = constraints.some(({ kind, columns }) => kind === 'primary key' && columns.includes(name))
    const isKnown = value.kind === 'none' || isShown || isCounting
    return {
      type: written?.type,
      isNullable: inKey ? false : isNullable,
      default: isCounting ? 'counts' : isKnown && written ? plain(written.default) : undefined,
    }
  }
}

/**
 * A default without what is the database's own affair: which sequence it is that counts, and the type that a text is cast
 * to, which stays what it was where the column's type changes.
 */
function plain(value: string | null): string | null {
  if (value?.startsWith('nextval(')) return 'counts'
  if (value?.startsWith('NULL::')) return null
  return value?.replace(/^('(?:[^']|'')*')(::[\w ."]+(\(\d+\))?(\[\])?)+$/, '$1') ?? null
}

function matched<Ours extends Constraint | Index, Theirs extends CatalogueConstraint | CatalogueIndex>(
  ours: readonly Ours[],
  theirs: readonly Theirs[],
  isSame: (one: Ours, other: Theirs) => boolean,
  differs: (message: string) => void,
): number {
  const left = [...theirs]
  let same = 0
  for (const one of ours) {
    const at = left.findIndex((other) => isSame(one, other))
    if (at >= 0) {
      left.splice(at, 1)
      same++
    } else differs(`${JSON.stringify(one)} is in the replay alone`)
  }
  for (const other of left) differs(`${JSON.stringify(other)} is in PostgreSQL alone`)
  return same
}

const listed = (columns: readonly (string | null | undefined)[]) =>
  columns.map((column) => column ?? '(an expression)').join()

const sorted = (columns: readonly (string | null | undefined)[]) => listed(columns.toSorted())

/** A name that is not written is the database's choice. */
const sameName = (ours: string | undefined, theirs: string) => ours === undefined || ours === theirs

function sameIndex(one: Index, other: CatalogueIndex): boolean {
  return (
    sameName(one.name, other.name) &&
    one.isUnique === other.isUnique &&
    (one.isPartial ?? false) === other.isPartial &&
    listed(one.columns) === listed(other.columns)
  )
}

const sameConstraint =
  ({ tables }: SchemaReplay) =>
  (one: Constraint, other: CatalogueConstraint): boolean => {
    const isSame =
      sameName(one.name, other.name) &&
      one.kind === other.kind &&
      sorted(one.columns) === sorted(other.columns)
    if (!isSame || one.kind !== 'foreign key') return isSame
    const target = one.referencedColumns
    return (
      (tables.get(one.references ?? '')?.table.name ?? one.references) === other.references &&
      (target === undefined || listed(target) === listed(other.referencedColumns ?? [])) &&
      (one.onDelete ?? 'NO ACTION') === other.onDelete &&
      (one.onUpdate ?? 'NO ACTION') === other.onUpdate
    )
  }
