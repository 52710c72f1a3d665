import { classAttribute } from '../../src/python/attributes.ts'
import { canonical } from '../../src/python/canonical.ts'
import { Interpreter } from '../../src/python/interpreter.ts'
import { modulesOf } from '../../src/python/modules.ts'
import type { Outside } from '../../src/python/outside.ts'
import { loadParser } from '../../src/python/parse.ts'
import type { Value } from '../../src/python/value.ts'
import { textTree } from '../support/text-tree.ts'

export const parse = await loadParser()

/** An interpreter over these files. */
export function interpreterOf(files: Readonly<Record<string, string>>, outside?: Outside): Interpreter {
  const tree = textTree(new Map(Object.entries(files)))
  return new Interpreter(modulesOf(tree, parse, new Map()), outside)
}

/** What a name stands for after running through `app/main.py`, which holds `source`. */
export function valueOf(
  source: string,
  name = 'x',
  files: Readonly<Record<string, string>> = {},
): Value | undefined {
  const interpreter = interpreterOf({ 'app/main.py': source, 'app/__init__.py': '', ...files })
  const scope = interpreter.module('app/main.py')
  if (!scope) throw new Error('the source is no Python')
  return interpreter.lookup(name, scope)
}

/** The same as text: `?` is what is not known, `...` any number of such items, `f` a function. */
export function shown(source: string, files?: Readonly<Record<string, string>>, name = 'x'): string {
  return show(valueOf(source, name, files))
}

export function show(value: Value | undefined): string {
  if (!value) return 'unbound'
  switch (value.kind) {
    case 'unresolved':
      return value.rest ? '...' : '?'
    case 'list':
      return `[${value.items.map(show).join(', ')}]`
    case 'tuple':
      return `(${value.items.map((item) => `${show(item)},`).join(' ')})`
    case 'set':
      return `{${value.items.map(show).join(', ')}}`
    case 'dict':
      return `{${value.entries.map((entry) => `${show(entry.key)}: ${show(entry.value)}`).join(', ')}}`
    case 'reference':
      return value.path
    case 'call': {
      const keywords = [...value.keywords].map(([name, item]) => `${name}=${show(item)}`)
      return `${show(value.callee)}(${[...value.args.map(show), ...keywords].join(', ')})`
    }
    case 'function':
    case 'class':
      return value.name
    case 'object':
      return `<${value.class.name}>`
    case 'member':
      return `${value.class.name}.${value.name}`
    case 'super':
      return 'super()'
    case 'module':
      return `module ${value.dotted}`
    case 'method':
      return `${show(value.object)}.${value.name}`
    case 'iterator':
      return value.name
    case 'const':
      return canonical(value, { looksInto: () => false, alias: () => undefined })
  }
}

/** An attribute of the class `Migration`, as a framework reads it. */
export function attributeOf(source: string, name: string): string {
  const value = valueOf(source, 'Migration')
  return value?.kind === 'class' ? show(classAttribute(value, name)) : 'no class'
}
