/**
 * Compares with TypeORM's own schema builder on made-up entities:
 * `node test/conformance/run.mjs typeorm/entities.ts --steps 500 --seed 1`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import ts from 'typescript'
import { compared, type Comparison } from './compare-entities.ts'
import { changedEntities, madeEntities, sourceOf, type MadeEntity } from './generator/entities.ts'
import { Random } from './generator/random.ts'
import { schemaChanges } from './schema-builder.ts'

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
})
const folder = resolve('.conformance', 'typeorm', 'entities')
mkdirSync(folder, { recursive: true })

/** The entities of a source, loaded as a project's own code would load them. */
async function loaded(source: string, entities: readonly MadeEntity[], id: string): Promise<readonly Function[]> {
  ;(globalThis as { typeormMetadataArgsStorage?: unknown }).typeormMetadataArgsStorage = undefined
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
    },
  })
  const path = join(folder, `${id}.mjs`)
  writeFileSync(path, outputText)
  const module = (await import(pathToFileURL(path).href)) as Record<string, Function>
  return entities.map(({ name }) => module[name]!)
}

const total = { projects: 0, steps: 0, clean: 0, drift: 0, operations: 0, different: 0, undecided: 0, refused: 0 }
const stepsWanted = Number(values.steps)
const run = `${process.pid}`
for (let seed = Number(values.seed); total.steps < stepsWanted; seed++) {
  const random = new Random(seed)
  const database = new PGlite()
  let entities = madeEntities(random)
  const migrations: string[][] = []
  total.projects++
  for (let step = 0; step < 12 && total.steps < stepsWanted; step++) {
    const source = sourceOf(entities)
    let changes
    try {
      changes = await schemaChanges(database, await loaded(source, entities, `${run}-${seed}-${step}`))
    } catch (error) {
      // TypeORM itself refuses these entities.
      total.refused++
      if (values.verbose) console.log(`seed ${seed} step ${step}: refused: ${String(error).split('\n')[0]}`)
      entities = changedEntities(random, entities)
      continue
    }
    const result: Comparison = await compared(source, entities.map(({ name }) => name), migrations, changes)
    total.steps++
    total.operations += result.theirs.length
    if (result.theirs.length === 0) total.clean++
    else total.drift++
    if (result.undecided.length > 0) total.undecided++
    if (result.wrong.length > 0 || result.missed.length > 0) {
      total.different++
      console.log(`seed ${seed} step ${step}: wrong ${JSON.stringify(result.wrong)} missed ${JSON.stringify(result.missed)}`)
      if (values.verbose) console.log(source, changes)
    }
    if (result.undecided.length > 0 && values.verbose) console.log(`seed ${seed} step ${step}: ${result.undecided.join('; ')}`)
    try {
      for (const statement of changes.statements) await database.exec(statement)
    } catch (error) {
      // A unique key over rows is no matter here; a statement that PostgreSQL refuses ends the project.
      if (values.verbose) console.log(`seed ${seed} step ${step}: ${String(error).split('\n')[0]}`)
      break
    }
    if (changes.statements.length > 0) migrations.push([...changes.statements])
    const edits = 1 + random.below(3)
    if (!random.chance(20)) for (let edit = 0; edit < edits; edit++) entities = changedEntities(random, entities)
  }
  await database.close()
}
console.log(JSON.stringify(total))
if (total.different > 0) process.exitCode = 1
