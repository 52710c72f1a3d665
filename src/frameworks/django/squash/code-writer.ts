import type { FunctionValue, Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { Refuse } from '../writer/refusing.ts'
import { valueWriter } from '../writer/value-writer.ts'
import { copyOf } from './copied-code.ts'

interface Given {
  readonly context: DjangoContext
  readonly migrations: readonly DjangoMigration[]
  readonly imports: Set<string>
  readonly refuse: Refuse
}

/** Where the one function of Django that such steps run is defined. */
const noop = 'django.db.migrations.operations.special.RunPython.noop'

/**
 * Writes the functions that steps of a squash run. One that stands in a migration cannot be imported from there, as
 * names of modules do not start with a digit, and that file is to be deleted: its text comes into the squash.
 */
export function codeWriter({ context, migrations, imports, refuse }: Given): {
  readonly write: (value: Value) => string
  /** What has to stand before the class. */
  readonly definitions: () => readonly string[]
} {
  const plain = valueWriter(context, imports, refuse)
  const paths = new Set(migrations.map(({ path }) => path))
  const names = new Map<string, string>()
  const definitions = new Set<string>()
  const copy = (value: FunctionValue): string => {
    const copied = copyOf(value)
    if ('cause' in copied) {
      const help = `move \`${value.name}\`, with all that it needs, into a module that is no migration`
      refuse(`\`${value.name}\` cannot be copied: ${copied.cause}`, help, value.origin)
      return value.name
    }
    for (const { name, text, isImport } of copied) {
      if ((names.get(name) ?? text) !== text)
        refuse(
          `\`${name}\` means different things in two of the migrations`,
          'give one of them another name first',
          value.origin,
        )
      names.set(name, text)
      if (isImport) imports.add(text)
      else definitions.add(text)
    }
    return value.name
  }
  return {
    write(value) {
      if (value.kind === 'reference' && isNoop.test(value.path)) {
        imports.add('import django.db.migrations.operations.special')
        return noop
      }
      return value.kind === 'function' && paths.has(value.scope.file.path) ? copy(value) : plain.code(value)
    },
    definitions: () => [...definitions],
  }
}

const isNoop = /^django\.db\.migrations\.(?:\w+\.)*RunPython\.noop$/
