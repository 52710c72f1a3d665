import type {
  Alias,
  Comprehension,
  ConstantValue,
  Expr,
  Handler,
  Keyword,
  Param,
  Stmt,
  Template,
} from '../../../src/python/ast.ts'
import { placeOf } from '../../../src/model/source-place.ts'

/** A tree that can be compared: arrays, each with its kind first. `ast_oracle.py` prints the same of Python's. */
export type Tree = null | string | number | boolean | readonly Tree[]

/** Our tree of a module in the shape of `ast_oracle.py`. */
export function normalTree(module: { readonly body: readonly Stmt[]; readonly text: string }): Tree {
  let inTemplate = 0

  const many = (exprs: readonly Expr[]): Tree => exprs.map(expr)
  const maybe = (node: Expr | undefined): Tree => (node ? expr(node) : null)

  const position = (node: Expr): Tree => {
    if (inTemplate > 0) return null
    const { line, column } = placeOf(module, { path: '', start: node.start, end: node.end })
    return [line, column]
  }

  const template = (parts: Template): Tree =>
    parts.map((part) =>
      typeof part === 'string' ? part : [expr(part.value), part.conversion, template(part.spec)],
    )

  const generators = (list: readonly Comprehension[]): Tree =>
    list.map(({ target, iter, ifs, isAsync }) => [expr(target), expr(iter), many(ifs), isAsync])

  const params = (list: readonly Param[]): Tree =>
    list.map((param) => [param.name, param.kind, maybe(param.default)])

  const keywords = (list: readonly Keyword[]): Tree =>
    list.map(({ arg, value }) => [arg ?? null, expr(value)])

  function expr(node: Expr): Tree {
    switch (node.type) {
      case 'Constant':
        return constant(node.value)
      case 'Name':
        return ['Name', node.id, position(node)]
      case 'Attribute':
        return ['Attribute', expr(node.value), node.attr]
      case 'Call':
        return ['Call', expr(node.func), many(node.args), keywords(node.keywords)]
      case 'List':
      case 'Tuple':
      case 'Set':
        return [node.type, many(node.elts)]
      case 'Dict':
        return ['Dict', node.items.map(({ key, value }) => [maybe(key), expr(value)])]
      case 'BinOp':
      case 'BoolOp':
        return [node.type, node.op, expr(node.left), expr(node.right)]
      case 'UnaryOp':
        return ['UnaryOp', node.op, expr(node.operand)]
      case 'Compare':
        return ['Compare', expr(node.left), node.ops, many(node.comparators)]
      case 'IfExp':
        return ['IfExp', expr(node.test), expr(node.body), expr(node.orelse)]
      case 'Lambda':
        return ['Lambda', params(node.params), expr(node.body)]
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        return [node.type, expr(node.elt), generators(node.generators)]
      case 'DictComp':
        return ['DictComp', expr(node.key), expr(node.value), generators(node.generators)]
      case 'JoinedStr': {
        inTemplate++
        const parts = template(node.values)
        inTemplate--
        return ['JoinedStr', parts]
      }
      case 'Subscript':
        return ['Subscript', expr(node.value), expr(node.index)]
      case 'Slice':
        return ['Slice', maybe(node.lower), maybe(node.upper), maybe(node.step)]
      case 'Starred':
        return ['Starred', expr(node.value)]
      case 'NamedExpr':
        return ['NamedExpr', expr(node.target), expr(node.value)]
      case 'OtherExpr':
        return otherExpr(node)
    }
  }

  function otherExpr(node: Extract<Expr, { type: 'OtherExpr' }>): Tree {
    if (node.kind === 'yield')
      return [node.text.includes('from') ? 'YieldFrom' : 'Yield', maybe(node.children[0])]
    if (node.kind === 'await') return ['Await', maybe(node.children[0])]
    if (/^(integer|float)$/.test(node.kind)) return ['complex']
    return ['Other', node.kind, node.text]
  }

  const handlers = (list: readonly Handler[]): Tree =>
    list.map(({ types, name, body }) => [many(types), name ?? null, stmts(body)])

  const stmts = (body: readonly Stmt[]): Tree => body.map(stmt)

  function stmt(node: Stmt): Tree {
    switch (node.type) {
      case 'FunctionDef': {
        const { isAsync, name, body, decorators } = node
        return ['FunctionDef', isAsync, name, params(node.params), stmts(body), many(decorators)]
      }
      case 'ClassDef': {
        const { name, bases, body, decorators } = node
        return ['ClassDef', name, many(bases), keywords(node.keywords), stmts(body), many(decorators)]
      }
      case 'Import':
        return ['Import', aliases(node.names)]
      case 'ImportFrom':
        return ['ImportFrom', node.module, node.level, node.names === '*' ? '*' : aliases(node.names)]
      case 'Assign':
        return ['Assign', many(node.targets), expr(node.value)]
      case 'AugAssign':
        return ['AugAssign', expr(node.target), node.op, expr(node.value)]
      case 'AnnAssign':
        return ['AnnAssign', expr(node.target)]
      case 'If':
      case 'While':
        return [node.type, expr(node.test), stmts(node.body), stmts(node.orelse)]
      case 'For':
        return ['For', node.isAsync, expr(node.target), expr(node.iter), stmts(node.body), stmts(node.orelse)]
      case 'Try': {
        const { isGroup, body, orelse, finalbody } = node
        return ['Try', isGroup, stmts(body), handlers(node.handlers), stmts(orelse), stmts(finalbody)]
      }
      case 'With': {
        const items = node.items.map(({ value, target }) => [expr(value), maybe(target)])
        return ['With', node.isAsync, items, stmts(node.body)]
      }
      case 'Match': {
        const cases = node.cases.map(({ pattern, guard, body }) => [
          names(pattern),
          maybe(guard),
          stmts(body),
        ])
        return ['Match', expr(node.subject), cases]
      }
      case 'Return':
        return ['Return', maybe(node.value)]
      case 'Expr':
        return ['Expr', expr(node.value)]
      case 'Raise':
      case 'Assert':
      case 'Delete':
        return [node.type, many(node.values)]
      case 'Global':
      case 'Nonlocal':
        return [node.type, node.names]
      case 'Pass':
      case 'Break':
      case 'Continue':
        return [node.type]
      case 'OtherStmt':
        return ['Other', node.kind]
    }
  }

  return stmts(module.body)
}

const aliases = (names: readonly Alias[]): Tree => names.map(({ name, asname }) => [name, asname ?? null])

/** The names in a pattern, sorted, without what is an attribute, a keyword or `_`: it binds or reads them. */
function names(pattern: Expr): Tree {
  const found = pattern.type === 'OtherExpr' ? pattern.children : []
  return [...new Set(found.flatMap((name) => (name.type === 'Name' ? [name.id] : [])))].sort()
}

function constant(value: ConstantValue): Tree {
  if (value === null) return ['None']
  switch (typeof value) {
    case 'string':
      return ['str', value]
    case 'boolean':
      return [value ? 'True' : 'False']
    case 'number':
    case 'bigint':
      return ['int', value.toString(16)]
    default:
      if (value.kind === 'ellipsis') return ['Ellipsis']
      return value.kind === 'bytes' ? ['bytes', value.text] : ['float', floatBits(value.value)]
  }
}

function floatBits(value: number): string {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
