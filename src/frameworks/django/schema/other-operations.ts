import type { Effect } from '../../../model/schema/effect.ts'
import { stringOf } from '../../../python/value.ts'
import { onModel, type Given } from './given.ts'

/** What operations do that only readers of the catalogue see, in words. */
export function alterTableComment(given: Given): readonly Effect[] {
  return onModel(given, 'after', 'name', ({ app, name }) => [
    { kind: 'other', what: `changes the comment of \`${app}.${name}\`` },
  ])
}

/** The extensions of PostgreSQL that operations are named after (django/contrib/postgres/operations.py). */
const extensions: Readonly<Record<string, string>> = {
  BloomExtension: 'bloom',
  BtreeGinExtension: 'btree_gin',
  BtreeGistExtension: 'btree_gist',
  CITextExtension: 'citext',
  CryptoExtension: 'pgcrypto',
  HStoreExtension: 'hstore',
  TrigramExtension: 'pg_trgm',
  UnaccentExtension: 'unaccent',
}

export function createExtension({ operation }: Given): readonly Effect[] {
  const name = extensions[operation.name] ?? stringOf(operation.given('name'))
  return [{ kind: 'other', what: `creates the extension ${name === undefined ? '' : `\`${name}\``}`.trim() }]
}

export const collation =
  (what: 'creates' | 'drops') =>
  ({ operation }: Given): readonly Effect[] => {
    const name = stringOf(operation.given('name'))
    return [
      { kind: 'other', what: `${what} the collation ${name === undefined ? '' : `\`${name}\``}`.trim() },
    ]
  }

export const extensionOperations: readonly string[] = ['CreateExtension', ...Object.keys(extensions)]
