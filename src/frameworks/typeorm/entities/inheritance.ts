import type { Index } from '../../../model/schema/effect.ts'
import { textOf } from '../../../typescript/value.ts'
import type { Entity } from './entity.ts'
import type { EntityColumn, Placed } from './entity-table.ts'
import { keyNames } from './naming.ts'
import { noteNamed } from './notes.ts'
import { Options } from './options.ts'
import { plainColumn } from './plain-column.ts'

/**
 * The column that says of which class a row is, in a table that classes share; none where a property is that column
 * (typeorm 1.1, src/metadata-builder/EntityMetadataBuilder.ts).
 */
export function discriminator(entity: Entity): readonly EntityColumn[] {
  const name = discriminatorName(entity)
  if (name === undefined || entity.columns.some((column) => column.path === name)) return []
  const options = optionsOf(entity)
  return [
    {
      ...plainColumn(name, entity.place),
      type: options?.text('type') ?? 'String',
      length: options?.text('length') ?? '',
      isNullable: options?.flag('nullable') ?? false,
    },
  ]
}

/** That column is indexed, unless an index over it alone is asked for already. */
export function discriminatorIndex(entity: Entity): readonly Placed<Index>[] {
  const name = discriminatorName(entity)
  if (name === undefined) return []
  return [
    {
      name: keyNames.index(entity.table, [name], undefined),
      columns: [name],
      isUnique: false,
      place: entity.place,
    },
  ]
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
