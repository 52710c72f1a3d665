import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { django, djangoVersions } from '../environment.ts'
import { differences, planFor, project, type Recorded } from './agreement.ts'

test.each(djangoVersions)('Django %s makes the tables and columns of SQLite that we say', async (version) => {
  const database = JSON.stringify({ ENGINE: 'django.db.backends.sqlite3', NAME: ':memory:' })
  const script = `${import.meta.dirname}/schema_oracle.py`
  const answer = execFileSync(django(version).python, ['-B', script, project, database], { encoding: 'utf8' })
  const { migrations } = JSON.parse(answer) as { migrations: Recorded }
  expect(differences(await planFor(version, 'sqlite'), migrations, 'columns')).toEqual([])
})
