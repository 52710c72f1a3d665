import { migrationId, type MigrationId } from '../model/migration.ts'
import type { Refusal } from '../model/repair.ts'
import type { Subject } from './subject.ts'

/**
 * Where the old names of migrations stand besides what orders migrations: an import of the module would break, and
 * refuses; any other mention (a test of the migration, say) is for a person to look at.
 */
export function namedElsewhere(
  { tree, project }: Subject,
  names: ReadonlyMap<MigrationId, string>,
): { readonly refusals: readonly Refusal[]; readonly notes: readonly string[] } {
  const old = [...names.keys()].map((id) => project.migrations.get(id)!)
  const refusals: Refusal[] = []
  const notes: string[] = []
  if (old.length === 0) return { refusals, notes }
  const migrations = new Map([...project.migrations.values()].map((migration) => [migration.path, migration]))
  for (const path of tree.paths.filter((each) => each.endsWith('.py'))) {
    const bytes = tree.read(path)
    if (!bytes) continue
    const text = new TextDecoder().decode(bytes)
    for (const { name, app } of old) {
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
        if (/\w/.test(text.charAt(at + name.length)) || /\w/.test(text.charAt(at - 1))) continue
        const line = text.slice(0, at).split('\n').length
        const place = { path, line, column: 1, endLine: line, endColumn: 1 }
        if (text.charAt(at - 1) === '.') {
          refusals.push({
            message: `\`${path}\` imports \`${name}\` by its name, line ${line}, and \`${migrationId(app, name)}\` would be renamed.`,
            help: 'Move what it imports out of the migration first, or join the leaf nodes instead: `migration-lint fix --leaves merge`',
            place,
          })
        } else if (!migrations.has(path)) {
          notes.push(`\`${name}\` is also named in \`${path}\`, line ${line}, which stays as it is.`)
        }
      }
    }
  }
  return { refusals, notes }
}
