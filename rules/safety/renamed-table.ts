import { defineRule } from '../../src/engine/rule.ts'
import { byOperation, effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'
import { codeListing } from '../../src/model/listing.ts'

export const renamedTable = defineRule({
  meta: {
    id: 'safety/renamed-table',
    severity: 'error',
    presets: { recommended: 'off' },
    summary: 'A table gets another name while code still uses the old one',
    reason: 'As with a column: nothing is lost, but every query of the old code that still runs fails.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    const renamed = effectsOnRows(changes, 'rename table').filter(
      ({ effect: { before, after } }) => before.name === undefined || before.name !== after.name,
    )
    for (const [judged, ...others] of byOperation(renamed)) {
      const { before, after } = judged.effect
      const more = others.map(({ effect }) => effect.before.name ?? effect.before.label)
      report({
        ...standsAt(judged),
        message: `The table \`${before.name ?? before.label}\` becomes \`${after.name ?? after.label}\`: every query of \`${before.label}\` by the code that still runs fails from then on.${more.length > 0 ? ` The same goes for ${codeListing(more)}.` : ''}`,
        help: recipes?.keepTableName(before, after) ?? '',
      })
    }
  },
})
