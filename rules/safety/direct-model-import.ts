import { defineRule } from '../../src/engine/rule.ts'
import { judgedCode, standsWithin } from '../../src/model/judged-data.ts'

export const directModelImport = defineRule({
  meta: {
    id: 'safety/direct-model-import',
    severity: 'error',
    summary: 'A data step uses a model class of today in place of the one of its own time',
    reason:
      'It runs today. With the next column of the model it fails for everyone who migrates an empty database, and old migrations are not to be edited then.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of judgedCode(changes)) {
      const { name, imports } = judged.effect.step
      for (const { path, label, setting, reverse, place } of imports) {
        const [app = '', model = label] = label.split('.')
        const fails =
          reverse === undefined
            ? 'every query of it fails where the migrations run from the start: on a new database and in tests'
            : 'every query of it fails: the step cannot be taken back any more'
        report({
          ...standsWithin(judged, place, `\`${path}\` is used here`),
          message: `\`${reverse ?? name}\` uses \`${path}\`, the model as it is today. Once the class has a column that the table lacks at this migration, ${fails}.`,
          help: recipes?.modelOfState(app, model, setting) ?? '',
        })
      }
    }
  },
})
