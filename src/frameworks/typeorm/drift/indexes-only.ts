import type { Constraint, Index } from '../../../model/schema/effect.ts'
import type { TablePair } from './table-difference.ts'

/**
 * A table as MySQL has it: a unique constraint is a unique index, TypeORM asks for no check constraints, and the index that a
 * foreign key has by itself is not looked at (typeorm 1.1, src/driver/mysql/MysqlQueryRunner.ts, `loadTables()`).
 */
export function indexesOnly(pair: TablePair): TablePair {
  const { entity, migrated } = pair
  const foreignKeys = <T extends Constraint>(constraints: readonly T[]): readonly T[] =>
    constraints.filter(({ kind }) => kind === 'foreign key')
  const ofKeys = new Set(foreignKeys(migrated.constraints).map(({ name }) => name))
  const uniques = <T extends Constraint>(constraints: readonly T[]): readonly (T & Index)[] =>
    constraints
      .filter(({ kind }) => kind === 'unique')
      .map((constraint) => ({ ...constraint, isUnique: true }))
  const primary = migrated.constraints.filter(({ kind }) => kind === 'primary key')
  return {
    ...pair,
    entity: {
      ...entity,
      indexes: [...entity.indexes, ...uniques(entity.constraints)],
      constraints: foreignKeys(entity.constraints),
    },
    migrated: {
      ...migrated,
      indexes: [...migrated.indexes, ...uniques(migrated.constraints)].filter(
        ({ name }) => name === undefined || !ofKeys.has(name),
      ),
      constraints: [...primary, ...foreignKeys(migrated.constraints)],
    },
  }
}
