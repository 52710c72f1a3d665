import type { Constraint } from '../../../model/schema/effect.ts'
import { textOf } from '../../../typescript/value.ts'
import { known, placeAt, placed, tableName, type Entity, type Reading } from './entity.ts'
import type { EntityColumn, EntityTable, Placed } from './entity-table.ts'
import { copyOf, propertyOf } from './join-columns.ts'
import type { Name } from './naming.ts'
import { noteNamed, type Doubt } from './notes.ts'
import { Options } from './options.ts'
import { plainColumn } from './plain-column.ts'

/** The columns that a tree is kept with (typeorm 1.1, src/metadata-builder/EntityMetadataBuilder.ts). */
export function treeColumns({ naming }: Reading, entity: Entity): readonly EntityColumn[] {
  const { doubts, place } = entity
  const column = (property: string | undefined, given: Name, rest: Partial<EntityColumn>): EntityColumn[] => {
    const own = known(given, doubts)
    const name = own === undefined ? own : known(naming.columnName(property ?? own, own, []), doubts)
    return name === undefined ? [] : [{ ...plainColumn(property ?? own!, name, place), ...rest }]
  }
  switch (treeType(entity)) {
    case 'materialized-path':
      return column('mpath', naming.materializedPathColumnName(), {
        isNullable: true,
        default: { kind: 'value', value: '' },
      })
    case 'nested-set':
      return (['left', 'right'] as const).flatMap((side, index) =>
        column(undefined, naming.nestedSetColumnName(side), {
          type: 'Number',
          default: { kind: 'value', value: index + 1 },
        }),
      )
    default:
      return []
  }
}

/**
 * The table of all pairs of an ancestor and a descendant (src/metadata-builder/ClosureJunctionEntityMetadataBuilder.ts);
 * undefined where there is none, or it is not known.
 *
 * @param doubts take why it is not known
 */
export function closureTable(reading: Reading, entity: Entity, doubts: Doubt[]): EntityTable | undefined {
  const { naming, interpreter } = reading
  const note = noteNamed(entity.notes.own, 'Tree')
  if (!note || treeType(entity) !== 'closure-table') return undefined
  const options = new Options(note.args[1])
  if (options.get('ancestorColumnName') ?? options.get('descendantColumnName')) {
    doubts.push({
      cause: 'how the columns of the closure table are called is not known',
      origin: note.origin,
    })
    return undefined
  }
  const own: Doubt[] = []
  const bare = known(
    naming.closureJunctionTableName(options.text('closureTableName') ?? entity.table.bare),
    doubts,
  )
  const table = bare === undefined ? undefined : tableName(reading, bare, entity.schema, doubts)
  if (!table) return undefined
  const place = placeAt(interpreter, note.origin)
  const primary = entity.columns.filter(({ isPrimary }) => isPrimary)
  const sides = ['ancestor', 'descendant'].map((side) =>
    primary.flatMap((other) => {
      const name = known(naming.columnName(`${propertyOf(other)}_${side}`, undefined, []), own)
      return name === undefined ? [] : copyOf(other, name, place)
    }),
  )
  const names = sides.map((side) => side.map((column) => column.name))
  const referenced = primary.map((column) => column.name)
  return {
    entity: `${entity.name} (closure)`,
    name: table.path,
    columns: sides.flat(),
    indexes: names.flatMap((columns) => {
      const name = known(naming.indexName(table.name, columns, undefined), own)
      return name === undefined ? [] : { name, columns, isUnique: false, place }
    }),
    constraints: names.flatMap((columns): Placed<Constraint>[] => {
      const name = known(naming.foreignKeyName(table.name, columns, entity.table.name, referenced), own)
      if (name === undefined) return []
      const leads = { references: entity.table.path, referencedColumns: referenced }
      return [{ kind: 'foreign key', name, columns, ...leads, onDelete: 'CASCADE', place }]
    }),
    doubts: placed(interpreter, own),
    place,
  }
}

function treeType({ notes }: Entity): string | undefined {
  return textOf(noteNamed(notes.own, 'Tree')?.args[0])
}
