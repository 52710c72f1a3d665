import type { Alias, Comprehension, ConstantValue, Expr, Keyword, Param, Stmt, Template } from './ast.ts'
import { namesUsed } from './names-used.ts'

/**
 * A text that is the same for two pieces of source exactly when they mean the same to the reader of a diff:
 * layout, comments, quotes, docstrings, annotations and the order of keyword arguments make no difference.
 */
export function normalExpr(expr: Expr): string {
  switch (expr.type) {
    case 'Constant':
      return normalConstant(expr.value)
    case 'Name':
      return expr.id
    case 'Attribute':
      return `${normalExpr(expr.value)}.${expr.attr}`
    case 'Call':
      return `${normalExpr(expr.func)}(${[...expr.args.map(normalExpr), ...normalKeywords(expr.keywords)].join(',')})`
    case 'List':
      return `[${expr.elts.map(normalExpr).join(',')}]`
    case 'Tuple':
      return `(${expr.elts.map(normalExpr).join(',')},)`
    case 'Set':
      return `{${expr.elts.map(normalExpr).sort().join(',')}}`
    case 'Dict':
      return `{${expr.items.map(({ key, value }) => `${key ? normalExpr(key) : '**'}:${normalExpr(value)}`).join(',')}}`
    case 'BinOp':
    case 'BoolOp':
      return `(${normalExpr(expr.left)} ${expr.op} ${normalExpr(expr.right)})`
    case 'UnaryOp':
      return `(${expr.op} ${normalExpr(expr.operand)})`
    case 'Compare':
      return `(${normalExpr(expr.left)} ${expr.comparators.map((right, i) => `${expr.ops[i]} ${normalExpr(right)}`).join(' ')})`
    case 'IfExp':
      return `(${normalExpr(expr.body)} if ${normalExpr(expr.test)} else ${normalExpr(expr.orelse)})`
    case 'Lambda':
      return `(lambda ${normalParams(expr.params)}: ${normalExpr(expr.body)})`
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return `${expr.type}(${normalExpr(expr.elt)} ${normalGenerators(expr.generators)})`
    case 'DictComp':
      return `DictComp(${normalExpr(expr.key)}:${normalExpr(expr.value)} ${normalGenerators(expr.generators)})`
    case 'JoinedStr':
      return `f(${normalTemplate(expr.values)})`
    case 'Subscript':
      return `${normalExpr(expr.value)}[${normalExpr(expr.index)}]`
    case 'Slice':
      return [expr.lower, expr.upper, expr.step].map((part) => (part ? normalExpr(part) : '')).join(':')
    case 'Starred':
      return `*${normalExpr(expr.value)}`
    case 'NamedExpr':
      return `(${normalExpr(expr.target)}:=${normalExpr(expr.value)})`
    case 'OtherExpr':
      return `${expr.kind}(${expr.text}${expr.children.map(normalExpr).join(',')})`
  }
}

export function normalConstant(value: ConstantValue): string {
  if (value === null) return 'None'
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'object':
      if (value.kind === 'float') return `${Object.is(value.value, -0) ? '-0' : String(value.value)}f`
      return value.kind === 'bytes' ? `b${JSON.stringify(value.text)}` : '...'
    default:
      return String(value)
  }
}

/** Named arguments in any order; what `**` unpacks after them, as it stands. */
function normalKeywords(keywords: readonly Keyword[]): string[] {
  const named = keywords.filter((keyword) => keyword.arg !== undefined)
  const unpacked = keywords.filter((keyword) => keyword.arg === undefined)
  return [
    ...named.map((keyword) => `${keyword.arg}=${normalExpr(keyword.value)}`).sort(),
    ...unpacked.map((keyword) => `**${normalExpr(keyword.value)}`),
  ]
}

function normalTemplate(parts: Template): string {
  return parts
    .map((part) =>
      typeof part === 'string'
        ? JSON.stringify(part)
        : `{${normalExpr(part.value)}!${part.conversion}:${normalTemplate(part.spec)}}`,
    )
    .join('')
}

function normalParams(params: readonly Param[]): string {
  return params
    .map(
      (param) =>
        `${param.kind === 'positional' ? '' : `${param.kind} `}${param.name}${param.default ? `=${normalExpr(param.default)}` : ''}`,
    )
    .join(',')
}

function normalGenerators(generators: readonly Comprehension[]): string {
  return generators
    .map(
      ({ target, iter, ifs, isAsync }) =>
        `${isAsync ? 'async ' : ''}for ${normalExpr(target)} in ${normalExpr(iter)}${ifs.map((test) => ` if ${normalExpr(test)}`).join('')}`,
    )
    .join(' ')
}

/**
 * The normal form of statements, one a line; see `normalExpr`. Docstrings, bare strings and `pass` are left
 * out, and imports that stand side by side are in one order: sorters move, merge and split them.
 */
export function normalStmts(body: readonly Stmt[]): string {
  const lines: string[] = []
  let imports: string[] = []
  const flush = () => {
    lines.push(...[...new Set(imports)].sort())
    imports = []
  }
  for (const stmt of body) {
    if (stmt.type === 'Import' || stmt.type === 'ImportFrom') {
      imports.push(...normalImports(stmt))
      continue
    }
    const line = normalStmt(stmt)
    if (line === '') continue
    flush()
    lines.push(line)
  }
  flush()
  return lines.join('\n')
}

