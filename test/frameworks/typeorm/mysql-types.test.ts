import { expect, test } from 'vitest'
import { migration, projectOf } from './project.ts'

/** What a column of a type is in neutral words, once MySQL has it. */
async function neutralName(type: string): Promise<string | undefined> {
  const { plan } = await projectOf({
    'src/data-source.ts': `export default { type: 'mysql', migrations: ['migrations/*.ts'] }`,
    'migrations/a.ts': migration(
      'First1700000001000',
      `await queryRunner.query("CREATE TABLE pet (age ${type} NOT NULL)")`,
    ),
  })
  const [effect] = plan![0]!.steps.flatMap(({ effects }) => effects)
  return effect?.kind === 'create table' ? effect.columns[0]?.type?.name : undefined
}

test.each<readonly [type: string, name: string | undefined]>([
  ['float', 'float'],
  ['double precision', 'float'],
  ['int unsigned', 'integer'],
  ['tinyint(1)', 'smallint'],
  ['longtext', 'text'],
  ['varbinary(20)', 'binary'],
  // Neither a number nor a text: what rows get that are there already is not the same.
  ['datetime(6)', undefined],
  ["enum('a', 'b')", undefined],
])('%s', async (type, name) => {
  expect(await neutralName(type)).toBe(name)
})
