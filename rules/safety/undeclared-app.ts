import { defineRule } from '../../src/engine/rule.ts'
import { judgedCode, standsWithin } from '../../src/model/judged-data.ts'

export const undeclaredApp = defineRule({
  meta: {
    id: 'safety/undeclared-app',
    severity: 'error',
    summary: 'A data step asks for models of an app that no dependency leads to',
    reason:
      'Where the app has not been migrated yet, the function fails at its first line: for certain, or, as a warning, as soon as the order happens to be another one.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of judgedCode(changes)) {
      const { name, uses } = judged.effect.step
      const own = judged.planned.migration.app
      const seen = new Set<string>()
      for (const { app, model, exists, isDeclared, place } of uses) {
        if (isDeclared !== false || seen.has(app)) continue
        seen.add(app)
        const happens =
          exists === false
            ? `On an empty database \`${app}\` is not migrated by then, and the migration fails.`
            : `That works as long as another app happens to bring \`${app}\` along first; where \`${own}\` is migrated alone, the migration fails.`
        report({
          ...standsWithin(judged, place, `\`${app}.${model}\` is asked for here`),
          message: `\`${name}\` asks for \`${app}.${model}\`, and no dependency of this migration, direct or not, leads to \`${app}\`. ${happens}`,
          help: recipes?.dependOn(app) ?? '',
          ...(exists !== false && { severity: 'warning' as const }),
        })
      }
    }
  },
})
