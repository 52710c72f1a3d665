import { defineRule } from '../../src/engine/rule.ts'
import { databasesWhere, databaseTitles, type Database } from '../../src/model/database.ts'
import { effectsOnRows, standsAt, type EffectOf } from '../../src/model/judged-effects.ts'
import { listing } from '../../src/model/listing.ts'
import { lockOf } from '../../src/model/locks/lock-of.ts'
import { whoWaits, type Lock } from '../../src/model/locks/lock.ts'
import { columnLabel } from '../../src/model/schema/table.ts'

export const lockedTable = defineRule({
  meta: {
    id: 'safety/locked-table',
    severity: 'error',
    presets: { recommended: 'off' },
    summary: 'A new column, or upkeep of a table, for which every row is written again while others wait',
    reason:
      'Nothing is lost and nothing fails, but on a large table nobody reads or writes for as long as it takes. A lock that is taken by hand lasts as long as the rest of its transaction: a warning.',
    options: {},
  },

  check(changes, report, _, leaveOpen) {
    const { recipes } = changes.head
    for (const judged of effectsOnRows(changes, 'add column', 'maintain table')) {
      const { effect } = judged
      if (changes.databases.length === 0) {
        if (effect.kind === 'add column') continue
        leaveOpen({
          what: `whom ${statement(effect)} locks out`,
          cause: 'which database the migrations run on is not known',
          remedy: 'name it in the config as `database`',
          place: standsAt(judged).place,
        })
        continue
      }
      // SQLite has one writer at a time, whatever it does, and no other way.
      const slow = databasesWhere(
        changes.databases,
        (database) => database.name !== 'sqlite' && isLong(lockOf(effect, database)),
      )
      const lock = slow[0] && lockOf(effect, slow[0])
      if (!lock) continue
      const waits = `${whoWaits(lock)} (${titles(slow)})`
      if (effect.kind === 'maintain table') {
        report({
          ...standsAt(judged),
          ...(effect.how === 'lock' && { severity: 'warning' }),
          message: `${statement(effect)} locks \`${effect.table.label}\`: ${waits}.`,
          help: instead[effect.how],
        })
        continue
      }
      const { table, column } = effect
      report({
        ...standsAt(judged),
        message: `\`${columnLabel(table, column)}\` is added, and for its value (${valueOf(effect)}) every row is written again: ${waits}.`,
        help: recipes?.addComputedColumnInSteps(table, column) ?? '',
      })
    }
  },
})

/** Whether somebody waits for longer than any change of a table takes. */
function isLong(lock: Lock | undefined): boolean {
  const { blocks, lasts } = lock ?? {}
  return (blocks === 'readers and writers' || blocks === 'writers') && lasts !== 'for a moment'
}

const instead = {
  rewrite:
    'Keep it out of the migrations, and run it when nobody needs the table. On PostgreSQL, the extension pg_repack does the same while readers and writers go on.',
  reindex:
    'On PostgreSQL 12 and later, `REINDEX … CONCURRENTLY` lets readers and writers go on; a migration that does it runs without a transaction.',
  lock: 'Leave the lock to the statements that need one, or keep what follows in the same transaction short.',
} as const

function statement({ statement: name, mode }: EffectOf<'maintain table'>): string {
  return mode === undefined ? `\`${name}\`` : `\`${name}\` (${mode})`
}

function valueOf({ column, oneOff }: EffectOf<'add column'>): string {
  const { default: value } = column
  if (value.kind === 'generated') return 'generated and stored'
  const source = oneOff ?? ('source' in value ? value.source : undefined)
  return source === undefined ? 'a number for each' : `\`${source}\``
}

function titles(databases: readonly Database[]): string {
  return listing(databases.map(({ name }) => databaseTitles[name]))
}
