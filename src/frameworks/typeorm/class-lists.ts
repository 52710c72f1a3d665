import type { Interpreter } from '../../typescript/interpreter.ts'
import type { ClassValue, Value } from '../../typescript/value.ts'
import { textOf } from '../../typescript/value.ts'
import { migrationClassesOf } from './migration-class.ts'
import { isOfSources, sourceFiles } from './source-files.ts'

/** The classes that an option of a data source holds. */
export interface ClassList {
  /** In the order of the option; those of one glob in the order of their paths. */
  readonly classes: readonly ClassValue[]
  /** What stands among them and is no class. */
  readonly others: readonly Value[]
  /** Whether a part of the option could not be read. */
  readonly isPartial: boolean
}

/** The classes of the option `migrations` or `entities`: classes, modules and lists of them, and globs of files. */
export function classesOf(
  interpreter: Interpreter,
  option: Value,
  folder: string,
  what: 'migrations' | 'entities',
): ClassList {
  const classes: ClassValue[] = []
  const others: Value[] = []
  let isPartial = false
  const add = (value: Value): void => {
    const glob = textOf(value)
    if (value.kind === 'class') classes.push(value)
    else if (value.kind === 'array') value.items.forEach(add)
    else if (value.kind === 'object' && !value.lost) [...value.entries.values()].forEach(add)
    else if (value.kind === 'module')
      for (const name of interpreter.exportedNames(value.path)) add(interpreter.exported(value.path, name))
    else if (glob !== undefined) {
      const files = sourceFiles(interpreter.modules.tree, glob, folder)
      if (files.length === 0 && !isOfSources(interpreter.modules.tree, glob, folder)) isPartial = true
      for (const path of files) {
        if (what === 'migrations')
          classes.push(...migrationClassesOf(interpreter, path).map((each) => each.class))
        else for (const name of interpreter.exportedNames(path)) addExported(interpreter.exported(path, name))
      }
    } else if (value.kind === 'unresolved' || value.kind === 'outside') isPartial = true
    else others.push(value)
  }
  // What a file of entities exports beside them is not meant.
  const addExported = (value: Value): void => {
    if (value.kind === 'class' || (value.kind === 'call' && value.isNew)) add(value)
  }
  add(option)
  return { classes: [...new Map(classes.map((each) => [each.code, each])).values()], others, isPartial }
}
