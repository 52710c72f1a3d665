import type { Expr, Handler, MatchCase, Stmt, WithItem } from './ast.ts'
import { leafText, type Cst } from './cst.ts'
import { identifier, keywords, params, positional, toExpr } from './expressions.ts'
import { importReaders } from './import-statements.ts'

type Reader = (node: Cst, text: string) => Stmt

const slice = (node: Cst, text: string) => text.slice(node.start, node.end)

/** Turns the statements of a block or a module of the parser's tree into the syntax tree. */
export function toStmts(block: Pick<Cst, 'kids'> | undefined, text: string): Stmt[] {
  return (block?.kids ?? []).map((node) => toStmt(node, text))
}

function toStmt(node: Cst, text: string): Stmt {
  const reader = Object.hasOwn(readers, node.type) ? readers[node.type] : undefined
  return reader ? reader(node, text) : other(node, text)
}

function other(node: Cst, text: string): Stmt & { type: 'OtherStmt' } {
  const names = identifiers(node, text)
  return {
    start: node.start,
    end: node.end,
    type: 'OtherStmt',
    kind: node.type,
    text: leafText(node, text),
    names,
    binds: names.map((name) => name.id),
  }
}

/**
 * Every name in source whose meaning is not read, without what is an attribute, a keyword or the wildcard of
 * a pattern.
 */
function identifiers(node: Cst, text: string): (Expr & { type: 'Name' })[] {
  if (node.type === 'identifier') {
    const id = identifier(node, text)
    return id === '_' ? [] : [{ start: node.start, end: node.end, type: 'Name', id }]
  }
  const kids =
    node.type === 'dotted_name'
      ? node.kids.slice(0, 1)
      : node.type === 'keyword_pattern'
        ? node.kids.slice(1)
        : node.kids
  return kids.flatMap((kid) => identifiers(kid, text))
}

const find = (node: Cst, type: string) => node.kids.find((kid) => kid.type === type)

function expression(node: Cst | undefined, text: string): Expr {
  return node
    ? toExpr(node, text)
    : { start: 0, end: 0, type: 'OtherExpr', kind: 'missing', children: [], text: '' }
}

const simple =
  (type: 'Pass' | 'Break' | 'Continue'): Reader =>
  (node) => ({ start: node.start, end: node.end, type })

const listing =
  (type: 'Raise' | 'Assert'): Reader =>
  (node, text) => ({
    start: node.start,
    end: node.end,
    type,
    values: node.kids.map((kid) => toExpr(kid, text)),
  })

const names =
  (type: 'Global' | 'Nonlocal'): Reader =>
  (node, text) => ({
    start: node.start,
    end: node.end,
    type,
    names: node.kids.map((kid) => identifier(kid, text)),
  })

const readers: Readonly<Record<string, Reader>> = {
  expression_statement: (node, text) => expressionStatement(node, text),
  ...importReaders,
  decorated_definition: (node, text) => {
    const definition = node.kids.at(-1)
    const stmt = definition ? toStmt(definition, text) : other(node, text)
    if (stmt.type !== 'FunctionDef' && stmt.type !== 'ClassDef') return other(node, text)
    const decorators = node.kids
      .filter((kid) => kid.type === 'decorator')
      .map((kid) => expression(kid.kids[0], text))
    return { ...stmt, decorators }
  },
  function_definition: (node, text) => {
    const list = find(node, 'parameters')
    return {
      start: node.start,
      end: node.end,
      type: 'FunctionDef',
      name: node.kids[0] ? identifier(node.kids[0], text) : '',
      params: list ? params(list, text) : [],
      body: toStmts(find(node, 'block'), text),
      decorators: [],
      isAsync: node.tokens.includes('async'),
    }
  },
  class_definition: (node, text) => {
    const list = find(node, 'argument_list')
    return {
      start: node.start,
      end: node.end,
      type: 'ClassDef',
      name: node.kids[0] ? identifier(node.kids[0], text) : '',
      bases: list ? positional(list, text) : [],
      keywords: list ? keywords(list, text) : [],
      body: toStmts(find(node, 'block'), text),
      decorators: [],
    }
  },
  if_statement: (node, text) => ifStatement(node, node.kids, text),
  for_statement: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'For',
    isAsync: node.tokens.includes('async'),
    target: expression(node.kids[0], text),
    iter: expression(node.kids[1], text),
    body: toStmts(find(node, 'block'), text),
    orelse: toStmts(find(node, 'else_clause')?.kids[0], text),
  }),
  while_statement: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'While',
    test: expression(node.kids[0], text),
    body: toStmts(find(node, 'block'), text),
    orelse: toStmts(find(node, 'else_clause')?.kids[0], text),
  }),
  try_statement: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'Try',
    body: toStmts(find(node, 'block'), text),
    handlers: node.kids
      .filter((kid) => kid.type === 'except_clause' || kid.type === 'except_group_clause')
      .map((kid) => handler(kid, text)),
    orelse: toStmts(find(node, 'else_clause')?.kids[0], text),
    finalbody: toStmts(find(node, 'finally_clause')?.kids[0], text),
    isGroup: node.kids.some((kid) => kid.type === 'except_group_clause' || kid.tokens.includes('*')),
  }),
  with_statement: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'With',
    isAsync: node.tokens.includes('async'),
    items: (find(node, 'with_clause')?.kids ?? []).map((kid) => withItem(kid, text)),
    body: toStmts(find(node, 'block'), text),
  }),
  match_statement: (node, text) => {
    const subjects = node.kids.slice(0, -1).map((kid) => toExpr(kid, text))
    const [only, ...others] = subjects
    const subject: Expr =
      only && others.length === 0 && !node.tokens.includes(',')
        ? only
        : { start: node.start, end: node.end, type: 'Tuple', elts: subjects }
    const clauses = find(node, 'block')?.kids ?? []
    return {
      start: node.start,
      end: node.end,
      type: 'Match',
      subject,
      cases: clauses.map((clause) => matchCase(clause, text)),
    }
  },
  print_statement: (node, text) => ({ ...other(node, text), binds: [] }),
  type_alias_statement: (node, text) => {
    const name = /^type\s+(\w+)/.exec(slice(node, text))?.[1]
    return { ...other(node, text), binds: name === undefined ? [] : [name] }
  },
  return_statement: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'Return',
    value: node.kids[0] ? toExpr(node.kids[0], text) : undefined,
  }),
  raise_statement: listing('Raise'),
  assert_statement: listing('Assert'),
  delete_statement: (node, text) => {
    const kids = node.kids.flatMap((kid) => (kid.type === 'expression_list' ? kid.kids : [kid]))
    return { start: node.start, end: node.end, type: 'Delete', values: kids.map((kid) => toExpr(kid, text)) }
  },
  pass_statement: simple('Pass'),
  break_statement: simple('Break'),
  continue_statement: simple('Continue'),
  global_statement: names('Global'),
  nonlocal_statement: names('Nonlocal'),
}

