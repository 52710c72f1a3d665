import type { FunctionValue, Origin, Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { KnownProject } from '../known-project.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { valueWriter } from '../writer/value-writer.ts'
import type { Refuse } from '../writer/refusing.ts'
import { copyOf } from './copied-code.ts'

interface Given {
  readonly context: DjangoContext
  readonly project: KnownProject
  readonly migrations: readonly DjangoMigration[]
  readonly imports: Set<string>
  readonly refuse: Refuse
}

/** The one function that Django itself gives for such a step, by where it is defined. */
const noop = 'django.db.migrations.operations.special.RunPython.noop'

/**
 * Writes the functions that steps of a squash run. One that stands in a migration cannot be imported from there, as
 * module names that start with a digit cannot, and that file is to be deleted: its text comes into the squash.
 */
export function codeWriter({ context, project, migrations, imports, refuse }: Given): {
  readonly write: (value: Value) => string
  /** What has to stand before the class, in the order of the files. */
  readonly definitions: () => readonly string[]
} {
  const plain = valueWriter(context, imports, refuse)
  const paths = new Set(migrations.map(({ path }) => path))
  const definitions = new Map<string, { readonly text: string; readonly origin: Origin }>()
  const copy = (value: FunctionValue): string => {
    const copied = copyOf(value, project)
    if ('cause' in copied) {
      refuse(
        `\`${value.name}\` cannot be copied: ${copied.cause}`,
        `put \`${value.name}\`, with all that it needs, into a module that is no migration, and import it from there`,
        value.origin,
      )
      return value.name
    }
    for (const line of copied.imports) imports.add(line)
    for (const { name, text } of copied.definitions) {
      const known = definitions.get(name)
      if (known && known.text !== text)
        refuse(
          `two migrations define \`${name}\` in different ways`,
          'give one of them another name first',
          value.origin,
        )
      definitions.set(name, { text, origin: value.origin })
    }
    return value.name
  }
  return {
    write(value) {
      if (
        value.kind === 'reference' &&
        /^django\.db\.migrations\.(?:\w+\.)*RunPython\.noop$/.test(value.path)
      ) {
        imports.add('import django.db.migrations.operations.special')
        return noop
      }
      return value.kind === 'function' && paths.has(value.origin.path) ? copy(value) : plain.value(value)
    },
    definitions: () => [...definitions.values()].map(({ text }) => text),
  }
}
