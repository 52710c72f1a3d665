import { defineRule, nearName } from '../../src/engine/rule.ts'
import type { InvalidOperation } from '../../src/model/invalid-operation.ts'
import type { Project } from '../../src/model/project.ts'
import { placeAtHead, sinceText, troubles } from '../../src/model/trouble.ts'

export const invalidOperation = defineRule({
  meta: {
    id: 'state/invalid-operation',
    severity: 'error',
    summary: 'An operation that cannot be applied to what the migrations before it leave',
    options: {},
  },

  check(changeSet, report) {
    // Where neither side has any, it does not matter what others had before.
    if ([changeSet.head, changeSet.merged].every((project) => !project?.invalidOperations?.length)) return
    for (const { fact, project, side, since } of troubles(changeSet, invalid)) {
      const { app, migration, message, effect, place, related } = fact
      const merge = side === 'merged' ? `After a merge with ${changeSet.names.target}, ` : ''
      report({
        message: `${merge}${message}: ${effect}.${sinceText(since)}`,
        help: help(fact, side),
        place: placeAtHead(changeSet, project, place),
        app,
        migration,
        related: related.map((other) => ({ ...other, place: placeAtHead(changeSet, project, other.place) })),
        ...(since === undefined ? {} : { severity: 'warning' as const }),
      })
    }
  },
})

function invalid({ invalidOperations = [] }: Project): ReadonlyMap<string, InvalidOperation> {
  return new Map(invalidOperations.map((one) => [`${one.migration}: ${one.message}`, one]))
}

function help({ missing, renamedTo, there, related }: InvalidOperation, side: 'head' | 'merged'): string {
  if (missing === undefined)
    return side === 'merged'
      ? 'Both branches make it: keep one of the two operations.'
      : 'Leave the operation out, or change what is there instead of making it again.'
  if (renamedTo !== undefined) return `It is called \`${renamedTo}\` by then: use that name.`
  const near = nearName(missing, there)
  if (near !== undefined && near !== missing) return `Did you mean \`${near}\`?`
  return related.length > 0
    ? 'Leave the operation out, or put its migration before the one that takes away what it works on.'
    : 'Make it in a migration before this one, or depend on the migration that does.'
}
