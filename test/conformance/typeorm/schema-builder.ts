import { DataSource, type DataSourceOptions, type Logger } from 'typeorm'

/** A class with decorators of TypeORM. */
export type EntityClass = new () => object

/** What `migration:generate` finds. */
export interface SchemaChanges {
  /** What the schema builder says that it does: `new columns added: a, b`. */
  readonly steps: readonly string[]
  /** The statements that it writes into the migration. */
  readonly statements: readonly string[]
}

/**
 * Asks TypeORM's own schema builder, as `migration:generate` does, what takes a database to some entities.
 *
 * @param database what a data source is connected by
 * @param Source TypeORM's class, of another release than the one that is tested with
 */
export async function schemaChanges(
  database: DataSourceOptions,
  entities: readonly EntityClass[],
  Source = DataSource,
): Promise<SchemaChanges> {
  const steps: string[] = []
  const silent = (): void => undefined
  const logger: Logger = {
    logQuery: silent,
    logQueryError: silent,
    logQuerySlow: silent,
    logMigration: silent,
    log: silent,
    logSchemaBuild: (message) => void steps.push(message),
  }
  const source = new Source({
    ...database,
    entities: [...entities],
    logger,
    logging: ['schema'],
  })
  await source.initialize()
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log()
    return { steps, statements: upQueries.map(({ query }) => query) }
  } finally {
    await source.destroy()
  }
}
