import type { Expr, Keyword, Template } from './ast.ts'

/**
 * An expression in one of the several ways of writing it that linters turn into one another by themselves all over
 * a code base, old migrations included. The parts are simplified already. Named are the rules of ruff.
 */
export function simplifyExpr(expr: Expr): Expr {
  switch (expr.type) {
    case 'UnaryOp':
      return expr.op === 'not' ? (opposite(expr.operand) ?? expr) : expr
    case 'Call':
      return simplifyCall(expr)
    case 'BinOp':
      return (expr.op === '%' && percentFormatted(expr.left, expr.right)) || expr
    case 'DictComp':
      return identityComprehension(expr) ?? expr
    default:
      return expr
  }
}

const opposites: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
}

/** SIM201, SIM202, E713, E714: `not a == b` */
function opposite(operand: Expr): Expr | undefined {
  if (operand.type !== 'Compare' || operand.ops.length !== 1) return undefined
  const op = opposites[operand.ops[0]!]
  return op === undefined ? undefined : { ...operand, ops: [op] }
}

type Call = Extract<Expr, { type: 'Call' }>

function simplifyCall(call: Call): Expr {
  const { func, args, keywords } = call
  if (func.type === 'Attribute' && func.attr === 'format') return braceFormatted(func.value, call) ?? call
  if (func.type !== 'Name') return call
  const { id } = func
  const [only, ...others] = args
  if (id === 'dict' && !only) return dictOf(call) ?? call
  if (keywords.length > 0) return withoutImplied(call, id)
  if (!only) return emptyOf(call, id) ?? call
  if (others.length > 0) return call
  if (consumers.has(id)) return consuming(call, id, only)
  // FURB157: `Decimal('0')`
  const digits = only.type === 'Constant' && typeof only.value === 'string' ? only.value : ''
  if (id.split('.').at(-1) !== 'Decimal' || !/^-?\d{1,15}$/.test(digits)) return call
  return { ...call, args: [{ ...only, type: 'Constant', value: Number(digits) }] }
}

/** Keyword arguments that say what goes without saying. B905 and B028 ask for them. */
const implied: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  zip: { strict: false },
  'warnings.warn': { stacklevel: 1 },
}

function withoutImplied(call: Call, name: string): Call {
  const known = Object.hasOwn(implied, name) ? implied[name]! : {}
  const isImplied = ({ arg, value }: Keyword) =>
    arg !== undefined && arg in known && value.type === 'Constant' && value.value === known[arg]
  return { ...call, keywords: call.keywords.filter((keyword) => !isImplied(keyword)) }
}

/** C408: `dict(a=1)` */
function dictOf({ keywords, start, end }: Call): Expr | undefined {
  if (keywords.some(({ arg }) => arg === undefined)) return undefined
  const keyOf = (arg: string): Expr => ({ start, end, type: 'Constant', value: arg })
  return { start, end, type: 'Dict', items: keywords.map(({ arg, value }) => ({ key: keyOf(arg!), value })) }
}

/** C408: `list()`, `tuple()` */
function emptyOf({ start, end }: Call, name: string): Expr | undefined {
  if (name === 'list') return { start, end, type: 'List', elts: [] }
  return name === 'tuple' ? { start, end, type: 'Tuple', elts: [] } : undefined
}

/** Builtins that run over their argument once, and keep nothing else of it. */
const consumers = new Set([
  ...['any', 'all', 'sum', 'min', 'max', 'sorted', 'set', 'frozenset', 'tuple', 'list', 'dict'],
])

function consuming(call: Call, name: string, only: Expr): Expr {
  const { start, end } = call
  // C405: `set([a, b])`
  if (name === 'set' && (only.type === 'List' || only.type === 'Tuple') && only.elts.length > 0)
    return { start, end, type: 'Set', elts: only.elts }
  if (only.type !== 'ListComp' && only.type !== 'GeneratorExp') return call
  // C400, C401, C403: `list(x for …)`, `set(x for …)`, `set([x for …])`
  if (name === 'list') return { ...only, type: 'ListComp' }
  if (name === 'set') return { ...only, type: 'SetComp' }
  // C419: `any([x for …])`
  return { ...call, args: [{ ...only, type: 'GeneratorExp' }] }
}

/** C416: `{key: value for key, value in pairs}` is `dict(pairs)`. */
function identityComprehension(expr: Extract<Expr, { type: 'DictComp' }>): Expr | undefined {
  const { key, value, generators, start, end } = expr
  const [generator, ...others] = generators
  if (!generator || others.length > 0 || generator.ifs.length > 0) return undefined
  const { target, iter } = generator
  if (target.type !== 'Tuple' || target.elts.length !== 2 || key.type !== 'Name' || value.type !== 'Name')
    return undefined
  const [first, second] = target.elts
  if (first?.type !== 'Name' || first.id !== key.id || second?.type !== 'Name' || second.id !== value.id)
    return undefined
  return {
    start,
    end,
    type: 'Call',
    func: { start, end, type: 'Name', id: 'dict' },
    args: [iter],
    keywords: [],
  }
}

/** UP031: `'%s of %s' % (a, b)` is an f-string. */
function percentFormatted(left: Expr, right: Expr): Expr | undefined {
  if (left.type !== 'Constant' || typeof left.value !== 'string' || right.type !== 'Tuple') return undefined
  const fields = [...right.elts]
  const parts = left.value.split(/(%[%s])/).map((part) => {
    if (part === '%s') return fields.shift()
    return part === '%%' ? '%' : part.includes('%') ? undefined : part
  })
  return fields.length > 0 ? undefined : joined(left, parts)
}

/** UP032: `'{} of {}'.format(a, b)` is an f-string. */
function braceFormatted(left: Expr, { args, keywords }: Call): Expr | undefined {
  if (left.type !== 'Constant' || typeof left.value !== 'string') return undefined
  if (args.some((arg) => arg.type === 'Starred') || keywords.some(({ arg }) => arg === undefined))
    return undefined
  let next = 0
  const parts = left.value.split(/(\{\{|\}\}|\{\w*\})/).map((part) => {
    if (part === '{{' || part === '}}') return part.charAt(0)
    if (!/[{}]/.test(part)) return part
    if (!/^\{\w*\}$/.test(part)) return undefined
    const field = part.slice(1, -1)
    if (field === '') return args[next++]
    return /^\d+$/.test(field) ? args[Number(field)] : keywords.find(({ arg }) => arg === field)?.value
  })
  return joined(left, parts)
}

/** An f-string of texts and values; undefined where a part is missing. */
function joined({ start, end }: Expr, parts: readonly (string | Expr | undefined)[]): Expr | undefined {
  const values: Template[number][] = []
  for (const part of parts) {
    const last = values.at(-1)
    if (part === undefined) return undefined
    if (typeof part !== 'string') values.push({ value: part, conversion: '', spec: [] })
    else if (typeof last === 'string') values[values.length - 1] = last + part
    else if (part !== '') values.push(part)
  }
  return { start, end, type: 'JoinedStr', values }
}
