import type { Database } from '../../../src/model/database.ts'
import type { Effect } from '../../../src/model/schema/effect.ts'
import type { Drift } from '../../../src/model/drift.ts'
import type { SchemaReplay } from '../../../src/model/schema/outcome.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import { entityDrift } from '../../../src/frameworks/typeorm/drift/entity-drift.ts'
import { dialectOf } from '../../../src/frameworks/typeorm/entities/dialect.ts'
import type { EntityOption } from '../../../src/frameworks/typeorm/entities/entity-option.ts'
import type { EntityTable } from '../../../src/frameworks/typeorm/entities/entity-table.ts'
import { entityTables } from '../../../src/frameworks/typeorm/entities/entity-tables.ts'
import { namingHooks } from '../../../src/frameworks/typeorm/entities/project-naming.ts'
import { typeOrmProjects } from '../../../src/frameworks/typeorm/layout.ts'
import { readMigration } from '../../../src/frameworks/typeorm/migration-file.ts'
import { inOrder } from '../../../src/frameworks/typeorm/order.ts'
import { isTypeOrm } from '../../../src/frameworks/typeorm/packages.ts'
import { withMysql } from '../../../src/sql/mysql/reader.ts'
import { databasePlan } from '../../../src/frameworks/typeorm/plan.ts'
import { RunnerCalls } from '../../../src/frameworks/typeorm/query-runner.ts'
import { loadSqlReader } from '../../../src/sql/load.ts'
import { withSqlite } from '../../../src/sql/sqlite/reader.ts'
import type { SqlReader } from '../../../src/sql/statement.ts'
import { aliasesOf } from '../../../src/typescript/aliases.ts'
import { Interpreter } from '../../../src/typescript/interpreter.ts'
import { modulesOf } from '../../../src/typescript/modules.ts'
import { loadTypeScriptParser } from '../../../src/typescript/parse.ts'

/** A migration as we read it: the SQL of its calls that are known, in order. */
export interface ReadMigration {
  readonly name: string
  readonly statements: readonly string[]
  /** Why something that it does is not known. */
  readonly unknown: readonly string[]
  /** How much of it hangs on a condition that is not known: the replay has it done. */
  readonly unsure: number
}

/** The migrations of a project for one database, with the schema that we think they leave. */
export interface ReadProject {
  readonly root: string
  readonly databases: readonly Database[]
  readonly migrations: readonly ReadMigration[]
  readonly schema: SchemaReplay
  /** The entities of its data source; undefined where none are known. */
  readonly entities: EntityOption | undefined
  /** By entity, the tables that we think it has. */
  readonly tables: readonly EntityTable[]
  readonly drift: Drift | undefined
}

/** Reads every project of a tree as the command does, and keeps the SQL that was read on the way. */
export async function readProjects(tree: FileTree): Promise<readonly ReadProject[]> {
  const parse = await loadTypeScriptParser()
  if (!parse) throw new Error('install @typescript-eslint/parser and typescript')
  const reader = withSqlite(withMysql(await loadSqlReader()))
  const runner = new RunnerCalls()
  const aliases = aliasesOf(tree)
  const modules = modulesOf(tree, parse, new Map(), (specifier, from) =>
    isTypeOrm(specifier) ? [] : aliases(specifier, from),
  )
  const interpreter = new Interpreter(modules, { host: runner.hook, part: runner.part, ...namingHooks })
  return typeOrmProjects(tree, interpreter).map(({ root, migrations, databases, type, entities }) => {
    const read = migrations.flatMap((source) =>
      source.name === undefined || source.timestamp === undefined
        ? []
        : [readMigration(tree, interpreter, runner, source, source.name, source.timestamp)],
    )
    const statements = new Map<string, string[]>()
    const sql: SqlReader = {
      read(sources, context) {
        const known = statements.get(context.migration) ?? []
        statements.set(context.migration, [...known, ...sources.map(({ text }) => text)])
        return reader.read(sources, context)
      },
    }
    const planning = { interpreter, runner, sql, databases, type }
    const outcome = databasePlan(inOrder(read), planning)
    const { plan, schema } = outcome
    const dialect = databases.length === 1 ? dialectOf(databases[0]!.name) : undefined
    return {
      root,
      databases,
      schema,
      entities,
      tables: entities && dialect ? entityTables({ ...entities, interpreter, dialect }, entities).tables : [],
      drift: entityDrift({ entities }, () => outcome, {
        interpreter,
        sql,
        databases,
        settings: {},
        isOneOfSeveral: false,
      }),
      migrations: plan.map(({ migration, steps }) => ({
        name: migration.name,
        statements: statements.get(migration.id) ?? [],
        unsure: steps.flatMap(({ effects }) => effects.filter(({ isUnsure }) => isUnsure)).length,
        unknown: steps.flatMap(({ effects }) => effects.flatMap((effect) => causeOf(effect) ?? [])),
      })),
    }
  })
}

function causeOf(effect: Effect): string | undefined {
  return effect.kind === 'unknown' ? effect.cause : undefined
}
