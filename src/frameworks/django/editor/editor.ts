import type { Migration } from '../../../model/migration.ts'
import type { FileEdit } from '../../../model/repair.ts'
import type { LoadedProject, MigrationEditor } from '../../framework.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { appendedOperations, appendedText } from './appended.ts'
import { mergeName, mergeText, type DjangoInUse } from './merge-migration.ts'
import { numberOf } from '../writer/name.ts'
import { withReferences } from './references.ts'
import { withoutReplaces } from './without-replaces.ts'

/** How migrations of Django are edited. `djangoOf` tells which Django a project runs on. */
export function djangoEditor(djangoOf: (loaded: LoadedProject) => DjangoInUse): MigrationEditor {
  return {
    withReferences({ tree }, migration, changes) {
      const bytes = tree.read(migration.path)
      return bytes && withReferences(bytes, (migration as DjangoMigration).file.module, changes)
    },
    withoutReplaces({ tree }, squash) {
      const bytes = tree.read(squash.path)
      return bytes && withoutReplaces(bytes, (squash as DjangoMigration).file.module)
    },
    numberOf: (loaded, name) =>
      /^\d|_squashed_\d/.test(name) ? numberOf(name, djangoOf(loaded).version) : undefined,
    mergeMigration(loaded, app, leaves, now) {
      const names = leaves.map((leaf: Migration) => leaf.name)
      const django = djangoOf(loaded)
      const name = mergeName(names, django.version, now)
      const path = `${loaded.project.apps.get(app)!.directory}/${name}.py`
      return { name, path, bytes: new TextEncoder().encode(mergeText(app, names, django, now)) }
    },
    appendedMigration(before, edited, after) {
      const [old, now] = [before, edited].map((migration) => (migration as DjangoMigration).file.module)
      const appended = appendedOperations(old!, now!)
      return appended && new TextEncoder().encode(appendedText(appended, edited.app, after))
    },
    leafFileName,
    leafFiles: maxMigration,
  }
}

const leafFileName = 'max_migration.txt'

/** django-linear-migrations keeps the name of an app's last migration in a file, so that git sees a conflict. */
function maxMigration({ tree, project }: LoadedProject, app: string, leaf: string): FileEdit[] {
  const path = `${project.apps.get(app)!.directory}/${leafFileName}`
  const before = tree.read(path)
  const after = new TextEncoder().encode(`${leaf}\n`)
  if (!before || same(before, after)) return []
  return [{ kind: 'change', path, before, after }]
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])
