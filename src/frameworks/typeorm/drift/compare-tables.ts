import type { ComparedPart } from '../../../model/compared-part.ts'
import type { AttributeChange } from '../../../model/drift.ts'
import { elementOf } from '../../../model/schema/value-types.ts'
import type { EntityColumn } from '../entities/entity-table.ts'
import { columnChanges, noDefault, noUpdate } from './compare-columns.ts'
import { indexesOnly } from './indexes-only.ts'
import { mysqlValues } from './mysql-columns.ts'
import { keyDifferences } from './compare-keys.ts'
import { onlyDeclared, onlyMigrated, type TableDifference, type TablePair } from './table-difference.ts'

/**
 * How the table of an entity differs, as TypeORM's schema builder compares
 * (typeorm 1.1, src/schema-builder/RdbmsSchemaBuilder.ts).
 *
 * @param compares whether a part is looked at
 */
export function tableDifferences(
  pair: TablePair,
  compares: (part: ComparedPart) => boolean,
): readonly TableDifference[] {
  const keys = keyDifferences(pair.dialect.isMysql ? indexesOnly(pair) : pair)
  return [...columnDifferences(pair, compares), ...keys.filter(({ part }) => compares(part))]
}

/** What each attribute of a column belongs to, and how messages begin to tell what it is. */
const attributes: Readonly<Record<string, readonly [part: ComparedPart, words: string]>> = {
  type: ['types', 'has the type '],
  nullable: ['nullability', 'is '],
  default: ['defaults', 'has the default '],
  primary: ['primary keys', 'is '],
  enum: ['enums', 'has the values '],
  onUpdate: ['defaults', 'has ON UPDATE '],
}

function columnDifferences(
  { entity, declared, migrated, valueTypes, dialect }: TablePair,
  compares: (part: ComparedPart) => boolean,
): readonly TableDifference[] {
  const differences: TableDifference[] = []
  for (const column of entity.columns) {
    const before = migrated.columns.get(column.name)
    const after = declared.get(column.name)!
    if (!before) {
      differences.push(onlyDeclared('columns', 'addColumn', 'column', column.name, column.place))
      continue
    }
    const migratedValues = dialect.isMysql
      ? mysqlValues(before)
      : valueTypes.get(elementOf(before.typeSource))
    const pair = {
      migrated: before,
      table: migrated,
      declared: after,
      entity: column,
      migratedValues,
      dialect,
    }
    const changes = columnChanges(pair).filter(({ attribute }) => compares(attributes[attribute]![0]))
    if (changes.length > 0) differences.push(changedColumn(column, changes))
  }
  // What a class that cannot be read brings may be among them.
  if (entity.doubts.length === 0)
    for (const name of migrated.columns.keys())
      if (!declared.has(name)) differences.push(onlyMigrated('columns', 'dropColumn', 'column', name, entity))
  return differences.filter(({ part }) => part !== 'columns' || compares(part))
}

function changedColumn({ name, place }: EntityColumn, changes: readonly AttributeChange[]): TableDifference {
  const clause = `the column \`${name}\` ${changes.map(changeClause).join(', and ')}`
  return {
    part: attributes[changes[0]!.attribute]![0],
    operation: 'changeColumn',
    name,
    changes,
    clause,
    place,
  }
}

function changeClause({ attribute, migrations, models }: AttributeChange): string {
  const words = attributes[attribute]![1]
  // What has no default, or is no key, is said in words.
  const isSaid = (value: string | undefined): boolean =>
    attribute === 'primary' || value === noDefault || value === noUpdate
  const said = isSaid(models)
    ? `${words.replace(/ (the default|ON UPDATE)/, '')}${models}`
    : `${words}\`${models}\``
  return `${said} in the entity and ${isSaid(migrations) ? migrations : `\`${migrations}\``} in the migrations`
}
