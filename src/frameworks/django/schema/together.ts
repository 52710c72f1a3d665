import type { Effect } from '../../../model/schema/effect.ts'
import type { Table } from '../../../model/schema/table.ts'
import { isSequence, stringOf, truth } from '../../../python/value.ts'
import { columnName } from '../fields/columns.ts'
import { modelKey, type ModelState } from '../state/model-state.ts'
import { madeUpName } from './field-indexes.ts'
import { onModel, unknownEffect, type Given } from './given.ts'
import { tableOf } from './table.ts'
import type { World } from './world.ts'

export type TogetherOption = 'unique_together' | 'index_together'
type Names = readonly (string | undefined)[]

/** The combinations of fields that an option holds; undefined for a name that cannot be read. */
export function combinationsOf({ options }: ModelState, option: TogetherOption): readonly Names[] {
  const value = options.get(option)
  if (!isSequence(value)) return []
  return value.items.map((item) => (isSequence(item) ? item.items.map(stringOf) : [undefined]))
}

/** The constraint, or the index, over a combination of fields. */
export function addTogether(
  option: TogetherOption,
  names: Names,
  model: ModelState,
  table: Table,
  world: World,
): readonly Effect[] {
  const { unique, index } = overFields(option, names, model, table, world)
  return unique
    ? [{ kind: 'add constraint', table, constraint: unique, isValidated: true }]
    : [{ kind: 'create index', table, index, isConcurrent: false }]
}

/** `AlterUniqueTogether`, `AlterIndexTogether`: what is gone goes first (`alter_unique_together()`). */
export const alterTogether =
  (option: TogetherOption) =>
  (given: Given): readonly Effect[] =>
    onModel(given, 'after', 'name', (model, world) => {
      const was = given.before.models.get(modelKey(model.app, model.name))
      const value = model.options.get(option)
      if (!was || (value && !isSequence(value) && truth(value) !== false))
        return unknownEffect(given, `the \`${option}\` of \`${model.app}.${model.name}\` cannot be read`)
      const table = tableOf(model, given.tables)
      const [olds, news] = [combinationsOf(was, option), combinationsOf(model, option)]
      const has = (all: readonly Names[], names: Names) => all.some((other) => other.join() === names.join())
      const gone = olds.filter((names) => !has(news, names))
      const added = news.filter((names) => !has(olds, names))
      return [
        ...gone.map((names): Effect => {
          const { unique, index } = overFields(option, names, model, table, world)
          return unique
            ? { kind: 'drop constraint', table, constraint: unique }
            : { kind: 'drop index', table, index, isConcurrent: false }
        }),
        ...added.flatMap((names) => addTogether(option, names, model, table, world)),
      ]
    })

function overFields(
  option: TogetherOption,
  names: Names,
  { fields }: ModelState,
  table: Table,
  world: World,
) {
  const columns = names.map((name) =>
    name === undefined ? undefined : columnName(name, { table: undefined, fields }),
  )
  const isUnique = option === 'unique_together'
  const name = madeUpName(table.name, columns, isUnique ? '_uniq' : '_idx', world)
  return {
    unique: isUnique ? ({ kind: 'unique', name, columns } as const) : undefined,
    index: { name, columns, isUnique: false },
  }
}
