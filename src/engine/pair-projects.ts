import type { Project } from '../model/project.ts'

/**
 * Finds for each project its counterpart in another tree: the one in the same folder, and else the one that
 * shares most migrations with it, since a project may have been moved.
 */
export function pairProjects(
  projects: readonly Project[],
  others: readonly Project[],
): Map<Project, Project> {
  const pairs = new Map<Project, Project>()
  const left = new Set(others)
  for (const project of projects) {
    const same = others.find((other) => other.root === project.root && other.framework === project.framework)
    if (!same) continue
    pairs.set(project, same)
    left.delete(same)
  }
  for (const project of projects) {
    if (pairs.has(project)) continue
    const ranked = [...left]
      .filter((other) => other.framework === project.framework)
      .map((other) => ({ other, shared: sharedMigrations(project, other) }))
      .sort((a, b) => b.shared - a.shared)
    const best = ranked[0]
    if (!best || best.shared === 0) continue
    pairs.set(project, best.other)
    left.delete(best.other)
  }
  return pairs
}

function sharedMigrations(a: Project, b: Project): number {
  let shared = 0
  for (const id of a.migrations.keys()) if (b.migrations.has(id)) shared++
  return shared
}
