import type { Place } from '../../../model/place.ts'
import type { EntityColumn } from './entity-table.ts'

/** A column of which nothing is said but its property and its name. */
export function plainColumn(path: string, name: string, place: Place): EntityColumn {
  return {
    path,
    name,
    bareName: name,
    type: 'String',
    length: '',
    precision: undefined,
    scale: undefined,
    isArray: false,
    isNullable: false,
    isPrimary: false,
    isUnsigned: false,
    charset: undefined,
    collation: undefined,
    generated: undefined,
    default: { kind: 'none' },
    onUpdate: undefined,
    values: undefined,
    valueType: undefined,
    unknown: new Set(),
    cause: undefined,
    place,
  }
}
