import { typeKeys, type Node } from './syntax.ts'

/** Keys of nodes that say where or how something is written, and change nothing of what it does. */
const written: ReadonlySet<string> = new Set(
  'parent range loc raw accessibility declare override readonly definite directive importKind exportKind'.split(
    ' ',
  ),
)

/** Nodes that only the type checker reads, around what runs. */
const wrappers: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
])

/** Statements that are gone when code runs. */
const erased: ReadonlySet<string> = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'EmptyStatement',
])

/** A text that is the same for code that does the same but for how it is written: formatting, comments, quotes, types. */
export function normalText(nodes: readonly Node[]): string {
  return JSON.stringify(nodes.filter(({ type }) => !erased.has(type)).map(normal))
}

function normal(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value))
    return value.filter((item: { type?: string } | null) => !erased.has(item?.type ?? '')).map(normal)
  const node = value as Node
  if (wrappers.has(node.type)) return normal((node as unknown as { readonly expression: Node }).expression)
  // A template without expressions is a text.
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return { type: 'Literal', value: node.quasis[0]?.value.cooked }
  const entries = Object.entries(node)
    .filter(([key, part]) => !written.has(key) && !typeKeys.has(key) && part !== undefined)
    .map(([key, part]) => [key, normal(part)] as const)
  return Object.fromEntries(entries)
}
