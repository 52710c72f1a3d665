import type { DictItem, Expr, Keyword, Param } from './ast.ts'
import { binaryOperator } from './binary-operators.ts'
import { generators } from './comprehension-clauses.ts'
import { betweenTokens, textBeside, type Cst } from './cst.ts'
import { numberConstant } from './numbers.ts'
import { toString } from './string-literals.ts'

type Reader = (node: Cst, text: string) => Expr

const slice = (node: Cst, text: string) => text.slice(node.start, node.end)

/** A name as Python compares names: in Unicode's normal form KC. */
export function identifier(node: Cst, text: string): string {
  return slice(node, text).normalize('NFKC')
}

/** Turns an expression of the parser's tree into the syntax tree. */
export function toExpr(node: Cst, text: string): Expr {
  const reader = Object.hasOwn(readers, node.type) ? readers[node.type] : undefined
  return reader ? starOutside(reader(node, text)) : other(node, text)
}

/** In `[*a.b]` the parser reads `(*a).b`; Python unpacks `a.b`. */
function starOutside(expr: Expr): Expr {
  const inner = expr.type === 'Attribute' || expr.type === 'Subscript' ? expr.value : undefined
  if (inner?.type === 'Starred')
    return {
      ...inner,
      end: expr.end,
      value: { ...expr, start: inner.value.start, value: inner.value } as Expr,
    }
  if (expr.type !== 'Call' || expr.func.type !== 'Starred') return expr
  const { func } = expr
  return { ...func, end: expr.end, value: { ...expr, start: func.value.start, func: func.value } }
}

function other(node: Cst, text: string): Expr {
  const children = node.kids.map((kid) => toExpr(kid, text))
  return {
    start: node.start,
    end: node.end,
    type: 'OtherExpr',
    kind: node.type,
    children,
    text: textBeside(node, text),
  }
}

/** The expression at an index among a node's children; one that stands for nothing where there is none. */
export function kid(node: Cst, index: number, text: string): Expr {
  const child = node.kids.at(index)
  return child
    ? toExpr(child, text)
    : { start: node.start, end: node.end, type: 'OtherExpr', kind: 'missing', children: [], text: '' }
}

const elements = (node: Cst, text: string) => node.kids.map((child) => toExpr(child, text))

const sequence =
  (type: 'List' | 'Tuple' | 'Set'): Reader =>
  (node, text) => ({ start: node.start, end: node.end, type, elts: elements(node, text) })

const comprehension =
  (type: 'ListComp' | 'SetComp' | 'GeneratorExp'): Reader =>
  (node, text) => ({
    start: node.start,
    end: node.end,
    type,
    elt: kid(node, 0, text),
    generators: generators(node.kids.slice(1), text),
  })

const constant =
  (value: boolean | null): Reader =>
  (node) => ({ start: node.start, end: node.end, type: 'Constant', value })

const first: Reader = (node, text) => kid(node, 0, text)

const starred: Reader = (node, text) => ({
  start: node.start,
  end: node.end,
  type: 'Starred',
  value: kid(node, 0, text),
})

const number: Reader = (node, text) => {
  const value = numberConstant(slice(node, text))
  return value === undefined
    ? other(node, text)
    : { start: node.start, end: node.end, type: 'Constant', value }
}

