import { MigrationGraph } from '../../model/graph.ts'
import type { TypeOrmMigration } from './migration-file.ts'

/** Migrations in the order in which TypeORM runs them: by timestamp, and those of one timestamp as it came upon them. */
export function inOrder(migrations: readonly TypeOrmMigration[]): readonly TypeOrmMigration[] {
  return migrations.toSorted((a, b) => a.timestamp - b.timestamp)
}

/** One chain: every migration comes after all those before it. */
export function chain(migrations: readonly TypeOrmMigration[]): MigrationGraph {
  const graph = new MigrationGraph()
  let before: string | undefined
  for (const { id, app } of migrations) {
    graph.addNode(id, app)
    if (before !== undefined) graph.addOrder(id, before)
    before = id
  }
  return graph
}
