import { changedNames } from './changed-names.ts'
import { evaluate } from './evaluate.ts'
import { nameOf } from './exports.ts'
import { importedValue } from './imports.ts'
import { originOf, type Interpreter } from './interpreter.ts'
import { bindPattern, namesOf } from './patterns.ts'
import { Scope } from './scope.ts'
import type { ClassNode, FunctionNode, Statement } from './syntax.ts'
import {
  constant,
  undefinedValue,
  type ClassValue,
  type FunctionValue,
  type ObjectValue,
  type Value,
} from './value.ts'
import type { TSESTree } from '@typescript-eslint/types'

/**
 * Puts the names of a statement at the top level of a file into its scope. Whatever order a file's functions are called
 * in, a name has its value then: one that is changed anywhere is not known.
 */
export function declareStatement(interpreter: Interpreter, statement: Statement, scope: Scope): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      for (const specifier of statement.specifiers) {
        const name =
          specifier.type === 'ImportSpecifier'
            ? nameOf(specifier.imported)
            : specifier.type === 'ImportDefaultSpecifier'
              ? 'default'
              : '*'
        const { value } = statement.source
        scope.declareLater(specifier.local.name, () =>
          importedValue(interpreter, value, name, scope.file.path),
        )
      }
      return
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (statement.declaration) declareStatement(interpreter, statement.declaration as Statement, scope)
      return
    case 'VariableDeclaration':
      for (const declarator of statement.declarations) declareVariable(interpreter, declarator, scope)
      return
    default:
      hoist(interpreter, statement, scope)
  }
}

/** Puts the functions, classes and enumerations of a statement into a scope. */
export function hoist(interpreter: Interpreter, statement: Statement, scope: Scope): void {
  const name = nameOfDeclaration(statement)
  if (name === undefined) return
  if (statement.type === 'FunctionDeclaration') scope.declare(name, functionValue(statement, scope, name))
  else if (statement.type === 'ClassDeclaration') scope.declare(name, classValue(statement, scope, name))
  else if (statement.type === 'TSEnumDeclaration')
    scope.declareLater(name, () => enumeration(interpreter, statement, scope))
}

/** The names that a declaration brings in. */
export function declaredNames(declaration: Statement): readonly string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => namesOf(id))
  const name = nameOfDeclaration(declaration)
  return name === undefined ? [] : [name]
}

/** What a function, class or enumeration is declared as; one that is exported by default may have no name. */
function nameOfDeclaration(statement: Statement): string | undefined {
  const isNamed =
    statement.type === 'FunctionDeclaration' ||
    statement.type === 'ClassDeclaration' ||
    statement.type === 'TSEnumDeclaration'
  const id: TSESTree.Identifier | null | undefined = isNamed ? statement.id : undefined
  return id?.name
}

function declareVariable(
  interpreter: Interpreter,
  declarator: TSESTree.VariableDeclarator,
  scope: Scope,
): void {
  const { id, init } = declarator
  const whole = (): Value => (init ? evaluate(interpreter, init, scope, nameFor(id)) : undefinedValue)
  let bound: ReadonlyMap<string, Value> | undefined
  for (const name of namesOf(id))
    scope.declareLater(name, () => {
      if (changedNames(scope.file.body).has(name))
        return interpreter.unresolved(`\`${name}\` is changed after it is declared`, declarator, scope)
      bound ??= bindPattern(interpreter, id, whole(), scope)
      return bound.get(name) ?? undefinedValue
    })
}

/** Functions and classes without a name get that of what they are assigned to. */
export function nameFor(pattern: { readonly type: string; readonly name?: unknown }): string {
  return pattern.type === 'Identifier' && typeof pattern.name === 'string' ? pattern.name : ''
}

export function functionValue(code: FunctionNode, scope: Scope, name = code.id?.name ?? ''): FunctionValue {
  return { kind: 'function', name, code, scope, origin: originOf(code, scope) }
}

export function classValue(code: ClassNode, scope: Scope, name = code.id?.name ?? ''): ClassValue {
  return { kind: 'class', name, code, scope, origin: originOf(code, scope) }
}

/** Members count on from the one before them, from 0; `Color[0]` is not read. */
function enumeration(interpreter: Interpreter, node: TSESTree.TSEnumDeclaration, scope: Scope): ObjectValue {
  const entries = new Map<string, Value>()
  const made: ObjectValue = { kind: 'object', entries, origin: originOf(node, scope) }
  let next: number | undefined = 0
  const inner = new Scope(scope.file, scope)
  inner.declare(node.id.name, made)
  for (const { id, initializer } of node.body.members) {
    const name = nameOf(id)
    const given: Value | undefined = initializer && evaluate(interpreter, initializer, inner)
    const counted: Value =
      next === undefined ? interpreter.unresolved('it has no value', node, scope) : constant(next)
    const value: Value = given ?? counted
    entries.set(name, value)
    // What comes after it may name it, with the enumeration's name before it or without.
    inner.declare(name, value)
    next = value.kind === 'const' && typeof value.value === 'number' ? value.value + 1 : undefined
  }
  return made
}
