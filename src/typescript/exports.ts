import { commonExports } from './common-js.ts'
import { declareStatement, declaredNames } from './declarations.ts'
import { evaluate } from './evaluate.ts'
import { importedValue } from './imports.ts'
import type { Interpreter } from './interpreter.ts'
import { dirname } from './paths.ts'
import { Scope } from './scope.ts'
import type { Expression, SourceFile, Statement } from './syntax.ts'
import { constant, undefinedValue, type UnresolvedValue, type Value } from './value.ts'

/** A name that a file exports, or all the names of another file. */
export type Export =
  | { readonly kind: 'own'; readonly name: string; readonly make: (scope: Scope) => Value }
  | { readonly kind: 'all'; readonly from: string }

/** The top level of a file, its names worked out when they are asked for. */
export function moduleScope(interpreter: Interpreter, path: string): Scope | undefined {
  const known = interpreter.scopes.get(path)
  if (known) return known
  const file = interpreter.modules.parse(path)
  if (!file || file.syntaxError) return undefined
  const scope = new Scope(file)
  interpreter.scopes.set(path, scope)
  // The repository's root stands for the root of the disk.
  scope.declare('__dirname', constant(`/${dirname(path)}`))
  scope.declare('__filename', constant(`/${path}`))
  for (const statement of file.body) declareStatement(interpreter, statement, scope)
  return scope
}

export function exportedValue(
  interpreter: Interpreter,
  path: string,
  name: string,
  seen: ReadonlySet<string> = new Set(),
): Value {
  const unknown = (reason: string): UnresolvedValue => ({
    kind: 'unresolved',
    reason,
    origin: { path, start: 0, end: 0 },
  })
  const scope = moduleScope(interpreter, path)
  if (!scope) return unknown(`${path} cannot be read`)
  if (seen.has(path)) return undefinedValue
  const exports = exportsOf(interpreter, scope.file)
  // The last one: compilers begin a file with `exports.a = void 0`.
  const own = exports.findLast((one) => one.kind === 'own' && one.name === name)
  if (own?.kind === 'own') return own.make(scope)
  // `export *` leaves out what is exported by default.
  for (const one of name === 'default' ? [] : exports) {
    if (one.kind !== 'all') continue
    const target = interpreter.modules.find(one.from, path)
    if (target === undefined) return unknown(`what \`${one.from}\` exports is not known`)
    if (exportedNames(interpreter, target).includes(name))
      return exportedValue(interpreter, target, name, new Set([...seen, path]))
  }
  return undefinedValue
}

export function exportedNames(
  interpreter: Interpreter,
  path: string,
  seen: ReadonlySet<string> = new Set(),
): readonly string[] {
  const file = interpreter.modules.parse(path)
  if (!file || seen.has(path)) return []
  const within = new Set([...seen, path])
  const names = exportsOf(interpreter, file).flatMap((one) => {
    if (one.kind === 'own') return one.name
    const target = interpreter.modules.find(one.from, path)
    const all = target === undefined ? [] : exportedNames(interpreter, target, within)
    return all.filter((name) => name !== 'default')
  })
  return [...new Set(names)]
}

/** What the statements of a file export: ECMAScript's way, TypeScript's `export =`, and CommonJS's `exports.x =`. */
function exportsOf(interpreter: Interpreter, file: SourceFile): readonly Export[] {
  return file.body.flatMap((statement) => exportsOfStatement(interpreter, statement))
}

function exportsOfStatement(interpreter: Interpreter, statement: Statement): readonly Export[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration': {
      if (statement.declaration)
        return declaredNames(statement.declaration as Statement).map((name) => local(name, name))
      const from = statement.source?.value
      return statement.specifiers.map((specifier) => {
        const [inner, name] = [nameOf(specifier.local), nameOf(specifier.exported)]
        return from === undefined ? local(name, inner) : imported(interpreter, name, inner, from)
      })
    }
    case 'ExportAllDeclaration': {
      const from = statement.source.value
      if (!statement.exported) return [{ kind: 'all', from }]
      return [imported(interpreter, nameOf(statement.exported), '*', from)]
    }
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement
      if (declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'TSEnumDeclaration') return []
      const isNamed = declaration.type === 'ClassDeclaration' || declaration.type === 'FunctionDeclaration'
      if (isNamed && declaration.id) return [local('default', declaration.id.name)]
      return [written(interpreter, 'default', declaration as Expression)]
    }
    case 'TSExportAssignment':
      return [written(interpreter, 'default', statement.expression)]
    case 'ExpressionStatement':
      return commonExports(interpreter, statement.expression)
    default:
      return []
  }
}

/** A name of the file itself. */
function local(name: string, inner: string): Export {
  return { kind: 'own', name, make: (scope) => scope.get(inner) ?? undefinedValue }
}

function imported(interpreter: Interpreter, name: string, inner: string, from: string): Export {
  return { kind: 'own', name, make: ({ file }) => importedValue(interpreter, from, inner, file.path) }
}

export function written(interpreter: Interpreter, name: string, expression: Expression): Export {
  return { kind: 'own', name, make: (scope) => evaluate(interpreter, expression, scope) }
}

/** The name of an import or export, which may be written as a string. */
export function nameOf(node: {
  readonly type: string
  readonly name?: string
  readonly value?: unknown
}): string {
  return node.name ?? String(node.value)
}
