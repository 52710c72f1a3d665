import { toJsonSchema } from '@valibot/to-json-schema'
import { suppressionRules } from '../engine/suppression-rules.ts'
import { rules } from '../../rules/index.ts'
import { configSchema } from './schema.ts'

/** The JSON Schema of a config, for editors: every rule with its options. */
export function configJsonSchema(): object {
  const metas = [...rules.map((rule) => rule.meta), ...suppressionRules]
  // A glob's check and trimming have no word in JSON Schema; an editor may accept what the program refuses.
  const schema = toJsonSchema(configSchema(metas), { typeMode: 'input', errorMode: 'ignore' })
  return { title: 'The config of migration-lint', ...schema }
}
