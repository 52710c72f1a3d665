import type { ComparedPart } from '../../../model/compared-part.ts'
import type { AttributeChange } from '../../../model/drift.ts'
import type { Place } from '../../../model/place.ts'
import type { Constraint, Index } from '../../../model/schema/effect.ts'
import type { TableOutcome } from '../../../model/schema/outcome.ts'
import type { Column } from '../../../model/schema/table.ts'
import { elementOf } from '../../../model/schema/value-types.ts'
import type { EntityColumn, EntityTable, Placed } from '../entities/entity-table.ts'
import { columnChanges } from './compare-columns.ts'

/** One thing that entities and migrations do not agree on. */
export interface TableDifference {
  readonly part: ComparedPart
  /** The method of the query runner that would mend it. */
  readonly operation: string
  /** The column, index or constraint. */
  readonly name: string | undefined
  readonly changes: readonly AttributeChange[]
  /** What it is, as a clause about the table: `the column \`a\` is not in the migrations`. */
  readonly clause: string
  readonly place: Place
}

/** A table of an entity with its columns as they are read, and the same table as migrations leave it. */
export interface TablePair {
  readonly entity: EntityTable
  readonly declared: ReadonlyMap<string, Column>
  readonly migrated: TableOutcome
  readonly valueTypes: ReadonlyMap<string, readonly string[]>
}

/**
 * How the table of an entity differs, as TypeORM's schema builder compares
 * (typeorm 1.1, src/schema-builder/RdbmsSchemaBuilder.ts).
 *
 * @param compares whether a part is looked at
 */
export function tableDifferences(
  pair: TablePair,
  compares: (part: ComparedPart) => boolean,
): readonly TableDifference[] {
  return [
    ...columnDifferences(pair, compares),
    ...[...indexDifferences(pair), ...constraintDifferences(pair)].filter(({ part }) => compares(part)),
  ]
}

/** What each attribute of a column belongs to, and how messages call it. */
const attributes: Readonly<Record<string, readonly [part: ComparedPart, noun: string]>> = {
  type: ['types', 'type'],
  nullable: ['nullability', 'constraint'],
  default: ['defaults', 'default'],
  primary: ['primary keys', 'place'],
  enum: ['enums', 'list of values'],
}

function columnDifferences(
  { entity, declared, migrated, valueTypes }: TablePair,
  compares: (part: ComparedPart) => boolean,
): readonly TableDifference[] {
  const differences: TableDifference[] = []
  for (const column of entity.columns) {
    const before = migrated.columns.get(column.name)
    const after = declared.get(column.name)!
    if (!before) {
      differences.push(onlyDeclared('columns', 'addColumn', 'column', column.name, column.place))
      continue
    }
    const migratedValues = valueTypes.get(elementOf(before.typeSource))
    const pair = { migrated: before, table: migrated, declared: after, entity: column, migratedValues }
    const changes = columnChanges(pair).filter(({ attribute }) => compares(attributes[attribute]![0]))
    if (changes.length > 0) differences.push(changedColumn(column, changes))
  }
  // What a class that cannot be read brings may be among them.
  if (entity.doubts.length === 0)
    for (const name of migrated.columns.keys())
      if (!declared.has(name)) differences.push(onlyMigrated('columns', 'dropColumn', 'column', name, entity))
  return differences.filter(({ part }) => part !== 'columns' || compares(part))
}

function changedColumn({ name, place }: EntityColumn, changes: readonly AttributeChange[]): TableDifference {
  const parts = changes.map(
    ({ attribute, migrations, models }) =>
      `the ${attributes[attribute]![1]} \`${models}\` in the entity and \`${migrations}\` in the migrations`,
  )
  const clause = `the column \`${name}\` has ${parts.join(', and ')}`
  return {
    part: attributes[changes[0]!.attribute]![0],
    operation: 'changeColumn',
    name,
    changes,
    clause,
    place,
  }
}

function indexDifferences(pair: TablePair): readonly TableDifference[] {
  const { entity, migrated } = pair
  // TypeORM sees no index over an expression.
  const found = migrated.indexes.filter(({ columns }) => !columns.includes(undefined))
  return compareKeys(pair, {
    part: 'indexes',
    noun: 'index',
    wanted: entity.indexes,
    found,
    isSame: sameIndex,
    isChanged: (one, other) => !sameIndex(one, other),
    operations: ['createIndex', 'dropIndex'],
  })
}

const sameIndex = (one: Index, other: Index): boolean =>
  one.isUnique === other.isUnique && sameColumns(one.columns, other.columns)

type Key = Index | Constraint

/** Keys of one kind on both sides, and how they are compared. */
interface KeyComparison<Of extends Key> {
  readonly part: ComparedPart
  readonly noun: string
  readonly wanted: readonly Placed<Of>[]
  readonly found: readonly Of[]
  readonly isSame: (one: Of, other: Of) => boolean
  /** Whether TypeORM makes one of that name anew: not all that may differ is looked at. */
  readonly isChanged: (one: Of, other: Of) => boolean
  readonly operations: readonly [create: string, drop: string]
}

