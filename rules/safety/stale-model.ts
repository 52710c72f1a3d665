import { defineRule } from '../../src/engine/rule.ts'
import { judgedCode, standsWithin } from '../../src/model/judged-data.ts'

export const staleModel = defineRule({
  meta: {
    id: 'safety/stale-model',
    severity: 'error',
    summary: 'A data step asks for a model or a field that is not there at this point',
    reason: 'The function fails as soon as it comes to that line.',
    options: {},
  },

  check(changes, report) {
    for (const judged of judgedCode(changes)) {
      const { name, uses } = judged.effect.step
      for (const { app, model, exists, isDeclared, missingFields, place } of uses) {
        const label = `${app}.${model}`
        if (exists === false && isDeclared !== false)
          report({
            ...standsWithin(judged, place, `\`${label}\` is asked for here`),
            message: `\`${name}\` asks for the model \`${label}\`, which is not there at this migration: no migration before it makes it, or one has renamed or deleted it. The function fails at this line.`,
            help: 'Use the name that the model has at this migration, or put the migration where the model is there.',
          })
        for (const field of missingFields)
          report({
            ...standsWithin(judged, field.place, `\`${field.name}\` is named here`),
            message: `\`${name}\` names the field \`${label}.${field.name}\`, which is not there at this migration: no migration before it adds it, or one has renamed or removed it. The function fails as soon as it comes to this line.`,
            help: 'Use the name that the field has at this migration, or put the migration where the field is there.',
          })
      }
    }
  },
})
