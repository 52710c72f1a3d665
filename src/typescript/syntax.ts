import type { TSESTree } from '@typescript-eslint/types'

/** A node of a syntax tree, as ESTree and typescript-estree name them. */
export type Node = TSESTree.Node
export type Expression = TSESTree.Expression
export type Statement = TSESTree.Statement
/** What stands behind a colon. */
export type TypeNode = TSESTree.TypeNode
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression

/** A file that was parsed; `body` is empty where it could not be. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly body: readonly TSESTree.ProgramStatement[]
  /** Offsets into `text`. */
  readonly syntaxError?: { readonly start: number; readonly message: string }
}

/** What belongs to a node, in the order of the source; types, which mean nothing when code runs, are left out. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = []
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent' || typeKeys.has(key)) continue
    if (Array.isArray(value)) children.push(...value.filter(isNode))
    else if (isNode(value)) children.push(value)
  }
  return children
}

/** Parts of nodes that only the type checker reads. */
export const typeKeys: ReadonlySet<string> = new Set([
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'superTypeArguments',
  'returnType',
  'implements',
])

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
}
