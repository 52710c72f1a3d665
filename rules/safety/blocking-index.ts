import { defineRule } from '../../src/engine/rule.ts'
import { databasesWhere, databaseTitles } from '../../src/model/database.ts'
import type { Severity } from '../../src/model/finding.ts'
import { effectsOnRows, judgedEffects, standsAt } from '../../src/model/judged-effects.ts'
import { listing } from '../../src/model/listing.ts'
import { lockOf } from '../../src/model/locks/lock-of.ts'
import { whoWaits } from '../../src/model/locks/lock.ts'
import type { Index } from '../../src/model/schema/effect.ts'

export const blockingIndex = defineRule({
  meta: {
    id: 'safety/blocking-index',
    severity: 'error',
    summary: 'An index is built while writers wait, or concurrently in a transaction, which fails',
    reason:
      'A concurrent build in a transaction fails for certain. Any other build is a lock for as long as it takes: nothing on a small table, an outage on a large one.',
    options: {
      locking: {
        values: ['off', 'hint', 'warning', 'error'],
        default: 'off',
        presets: { 'zero-downtime': 'error', strict: 'error' },
        description: 'An index that is built while the table is locked',
      },
    },
  },

  check(changes, report, { locking }, leaveOpen) {
    const { recipes } = changes.head
    // Even on a new table: PostgreSQL looks at the transaction, not at the rows.
    for (const judged of judgedEffects(changes, 'create index', 'drop index')) {
      const { effect, planned } = judged
      if (!effect.isConcurrent || planned.isAtomic !== true) continue
      report({
        ...standsAt(judged),
        message: `${nameOf(effect.index)} is ${effect.kind === 'create index' ? 'built' : 'dropped'} concurrently, and \`${planned.migration.id}\` runs in a transaction: PostgreSQL refuses that, on every database.`,
        help: recipes?.outsideOfTransaction() ?? '',
      })
    }
    if (locking === 'off') return
    for (const judged of effectsOnRows(changes, 'create index')) {
      const { effect } = judged
      if (effect.isConcurrent) continue
      if (changes.databases.length === 0) {
        leaveOpen({
          what: 'which locks new indexes and constraints take',
          cause: 'which database the migrations run on is not known',
          remedy: 'name it in the config as `database`',
          place: standsAt(judged).place,
        })
        return
      }
      // SQLite has one writer at a time, whatever it does, and no other way.
      const slow = databasesWhere(
        changes.databases,
        (database) => database.name !== 'sqlite' && lockOf(effect, database)?.blocks === 'writers',
      )
      const lock = slow[0] && lockOf(effect, slow[0])
      if (!lock) continue
      report({
        ...standsAt(judged),
        severity: locking as Severity,
        message: `${nameOf(effect.index)} is built on \`${effect.table.label}\` under a ${lock.name} lock (${listing(slow.map(({ name }) => databaseTitles[name]))}): ${whoWaits(lock)}, readers do not.`,
        help: recipes?.indexConcurrently(effect.table, effect.index) ?? '',
      })
    }
  },
})

function nameOf({ name, columns }: Index): string {
  if (name !== undefined) return `The index \`${name}\``
  return `An index over ${columns.map((column) => (column === undefined ? 'an expression' : `\`${column}\``)).join(', ')}`
}
