import { defineRule } from '../../src/engine/rule.ts'
import { judgedCode } from '../../src/model/judged-data.ts'
import { standsAt } from '../../src/model/judged-effects.ts'

export const ignoredAlias = defineRule({
  meta: {
    id: 'safety/ignored-alias',
    severity: 'warning',
    presets: { recommended: 'off', 'zero-downtime': 'off', strict: 'off' },
    summary: 'A data step that reads and writes the default database, whichever is migrated',
    reason:
      'Only a project with several databases has this trouble, and it knows that it has them: off until asked for.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of judgedCode(changes)) {
      const { name, heedsAlias } = judged.effect.step
      if (heedsAlias !== false) continue
      report({
        ...standsAt(judged),
        message: `\`${name}\` never says which database it means: where another one than the default is migrated, it reads and writes the default one all the same.`,
        help: recipes?.heedAlias() ?? '',
      })
    }
  },
})
