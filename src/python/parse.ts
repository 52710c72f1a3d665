import type { Parser, TreeCursor } from 'web-tree-sitter'
import type { Module } from './ast.ts'
import { copyTree, maxDepth } from './cst.ts'
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
  const source = decodeSource(bytes)
  if ('error' in source) {
    return { body: [], text: '', tooDeep: false, syntaxError: { start: 0, end: 0, message: source.error } }
  }
  const { text } = source
  const tree = parser.parse(text)
  if (!tree)
    return {
      body: [],
      text,
      tooDeep: false,
      syntaxError: { start: 0, end: 0, message: 'the file cannot be parsed' },
    }
  try {
    const cursor = tree.walk()
    const syntaxError = tree.rootNode.hasError ? firstError(cursor) : undefined
    cursor.reset(tree.rootNode)
    let tooDeep = false
    const body = toStmts(
      copyTree(cursor, text, () => (tooDeep = true)),
      text,
    )
    const module = { body, text, syntaxError, tooDeep }
    cursor.delete()
    return module
  } finally {
    tree.delete()
  }
}

/** The first place where the parser had to skip or to make up something. */
function firstError(cursor: TreeCursor): Module['syntaxError'] {
  let depth = 0
  for (;;) {
    const node = cursor.currentNode
    if (node.isError || node.isMissing) {
      const message = node.isMissing ? `expected ${JSON.stringify(node.type)}` : 'invalid syntax'
      return { start: node.startIndex, end: Math.max(node.endIndex, node.startIndex), message }
    }
    // Defaults of type parameters (PEP 696, Python 3.13) are newer than the grammar, and mean nothing here.
    const isNewer = node.type === 'type_parameter'
    if (node.hasError && !isNewer && depth < maxDepth && cursor.gotoFirstChild()) {
      depth++
      continue
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return { start: 0, end: 0, message: 'invalid syntax' }
      depth--
    }
  }
}
