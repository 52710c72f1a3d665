import { textOf } from '../../../typescript/value.ts'
import { placeAt, type Entity, type Reading } from './entity.ts'
import type { EntityColumn, EntityTable } from './entity-table.ts'
import { copyOf } from './join-columns.ts'
import { keyNames } from './naming.ts'
import { noteNamed } from './notes.ts'
import { Options } from './options.ts'
import { plainColumn } from './plain-column.ts'

/** The columns that a tree is kept with (typeorm 1.1, src/metadata-builder/EntityMetadataBuilder.ts). */
export function treeColumns(entity: Entity): readonly EntityColumn[] {
  switch (treeType(entity)) {
    case 'materialized-path':
      return [
        { ...plainColumn('mpath', entity.place), isNullable: true, default: { kind: 'value', value: '' } },
      ]
    case 'nested-set':
      return [
        ['nsleft', 1],
        ['nsright', 2],
      ].map(([name, value]) => ({
        ...plainColumn(String(name), entity.place),
        type: 'Number',
        default: { kind: 'value', value: value! },
      }))
    default:
      return []
  }
}

/** The table of all pairs of an ancestor and a descendant (src/metadata-builder/ClosureJunctionEntityMetadataBuilder.ts). */
export function closureTable({ naming, interpreter }: Reading, entity: Entity): EntityTable | undefined {
  const note = noteNamed(entity.notes.own, 'Tree')
  if (!note || treeType(entity) !== 'closure-table') return undefined
  const options = new Options(note.args[1])
  if (options.get('ancestorColumnName') ?? options.get('descendantColumnName')) return undefined
  const name = naming.closureTable(options.text('closureTableName') ?? entity.table)
  const place = placeAt(interpreter, note.origin)
  const primary = entity.columns.filter(({ isPrimary }) => isPrimary)
  const sides = ['ancestor', 'descendant'].map((side) =>
    primary.map((other) => copyOf(other, `${other.path}_${side}`, place)),
  )
  return {
    entity: `${entity.name} (closure)`,
    name,
    columns: sides.flat(),
    indexes: sides.map((side) => {
      const columns = side.map((column) => column.name)
      return { name: keyNames.index(name, columns, undefined), columns, isUnique: false, place }
    }),
    constraints: sides.map((side) => {
      const columns = side.map((column) => column.name)
      return {
        kind: 'foreign key',
        name: keyNames.foreignKey(name, columns),
        columns,
        references: entity.table,
        referencedColumns: primary.map((column) => column.name),
        onDelete: 'CASCADE',
        place,
      }
    }),
    doubts: [],
    place,
  }
}

function treeType({ notes }: Entity): string | undefined {
  return textOf(noteNamed(notes.own, 'Tree')?.args[0])
}
