import type { ComparedPart } from '../../../model/compared-part.ts'
import type { Database } from '../../../model/database.ts'
import type { Place } from '../../../model/place.ts'
import type { Difference, Drift, Undecided } from '../../../model/drift.ts'
import type { TableOutcome } from '../../../model/schema/outcome.ts'
import type { Column } from '../../../model/schema/table.ts'
import type { SqlReader } from '../../../sql/statement.ts'
import type { Interpreter } from '../../../typescript/interpreter.ts'
import type { FrameworkSettings } from '../../framework.ts'
import { dialectOf } from '../entities/dialect.ts'
import { columnsOf } from '../entities/entity-schema.ts'
import type { EntityTable } from '../entities/entity-table.ts'
import { entityTables } from '../entities/entity-tables.ts'
import type { TypeOrmProject } from '../layout.ts'
import type { PlanOutcome } from '../plan.ts'
import { tableDifferences } from './compare-tables.ts'
import { differenceOf, missingTable } from './differences.ts'
import { compareMysqlTypes } from './mysql-columns.ts'

/** What entities are compared with. */
export interface DriftReading {
  readonly interpreter: Interpreter
  /** Undefined where nothing loaded it. */
  readonly sql: SqlReader | undefined
  readonly databases: readonly Database[]
  readonly settings: FrameworkSettings
  /** Whether the repository has data sources of several databases, so that it has to be said which one is meant. */
  readonly isOneOfSeveral: boolean
}

const unsure = 'whether all statements of the migrations on its table run is not known'
const elsewhere = 'a table of its name is in another schema, as far as its migrations tell'
const older = 'its table may be older than the migrations, which change tables that none of them makes'

/** The columns of which it is not known whether their types are the same, though what each side says is. */
function typeDoubts(
  table: EntityTable,
  declared: ReadonlyMap<string, Column>,
  migrated: TableOutcome,
): readonly Undecided[] {
  return table.columns.flatMap((entity) => {
    const before = migrated.columns.get(entity.name)
    if (!before || entity.cause !== undefined) return []
    const types = compareMysqlTypes({ migrated: before, declared: declared.get(entity.name)!, entity })
    if (typeof types === 'string') return []
    const what = `${table.entity}.${entity.path}`
    return [{ what, cause: types.doubt, remedy: undefined, place: entity.place }]
  })
}

const bareName = (table: string): string => table.slice(table.lastIndexOf('.') + 1)

/** Why something is not known, and where that comes from, where it is not the entity. */
type Cause = readonly [cause: string, place: Place | undefined]

const withoutPlace = (cause: string): Cause => [cause, undefined]

/**
 * How the entities of a project compare with what its migrations leave, as `migration:generate` compares them with a
 * database. Undefined where no data source names any entities.
 *
 * @param planned what the migrations leave, asked for only where there is something to compare
 */
export function entityDrift(
  { entities: option }: Pick<TypeOrmProject, 'entities'>,
  planned: () => Pick<PlanOutcome, 'schema' | 'doubted' | 'beganBefore'>,
  { interpreter, sql, databases, settings, isOneOfSeveral }: DriftReading,
): Drift | undefined {
  if (!option || option.classes.length + option.schemas.length === 0 || !sql) return undefined
  const database = databases.length === 1 ? databases[0]!.name : undefined
  const dialect = database && dialectOf(database)
  if (!database || !dialect) return undefined
  const { schema, doubted, beganBefore } = planned()
  const { tables, nameless } = entityTables({ ...option, interpreter, dialect }, option)
  const bareNames = new Set([...schema.tables.keys()].map(bareName))
  const ignored = new Set((settings['ignoredParts'] ?? []) as readonly ComparedPart[])
  const everywhere: readonly Cause[] = [...option.causes.map(withoutPlace), ...schema.causes]
  const undecided: Undecided[] = nameless.map(({ entity, cause, place }) => ({
    what: entity,
    cause,
    remedy: undefined,
    place,
  }))
  const differences: Difference[] = []
  let [models, fields] = [0, 0]
  for (const table of tables) {
    const migrated = schema.tables.get(table.name)
    const own: readonly Cause[] = [
      ...(doubted.has(table.name) ? [[unsure, doubted.get(table.name)] as const] : []),
      ...(!migrated && beganBefore ? [withoutPlace(older)] : []),
      ...(!migrated && bareNames.has(bareName(table.name)) ? [withoutPlace(elsewhere)] : []),
    ]
    const causes = [...everywhere, ...own]
    if (table.doubts.length === 0 && causes.length === 0) models++
    const doubts = table.doubts.map(({ cause, place }): Cause => [cause, place])
    for (const [cause, place] of [...doubts, ...causes])
      undecided.push({ what: table.entity, cause, remedy: undefined, place: place ?? table.place })
    for (const column of table.columns) {
      if (column.cause !== undefined)
        undecided.push({
          what: `${table.entity}.${column.path}`,
          cause: column.cause,
          remedy: undefined,
          place: column.place,
        })
      else if (causes.length === 0) fields++
    }
    if (causes.length > 0) continue
    const declared = columnsOf(table, { dialect, database, sql })
    const open = dialect.isMysql && migrated ? typeDoubts(table, declared, migrated) : []
    undecided.push(...open)
    fields -= open.length
    const compares = (part: ComparedPart): boolean => !ignored.has(part)
    const found = migrated
      ? tableDifferences(
          { entity: table, declared, migrated, valueTypes: schema.valueTypes, dialect },
          compares,
        )
      : [missingTable(table)].filter(({ part }) => compares(part))
    const on = isOneOfSeveral ? database : undefined
    differences.push(...found.map((each) => differenceOf({ entity: table, declared, dialect }, each, on)))
  }
  const total = tables.reduce((sum, { columns }) => sum + columns.length, 0)
  return {
    differences,
    undecided,
    models: { decided: models, total: tables.length + nameless.length },
    fields: { decided: fields, total },
  }
}
