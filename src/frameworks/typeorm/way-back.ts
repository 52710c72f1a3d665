import type { Effect } from '../../model/schema/effect.ts'
import type { KnownSchema } from '../../model/schema/known-schema.ts'
import type { TypeOrmMigration } from './migration-file.ts'
import { typeOf, type Planning } from './planning.ts'
import { onlyLooks } from './query-runner.ts'
import { answerOf, asRun, managesTransaction, readCall } from './read-call.ts'

/**
 * What `down` does to a database on which `up` was run.
 *
 * @param before what the migrations before have left
 * @param done what `up` does to it
 */
export function undoingEffects(
  before: KnownSchema,
  done: readonly Effect[],
  migration: TypeOrmMigration,
  planning: Planning,
): readonly Effect[] {
  const { schema } = before.copy()
  for (const effect of done) schema.apply(effect)
  const undone: Effect[] = []
  const { down } = migration.source
  if (down)
    planning.runner.trace(planning.interpreter, down, typeOf(planning), (call) => {
      if (onlyLooks(call)) return answerOf(call, schema)
      if (managesTransaction(call)) return undefined
      for (const effect of asRun(readCall(call, schema, migration, planning))) {
        schema.apply(effect)
        undone.push(effect)
      }
      return undefined
    })
  return undone
}