const readers: Readonly<Record<string, Reader>> = {
  identifier: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'Name',
    id: identifier(node, text),
  }),
  keyword_identifier: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'Name',
    id: identifier(node, text),
  }),
  true: constant(true),
  false: constant(false),
  none: constant(null),
  ellipsis: (node) => ({ start: node.start, end: node.end, type: 'Constant', value: { kind: 'ellipsis' } }),
  integer: number,
  float: number,
  string: (node, text) => toString([node], node, text),
  concatenated_string: (node, text) => toString(node.kids, node, text),
  list: sequence('List'),
  list_pattern: sequence('List'),
  tuple: sequence('Tuple'),
  tuple_pattern: (node, text) =>
    node.kids.length === 1 && !node.tokens.includes(',')
      ? kid(node, 0, text)
      : { start: node.start, end: node.end, type: 'Tuple', elts: elements(node, text) },
  pattern_list: sequence('Tuple'),
  expression_list: sequence('Tuple'),
  set: sequence('Set'),
  dictionary: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'Dict',
    items: node.kids.map((item) => dictItem(item, text)),
  }),
  list_comprehension: comprehension('ListComp'),
  set_comprehension: comprehension('SetComp'),
  generator_expression: comprehension('GeneratorExp'),
  dictionary_comprehension: (node, text) => {
    const pair = node.kids[0]
    if (pair?.type !== 'pair') return other(node, text)
    const rest = generators(node.kids.slice(1), text)
    return {
      start: node.start,
      end: node.end,
      type: 'DictComp',
      key: kid(pair, 0, text),
      value: kid(pair, 1, text),
      generators: rest,
    }
  },
  attribute: (node, text) => {
    const name = node.kids.at(-1)
    return {
      start: node.start,
      end: node.end,
      type: 'Attribute',
      value: kid(node, 0, text),
      attr: name ? identifier(name, text) : '',
    }
  },
  call: (node, text) => {
    const list = node.kids[1]
    const bare = list?.type === 'generator_expression'
    return {
      start: node.start,
      end: node.end,
      type: 'Call',
      func: kid(node, 0, text),
      args: list ? (bare ? [toExpr(list, text)] : positional(list, text)) : [],
      keywords: list && !bare ? keywords(list, text) : [],
    }
  },
  binary_operator: binaryOperator,
  boolean_operator: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'BoolOp',
    op: node.tokens[0] === 'or' ? 'or' : 'and',
    left: kid(node, 0, text),
    right: kid(node, 1, text),
  }),
  not_operator: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'UnaryOp',
    op: 'not',
    operand: kid(node, 0, text),
  }),
  unary_operator: (node, text) => {
    const [token] = node.tokens
    const op = token === '+' || token === '~' ? token : '-'
    return { start: node.start, end: node.end, type: 'UnaryOp', op, operand: kid(node, 0, text) }
  },
  comparison_operator: (node, text) => {
    const [left, ...comparators] = elements(node, text)
    return left
      ? { start: node.start, end: node.end, type: 'Compare', left, ops: node.tokens, comparators }
      : other(node, text)
  },
  conditional_expression: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'IfExp',
    body: kid(node, 0, text),
    test: kid(node, 1, text),
    orelse: kid(node, 2, text),
  }),
  lambda: (node, text) => {
    const list = node.kids[0]?.type === 'lambda_parameters' ? node.kids[0] : undefined
    return {
      start: node.start,
      end: node.end,
      type: 'Lambda',
      params: list ? params(list, text) : [],
      body: kid(node, -1, text),
    }
  },
  subscript: (node, text) => {
    const [value, ...indices] = elements(node, text)
    const isTuple = indices.length !== 1 || node.tokens.includes(',') || indices[0]?.type === 'Starred'
    const only = isTuple ? undefined : indices[0]
    const index: Expr = only ?? { start: node.start, end: node.end, type: 'Tuple', elts: indices }
    return value ? { start: node.start, end: node.end, type: 'Subscript', value, index } : other(node, text)
  },
  slice: (node, text) => sliceExpr(node, text),
  list_splat: starred,
  list_splat_pattern: starred,
  parenthesized_expression: first,
  parenthesized_list_splat: first,
  as_pattern_target: first,
  named_expression: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'NamedExpr',
    target: kid(node, 0, text),
    value: kid(node, 1, text),
  }),
}

function dictItem(item: Cst, text: string): DictItem {
  if (item.type === 'pair') return { key: kid(item, 0, text), value: kid(item, 1, text) }
  return { key: undefined, value: kid(item, 0, text) }
}

/** The positional arguments of an argument list, starred ones included. */
export function positional(list: Cst, text: string): Expr[] {
  return list.kids
    .filter((arg) => arg.type !== 'keyword_argument' && arg.type !== 'dictionary_splat')
    .map((arg) => toExpr(arg, text))
}

/** The keyword arguments of an argument list, `**` ones included. */
export function keywords(list: Cst, text: string): Keyword[] {
  const result: Keyword[] = []
  for (const arg of list.kids) {
    const name = arg.kids[0]
    if (arg.type === 'dictionary_splat') result.push({ arg: undefined, value: kid(arg, 0, text) })
    else if (arg.type === 'keyword_argument' && name)
      result.push({ arg: identifier(name, text), value: kid(arg, -1, text) })
  }
  return result
}

/** The parameters of a function or a lambda, without their annotations. */
export function params(list: Cst, text: string): Param[] {
  let result: Param[] = []
  let keywordOnly = false
  for (const node of list.kids) {
    const inner = node.type === 'typed_parameter' ? (node.kids[0] ?? node) : node
    const kind: Param['kind'] = keywordOnly ? 'keyword' : 'positional'
    if (inner.type === 'identifier') result.push({ name: identifier(inner, text), kind })
    else if (inner.type === 'default_parameter' || inner.type === 'typed_default_parameter') {
      result.push({ name: identifier(inner.kids[0] ?? inner, text), kind, default: kid(inner, -1, text) })
    } else if (inner.type === 'list_splat_pattern') {
      keywordOnly = true
      result.push({ name: identifier(inner.kids[0] ?? inner, text), kind: 'args' })
    } else if (inner.type === 'dictionary_splat_pattern') {
      result.push({ name: identifier(inner.kids[0] ?? inner, text), kind: 'kwargs' })
    } else if (inner.type === 'keyword_separator') keywordOnly = true
    else if (inner.type === 'positional_separator')
      result = result.map((param) => ({ ...param, kind: 'positional-only' }))
  }
  return result
}

function sliceExpr(node: Cst, text: string): Expr {
  // Which of lower, upper and step a child is shows only in its place between the colons.
  const parts: Partial<Record<'lower' | 'upper' | 'step', Expr>> = {}
  const names = ['lower', 'upper', 'step'] as const
  let colons = 0
  let from = node.start
  for (const child of node.kids) {
    colons += betweenTokens(text.slice(from, child.start)).split(':').length - 1
    parts[names[Math.min(colons, 2)]!] = toExpr(child, text)
    from = child.end
  }
  return { start: node.start, end: node.end, type: 'Slice', ...parts }
}