/** Keys are the same by their names; one whose name only the database knows is by what it is over. */
function compareKeys<Of extends Key>(
  { entity, declared, migrated }: TablePair,
  { part, noun, wanted, found, isSame, isChanged, operations: [create, drop] }: KeyComparison<Of>,
): readonly TableDifference[] {
  const left = [...found]
  const take = (test: (other: Of) => boolean): Of | undefined => {
    const index = left.findIndex(test)
    return index < 0 ? undefined : left.splice(index, 1)[0]
  }
  const differences: TableDifference[] = []
  // What is asked for twice, in the same words, is made once.
  const once = [...new Map(wanted.map((one) => [one.name, one])).values()]
  const missing = once.filter((one) => {
    const named = take(({ name }) => name === one.name)
    if (named && isChanged(one, named))
      differences.push({
        part,
        operation: create,
        name: one.name,
        changes: [],
        clause: `the ${noun} ${label(one)} is another one in the migrations`,
        place: one.place,
      })
    return !named && !take((other) => other.name === undefined && isSame(one, other))
  })
  for (const one of missing) {
    const other = take((each) => isSame(one, each))
    // A key over a column that is missing, or is left over, comes and goes with it.
    if (!other && one.columns.every((column) => column !== undefined && migrated.columns.has(column)))
      differences.push(onlyDeclared(part, create, noun, one.name, one.place, one.columns))
    else if (other)
      differences.push({
        part: 'names',
        operation: create,
        name: one.name,
        changes: [{ attribute: 'name', migrations: other.name, models: one.name }],
        clause: `the ${noun} ${label(one)} is called \`${other.name}\` in the migrations`,
        place: one.place,
      })
  }
  if (entity.doubts.length > 0) return differences
  for (const one of left)
    if (one.columns.every((column) => column === undefined || declared.has(column)))
      differences.push(onlyMigrated(part, drop, noun, one.name, entity, one.columns))
  return differences
}

function constraintDifferences(pair: TablePair): readonly TableDifference[] {
  const { entity, migrated } = pair
  const of = <T extends Constraint>(list: readonly T[], kind: Constraint['kind']): readonly T[] =>
    list.filter((one) => one.kind === kind)
  const over = (one: Constraint, other: Constraint): boolean => sameColumns(one.columns, other.columns)
  return [
    ...uniqueDifferences(pair),
    ...compareKeys(pair, {
      part: 'unique constraints',
      noun: 'unique constraint',
      wanted: of(entity.constraints, 'unique').filter(isComposite),
      found: of(migrated.constraints, 'unique').filter(isComposite),
      isSame: over,
      isChanged: () => false,
      operations: ['createUniqueConstraint', 'dropUniqueConstraint'],
    }),
    ...compareKeys(pair, {
      part: 'checks',
      noun: 'check constraint',
      wanted: of(entity.constraints, 'check'),
      found: of(migrated.constraints, 'check'),
      // What a check says is in its name.
      isSame: (one, other) => one.name === other.name,
      isChanged: () => false,
      operations: ['createCheckConstraint', 'dropCheckConstraint'],
    }),
    ...compareKeys(pair, {
      part: 'foreign keys',
      noun: 'foreign key',
      wanted: of(entity.constraints, 'foreign key'),
      found: of(migrated.constraints, 'foreign key'),
      isSame: (one, other) => over(one, other) && leadsAlike(one, other),
      isChanged: (one, other) => !leadsAlike(one, other),
      operations: ['createForeignKey', 'dropForeignKey'],
    }),
  ]
}

const isComposite = ({ columns }: Constraint): boolean => columns.length > 1

const leadsAlike = (one: Constraint, other: Constraint): boolean =>
  one.references === other.references &&
  isAction(one.onDelete, other.onDelete) &&
  isAction(one.onUpdate, other.onUpdate)

/** An action that an entity does not name may be any. */
function isAction(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || wanted.toUpperCase() === (found ?? 'NO ACTION')
}

/** Whether one column alone is unique is said of the column, whatever the constraint is called. */
function uniqueDifferences({ entity, migrated }: TablePair): readonly TableDifference[] {
  const alone = (list: readonly Constraint[], name: string): boolean =>
    list.some(({ kind, columns }) => kind === 'unique' && columns.length === 1 && columns[0] === name)
  return entity.columns.flatMap(({ name, unknown, place }: EntityColumn): readonly TableDifference[] => {
    const before = migrated.columns.get(name)
    if (!before || unknown.has('key')) return []
    const wanted = alone(entity.constraints, name)
    const found = alone(migrated.constraints, name)
    if (wanted === found || (!wanted && entity.doubts.length > 0)) return []
    return [
      wanted
        ? onlyDeclared(
            'unique constraints',
            'createUniqueConstraint',
            'unique constraint',
            undefined,
            place,
            [name],
          )
        : onlyMigrated('unique constraints', 'dropUniqueConstraint', 'unique constraint', undefined, entity, [
            name,
          ]),
    ]
  })
}

function sameColumns(one: readonly (string | undefined)[], other: readonly (string | undefined)[]): boolean {
  return one.length === other.length && one.every((column) => other.includes(column))
}

function label({ name, columns }: Pick<Key, 'name' | 'columns'>): string {
  return name === undefined ? `over ${columns.map((column) => `\`${column}\``).join(', ')}` : `\`${name}\``
}

function onlyDeclared(
  part: ComparedPart,
  operation: string,
  noun: string,
  name: string | undefined,
  place: Place,
  columns: readonly (string | undefined)[] = [],
): TableDifference {
  const clause = `the ${noun} ${label({ name, columns })} is in the entity, and in no migration`
  return { part, operation, name: name ?? columns[0], changes: [], clause, place }
}

function onlyMigrated(
  part: ComparedPart,
  operation: string,
  noun: string,
  name: string | undefined,
  { place }: EntityTable,
  columns: readonly (string | undefined)[] = [],
): TableDifference {
  const clause = `the ${noun} ${label({ name, columns })} is left by the migrations, and not in the entity`
  return { part, operation, name: name ?? columns[0], changes: [], clause, place }
}
