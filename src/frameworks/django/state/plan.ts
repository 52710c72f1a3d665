import type { MigrationGraph } from '../../../model/graph.ts'
import type { MigrationId } from '../../../model/migration.ts'

/**
 * The order in which Django works out a project's state and fills a new database: for each leaf node in order, what
 * it depends on that is not there yet, depth first with the parents in order (`_generate_plan` and `iterative_dfs`,
 * django/db/migrations/graph.py). What is on a cycle, or comes after one, is left out.
 */
export function fullPlan(graph: MigrationGraph): readonly MigrationId[] {
  const free = new Set(graph.plan())
  const planned = new Set<MigrationId>()
  for (const leaf of graph.leafNodes()) {
    const stack: { id: MigrationId; isReady: boolean }[] = [{ id: leaf, isReady: false }]
    const seen = new Set<MigrationId>()
    while (stack.length > 0) {
      const { id, isReady } = stack.pop()!
      if (planned.has(id) || !free.has(id)) continue
      if (isReady) planned.add(id)
      else if (!seen.has(id)) {
        seen.add(id)
        stack.push({ id, isReady: true })
        for (const parent of graph.parents(id)) stack.push({ id: parent, isReady: false })
      }
    }
  }
  return [...planned]
}
