import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { databaseNames } from '../model/database.ts'
import { severities } from '../model/finding.ts'
import type { Blocked, Lasting } from '../model/locks/lock.ts'
import type { Effect } from '../model/schema/effect.ts'

const kinds = [
  'create table',
  'drop table',
  'rename table',
  'add column',
  'drop column',
  'rename column',
  'alter column',
  'create index',
  'drop index',
  'add constraint',
  'validate constraint',
  'drop constraint',
  'empty table',
  'maintain table',
  'data',
  'other',
  'unknown',
] as const satisfies readonly Effect['kind'][]

const blocked = [
  'nobody',
  'schema changes',
  'writers of the same rows',
  'writers',
  'readers and writers',
] as const satisfies readonly Blocked[]

const lasting = [
  'for a moment',
  'while the table is scanned',
  'while the table is rewritten',
  'while the index is built',
  'until the transaction ends',
] as const satisfies readonly Lasting[]

const line = v.pipe(v.number(), v.integer(), v.minValue(1), v.description('Counted from 1'))
const path = v.pipe(v.string(), v.description('From the repository’s root, separated by /'))

const findings = v.array(
  v.strictObject({
    rule: v.string(),
    severity: v.picklist(severities),
    message: v.string(),
    path,
    line,
  }),
)

const lock = v.strictObject({
  database: v.picklist(databaseNames),
  name: v.pipe(v.string(), v.description('As the database calls it')),
  blocks: v.pipe(v.picklist(blocked), v.description('Who has to wait')),
  lasts: v.pipe(
    v.picklist(lasting),
    v.description('What it is needed for; in a transaction it is held to the end'),
  ),
})

const effect = v.strictObject({
  kind: v.picklist(kinds),
  table: v.pipe(v.nullable(v.string()), v.description('As code calls it; null where it is about none')),
  description: v.pipe(v.string(), v.description('A sentence; what is between backticks is a name')),
  newTable: v.pipe(v.boolean(), v.description('Whether the table is made by what is planned: nobody waits')),
  locks: v.pipe(v.array(lock), v.description('One for each database of the project')),
})

const operation = v.strictObject({
  name: v.pipe(v.string(), v.description('Its class: AddField')),
  line,
  reversible: v.pipe(v.nullable(v.boolean()), v.description('null where that is not known')),
  effects: v.pipe(v.array(effect), v.description('Empty where nothing of the database changes')),
  findings,
})

/** What `plan --format json` prints. A change that could break a reader raises `schemaVersion`. */
export const planSchema = v.strictObject({
  schemaVersion: v.literal(1),
  migrations: v.pipe(
    v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.description('<app>.<name>')),
        path,
        atomic: v.pipe(
          v.nullable(v.boolean()),
          v.description(
            'Whether it runs in one transaction, where the database can; null where that is not known',
          ),
        ),
        operations: v.array(operation),
        findings: v.pipe(findings, v.description('Those that are about no operation of it')),
      }),
    ),
    v.description('In the order in which they run'),
  ),
})

export type PlanOutput = v.InferOutput<typeof planSchema>

/** The JSON Schema of the plan, as it is published beside the program. */
export function planJsonSchema(): object {
  return { title: 'The output of migration-lint plan --format json', ...toJsonSchema(planSchema) }
}
