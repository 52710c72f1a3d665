import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DataSourceOptions } from 'typeorm'
import ts from 'typescript'
import { changedEntities, madeEntities, sourceOf, type MadeEntity } from './generator/entities.ts'
import { madeNaming, type MadeNaming } from './generator/naming.ts'
import { Random } from './generator/random.ts'
import { typesOf } from './generator/types.ts'
import type { DatabaseMaker, MadeDatabase } from './made-database.ts'
import { schemaChanges, type EntityClass, type SchemaChanges } from './schema-builder.ts'

/** Entities, and what the data source says of how they are called. */
interface LoadedEntities {
  readonly classes: readonly EntityClass[]
  readonly options: Pick<DataSourceOptions, 'namingStrategy' | 'entityPrefix'>
}

/** Entities of a made-up project at one point, and what TypeORM's schema builder says of them. */
export interface EntityStep {
  /** Left out for PostgreSQL in what was recorded. */
  readonly database?: DatabaseMaker['name']
  readonly seed: number
  readonly step: number
  /** The source of the file that declares them, and their names. */
  readonly source: string
  readonly names: readonly string[]
  /** What the data source says of how they are called. */
  readonly options?: string
  /** The statements of each migration so far. */
  readonly migrations: readonly (readonly string[])[]
  readonly changes: SchemaChanges
}

const stepsOfProject = 12

/**
 * Made-up projects one after the other, without end: entities that change at random, and migrations that hold what
 * `migration:generate` writes at every step. What TypeORM or the database refuse is left out.
 */
export async function* entitySteps(maker: DatabaseMaker, first: number): AsyncGenerator<EntityStep> {
  const types = typesOf[maker.name]
  for (let seed = first; ; seed++) {
    const random = new Random(seed)
    const database = await maker.make()
    const migrations: (readonly string[])[] = []
    let entities = madeEntities(random, types)
    const naming = madeNaming(random)
    for (let step = 0; step < stepsOfProject; step++) {
      const source = `${naming.source}${sourceOf(entities)}`
      const changes = await changesOf(database, source, entities, naming, `${seed}-${step}`)
      if (changes) {
        const names = entities.map(({ name }) => name)
        const { options } = naming
        yield {
          database: maker.name,
          seed,
          step,
          source,
          names,
          options,
          migrations: [...migrations],
          changes,
        }
        if (!(await runs(database, changes.statements))) break
        if (changes.statements.length > 0) migrations.push(changes.statements)
      }
      const edits = random.chance(20) ? 0 : 1 + random.below(3)
      for (let edit = 0; edit < edits; edit++) entities = changedEntities(random, types, entities)
    }
    await database.close()
  }
}

/** Undefined where TypeORM refuses the entities. */
async function changesOf(
  database: MadeDatabase,
  source: string,
  entities: readonly MadeEntity[],
  { options: given }: MadeNaming,
  id: string,
): Promise<SchemaChanges | undefined> {
  try {
    const { classes, options } = await loaded(source, entities, given, id)
    const settings = { ...database.options, ...options }
    return await schemaChanges(settings, classes)
  } catch {
    return undefined
  }
}

async function runs(database: MadeDatabase, statements: readonly string[]): Promise<boolean> {
  try {
    for (const statement of statements) await database.run(statement)
    return true
  } catch {
    return false
  }
}

/** The entities of a source, loaded as a project's own code would load them: TypeORM keeps those of one project. */
async function loaded(
  source: string,
  entities: readonly MadeEntity[],
  options: string,
  id: string,
): Promise<LoadedEntities> {
  ;(globalThis as { typeormMetadataArgsStorage?: unknown }).typeormMetadataArgsStorage = undefined
  const { outputText } = ts.transpileModule(`${source}\nexport const options = { ${options} }`, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
    },
  })
  // Below the folder of the packages, so that its imports are found.
  const folder = resolve('.conformance', 'typeorm', 'entities')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${process.pid}-${id}.mjs`)
  writeFileSync(path, outputText)
  const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Record<string, EntityClass> &
    LoadedEntities
  return { classes: entities.map(({ name }) => module[name]!), options: module.options }
}
