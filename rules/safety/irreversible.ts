import { defineRule } from '../../src/engine/rule.ts'
import { judgedMigrations } from '../../src/model/judged-effects.ts'
import type { UndoDifference } from '../../src/model/schema/undo.ts'

export const irreversible = defineRule({
  meta: {
    id: 'safety/irreversible',
    severity: 'hint',
    presets: { strict: 'warning' },
    summary: 'An operation that cannot be taken back, or is not by what undoes it',
    reason:
      'Nothing breaks and nothing is lost: only the way back is closed, which many teams never take. Worth a line in the review, and a decision where somebody wants one for everything.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const { migration, steps, wayBack, writtenBack } of judgedMigrations(changes)) {
      const irreversible = steps.filter(({ isReversible }) => isReversible === false)
      const undone = wayBack ?? (irreversible.length === 0 ? writtenBack : undefined)
      if (wayBack && irreversible.length > 0)
        report({
          message: `\`${migration.id}\` says nothing of the way back: to undo it takes back none of what it did.`,
          help: recipes?.reverse('SQL') ?? '',
          place: migration.place,
          app: migration.app,
          migration: migration.id,
        })
      else
        for (const difference of undone?.differences ?? [])
          report({
            message: `Once \`${migration.id}\` is undone, ${isOtherwise(difference)}.`,
            help: recipes?.reverse('SQL') ?? '',
            place: difference.at ?? migration.place,
            app: migration.app,
            migration: migration.id,
          })
      for (const { operation, effects } of wayBack ? [] : irreversible) {
        const code = effects.find((effect) => effect.kind === 'data' && effect.step.language === 'code')
        const name = code?.kind === 'data' ? ` (\`${code.step.name}\`)` : ''
        report({
          message: `\`${operation.name}\`${name} says nothing of the way back: to undo this migration, or any before it, stops here.`,
          help: recipes?.reverse(code ? 'code' : 'SQL') ?? '',
          place: operation.place,
          app: migration.app,
          migration: migration.id,
        })
      }
    }
  },
})

function isOtherwise({ kind, what, values }: UndoDifference): string {
  switch (kind) {
    case 'missing':
      return `${what} is missing, which was there before`
    case 'left over':
      return `${what} is left, which was not there before`
    case 'other':
      return `${what} is \`${values?.[0]}\`, which was \`${values?.[1]}\` before`
  }
}
