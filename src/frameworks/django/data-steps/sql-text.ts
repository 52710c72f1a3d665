import type { Place } from '../../../model/place.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Origin, Value } from '../../../python/value.ts'
import type { SqlSource, SqlStatement, SqlTables } from '../../../sql/statement.ts'
import type { Site } from '../schema/given.ts'
import { sqlTables } from './sql-tables.ts'

/** A text of SQL, where it is written in a migration's file, and its parameters where it has some. */
export interface SqlText {
  readonly text: string
  /** The expression that it comes from; another file's stands for the operation. */
  readonly origin: Origin
  readonly parameters?: SqlSource['parameters'] | undefined
}

/**
 * Reads texts of SQL that run one after the other at a place in the plan; undefined where what SQL is read with was not
 * loaded.
 */
export function readSqlAt(
  texts: readonly SqlText[],
  site: Site,
  tables: SqlTables = sqlTables(site),
): readonly SqlStatement[] | undefined {
  const { project, migration } = site
  const { databases, sql } = project
  return sql?.read(
    texts.map(({ text, origin, parameters }) => ({
      text,
      place: (start, end) => placeIn(site, origin, text.slice(start, end)),
      ...(parameters && { parameters }),
    })),
    {
      dialect: (databases.find(({ name }) => name === 'postgresql') ?? databases[0])?.name,
      app: migration.app,
      migration: migration.id,
      tables,
    },
  )
}

/**
 * Where a statement stands: searched for as it is written, in the expression and then in the file, as a string may hold
 * escapes or come from a name.
 */
function placeIn({ migration: { file } }: Site, origin: Origin, statement: string): Place {
  const { module } = file
  const inExpression = module.text.slice(origin.start, origin.end).indexOf(statement)
  const start = inExpression < 0 ? module.text.indexOf(statement) : origin.start + inExpression
  if (start < 0 || statement === '') return placeOf(module, origin)
  return placeOf(module, { ...origin, start, end: start + statement.length })
}

/** Of each parameter, whether it is NULL: a list or a tuple of them, or a dict, of which it is not known which is which. */
export function parametersOf(value: Value | undefined): SqlSource['parameters'] {
  if (!value || (value.kind === 'const' && value.value === null)) return undefined
  if (value.kind !== 'list' && value.kind !== 'tuple') return []
  const isRest = value.items.some((item) => item.kind === 'unresolved' && item.rest)
  return isRest ? [] : value.items.map(isNull)
}

function isNull(value: Value): boolean | undefined {
  if (value.kind === 'const') return value.value === null
  return value.kind === 'unresolved' || value.kind === 'call' ? undefined : false
}
