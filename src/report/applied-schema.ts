import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { appliedProblemKinds } from '../model/applied.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const id = v.pipe(v.string(), v.description('<app>.<name>'))
const path = v.pipe(v.string(), v.description('From the repository’s root, separated by /'))

/** What `applied --format json` prints. A change that could break a reader raises `schemaVersion`. */
export const appliedSchema = v.strictObject({
  schemaVersion: v.literal(1),
  hasTable: v.pipe(v.boolean(), v.description('False where nothing was ever run on the database')),
  migrations: v.pipe(
    count,
    v.description('How many the database has to run, squashes in place of what they replace'),
  ),
  applied: v.pipe(count, v.description('How many of these count as run')),
  otherRows: v.pipe(count, v.description('Rows of apps that the project does not hold: not compared')),
  problems: v.array(
    v.strictObject({
      kind: v.picklist(appliedProblemKinds),
      migration: id,
      path: v.pipe(v.nullable(path), v.description('null where there is no file')),
      message: v.string(),
      help: v.string(),
    }),
  ),
  pending: v.pipe(
    v.array(v.strictObject({ id, path })),
    v.description('What is still to run, in an order in which it can'),
  ),
  notes: v.array(v.string()),
  unreadable: v.array(v.strictObject({ path, message: v.string() })),
})

export type AppliedOutput = v.InferOutput<typeof appliedSchema>

/** The JSON Schema of it, as it is published beside the program. */
export function appliedJsonSchema(): object {
  return { title: 'The output of migration-lint applied --format json', ...toJsonSchema(appliedSchema) }
}
