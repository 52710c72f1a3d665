import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../python/source-place.ts'
import { stringOf } from '../../../python/value.ts'
import type { Given } from '../schema/given.ts'

/** What the statements of `RunSQL` do to tables and rows. */
export function runSql({ operation, migration }: Given): readonly Effect[] {
  const sql = operation.given('sql')
  if (stringOf(sql)?.trim() === '') return []
  const place = placeOf(migration.file.module, operation.origin)
  return [{ kind: 'unknown', cause: `the SQL of \`${operation.shownName}\` is not read`, place }]
}
