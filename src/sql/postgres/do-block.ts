import type { Node } from 'libpg-query'
import { as } from './node.ts'
import type { PostgresParser } from './parser.ts'

/** A statement inside of a block of PL/pgSQL. */
export interface InnerStatement {
  readonly text: string
  /** Whether it surely runs, and once. */
  readonly runs: 'once' | 'maybe' | 'in a loop'
}

export interface ReadBlock {
  readonly statements: readonly InnerStatement[]
  /** What in it cannot be followed. */
  readonly unfollowed: readonly string[]
}

type Json = Readonly<Record<string, unknown>>

/**
 * The statements of a `DO` block in the order in which they are written; undefined where the block is in another
 * language or is refused.
 *
 * @param text the whole statement
 */
export function readBlock(node: Node, text: string, parser: PostgresParser): ReadBlock | undefined {
  const options = as(node, 'DoStmt')?.args?.flatMap((one) => as(one, 'DefElem') ?? []) ?? []
  const language = as(options.find(({ defname }) => defname === 'language')?.arg, 'String')?.sval
  if (language !== undefined && language.toLowerCase() !== 'plpgsql') return undefined
  const tree = parser.plpgsql(text)
  if (tree === undefined) return undefined
  const statements: InnerStatement[] = []
  const unfollowed: string[] = []
  walk(tree, 'once', statements, unfollowed)
  return { statements, unfollowed }
}

/** Statements of PL/pgSQL that run what they hold maybe, or again and again. */
const loops = /^PLpgSQL_stmt_(loop|while|fori|fors|forc|foreach_a|dynfors)$/
const branches = /^PLpgSQL_(stmt_if|if_elsif|stmt_case|case_when|exception_block)$/

function walk(
  value: unknown,
  runs: InnerStatement['runs'],
  into: InnerStatement[],
  unfollowed: string[],
): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    // What comes after a `RETURN` or an `EXIT` that may run is not sure to run.
    let own = runs
    for (const one of value) {
      walk(one, own, into, unfollowed)
      if (own === 'once' && mayLeave(one)) own = 'maybe'
    }
    return
  }
  for (const [key, inner] of Object.entries(value as Json)) {
    if (key === 'PLpgSQL_stmt_execsql' || key === 'PLpgSQL_stmt_perform') {
      const { sqlstmt, expr } = inner as Json
      const query = queryOf(sqlstmt ?? expr)
      if (query !== undefined) into.push({ text: query, runs })
    } else if (key.startsWith('PLpgSQL_stmt_dynexecute')) {
      unfollowed.push('`EXECUTE` runs a text that is put together')
    } else if (key === 'PLpgSQL_stmt_call') {
      unfollowed.push('what a procedure does is not known')
    } else if (key === 'PLpgSQL_stmt_block' && hasHandler(inner)) {
      walk(inner, runs === 'once' ? 'maybe' : runs, into, unfollowed)
    } else if (key === 'PLpgSQL_stmt_assign' || key === 'datums') {
      // Works out a value.
    } else {
      const isLoop = loops.test(key)
      const own = isLoop ? 'in a loop' : branches.test(key) && runs === 'once' ? 'maybe' : runs
      walk(inner, own, into, unfollowed)
    }
  }
}

/** An error takes back what the block did before it, and its handler hides it. */
function hasHandler(block: unknown): boolean {
  return typeof block === 'object' && block !== null && 'exceptions' in block
}

function mayLeave(statement: unknown): boolean {
  const text = JSON.stringify(statement)
  return /"PLpgSQL_stmt_(return|exit)"/.test(text)
}

function queryOf(expression: unknown): string | undefined {
  const { query } = ((expression as Json | undefined)?.['PLpgSQL_expr'] ?? {}) as Json
  return typeof query === 'string' ? query : undefined
}
