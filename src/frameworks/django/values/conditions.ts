import { byCodePoint } from '../../../python/equality.ts'
import { constant, stringOf, truth, type CallValue, type Value } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import { callOf, calleePath, tupleOf } from './calls.ts'

const q = 'django.db.models.Q'

/** A `Q` object: `django.utils.tree.Node`. */
interface Node {
  readonly connector: string
  readonly negated: boolean
  readonly children: readonly Value[]
}

const isQ = (value: Value) => calleePath(value) === q

function nodeOf(call: CallValue): Node | undefined {
  const [connector, negated] = [call.keywords.get('_connector'), call.keywords.get('_negated')]
  const isNegated = negated ? truth(negated) : false
  const name =
    connector && !(connector.kind === 'const' && connector.value === null) ? stringOf(connector) : 'AND'
  if (name === undefined || isNegated === undefined) return undefined
  const pairs = [...call.keywords].filter(([key]) => key !== '_connector' && key !== '_negated')
  pairs.sort(([a], [b]) => byCodePoint(a, b))
  const named = pairs.map(([key, value]) => tupleOf([constant(key), value], call.origin))
  return { connector: name, negated: isNegated, children: [...call.args, ...named] }
}

function callFrom({ connector, negated, children }: Node, from: CallValue): CallValue {
  const keywords: [string, Value][] = []
  if (connector !== 'AND') keywords.push(['_connector', constant(connector)])
  if (negated) keywords.push(['_negated', constant(true)])
  return callOf(q, children, keywords, from)
}

/** `Q(…)` as its `deconstruct()` gives it: pairs sorted by name, flags only where they are set. */
export function normalQ(call: CallValue): CallValue {
  const node = nodeOf(call)
  return node ? callFrom(node, call) : call
}

/** `tree.Node.add()`: joins `data` to a node, squashing it where the connectors allow. */
function add(node: Node, data: Value, connector: string, from: CallValue): Node {
  if (node.connector !== connector)
    return { connector, negated: node.negated, children: [callFrom(node, from), data] }
  const other = isQ(data) ? nodeOf(data as CallValue) : undefined
  const squashes = other && !other.negated && (other.connector === connector || other.children.length === 1)
  return { ...node, children: [...node.children, ...(squashes ? other.children : [data])] }
}

const connectors: Readonly<Record<string, string>> = { '&': 'AND', '|': 'OR', '^': 'XOR' }

/**
 * `Q._combine()`: what `&`, `|` and `^` make of two conditions; undefined where one of them cannot be told to be one.
 * An expression such as `Exists(…)` on the left becomes a `Q` first (`Combinable.__and__`).
 */
export function combined(op: string, left: Value, right: Value, from: CallValue): Value | undefined {
  const connector = connectors[op]
  if (connector === undefined || (!isQ(left) && !isQ(right))) return undefined
  if (left.kind !== 'call' || right.kind !== 'call') return undefined
  const [first, second] = isQ(left) ? [left, right] : [callOf(q, [left]), callOf(q, [right])]
  const [a, b] = [nodeOf(first), isQ(second) ? nodeOf(second) : undefined]
  if (!a) return undefined
  if (a.children.length === 0) return second
  if (b?.children.length === 0) return first
  const empty: Node = { connector, negated: false, children: [] }
  return callFrom(add(add(empty, first, connector, from), second, connector, from), from)
}

/** `~Q(…)`. Up to Django 4.1 it is put into a new node, since 4.2 the node itself is negated (`Q.__invert__`). */
export function inverted(operand: Value, version: DjangoVersion, from: CallValue): Value | undefined {
  const node = isQ(operand) ? nodeOf(operand as CallValue) : undefined
  if (!node) return undefined
  if (isAtLeast(version, [4, 2])) return callFrom({ ...node, negated: !node.negated }, from)
  const empty: Node = { connector: 'AND', negated: false, children: [] }
  return callFrom({ ...add(empty, operand, 'AND', from), negated: true }, from)
}

export function isAtLeast([major, minor]: DjangoVersion, [toMajor, toMinor]: DjangoVersion): boolean {
  return major > toMajor || (major === toMajor && minor >= toMinor)
}
