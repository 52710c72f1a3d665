import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { severities } from '../model/finding.ts'

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const position = v.pipe(v.number(), v.integer(), v.minValue(1))

const placeEntries = {
  path: v.pipe(v.string(), v.description('From the repository’s root, separated by /')),
  line: v.pipe(position, v.description('Counted from 1')),
  column: v.pipe(position, v.description('Counted from 1, in UTF-16 code units')),
  endLine: position,
  endColumn: v.pipe(position, v.description('Exclusive')),
}

const finding = v.strictObject({
  rule: v.string(),
  severity: v.picklist(severities),
  message: v.string(),
  help: v.string(),
  ...placeEntries,
  app: v.nullable(v.string()),
  migration: v.nullable(v.pipe(v.string(), v.description('<app>.<name>'))),
  difference: v.pipe(
    v.nullable(
      v.strictObject({
        operation: v.pipe(v.string(), v.description('The class name of the operation that is missing')),
        app: v.string(),
        model: v.string(),
        name: v.pipe(v.nullable(v.string()), v.description('The field, index, constraint or option')),
        attributes: v.array(v.string()),
      }),
    ),
    v.description('What models and migrations differ in'),
  ),
  related: v.array(v.strictObject({ message: v.string(), ...placeEntries, excerpt: v.nullable(v.string()) })),
})

const decided = v.strictObject({ decided: whole, total: whole })

const comparedWith = v.strictObject({
  ref: v.string(),
  from: v.pipe(v.string(), v.description('What named the ref: a flag, a CI variable, a branch’s upstream')),
  commit: v.pipe(v.string(), v.description('The merge base')),
  tip: v.pipe(v.string(), v.description('The ref’s own commit')),
})

/** What `--format json` prints. A change that could break a reader raises `schemaVersion`. */
export const outputSchema = v.strictObject({
  schemaVersion: v.literal(1),
  findings: v.array(finding),
  unreadable: v.pipe(
    v.array(v.strictObject({ message: v.string(), ...placeEntries })),
    v.description('Changed migrations that could not be read: the run does not vouch for them'),
  ),
  unresolved: v.optional(
    v.pipe(
      v.array(v.strictObject({ source: v.string(), reason: v.string(), ...placeEntries })),
      v.description('What is not known without running code; with --verbose'),
    ),
  ),
  undecided: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          what: v.string(),
          cause: v.string(),
          remedy: v.nullable(v.string()),
          ...placeEntries,
        }),
      ),
      v.description('What of the models could not be compared with the migrations; with --verbose'),
    ),
  ),
  summary: v.strictObject({
    base: v.pipe(v.nullable(comparedWith), v.description('null in a repository without a commit')),
    head: v.nullable(v.string()),
    projects: whole,
    apps: whole,
    migrations: whole,
    changed: whole,
    findings: v.strictObject({ error: whole, warning: whole, hint: whole }),
    suppressed: whole,
    unresolved: whole,
    drift: v.pipe(
      v.nullable(v.strictObject({ models: decided, fields: decided })),
      v.description('How much of the models was compared with the migrations; null where no rule does'),
    ),
    durationMs: v.pipe(v.number(), v.minValue(0)),
    notes: v.array(v.string()),
  }),
})

export type Output = v.InferOutput<typeof outputSchema>

/** The JSON Schema of the output, as it is published beside the program. */
export function outputJsonSchema(): object {
  return { title: 'The output of migration-lint --format json', ...toJsonSchema(outputSchema) }
}
