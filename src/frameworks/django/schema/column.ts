import type { Column, ColumnDefault, ColumnType } from '../../../model/schema/table.ts'
import { truth, type Value } from '../../../python/value.ts'
import { moduleName } from '../../../python/modules.ts'
import { columnName } from '../fields/columns.ts'
import { fieldState } from '../fields/field-state.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelState } from '../state/model-state.ts'
import { sourceOf } from '../values/source.ts'
import { columnType, djangoClass, typeSource } from './column-types.ts'
import { effectiveDefault } from './default.ts'
import { keyOf } from './key.ts'
import { targetOf } from './swapped.ts'
import { labelOf, type World } from './world.ts'

/** What a field has in a database: a column, a table of its own (many-to-many), or nothing. Undefined: not known. */
export function placeOfField(field: FieldState): 'column' | 'table' | 'nothing' | undefined {
  const { relation, keywords, classes, unread, path } = field
  if (relation?.kind === 'ManyToManyField')
    return relation.through === undefined && !keywords.has('through') ? 'table' : 'nothing'
  const django = djangoClass(field)
  if (django?.endsWith('.CompositePrimaryKey') || django?.endsWith('.ForeignObject')) return 'nothing'
  if (!unread || classes.includes('django.db.models.Field')) return 'column'
  return /(?:Field|Key)$/.test(path) && !path.includes('ManyToMany') ? 'column' : undefined
}

/** Values as a migration would write them. */
export function writer({ context: { interpreter } }: World): (value: Value) => string {
  return (value) => sourceOf(value, (path) => moduleName(interpreter, path))
}

/**
 * The column of a field.
 *
 * @param filled what rows get that leave the column out: where it is added, that is more than where it is altered
 */
export function columnOf(
  field: FieldState,
  model: ModelState,
  world: World,
  filled: (field: FieldState, source: (value: Value) => string) => ColumnDefault = effectiveDefault,
): Column {
  const source = writer(world)
  const { relation } = field
  const target = targetOf(field, world)
  const isKey = flag(field, 'primary_key')
  const isUnique = flag(field, 'unique')
  const isGenerated = field.keywords.has('db_persist') && field.keywords.has('expression')
  return {
    name: columnName(field.name, { table: undefined, fields: new Map([[field.name, field]]) }),
    field: field.name,
    type: typeOf(field, model, world),
    typeSource: field.path === '' ? '' : typeSource(field, source),
    isNullable: isGenerated ? true : flag(field, 'null'),
    isUnique: isKey === true || isUnique === true ? true : isKey === false ? isUnique : undefined,
    isPrimaryKey: isKey,
    isIndexed: isIndexed(field),
    default: filled(field, source),
    references: relation && {
      table: target === undefined ? '' : labelOf(target, world),
      isConstrained: flag(field, 'db_constraint'),
    },
  }
}

function typeOf(field: FieldState, model: ModelState, world: World): ColumnType | undefined {
  if (field.columnDoubt !== undefined || field.unread) return undefined
  if (field.relation) return keyOf(targetOf(field, world), field, world)?.type
  const output = field.keywords.get('output_field')
  if (!field.keywords.has('db_persist') || output?.kind !== 'call') return columnType(field)
  return columnType(fieldState(output, field.name, { app: model.app, name: model.name }, world.context))
}

/** Keywords that are set unless something else is given, by class. */
const set: Readonly<Record<string, RegExp>> = {
  null: /\.NullBooleanField$/,
  unique: /\.OneToOneField$/,
  db_index: /\.(?:ForeignKey|OneToOneField|SlugField)$/,
  db_constraint: /\.(?:ForeignKey|OneToOneField|ManyToManyField)$/,
}

/** A keyword that is true or false; undefined where that is not known. */
export function flag(field: FieldState, name: string): boolean | undefined {
  const value = field.keywords.get(name)
  if (value) return truth(value)
  if (field.unread || field.columnDoubt !== undefined) return undefined
  return set[name]?.test(djangoClass(field) ?? '') ?? false
}

/** Whether it has an index of its own (`_field_should_be_indexed()`): a unique one has that of its constraint. */
export function isIndexed(field: FieldState): boolean | undefined {
  const [index, unique, key] = [flag(field, 'db_index'), flag(field, 'unique'), flag(field, 'primary_key')]
  if (index === false || unique === true || key === true) return false
  return index && unique === false && key === false ? true : undefined
}
