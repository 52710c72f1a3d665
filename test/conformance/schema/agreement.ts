import { resolve } from 'node:path'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import type { DatabaseName } from '../../../src/model/database.ts'
import type { Plan } from '../../../src/model/plan.ts'
import { diskTree } from '../../support/disk-tree.ts'
import { MadeDatabase, type Catalogue } from './catalogue.ts'

/** What a database's catalogue holds after each migration, as `schema_oracle.py` tells it. */
export type Recorded = readonly { readonly name: string; readonly tables: Catalogue }[]

/** The folder of the project that is migrated. */
export const project = resolve('test/conformance/schema/project')

/** What our plan of the project does on a database, in a version of Django. */
export async function planFor(version: string, database: DatabaseName): Promise<Plan> {
  const [django] = await loadFrameworks()
  const tree = diskTree('project', { '': project })
  const [root] = django!.discover(tree, {})
  return django!.load(tree, root!, { version }, [{ name: database, version: undefined }]).plan!
}

/** Where what our effects make of a database differs from what Django's migrations made of it, by migration. */
export function differences(plan: Plan, recorded: Recorded, only?: 'columns'): string[] {
  const made = new MadeDatabase()
  return plan.flatMap(({ migration, steps }, index) => {
    for (const { effects } of steps) for (const effect of effects) made.apply(effect)
    const { name, tables } = recorded[index]!
    return made
      .differences(tables, only)
      .map((text) => `${name === migration.name ? '' : 'order: '}${name} ${text}`)
  })
}
