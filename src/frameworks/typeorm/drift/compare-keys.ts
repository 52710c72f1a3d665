import type { ComparedPart } from '../../../model/compared-part.ts'
import type { Constraint, Index } from '../../../model/schema/effect.ts'
import type { Dialect } from '../entities/dialect.ts'
import type { EntityColumn, Placed } from '../entities/entity-table.ts'
import {
  label,
  onlyDeclared,
  onlyMigrated,
  type Key,
  type TableDifference,
  type TablePair,
} from './table-difference.ts'

/** The indexes, unique and check constraints and foreign keys of a table that are not the same. */
export function keyDifferences(pair: TablePair): readonly TableDifference[] {
  return [...indexDifferences(pair), ...constraintDifferences(pair)]
}

function indexDifferences(pair: TablePair): readonly TableDifference[] {
  const { entity, migrated } = pair
  const leftAlone = new Set(entity.indexes.flatMap(({ isLeftAlone, name }) => (isLeftAlone ? [name] : [])))
  // TypeORM sees no index over an expression.
  const found = migrated.indexes.filter(
    ({ name, columns }) => !leftAlone.has(name) && !columns.includes(undefined),
  )
  return compareKeys(pair, {
    part: 'indexes',
    noun: 'index',
    wanted: entity.indexes.filter(({ isLeftAlone }) => !isLeftAlone),
    found,
    isSame: sameIndex,
    isChanged: (one, other) => !sameIndex(one, other),
    operations: ['createIndex', 'dropIndex'],
  })
}

const sameIndex = (one: Index, other: Index): boolean =>
  one.isUnique === other.isUnique && sameColumns(one.columns, other.columns)

function constraintDifferences(pair: TablePair): readonly TableDifference[] {
  const { entity, migrated } = pair
  const of = <T extends Constraint>(list: readonly T[], kind: Constraint['kind']): readonly T[] =>
    list.filter((one) => one.kind === kind)
  const isAlike = leadsAlike(pair.dialect)
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
      isSame: (one, other) => over(one, other) && isAlike(one, other),
      isChanged: (one, other) => !isAlike(one, other),
      operations: ['createForeignKey', 'dropForeignKey'],
    }),
  ]
}

const isComposite = ({ columns }: Constraint): boolean => columns.length > 1

/** An action that an entity does not name may be any; one that nobody names is NO ACTION, on MySQL RESTRICT as well. */
const leadsAlike =
  ({ isMysql }: Dialect) =>
  (one: Constraint, other: Constraint): boolean => {
    const unnamed = isMysql ? ['NO ACTION', 'RESTRICT'] : ['NO ACTION']
    const isAction = (wanted: string | undefined, found: string | undefined): boolean =>
      wanted === undefined || (found === undefined ? unnamed : [found]).includes(wanted.toUpperCase())
    return (
      one.references === other.references &&
      isAction(one.onDelete, other.onDelete) &&
      isAction(one.onUpdate, other.onUpdate)
    )
  }

/** Whether one column alone is unique is said of the column, whatever the constraint is called. */
function uniqueDifferences({ entity, migrated }: TablePair): readonly TableDifference[] {
  const alone = (list: readonly Constraint[], name: string): Constraint | undefined =>
    list.find(({ kind, columns }) => kind === 'unique' && columns.length === 1 && columns[0] === name)
  return entity.columns.flatMap(({ name, unknown, place }: EntityColumn): readonly TableDifference[] => {
    const before = migrated.columns.get(name)
    if (!before || unknown.has('key')) return []
    const wanted = alone(entity.constraints, name) !== undefined
    const own = alone(migrated.constraints, name)
    const found = own !== undefined
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
        : {
            ...onlyMigrated(
              'unique constraints',
              'dropUniqueConstraint',
              'unique constraint',
              undefined,
              entity,
              [name],
            ),
            key: own?.name,
          },
    ]
  })
}

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
        replaces: named.name,
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
        replaces: other.name,
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

function sameColumns(one: readonly (string | undefined)[], other: readonly (string | undefined)[]): boolean {
  return one.length === other.length && one.every((column) => other.includes(column))
}
