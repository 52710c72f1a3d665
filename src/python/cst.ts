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
  'for_statement',
  'with_statement',
  'except_clause',
  'expression_statement',
  'interpolation',
  'match_statement',
  'subscript',
  'tuple_pattern',
])

const dropped = new Set(['comment', 'type', 'type_parameter', 'line_continuation'])

/** Whether nodes of a kind mean nothing, so that they are not copied. */
export function isDropped(type: string): boolean {
  return dropped.has(type)
}

const noTokens: readonly string[] = []
const noKids: readonly Cst[] = []

/** Nodes of which nothing below them is read: not to look there saves most of the crossings. */
const leaves = new Set([
  'identifier',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'ellipsis',
  'string_start',
  'string_content',
  'string_end',
  'pass_statement',
])

/**
 * Copies the subtree under `cursor`, in one pass: every access of the parser's tree crosses into WebAssembly,
 * and that costs more than the parsing. `onTooDeep` is called for each node that was cut off.
 */
export function copyTree(cursor: TreeCursor, text: string, onTooDeep: () => void): Cst {
  return copyNode(cursor, cursor.nodeType, text, onTooDeep, 0)
}

function copyNode(cursor: TreeCursor, type: string, text: string, onTooDeep: () => void, depth: number): Cst {
  const start = cursor.startIndex
  const end = cursor.endIndex
  if (depth > maxDepth) {
    onTooDeep()
    return { type: 'too_deep', start, end, kids: noKids, tokens: noTokens }
  }
  if (leaves.has(type)) return { type, start, end, kids: noKids, tokens: noTokens }
  if (type === 'string') {
    const kids = plainString(start, end, text)
    if (kids) return { type, start, end, kids, tokens: noTokens }
  }
  if (!cursor.gotoFirstChild()) return { type, start, end, kids: noKids, tokens: noTokens }
  const wantsTokens = meaningfulTokens.has(type)
  const kids: Cst[] = []
  const tokens: string[] = []
  let inner = depth + 1
  do {
    const kind = cursor.nodeType
    // Every `elif` is an `else` with an `if` in it.
    if (kind === 'elif_clause') inner++
    if (punctuation.has(kind) && !wantsTokens) continue
    if (cursor.nodeIsNamed) {
      if (!dropped.has(kind)) kids.push(copyNode(cursor, kind, text, onTooDeep, inner))
    } else if (wantsTokens) {
      tokens.push(kind)
    }
  } while (cursor.gotoNextSibling())
  cursor.gotoParent()
  return { type, start, end, kids, tokens }
}

/** Kinds that are never named. */
const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '.', '='])

/** The parts of a literal that holds no expressions, told from its quotes; undefined for f-strings and the like. */
function plainString(start: number, end: number, text: string): Cst[] | undefined {
  let quote = start
  while (isLetter(text.charCodeAt(quote))) {
    // `f`, `F`, `t` and `T`: fields in braces are expressions.
    if ('fFtT'.includes(text.charAt(quote))) return undefined
    quote++
  }
  const mark = text.charAt(quote)
  const width = text.startsWith(mark.repeat(3), quote) && end - quote >= 6 ? 3 : 1
  if (end - quote < 2 * width || !text.startsWith(mark.repeat(width), end - width)) return undefined
  const part = (type: string, from: number, to: number): Cst => ({
    type,
    start: from,
    end: to,
    kids: noKids,
    tokens: noTokens,
  })
  return [part('string_start', start, quote + width), part('string_end', end - width, end)]
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

/** Source between two nodes without its comments and line continuations. */
export function betweenTokens(gap: string): string {
  return gap.replace(/#[^\n]*|\\\n/g, '')
}

/**
 * What the source has between the children of a node (keywords, operators, brackets; annotations too), each
 * word parted by one space and without comments.
 */
export function textBeside(node: Cst, text: string): string {
  const gaps: string[] = []
  let from = node.start
  for (const kid of node.kids) {
    gaps.push(text.slice(from, kid.start))
    from = kid.end
  }
  gaps.push(text.slice(from, node.end))
  return gaps
    .map((gap) => betweenTokens(gap).trim())
    .filter((gap) => gap !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(node.kids.length > 1 ? /, ?(?=[)\]}])/g : /$^/, '')
}

/** The source of a node whose meaning is not read, leaf by leaf: however it is laid out, the same text. */
export function leafText(node: Cst, text: string): string {
  if (node.type === 'string') return quoted(text.slice(node.start, node.end))
  if (node.kids.length === 0) return text.slice(node.start, node.end)
  return `${textBeside(node, text)} (${node.kids.map((kid) => leafText(kid, text)).join(' ')})`
}

/** A literal in one kind of quotes. */
function quoted(literal: string): string {
  const [, prefix = '', , content = literal] = /^(\w*)('''|"""|'|")([^]*)\2$/.exec(literal) ?? []
  return prefix.replace(/u/i, '') + JSON.stringify(content)
}
