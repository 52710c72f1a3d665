import { defineRule } from '../../src/engine/rule.ts'
import { clashes, type Clash } from '../../src/model/clash.ts'
import { changedMerges, type Merge } from '../../src/model/merge-branches.ts'

export const clashingBranches = defineRule({
  meta: {
    id: 'graph/clashing-branches',
    severity: 'warning',
    summary: 'A merge migration that joins branches of which the order matters',
    options: {},
  },

  check(changeSet, report) {
    for (const merge of changedMerges(changeSet)) {
      for (const [one, other] of pairs(merge))
        // The plan takes a while: only where there is a merge.
        for (const { label, first, second } of clashes(changeSet.head.plan ?? [], one.own, other.own))
          report({
            message: `\`${merge.migration.id}\` joins two branches that both touch \`${label}\`: ${act(first)}, and ${act(second)}. Nothing says which of the two runs first, so databases that ran them in another order come out otherwise.`,
            help: `Put one branch after the other instead of joining them: let the first migration of the one depend on \`${changeSet.head.history.dependency(merge.migration.app, other.parent.slice(merge.migration.app.length + 1))}\`. Where both have run somewhere already, write a migration after the merge that sets \`${label}\` to what it should be.`,
            place: merge.migration.dependenciesPlace,
            app: merge.migration.app,
            migration: merge.migration.id,
            related: [
              { message: `\`${first.migration}\` does it here`, place: first.place },
              { message: `\`${second.migration}\` does it here`, place: second.place },
            ],
          })
    }
  },
})

function pairs({ branches }: Merge) {
  return branches.flatMap((one, index) => branches.slice(index + 1).map((other) => [one, other] as const))
}

const verbs = { changes: 'changes it', moves: 'renames it or takes it away', uses: 'writes to its rows' }

const act = ({ migration, how }: Clash['first']) => `\`${migration}\` ${verbs[how]}`
