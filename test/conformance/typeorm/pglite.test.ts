import { expect, it } from 'vitest'
import { answersOf } from './pg-catalogue.ts'
import { ranIn } from './pglite-run.ts'
import { madeProject, recordedCatalogue } from './recorded-catalogue.ts'

it('PostgreSQL says of the made-up migrations what is recorded', async () => {
  const { migrations } = await madeProject()
  const { database, failures } = await ranIn(migrations)
  const { catalogue } = await answersOf(database)
  await database.close()
  expect(failures).toEqual([])
  expect(catalogue).toEqual(recordedCatalogue().catalogue)
})
