import { expect, test } from 'vitest'
import { agreementWith } from '../../conformance/typeorm/compare-catalogue.ts'
import {
  madeProject,
  recordedAnswers,
  recordedCatalogue,
  statementsOf,
} from '../../conformance/typeorm/recorded-catalogue.ts'

test('the schema that migrations leave is what PostgreSQL’s catalogue had', async () => {
  const recorded = recordedCatalogue()
  const project = await madeProject()
  expect(project.migrations.flatMap(({ unknown }) => unknown)).toEqual([])
  expect(statementsOf(project)).toEqual(recorded.statements)
  const { catalogue } = recorded
  expect(await agreementWith(recordedAnswers(recorded), project.schema)).toEqual({
    tables: catalogue.tables.length,
    columns: catalogue.columns.length,
    constraints: catalogue.constraints.length,
    indexes: catalogue.indexes.length,
    // An expression is not written out.
    unknown: ['post.words: default'],
    different: [],
  })
  expect(catalogue).toMatchObject({ tables: ['person', 'pet', 'post', 'post_tags'] })
  expect(catalogue.columns.length).toBeGreaterThan(20)
})
