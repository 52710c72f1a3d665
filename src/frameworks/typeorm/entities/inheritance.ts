import type { Index } from '../../../model/schema/effect.ts'
import { textOf } from '../../../typescript/value.ts'
import { known, type Entity, type Reading } from './entity.ts'
import type { EntityColumn, Placed } from './entity-table.ts'
import { noteNamed } from './notes.ts'
import { Options } from './options.ts'
import { plainColumn } from './plain-column.ts'

/**
 * The column that says of which class a row is, in a table that classes share; none where a property is that column
 * (typeorm 1.1, src/metadata-builder/EntityMetadataBuilder.ts).
 */
export function discriminator({ naming }: Reading, entity: Entity): readonly EntityColumn[] {
  const property = discriminatorName(entity)
  if (property === undefined || entity.columns.some((column) => column.path === property)) return []
  const options = optionsOf(entity)
  const name = known(
    naming.columnName(property, options ? options.text('name') : property, []),
    entity.doubts,
  )
  if (name === undefined) return []
  return [
    {
      ...plainColumn(property, name, entity.place),
      type: options?.text('type') ?? 'String',
      length: options?.text('length') ?? '',
      isNullable: options?.flag('nullable') ?? false,
    },
  ]
}

/** That column is indexed, unless an index over it alone is asked for already. */
export function discriminatorIndex({ naming }: Reading, entity: Entity): readonly Placed<Index>[] {
  const property = discriminatorName(entity)
  const column = entity.columns.find(({ path }) => path === property)
  if (!column) return []
  const columns = [column.name]
  const name = known(naming.indexName(entity.table.name, columns, undefined), entity.doubts)
  return name === undefined ? [] : [{ name, columns, isUnique: false, place: entity.place }]
}

function discriminatorName(entity: Entity): string | undefined {
  const note = noteNamed(entity.notes.own, 'TableInheritance')
  if (!note) return undefined
  const column = new Options(note.args[0]).get('column')
  return textOf(column) ?? optionsOf(entity)?.text('name') ?? 'type'
}

function optionsOf(entity: Entity): Options | undefined {
  const note = noteNamed(entity.notes.own, 'TableInheritance')
  const column = note && new Options(note.args[0]).get('column')
  return column?.kind === 'object' ? new Options(column) : undefined
}