/** The names that a pattern binds: dotted names and classes are looked up. */
function captured(node: Cst, text: string): string[] {
  if (node.type === 'dotted_name' && node.kids.length > 1) return []
  const kids = node.type === 'class_pattern' ? node.kids.slice(1) : node.kids
  if (node.type === 'identifier' || kids.length === 0) return identifiers(node, text).map(({ id }) => id)
  return (node.type === 'keyword_pattern' ? kids.slice(1) : kids).flatMap((kid) => captured(kid, text))
}

function matchCase(node: Cst, text: string): MatchCase {
  const patterns = node.kids.filter((kid) => kid.type === 'case_pattern')
  const guard = find(node, 'if_clause')
  const pattern: Expr = {
    start: node.start,
    end: node.end,
    type: 'OtherExpr',
    kind: 'pattern',
    children: patterns.flatMap((kid) => identifiers(kid, text)),
    text: patterns.map((kid) => leafText(kid, text)).join(','),
  }
  return {
    pattern,
    captures: patterns.flatMap((kid) => captured(kid, text)),
    guard: guard && expression(guard.kids[0], text),
    body: toStmts(find(node, 'block'), text),
  }
}

function expressionStatement(node: Cst, text: string): Stmt {
  const inner = node.kids[0]
  if (inner?.type === 'assignment') return assignment(inner, text)
  if (inner?.type === 'augmented_assignment') {
    return {
      start: node.start,
      end: node.end,
      type: 'AugAssign',
      target: expression(inner.kids[0], text),
      op: (inner.tokens[0] ?? '=').slice(0, -1),
      value: expression(inner.kids[1], text),
    }
  }
  const value: Expr =
    node.kids.length > 1 || node.tokens.includes(',')
      ? { start: node.start, end: node.end, type: 'Tuple', elts: node.kids.map((kid) => toExpr(kid, text)) }
      : expression(inner, text)
  return { start: node.start, end: node.end, type: 'Expr', value }
}

/** `a = b = value` is nested in the parser's tree, and flat here; `a: int` has no value. */
function assignment(node: Cst, text: string): Stmt {
  const targets: Expr[] = []
  let current: Cst | undefined = node
  while (current?.type === 'assignment') {
    targets.push(expression(current.kids[0], text))
    current = current.kids[1]
  }
  if (current)
    return { start: node.start, end: node.end, type: 'Assign', targets, value: toExpr(current, text) }
  return { start: node.start, end: node.end, type: 'AnnAssign', target: targets[0]!, value: undefined }
}

function ifStatement(node: Cst, kids: readonly Cst[], text: string): Stmt {
  const [test, block, ...alternatives] = kids
  const [next, ...rest] = alternatives
  let orelse: Stmt[] = []
  if (next?.type === 'elif_clause') orelse = [ifStatement(next, [...next.kids, ...rest], text)]
  else if (next?.type === 'else_clause') orelse = toStmts(next.kids[0], text)
  return {
    start: node.start,
    end: node.end,
    type: 'If',
    test: expression(test, text),
    body: toStmts(block, text),
    orelse,
  }
}

function handler(node: Cst, text: string): Handler {
  const block = find(node, 'block')
  const heads = node.kids.filter((kid) => kid !== block)
  const pattern = heads[0]?.type === 'as_pattern' ? heads[0] : undefined
  const caught = pattern ? pattern.kids.slice(0, 1) : heads
  const target = pattern?.kids[1]
  const types = caught.flatMap((kid) => {
    const expr = toExpr(kid, text)
    return expr.type === 'Tuple' ? [...expr.elts] : [expr]
  })
  return { types, name: target ? identifier(target, text) : undefined, body: toStmts(block, text) }
}

function withItem(node: Cst, text: string): WithItem {
  const inner = node.kids[0]
  if (inner?.type === 'as_pattern') {
    return { value: expression(inner.kids[0], text), target: expression(inner.kids[1], text) }
  }
  return { value: expression(inner, text), target: undefined }
}
