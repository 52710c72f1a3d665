import type { Comprehension, DictItem, Expr, FormattedValue, Keyword, Param } from './ast.ts'
import type { Cst } from './cst.ts'
import { numberConstant, stringConstant, stringPrefix, unescape } from './strings.ts'

type Reader = (node: Cst, text: string) => Expr

const at = (node: Cst) => ({ start: node.start, end: node.end })
const slice = (node: Cst, text: string) => text.slice(node.start, node.end)

/** Turns an expression of the parser's tree into the syntax tree. */
export function toExpr(node: Cst, text: string): Expr {
  const reader = Object.hasOwn(readers, node.type) ? readers[node.type] : undefined
  return reader ? reader(node, text) : other(node, text)
}

function other(node: Cst, text: string): Expr {
  const children = node.kids.map((kid) => toExpr(kid, text))
  return {
    ...at(node),
    type: 'OtherExpr',
    kind: node.type,
    children,
    text: children.length > 0 ? '' : slice(node, text),
  }
}

function kid(node: Cst, index: number, text: string): Expr {
  const child = node.kids.at(index)
  return child
    ? toExpr(child, text)
    : { ...at(node), type: 'OtherExpr', kind: 'missing', children: [], text: '' }
}

const elements = (node: Cst, text: string) => node.kids.map((child) => toExpr(child, text))

const sequence =
  (type: 'List' | 'Tuple' | 'Set'): Reader =>
  (node, text) => ({ ...at(node), type, elts: elements(node, text) })

const comprehension =
  (type: 'ListComp' | 'SetComp' | 'GeneratorExp'): Reader =>
  (node, text) => ({
    ...at(node),
    type,
    elt: kid(node, 0, text),
    generators: generators(node.kids.slice(1), text),
  })

const constant =
  (value: boolean | null): Reader =>
  (node) => ({ ...at(node), type: 'Constant', value })

const first: Reader = (node, text) => kid(node, 0, text)

const starred: Reader = (node, text) => ({ ...at(node), type: 'Starred', value: kid(node, 0, text) })

const number: Reader = (node, text) => {
  const value = numberConstant(slice(node, text))
  return value === undefined ? other(node, text) : { ...at(node), type: 'Constant', value }
}

