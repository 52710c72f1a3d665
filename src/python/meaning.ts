import type { ClassDef, Expr, FunctionDef, Param, Stmt } from './ast.ts'
import { effectsOf } from './effects.ts'
import { importedNames, qualified, type Alias } from './imported-names.ts'
import { namesBound } from './names-bound.ts'
import { namesUsed } from './names-used.ts'
import { normalStmt } from './normal-form.ts'
import { renamed, withoutLocalNames } from './rename.ts'
import type { Scope } from './scope.ts'
import { simplifiedBlock, simplifiedExpr } from './simplify.ts'
import type { ClassValue, FunctionValue } from './value.ts'

/**
 * What a function or a class does, as far as its file tells: its own definition first, then those at the module's
 * top level that it uses, directly or not, in the order in which it comes to them. What things are called makes
 * no difference, nor how code is laid out, where a library or the project itself keeps what is imported, and what
 * formatters and linters rewrite.
 */
export type Meaning = readonly { readonly text: string; readonly definitions: readonly Stmt[] }[]

const noAlias: Alias = () => undefined

/** Told once for a piece of source: a project's helper may be an argument of hundreds of operations. */
const told = new WeakMap<Alias, WeakMap<object, Meaning>>()

export function meaningOf(value: FunctionValue | ClassValue, alias: Alias = noAlias): Meaning {
  const known = told.get(alias) ?? new WeakMap<object, Meaning>()
  told.set(alias, known)
  const meaning = known.get(value.code) ?? readMeaning(value, alias)
  known.set(value.code, meaning)
  return meaning
}

function readMeaning(value: FunctionValue | ClassValue, alias: Alias): Meaning {
  const { body, imports } = sourceOf(value.scope)
  const outer = <Node extends Expr | Stmt>(node: Node, params: readonly Param[] = []) =>
    qualified(node, notShadowed(imports, node, params), alias)
  const plain = (block: readonly Stmt[]) =>
    simplifiedBlock(block.map((stmt) => outer(stmt, stmt.type === 'FunctionDef' ? stmt.params : [])))
  const names = new Map([[value.name, '@0']])
  const rest: (readonly Stmt[])[] = []
  const follow = (used: ReadonlySet<string>) => {
    for (const name of used) {
      if (names.has(name)) continue
      const definitions = plain(definitionsOf(body, name)).map((stmt) => anonymous(stmt, 'by name'))
      if (definitions.length === 0) continue
      names.set(name, `@${names.size}`)
      rest.push(definitions)
    }
  }
  const { code } = value
  const statements = isDefinition(code)
    ? plain([code]).map((stmt) => anonymous(stmt, 'by position'))
    : [lambdaOf(simplifiedExpr(outer(code, value.kind === 'function' ? value.params : [])))]
  follow(namesUsed(statements))
  // The list grows while it is gone through.
  for (const definitions of rest) follow(namesUsed(definitions))
  return [statements, ...rest].map((block) => {
    const definitions = renamed(block, names)
    return { text: definitions.map(normalStmt).join('\n'), definitions }
  })
}

const lambdaOf = (body: Expr): Stmt => ({ start: body.start, end: body.end, type: 'Return', value: body })

/** A meaning as one text, for comparison. */
export function textOf(meaning: Meaning): string {
  return meaning.map((part) => part.text).join('\n')
}

/** The statement of `after` at which two meanings first part ways; undefined where only something went away. */
export function firstDifference(before: Meaning, after: Meaning): Stmt | undefined {
  for (const [index, { text, definitions }] of after.entries()) {
    const old = before[index]
    if (old?.text !== text) return differingStmt(old?.definitions ?? [], definitions)
  }
  return undefined
}

function differingStmt(before: readonly Stmt[], after: readonly Stmt[]): Stmt | undefined {
  for (const [index, stmt] of after.entries()) {
    const old = before[index]
    if (old && normalStmt(old) === normalStmt(stmt)) continue
    if (old?.type === stmt.type && 'body' in old && 'body' in stmt)
      return differingStmt(old.body, stmt.body) ?? stmt
    return stmt
  }
  return undefined
}

/** What an import binds at the module's top level, a parameter or a local name of the same name hides. */
function notShadowed<Imported>(
  imports: ReadonlyMap<string, Imported>,
  node: Expr | Stmt,
  params: readonly Param[],
): ReadonlyMap<string, Imported> {
  const { assigned, parameters } = namesBound(node)
  const hidden = new Set([...params.map(({ name }) => name), ...assigned, ...parameters])
  return new Map([...imports].filter(([name]) => !hidden.has(name)))
}

function isDefinition(code: FunctionValue['code'] | ClassDef): code is FunctionDef | ClassDef {
  return code.type === 'FunctionDef' || code.type === 'ClassDef'
}

function anonymous(stmt: Stmt, called: 'by position' | 'by name'): Stmt {
  return stmt.type === 'FunctionDef' ? withoutLocalNames(stmt, called) : stmt
}

function sourceOf(scope: Scope) {
  let module = scope
  while (module.outer) module = module.outer
  const { path, module: source } = module.file
  return { body: source.body, imports: importedNames(source.body, path) }
}

/** The statements at a module's top level that bind a name or change what it stands for, imports left out. */
function definitionsOf(body: readonly Stmt[], name: string): Stmt[] {
  return body.filter((stmt) => {
    if (stmt.type === 'FunctionDef' || stmt.type === 'ClassDef') return stmt.name === name
    if (stmt.type === 'Import' || stmt.type === 'ImportFrom') return false
    return namesBound(stmt).assigned.has(name) || namesTouched(stmt).has(name)
  })
}

/** The names of what a statement may change in place: an item, an attribute, or by a call made for what it does. */
function namesTouched(stmt: Stmt): Set<string> {
  const { augmented, attributes, entries, calls, statements } = effectsOf(stmt)
  const methods = calls.flatMap(({ func }) => (func.type === 'Attribute' ? [func.value] : []))
  const given = statements.flatMap(({ args, keywords }) => [...args, ...keywords.map(({ value }) => value)])
  return namesUsed([...augmented, ...attributes.map(({ value }) => value), ...entries, ...methods, ...given])
}
