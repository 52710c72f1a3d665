import type { TreeCursor } from 'web-tree-sitter'

/** A node of the parser's tree as a plain object, without comments, annotations and most punctuation. */
export interface Cst {
  readonly type: string
  readonly start: number
  readonly end: number
  /** Named children, comments and annotations left out. */
  readonly kids: readonly Cst[]
  /** Operators and keywords among the children, where a node's meaning hangs on them. */
  readonly tokens: readonly string[]
}

/**
 * Deeper than any code that people write; deeper nodes are cut off, so that no input can exhaust the stack
 * of the recursive readers.
 */
export const maxDepth = 600

const meaningfulTokens = new Set([
  'binary_operator',
  'boolean_operator',
  'unary_operator',
  'comparison_operator',
  'augmented_assignment',
  'slice',
  'function_definition',
  'for_in_clause',
  'subscript',
])

const dropped = new Set(['comment', 'type', 'type_parameter', 'line_continuation'])

const noTokens: readonly string[] = []
const noKids: readonly Cst[] = []

/**
 * Copies the subtree under `cursor`, in one pass: every access of the parser's tree crosses into WebAssembly.
 * `onTooDeep` is called for each node that was cut off.
 */
export function copyTree(cursor: TreeCursor, onTooDeep: () => void, depth = 0): Cst {
  const type = cursor.nodeType
  const start = cursor.startIndex
  const end = cursor.endIndex
  if (depth > maxDepth) {
    onTooDeep()
    return { type: 'too_deep', start, end, kids: noKids, tokens: noTokens }
  }
  if (!cursor.gotoFirstChild()) return { type, start, end, kids: noKids, tokens: noTokens }
  const wantsTokens = meaningfulTokens.has(type)
  const kids: Cst[] = []
  const tokens: string[] = []
  do {
    if (cursor.nodeIsNamed) {
      if (!dropped.has(cursor.nodeType)) kids.push(copyTree(cursor, onTooDeep, depth + 1))
    } else if (wantsTokens) {
      tokens.push(cursor.nodeType)
    }
  } while (cursor.gotoNextSibling())
  cursor.gotoParent()
  return { type, start, end, kids, tokens }
}
