import * as v from 'valibot'
import { comparedParts } from '../model/compared-part.ts'
import { compileGlobs } from '../model/glob.ts'
import { didYouMean } from '../engine/near-name.ts'
import { presets, type RuleMeta } from '../engine/rule.ts'
import { severities } from '../model/finding.ts'
import type { Config } from './config.ts'
import { database } from './database-schema.ts'
import { librarySchema } from './library-schema.ts'
import { entries, list, text } from './object-schema.ts'

/** What a config may say, given the rules that there are. Unknown keys are errors that name the near one. */
export function configSchema(rules: readonly RuleMeta[]): v.GenericSchema<unknown, Config> {
  const ids = rules.map((rule) => rule.id)
  const rulesEntry = described(
    entries(Object.fromEntries(rules.map((rule) => [rule.id, v.optional(ruleSetting(rule))]))),
    'Severities and options by rule',
  )
  const schema: v.GenericSchema = entries({
    $schema: v.optional(text),
    base: described(v.optional(name), 'The ref that a branch is to be merged into, such as origin/main'),
    include: described(
      v.optional(globs),
      'Globs of paths to look at, from the repository’s root; everything unless given',
    ),
    exclude: described(v.optional(globs), 'Globs of paths to leave out'),
    database: described(
      v.optional(v.union([database, list(database)], 'must be a database, or a list of them')),
      'The databases that the migrations run on, with the oldest version in use: postgresql@14',
    ),
    preset: described(
      v.optional(v.picklist(presets, `must be one of ${presets.join(', ')}`)),
      'The rules to start from; recommended unless given',
    ),
    rules: v.optional(rulesEntry),
    overrides: described(
      v.optional(
        list(
          entries({
            apps: described(v.optional(list(name)), 'App labels; every app unless given'),
            paths: described(v.optional(globs), 'Globs; every path unless given'),
            rules: rulesEntry,
          }),
        ),
      ),
      'Settings for some apps or paths only; later ones win',
    ),
    allow: described(
      v.optional(
        list(
          entries({
            rule: v.picklist(
              ids,
              ({ input }) => `names no rule there is: ${json(input)}${didYouMean(String(input), ids)}`,
            ),
            migration: described(
              v.pipe(name, v.regex(/^[^.\s]+\.[^.\s]+$/, 'must be <app>.<name>, as in shop.0002_price')),
              '<app>.<name>',
            ),
            reason: name,
          }),
        ),
      ),
      'Findings that are allowed, for migrations that have no file left to carry a comment',
    ),
    frameworks: v.optional(
      entries({
        django: v.optional(
          entries({
            settings: described(
              v.optional(v.union([name, v.array(name)], 'must be a string or a list of strings')),
              'Settings modules to read instead of those that manage.py and the test configuration name',
            ),
            migrationModules: described(
              v.optional(v.record(text, v.nullable(name), 'must be an object of app labels')),
              'As Django’s MIGRATION_MODULES',
            ),
            version: described(
              v.optional(
                v.pipe(name, v.regex(/^\d{1,3}\.\d{1,3}(\.\d{1,3})?$/, 'must be a version, as in 5.2')),
              ),
              'The Django that the project runs on; found out from the environment, lock file or requirements unless given',
            ),
            environment: described(
              v.optional(name),
              'The folder of the project’s virtual environment, from the repository’s root; found unless given',
            ),
            ignoredAttributes: described(
              v.optional(list(name)),
              'Keywords of fields and options of models that are not compared with the migrations, such as help_text',
            ),
            libraries: described(
              v.optional(list(librarySchema)),
              'What classes of libraries do to models, where neither an environment nor the tool tells',
            ),
          }),
        ),
        typeorm: v.optional(
          entries({
            ignoredParts: described(
              v.optional(
                list(v.picklist(comparedParts, `must be one of ${comparedParts.map(json).join(', ')}`)),
              ),
              'Parts of tables that are not compared with the migrations, such as names or defaults',
            ),
          }),
        ),
      }),
    ),
  })
  // The rules, and so their keys and options, are known at run time only.
  return schema as v.GenericSchema<unknown, Config>
}

const name = v.pipe(text, v.trim(), v.minLength(1, 'must not be empty'))

const globs = v.pipe(list(name), v.check(areGlobs, 'holds a glob whose braces stand for too many paths'))

const severityMessage = 'must be "error", "warning", "hint" or "off"'
const severity = v.picklist([...severities, 'off'], severityMessage)

function ruleSetting({ options, summary }: RuleMeta) {
  const choices = Object.entries(options).map(([option, { values, description }]) => {
    const one = v.picklist(values, `must be one of ${values.map(json).join(', ')}`)
    return [option, described(v.optional(one), description)] as const
  })
  const alone = v.strictTuple([severity], severityMessage)
  const withOptions = v.strictTuple([severity, entries(Object.fromEntries(choices))], severityMessage)
  const message = 'must be a severity, or a list of a severity and options'
  return described(v.union([severity, alone, withOptions], message), summary)
}

function described<const Schema extends v.GenericSchema>(schema: Schema, description: string) {
  return v.pipe(schema, v.description(description))
}

function areGlobs(patterns: string[]): boolean {
  try {
    compileGlobs(patterns)
    return true
  } catch {
    return false
  }
}

function json(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