/** A line for each name that an import brings. */
function normalImports(stmt: Extract<Stmt, { type: 'Import' | 'ImportFrom' }>): string[] {
  if (stmt.type === 'Import') return stmt.names.map(({ name, asname }) => `import ${name} as ${asname ?? ''}`)
  if (stmt.module === '__future__') return []
  const from = '.'.repeat(stmt.level) + stmt.module
  if (stmt.names === '*') return [`from ${from} import *`]
  return stmt.names.map(({ name, asname }) => `from ${from} import ${name} as ${asname ?? name}`)
}

const block = (body: readonly Stmt[]) => `{\n${normalStmts(body)}\n}`
const alternative = (word: string, body: readonly Stmt[]) =>
  body.length > 0 ? ` ${word} ${block(body)}` : ''
const decorators = (list: readonly Expr[]) => list.map((expr) => `@${normalExpr(expr)} `).join('')

export function normalStmt(stmt: Stmt): string {
  switch (stmt.type) {
    case 'FunctionDef':
      return `${decorators(stmt.decorators)}${stmt.isAsync ? 'async ' : ''}def ${stmt.name}(${normalParams(stmt.params)})${block(stmt.body)}`
    case 'ClassDef': {
      const bases = stmt.bases.map(normalExpr).filter((base) => base !== 'object')
      const given = [...bases, ...normalKeywords(stmt.keywords)].join(',')
      return `${decorators(stmt.decorators)}class ${stmt.name}(${given})${block(stmt.body)}`
    }
    case 'Import':
    case 'ImportFrom':
      return normalImports(stmt).sort().join(';')
    case 'Assign':
      return `${stmt.targets.map(normalExpr).join('=')}=${normalExpr(stmt.value)}`
    case 'AugAssign':
      return `${normalExpr(stmt.target)}${stmt.op}=${normalExpr(stmt.value)}`
    case 'AnnAssign':
    case 'Pass':
      return ''
    case 'Expr':
      return stmt.value.type === 'Constant' ? '' : normalExpr(stmt.value)
    case 'If':
      return `if ${normalExpr(stmt.test)}${block(stmt.body)}${alternative('else', stmt.orelse)}`
    case 'While':
      return `while ${normalExpr(stmt.test)}${block(stmt.body)}${alternative('else', stmt.orelse)}`
    case 'For':
      return `${stmt.isAsync ? 'async ' : ''}for ${normalExpr(stmt.target)} in ${normalExpr(stmt.iter)}${block(stmt.body)}${alternative('else', stmt.orelse)}`
    case 'Try': {
      const handlers = stmt.handlers.map(
        (handler) =>
          `except${stmt.isGroup ? '*' : ''} ${handler.types.map(normalExpr).join(',')} ${handler.name ?? ''}${block(handler.body)}`,
      )
      return `try${block(stmt.body)}${handlers.join('')}${alternative('else', stmt.orelse)}${alternative('finally', stmt.finalbody)}`
    }
    case 'With': {
      const items = stmt.items.map(
        ({ value, target }) => `${normalExpr(value)}${target ? ` as ${normalExpr(target)}` : ''}`,
      )
      return `${stmt.isAsync ? 'async ' : ''}with ${items.join(',')}${block(stmt.body)}`
    }
    case 'Return':
      return `return ${stmt.value ? normalExpr(stmt.value) : 'None'}`
    case 'Raise':
    case 'Assert':
    case 'Delete':
      return `${stmt.type} ${stmt.values.map(normalExpr).join(',')}`
    case 'Break':
    case 'Continue':
      return stmt.type
    case 'Global':
    case 'Nonlocal':
      return `${stmt.type} ${[...stmt.names].sort().join(',')}`
    case 'Match': {
      const cases = stmt.cases.map(
        ({ pattern, guard, body }) =>
          `case ${normalExpr(pattern)}${guard ? ` if ${normalExpr(guard)}` : ''}${block(body)}`,
      )
      return `match ${normalExpr(stmt.subject)}{${cases.join('')}}`
    }
    case 'OtherStmt':
      return stmt.text
  }
}

/**
 * The normal form of a whole module. Imports are a sorted set, and one that nothing uses makes no difference:
 * sorters move, merge and remove them.
 */
export function normalModule(body: readonly Stmt[]): string {
  const rest = body.filter((stmt) => stmt.type !== 'Import' && stmt.type !== 'ImportFrom')
  const used = namesUsed(rest)
  const isUsed = ({ name, asname }: Alias) => used.has(asname ?? name.split('.')[0]!)
  const imports = body.flatMap((stmt): string[] => {
    if (stmt.type === 'Import') return normalImports({ ...stmt, names: stmt.names.filter(isUsed) })
    if (stmt.type !== 'ImportFrom') return []
    return normalImports(stmt.names === '*' ? stmt : { ...stmt, names: stmt.names.filter(isUsed) })
  })
  return [...new Set(imports)].sort().join('\n') + '\n' + normalStmts(rest)
}
