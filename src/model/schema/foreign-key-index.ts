import type { Constraint, Index } from './effect.ts'

type Over = Pick<Index, 'columns'>

/** Whether the columns of one come first among those of the other, in the same order. */
function leads({ columns }: Over, other: Over): boolean {
  return columns.every((column, index) => column !== undefined && column === other.columns[index])
}

/**
 * The indexes of a table once a foreign key is gone, where the database made an index for the key that stays: it made one
 * where no other begins with the columns of the key (MySQL's manual, "FOREIGN KEY Constraints").
 */
export function withIndexOf(
  key: Constraint,
  indexes: readonly Index[],
  constraints: readonly Constraint[],
): readonly Index[] {
  const ofConstraints = constraints.filter(({ kind }) => kind === 'unique' || kind === 'primary key')
  if (key.kind !== 'foreign key' || [...indexes, ...ofConstraints].some((each) => leads(key, each)))
    return indexes
  return [...indexes, { name: key.name, columns: key.columns, isUnique: false, isLeftOver: true }]
}

/** The indexes of a table that has another one now: what is left of a foreign key's goes where that one does as much. */
export function withoutLeftOver(indexes: readonly Index[], made: Over): readonly Index[] {
  return indexes.some(({ isLeftOver }) => isLeftOver)
    ? indexes.filter((index) => !index.isLeftOver || !leads(index, made))
    : indexes
}
