import { exportedNames, exportedValue } from './exports.ts'
import type { Interpreter } from './interpreter.ts'
import type { SourceFile } from './syntax.ts'
import type { Value } from './value.ts'

/**
 * What an import gives.
 *
 * @param name the name in the other module; `default`, or `*` for the module as a whole
 * @param from the path of the file that imports
 */
export function importedValue(
  interpreter: Interpreter,
  specifier: string,
  name: string,
  from: string,
): Value {
  const path = interpreter.modules.find(specifier, from)
  if (path === undefined) {
    if (!specifier.startsWith('.'))
      return { kind: 'outside', from: specifier, name: name === '*' ? '' : name }
    const origin = { path: from, start: 0, end: 0 }
    return { kind: 'unresolved', reason: `there is no \`${specifier}\` in the repository`, origin }
  }
  if (name === '*') return { kind: 'module', path }
  // A module that is written as CommonJS is its own default export.
  const isMissing = name === 'default' && !exportedNames(interpreter, path).includes('default')
  return isMissing ? { kind: 'module', path } : exportedValue(interpreter, path, name)
}

/** What a file imports from, as it is written. */
export function importedFrom({ body }: SourceFile): readonly string[] {
  return body.flatMap((statement) => (statement.type === 'ImportDeclaration' ? statement.source.value : []))
}
