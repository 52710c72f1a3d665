import { linearize } from '../../../python/mro.ts'
import type { CallValue, ClassValue, Origin, Value } from '../../../python/value.ts'
import { namedArguments, type Argument } from '../compare/arguments.ts'
import { signatures } from '../compare/operation-signatures.ts'
import { operationName } from '../operations.ts'

/** An operation of which it is known what it does to a database: one of Django's, or a class that is made of one. */
export interface DatabaseOperation {
  /** Django's class name: `AddField`. */
  readonly name: string
  /** The name that the migration calls it by. */
  readonly shownName: string
  readonly given: (argument: string) => Value | undefined
  /** An argument and where it stands. */
  readonly argument: (name: string) => Argument | undefined
  readonly origin: Origin
}

export type ReadDatabaseOperation =
  { readonly operation: DatabaseOperation } | { readonly unknown: string; readonly origin: Origin }

/**
 * What an item of `operations` does to a database, as far as its class tells: a class of the repository does what the
 * first of its bases does that has a `database_forwards` (django/db/migrations/operations/base.py).
 *
 * @param fallback where the migration has it, for an operation that another file makes
 */
export function readDatabaseOperation(value: Value, fallback: Origin): ReadDatabaseOperation {
  const origin = 'origin' in value && value.origin.path === fallback.path ? value.origin : fallback
  if (value.kind !== 'call') {
    const unknown = value.kind === 'unresolved' ? value.reason : 'what operation it is cannot be read'
    return { unknown, origin }
  }
  const shownName = operationName(value) ?? 'an operation'
  const { callee } = value
  const name =
    callee.kind === 'reference'
      ? djangoOperation(callee.path)
      : callee.kind === 'class'
        ? inheritedOperation(callee)
        : undefined
  if (name === undefined)
    return { unknown: `what \`${shownName}\` does to the database is not known`, origin }
  return { operation: made(name, shownName, value, origin) }
}

function made(name: string, shownName: string, call: CallValue, origin: Origin): DatabaseOperation {
  const found = namedArguments(call, Object.keys(signatures[name]?.args ?? {}))
  return {
    name,
    shownName,
    given: (argument) => found.get(argument)?.value,
    argument: (argument) => found.get(argument),
    origin,
  }
}

/** The class name of Django's own operation at a path. */
function djangoOperation(path: string): string | undefined {
  const name = path.split('.').at(-1)!
  const isDjango = path.startsWith('django.db.migrations') || path.startsWith('django.contrib.postgres.')
  return isDjango && Object.hasOwn(signatures, name) ? name : undefined
}

/** What a class of the repository may set without doing anything else to a database or to its arguments. */
const changes = ['database_forwards', '__init__', '__new__', 'code', 'sql', 'name', 'model_name', 'atomic']

function inheritedOperation(cls: ClassValue): string | undefined {
  for (const base of linearize(cls) ?? []) {
    if (base.kind === 'class') {
      if (changes.some((name) => base.attributes.has(name))) return undefined
      continue
    }
    if (base.kind !== 'reference') return undefined
    if (harmless.has(base.path)) continue
    return djangoOperation(base.path)
  }
  return undefined
}

const harmless = new Set(['builtins.object', 'django.contrib.postgres.operations.NotInTransactionMixin'])
