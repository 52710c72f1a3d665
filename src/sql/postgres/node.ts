import type { Node } from 'libpg-query'

type KindsOf<N> = N extends unknown ? keyof N : never
export type NodeKind = KindsOf<Node>
export type NodeOf<Kind extends NodeKind> = Extract<Node, Record<Kind, unknown>>[Kind]

/** What kind of node it is: libpg_query wraps each in an object of which that is the one key. */
export function kindOf(node: Node): NodeKind {
  return Object.keys(node)[0] as NodeKind
}

/** The node as one of a kind, or undefined. */
export function as<Kind extends NodeKind>(node: Node | undefined, kind: Kind): NodeOf<Kind> | undefined {
  return (node as Partial<Record<NodeKind, unknown>> | undefined)?.[kind] as NodeOf<Kind> | undefined
}

/** The names of a qualified name: `pg_catalog`, `int4`. */
export function namesOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => as(node, 'String')?.sval ?? [])
}

/** The items of a list node. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return as(node, 'List')?.items ?? []
}

/** Every node inside of a node, itself first, in the order in which they are written. */
export function* nodesIn(value: unknown): Generator<Node> {
  // Not recursive: the tree is as deep as the text wants.
  const left: unknown[] = [value]
  while (left.length > 0) {
    const one = left.pop()
    if (typeof one !== 'object' || one === null) continue
    if (Array.isArray(one)) {
      for (let index = one.length - 1; index >= 0; index--) left.push(one[index])
      continue
    }
    const keys = Object.keys(one)
    // Wrapped nodes have one key, which is a name of a node's kind: these alone begin with a capital letter.
    if (keys.length === 1 && /^[A-Z]/.test(keys[0]!)) yield one as Node
    for (let index = keys.length - 1; index >= 0; index--)
      left.push((one as Record<string, unknown>)[keys[index]!])
  }
}
