import type { Node, Parser, TreeCursor } from 'web-tree-sitter'
import type { Module, Stmt } from './ast.ts'
import { copyTree, isDropped, maxDepth } from './cst.ts'
import { loadGrammar } from './grammar.ts'
import { decodeSource } from './source-text.ts'
import { toStmts } from './statements.ts'

/** Parses the bytes of a Python file. Never throws: what is not Python comes back as `syntaxError`. */
export type ParsePython = (bytes: Uint8Array) => Module

/** Loads the grammar and gives the parse function; everything after this is synchronous. */
export async function loadParser(): Promise<ParsePython> {
  const parser = await loadGrammar()
  return (bytes) => parseModule(parser, bytes)
}

function parseModule(parser: Parser, bytes: Uint8Array): Module {
  const { text, error } = decodeSource(bytes)
  if (error) return unread(text, error.message, error.offset)
  const tree = parser.parse(text)
  if (!tree) return unread(text, 'the file cannot be parsed', 0)
  const cursor = tree.walk()
  try {
    const syntaxError = tree.rootNode.hasError ? firstError(cursor) : undefined
    cursor.reset(tree.rootNode)
    let tooDeep = false
    const body: Stmt[] = []
    // One statement after the other: the copy of a whole file would take as much memory again.
    if (cursor.gotoFirstChild())
      do {
        if (!cursor.nodeIsNamed) continue
        if (isDropped(cursor.nodeType)) continue
        body.push(...toStmts({ kids: [copyTree(cursor, text, () => (tooDeep = true))] }, text))
      } while (cursor.gotoNextSibling())
    return { body, text, syntaxError, tooDeep }
  } finally {
    cursor.delete()
    tree.delete()
  }
}

function unread(text: string, message: string, start: number): Module {
  return { body: [], text, tooDeep: false, syntaxError: { start, end: start, message } }
}

/** The first place where the parser had to skip or to make up something. */
function firstError(cursor: TreeCursor): Module['syntaxError'] {
  let depth = 0
  let isHarmless = false
  for (;;) {
    const node = cursor.currentNode
    if (node.isMissing)
      return {
        start: node.startIndex,
        end: node.startIndex,
        message: `expected ${JSON.stringify(node.type)}`,
      }
    if (node.isError) return narrowed(node)
    // Defaults of type parameters (PEP 696, Python 3.13) are newer than the grammar, and mean nothing here.
    const isNewer = node.type === 'type_parameter'
    if (isNewer && node.hasError) isHarmless = true
    if (node.hasError && !isNewer && depth < maxDepth && cursor.gotoFirstChild()) {
      depth++
      continue
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent())
        return isHarmless ? undefined : { start: 0, end: 0, message: 'invalid syntax' }
      depth--
    }
  }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** What the parser gave up on may be the whole file: the bracket that is never closed, or else its last word. */
function narrowed(error: Node): NonNullable<Module['syntaxError']> {
  const at = (node: Node, message: string) => ({ start: node.startIndex, end: node.endIndex, message })
  const isShort = error.startPosition.row === error.endPosition.row
  const { children } = error
  const open: Node[] = []
  for (const child of children) {
    if (Object.hasOwn(closing, child.type)) open.push(child)
    else if (open.length > 0 && child.type === closing[open.at(-1)!.type]) open.pop()
  }
  const bracket = open.at(-1)
  if (bracket && !isShort) return at(bracket, `${JSON.stringify(bracket.type)} was never closed`)
  const last = isShort ? undefined : children.findLast((child) => child.endIndex > child.startIndex)
  return at(last ?? error, 'invalid syntax')
}
