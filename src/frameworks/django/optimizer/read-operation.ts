import { isSequence, nowhere, stringOf, truth, type Origin, type Value } from '../../../python/value.ts'
import { namedArguments } from '../compare/arguments.ts'
import { signatures } from '../compare/operation-signatures.ts'
import type { DjangoContext } from '../context.ts'
import { operationName } from '../operations.ts'
import { readIndexOperation } from './read-index-operation.ts'
import type { MigrationOperation } from './migration-operation.ts'
import { readFieldOperation } from './read-field-operation.ts'
import { readModelOperation } from './read-model-operation.ts'
import { readOtherOperation } from './read-other-operation.ts'

/** Why an operation cannot be read, as a clause. */
export interface Unreadable {
  readonly cause: string
  readonly remedy?: string | undefined
  readonly origin: Origin
}

/** An operation of one of Django's classes with its arguments by name. */
export interface GivenOperation {
  readonly name: string
  /** The dotted path of its class, where that is not one of `django.db.migrations`. */
  readonly path: string | undefined
  readonly app: string
  readonly origin: Origin
  readonly context: DjangoContext
  readonly value: (argument: string) => Value | undefined
  /** @throws UnreadableOperation where it is no text that is known */
  readonly text: (argument: string) => string
}

/** Thrown and caught inside of this folder. */
export class UnreadableOperation extends Error {
  readonly unreadable: Unreadable

  constructor(unreadable: Unreadable) {
    super(unreadable.cause)
    this.unreadable = unreadable
  }
}

/** An item of a migration's `operations`, or of what one of them holds, as the optimizer and the writer take it. */
export function readOperation(
  item: Value,
  app: string,
  context: DjangoContext,
): { readonly operation: MigrationOperation } | { readonly unreadable: Unreadable } {
  try {
    return { operation: read(item, app, context) }
  } catch (error) {
    if (error instanceof UnreadableOperation) return { unreadable: error.unreadable }
    throw error
  }
}

function read(item: Value, app: string, context: DjangoContext): MigrationOperation {
  const given = givenOperation(item, app, context)
  return (
    readModelOperation(given) ??
    readFieldOperation(given) ??
    readIndexOperation(given) ??
    readOtherOperation(given, (inner) => read(inner, app, context))
  )
}

function givenOperation(item: Value, app: string, context: DjangoContext): GivenOperation {
  const origin = 'origin' in item ? item.origin : nowhere
  if (item.kind !== 'call')
    throw new UnreadableOperation({
      cause: item.kind === 'unresolved' ? item.reason : 'what operation it is cannot be read',
      origin,
    })
  const path = item.callee.kind === 'reference' ? item.callee.path : ''
  const name = path.split('.').at(-1)!
  const isPostgres = path.startsWith('django.contrib.postgres.')
  if (!(isPostgres || path.startsWith('django.db.migrations.')) || !Object.hasOwn(signatures, name))
    throw new UnreadableOperation({
      cause: `\`${operationName(item) ?? 'an operation'}\` is no operation of Django`,
      origin,
    })
  const found = namedArguments(item, Object.keys(signatures[name]!.args))
  const value = (argument: string) => found.get(argument)?.value
  return {
    name,
    path: isPostgres ? `django.contrib.postgres.operations.${name}` : undefined,
    ...{ app, origin, context, value },
    text: (argument) => {
      const text = stringOf(value(argument))
      if (text === undefined)
        throw new UnreadableOperation({ cause: `the \`${argument}\` of \`${name}\` is not known`, origin })
      return text
    },
  }
}

/** None and what is not given are the same. */
export function isGiven(value: Value | undefined): value is Value {
  return value !== undefined && !(value.kind === 'const' && value.value === null)
}

/** The items of an argument; none where it is empty. */
export function itemsOf({ name, value, origin }: GivenOperation, argument: string): readonly Value[] {
  const given = value(argument)
  if (given === undefined || truth(given) === false) return []
  if (!isSequence(given))
    throw new UnreadableOperation({ cause: `the \`${argument}\` of \`${name}\` is not known`, origin })
  return given.items
}
