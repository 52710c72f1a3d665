import type { Node } from 'libpg-query'
import { isKnownFunction } from './expression.ts'
import { as, namesOf, nodesIn } from './node.ts'

/** Functions that read, or that write nothing that is a row of a table. */
const harmless = new Set([
  ...[
    'setval',
    'currval',
    'set_config',
    'count',
    'sum',
    'min',
    'max',
    'avg',
    'string_agg',
    'exists',
    'version',
  ],
  ...[
    'unnest',
    'generate_series',
    'generate_subscripts',
    'format',
    'quote_ident',
    'quote_literal',
    'age',
    'extract',
  ],
  ...['substring', 'position', 'strpos', 'nullif', 'bool_or', 'bool_and', 'every', 'cardinality', 'overlay'],
])

/** Families of PostgreSQL's own functions, and of PostGIS. */
const families =
  /^(pg|json|jsonb|array|regexp|to|current|has|ts|st|inet|lag|lead|first|last|percentile)_|^(lag|lead)$/

/**
 * The function that a query calls and that may do anything, as it is not one of those that only read. Undefined where
 * there is none.
 */
export function calledForEffect(query: Node): string | undefined {
  for (const node of nodesIn(query)) {
    const names = namesOf(as(node, 'FuncCall')?.funcname)
    const name = names.at(-1)
    if (name === undefined || names[0] === 'pg_catalog') continue
    if (!harmless.has(name) && !isKnownFunction(name) && !families.test(name)) return name
  }
  return undefined
}
