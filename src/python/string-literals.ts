import type { Expr, FormattedValue, Template } from './ast.ts'
import { textBeside, type Cst } from './cst.ts'
import { toExpr } from './expressions.ts'
import { stringPrefix, unescape, type StringPrefix } from './strings.ts'

/**
 * One literal or several side by side: a Constant, or a JoinedStr where one of them is an f-string with
 * fields. Text that lies side by side is joined, as Python does it.
 */
export function toString(literals: readonly Cst[], node: Cst, text: string): Expr {
  const parts: (string | FormattedValue)[] = []
  const prefixes: StringPrefix[] = []
  for (const literal of literals) {
    const opening = literal.kids[0]
    const closing = literal.kids.at(-1)
    const isString = opening?.type === 'string_start' && closing?.type === 'string_end'
    const start = isString ? text.slice(opening.start, opening.end) : '`'
    if (!isString || start.includes('`')) return unread(literals, node, text)
    const prefix = stringPrefix(start)
    prefixes.push(prefix)
    const inner = literal.kids.slice(1, -1)
    // The parser's closing token takes backslashes before the quotes along.
    const quotes = start.replace(/^\w+/, '').length
    const read = template(inner, opening.end, literal.end - quotes, prefix, text)
    if (!read) return unread(literals, node, text)
    parts.push(...read)
  }
  const values = merged(parts)
  const bytes = prefixes.some((prefix) => prefix.bytes)
  const [first = '', ...others] = values
  if (prefixes.some((prefix) => prefix.template)) {
    const children: Expr[] = [{ start: node.start, end: node.end, type: 'JoinedStr', values }]
    return {
      start: node.start,
      end: node.end,
      type: 'OtherExpr',
      kind: 'template_string',
      children,
      text: '',
    }
  }
  if (typeof first !== 'string' || others.length > 0)
    return { start: node.start, end: node.end, type: 'JoinedStr', values }
  return {
    start: node.start,
    end: node.end,
    type: 'Constant',
    value: bytes ? { kind: 'bytes', text: first } : first,
  }
}

/** A literal whose text is not known here: as it is written, field by field. */
function unread(literals: readonly Cst[], node: Cst, text: string): Expr {
  const written = literals.map((literal) => text.slice(literal.start, literal.end)).join(' ')
  const fields = literals.flatMap((literal) => literal.kids.filter((kid) => kid.type === 'interpolation'))
  const children = fields.flatMap((field) => field.kids.slice(0, 1).map((kid) => toExpr(kid, text)))
  return { start: node.start, end: node.end, type: 'OtherExpr', kind: 'string', children, text: written }
}

/** The parts of a template between two offsets, of which `kids` are the fields. */
function template(
  kids: readonly Cst[],
  start: number,
  end: number,
  prefix: StringPrefix,
  text: string,
): (string | FormattedValue)[] | undefined {
  const parts: (string | FormattedValue)[] = []
  let from = start
  const push = (to: number): boolean => {
    const written = text.slice(from, to)
    // Braces first: what an escape stands for is never read as a brace.
    const content = unescape(prefix.format ? written.replace(/(\\N\{)|\{\{|\}\}/g, brace) : written, prefix)
    if (content !== undefined) parts.push(content)
    return content !== undefined
  }
  for (const kid of kids) {
    if (kid.type !== 'interpolation' && kid.type !== 'format_expression') continue
    if (!push(kid.start)) return undefined
    const field = formatted(kid, prefix, text)
    if (!field) return undefined
    parts.push(...field)
    from = kid.end
  }
  return push(end) ? parts : undefined
}

const brace = (whole: string, named: string | undefined) => named ?? whole[0]!

/** A field: `{value!conversion:spec}`. With `=` its own source stands before it (`f'{x=}'` is `x=1`). */
function formatted(
  field: Cst,
  prefix: StringPrefix,
  text: string,
): readonly (string | FormattedValue)[] | undefined {
  const isDetail = (kid: Cst) => kid.type === 'type_conversion' || kid.type === 'format_specifier'
  const conversion = field.kids.find((kid) => kid.type === 'type_conversion')
  const spec = field.kids.find((kid) => kid.type === 'format_specifier')
  const [value, ...others] = field.kids.filter((kid) => !isDetail(kid))
  if (!value || others.length > 0) return undefined
  const [name] = value.kids
  if (value.type === 'named_expression' && name) {
    // `{x:=5}` is `x` in the format `=5`: only in parentheses it would be an assignment.
    const format = text.slice(text.indexOf(':', name.end) + 1, field.end - 1)
    return [{ value: toExpr(name, text), conversion: '', spec: [format] }]
  }
  const parts = spec ? template(spec.kids, spec.start + 1, spec.end, prefix, text) : []
  if (!parts) return undefined
  const shown = debugText(field, value, text)
  const written = conversion ? text.slice(conversion.start + 1, conversion.end).trim() : ''
  return [
    ...(shown === undefined ? [] : [shown]),
    {
      value: toExpr(value, text),
      conversion: written === '' && shown !== undefined && !spec ? 'r' : written,
      spec: merged(parts),
    },
  ]
}

function debugText(field: Cst, value: Cst, text: string): string | undefined {
  if (!textBeside(field, text).includes('=')) return undefined
  const after = /^\s*=\s*/.exec(text.slice(value.end, field.end))
  return after ? text.slice(field.start + 1, value.end) + after[0] : undefined
}

function merged(parts: Template): Template {
  const result: (string | FormattedValue)[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part
    else if (part !== '') result.push(part)
  }
  return result
}