const readers: Readonly<Record<string, Reader>> = {
  identifier: (node, text) => ({ ...at(node), type: 'Name', id: slice(node, text) }),
  keyword_identifier: (node, text) => ({ ...at(node), type: 'Name', id: slice(node, text) }),
  true: constant(true),
  false: constant(false),
  none: constant(null),
  ellipsis: (node) => ({ ...at(node), type: 'Constant', value: { kind: 'ellipsis' } }),
  integer: number,
  float: number,
  string: (node, text) => joined([node], node, text),
  concatenated_string: (node, text) => joined(node.kids, node, text),
  list: sequence('List'),
  list_pattern: sequence('List'),
  tuple: sequence('Tuple'),
  tuple_pattern: sequence('Tuple'),
  pattern_list: sequence('Tuple'),
  expression_list: sequence('Tuple'),
  set: sequence('Set'),
  dictionary: (node, text) => ({
    ...at(node),
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
      ...at(node),
      type: 'DictComp',
      key: kid(pair, 0, text),
      value: kid(pair, 1, text),
      generators: rest,
    }
  },
  attribute: (node, text) => {
    const name = node.kids.at(-1)
    return { ...at(node), type: 'Attribute', value: kid(node, 0, text), attr: name ? slice(name, text) : '' }
  },
  call: (node, text) => {
    const list = node.kids[1]
    const bare = list?.type === 'generator_expression'
    return {
      ...at(node),
      type: 'Call',
      func: kid(node, 0, text),
      args: list ? (bare ? [toExpr(list, text)] : positional(list, text)) : [],
      keywords: list && !bare ? keywords(list, text) : [],
    }
  },
  binary_operator: (node, text) => ({
    ...at(node),
    type: 'BinOp',
    op: node.tokens[0] ?? '',
    left: kid(node, 0, text),
    right: kid(node, 1, text),
  }),
  boolean_operator: (node, text) => ({
    ...at(node),
    type: 'BoolOp',
    op: node.tokens[0] === 'or' ? 'or' : 'and',
    left: kid(node, 0, text),
    right: kid(node, 1, text),
  }),
  not_operator: (node, text) => ({ ...at(node), type: 'UnaryOp', op: 'not', operand: kid(node, 0, text) }),
  unary_operator: (node, text) => {
    const [token] = node.tokens
    const op = token === '+' || token === '~' ? token : '-'
    return { ...at(node), type: 'UnaryOp', op, operand: kid(node, 0, text) }
  },
  comparison_operator: (node, text) => {
    const [left, ...comparators] = elements(node, text)
    return left ? { ...at(node), type: 'Compare', left, ops: node.tokens, comparators } : other(node, text)
  },
  conditional_expression: (node, text) => ({
    ...at(node),
    type: 'IfExp',
    body: kid(node, 0, text),
    test: kid(node, 1, text),
    orelse: kid(node, 2, text),
  }),
  lambda: (node, text) => {
    const list = node.kids[0]?.type === 'lambda_parameters' ? node.kids[0] : undefined
    return { ...at(node), type: 'Lambda', params: list ? params(list, text) : [], body: kid(node, -1, text) }
  },
  subscript: (node, text) => {
    const [value, ...indices] = elements(node, text)
    const only = indices.length === 1 && !node.tokens.includes(',') ? indices[0] : undefined
    const index: Expr = only ?? { ...at(node), type: 'Tuple', elts: indices }
    return value ? { ...at(node), type: 'Subscript', value, index } : other(node, text)
  },
  slice: (node, text) => sliceExpr(node, text),
  list_splat: starred,
  list_splat_pattern: starred,
  parenthesized_expression: first,
  parenthesized_list_splat: first,
  as_pattern_target: first,
  named_expression: (node, text) => ({
    ...at(node),
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
      result.push({ arg: slice(name, text), value: kid(arg, -1, text) })
  }
  return result
}

function generators(clauses: readonly Cst[], text: string): Comprehension[] {
  const result: { target: Expr; iter: Expr; ifs: Expr[] }[] = []
  for (const clause of clauses) {
    if (clause.type === 'for_in_clause') {
      const iters = clause.kids.slice(1).map((iter) => toExpr(iter, text))
      const iter: Expr = iters.length === 1 ? iters[0]! : { ...at(clause), type: 'Tuple', elts: iters }
      result.push({ target: kid(clause, 0, text), iter, ifs: [] })
    } else if (clause.type === 'if_clause') {
      result.at(-1)?.ifs.push(kid(clause, 0, text))
    }
  }
  return result
}

/** The parameters of a function or a lambda, without their annotations. */
export function params(list: Cst, text: string): Param[] {
  const result: Param[] = []
  let keywordOnly = false
  for (const node of list.kids) {
    const inner = node.type === 'typed_parameter' ? (node.kids[0] ?? node) : node
    const kind = keywordOnly ? 'keyword' : 'positional'
    if (inner.type === 'identifier') result.push({ name: slice(inner, text), kind })
    else if (inner.type === 'default_parameter' || inner.type === 'typed_default_parameter') {
      result.push({ name: slice(inner.kids[0] ?? inner, text), kind, default: kid(inner, -1, text) })
    } else if (inner.type === 'list_splat_pattern') {
      keywordOnly = true
      result.push({ name: slice(inner.kids[0] ?? inner, text), kind: 'args' })
    } else if (inner.type === 'dictionary_splat_pattern') {
      result.push({ name: slice(inner.kids[0] ?? inner, text), kind: 'kwargs' })
    } else if (inner.type === 'keyword_separator') keywordOnly = true
  }
  return result
}

function sliceExpr(node: Cst, text: string): Expr {
  // Which of lower, upper and step a child is shows only in its place between the colons.
  const parts: Partial<Record<'lower' | 'upper' | 'step', Expr>> = {}
  const names = ['lower', 'upper', 'step'] as const
  for (const child of node.kids) {
    const colons = text.slice(node.start, child.start).split(':').length - 1
    const name = names[Math.min(colons, 2)]!
    parts[name] = toExpr(child, text)
  }
  return { ...at(node), type: 'Slice', ...parts }
}

/** One literal or several side by side: a constant, or a JoinedStr where one is an f-string with expressions. */
function joined(literals: readonly Cst[], node: Cst, text: string): Expr {
  const values: (string | FormattedValue)[] = []
  let bytes = false
  for (const literal of literals) {
    const opening = literal.kids[0]
    if (literal.type !== 'string' || opening?.type !== 'string_start') return other(node, text)
    const prefix = stringPrefix(slice(opening, text))
    bytes ||= prefix.bytes
    const closing = literal.kids.at(-1)
    const end = closing?.type === 'string_end' ? closing.start : literal.end
    let from = opening.end
    const push = (to: number) => {
      const content = unescape(text.slice(from, to), prefix)
      if (content) values.push(prefix.format ? content.replaceAll('{{', '{').replaceAll('}}', '}') : content)
    }
    for (const part of literal.kids) {
      if (part.type !== 'interpolation') continue
      push(part.start)
      values.push(formatted(part, text))
      from = part.end
    }
    push(end)
  }
  if (values.every((value) => typeof value === 'string')) {
    return { ...at(node), type: 'Constant', value: stringConstant(values.join(''), bytes) }
  }
  return { ...at(node), type: 'JoinedStr', values }
}

function formatted(part: Cst, text: string): FormattedValue {
  const conversion = part.kids.find((child) => child.type === 'type_conversion')
  const spec = part.kids.find((child) => child.type === 'format_specifier')
  return {
    value: kid(part, 0, text),
    conversion: conversion ? slice(conversion, text).slice(1) : '',
    spec: spec ? slice(spec, text).slice(1) : '',
  }
}
