import { codeListing } from '../model/listing.ts'
import type { Project } from '../model/project.ts'
import { refused, type Refusal, type Repair } from '../model/repair.ts'
import { repairedTree } from '../model/repaired-tree.ts'
import type { Subject } from './subject.ts'

/**
 * The repair, if the project that it leaves is found to be sound: it is loaded as if everything were written. Its
 * refusals say what would be wrong.
 *
 * @param apps those that have to have one leaf node
 */
export function verified(subject: Subject, repair: Repair, apps: readonly string[]): Repair {
  if (repair.refusals.length > 0) return repair
  const after = subject.reload(repairedTree(subject.tree, repair.edits))
  const wrong = after
    ? [...wrongGraph(subject.project, after, apps), ...wrongOperations(subject, after, apps)]
    : ['the project would be gone']
  const refusals = wrong.map((clause): Refusal => ({
    message: `This cannot be done: ${clause}.`,
    help: 'Mend it by hand.',
  }))
  return refusals.length > 0 ? refused(repair.title, ...refusals) : repair
}

function wrongGraph(before: Project, after: Project, apps: readonly string[]): string[] {
  const wrong: string[] = []
  for (const app of apps) {
    const leaves = after.graph.leafNodes(app)
    if (leaves.length !== 1) wrong.push(`\`${app}\` would have the leaf nodes ${codeListing(leaves)}`)
    else if (!after.graph.isCertain(app))
      wrong.push(`what the migrations of \`${app}\` depend on would not be known`)
  }
  const missing = new Set(before.graph.missing.map(({ id }) => id))
  for (const { id, from } of after.graph.missing)
    if (!missing.has(id)) wrong.push(`\`${from}\` would depend on \`${id}\`, which does not exist`)
  if (after.graph.cycles().length > before.graph.cycles().length)
    wrong.push(`${codeListing(after.graph.cycles()[0]!)} would depend on each other in a circle`)
  const known = new Set(before.problems.map(({ place }) => place.path))
  for (const { place, message } of after.problems) if (!known.has(place.path)) wrong.push(message)
  return wrong
}

/** Both branches may have done the same thing: then the later one has nothing left to do it to. */
function wrongOperations({ isOwn }: Subject, after: Project, apps: readonly string[]): string[] {
  return (after.invalidOperations ?? [])
    .filter(({ app, migration }) => apps.includes(app) && isOwn(after.migrations.get(migration)!))
    .map(({ migration, message }) => `in \`${migration}\`, ${message}`)
}
