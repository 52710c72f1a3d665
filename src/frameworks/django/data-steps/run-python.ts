import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../python/source-place.ts'
import { sourceOf } from '../values/source.ts'
import type { Given } from '../schema/given.ts'

/** What `RunPython` does to rows, read from its function. */
export function runPython({ operation, migration }: Given): readonly Effect[] {
  const place = placeOf(migration.file.module, operation.origin)
  const code = operation.given('code')
  const name = code?.kind === 'function' ? code.name : code ? sourceOf(code) : operation.shownName
  const isNothing = code?.kind === 'reference' && code.path.endsWith('.RunPython.noop')
  return isNothing
    ? []
    : [
        {
          kind: 'data',
          step: {
            language: 'code',
            name,
            place,
            writes: [],
            unfollowed: [{ cause: `what \`${name}\` does to rows is not followed`, place }],
            uses: [],
            imports: [],
            heedsAlias: undefined,
          },
        },
      ]
}
