import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { textTree } from '../../support/text-tree.ts'
import { agreementWith } from './compare-catalogue.ts'
import { madeMigrations } from './made-migrations.ts'
import { answersOf, type Catalogue, type CataloguedType, type PostgresAnswers } from './pg-catalogue.ts'
import { readProjects, type ReadProject } from './replayed.ts'

/** What PostgreSQL said once of the made-up migrations. */
export interface RecordedCatalogue {
  readonly command: string
  readonly statements: readonly string[]
  readonly catalogue: Catalogue
  /** By the question, as JSON. */
  readonly columns: Readonly<Record<string, CataloguedType | null>>
}

const path = join('test', 'conformance', 'recorded', 'typeorm-catalogue.json')

export async function madeProject(): Promise<ReadProject> {
  const [project] = await readProjects(textTree(madeMigrations()))
  return project!
}

export const statementsOf = ({ migrations }: ReadProject): readonly string[] =>
  migrations.flatMap(({ statements }) => statements)

export function recordedCatalogue(): RecordedCatalogue {
  return JSON.parse(readFileSync(path, 'utf8')) as RecordedCatalogue
}

/** PostgreSQL as it was recorded: a question that was not asked then has no answer. */
export function recordedAnswers({ catalogue, columns }: RecordedCatalogue): PostgresAnswers {
  return {
    catalogue,
    column(...question) {
      const answer = columns[JSON.stringify(question)]
      if (answer === undefined) throw new Error(`not recorded: ${question.join(' DEFAULT ')}`)
      return Promise.resolve(answer ?? undefined)
    },
  }
}

/** Runs the made-up migrations in PGlite, and keeps whatever the comparison asks. */
export async function recordCatalogue(command: string): Promise<void> {
  const { ranIn } = await import('./pglite-run.ts')
  const project = await madeProject()
  const { database, failures } = await ranIn(project.migrations)
  if (failures.length > 0) throw new Error(failures.join('\n'))
  const postgres = await answersOf(database)
  const columns: Record<string, CataloguedType | null> = {}
  const asking: PostgresAnswers = {
    ...postgres,
    async column(...question) {
      const answer = await postgres.column(...question)
      columns[JSON.stringify(question)] = answer ?? null
      return answer
    },
  }
  await agreementWith(asking, project.schema)
  await database.close()
  const recorded = { command, statements: statementsOf(project), catalogue: postgres.catalogue, columns }
  writeFileSync(path, `${JSON.stringify(recorded satisfies RecordedCatalogue, undefined, 1)}\n`)
}
