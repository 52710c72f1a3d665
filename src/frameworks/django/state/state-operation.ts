import { linearize } from '../../../python/mro.ts'
import {
  stringOf,
  type CallValue,
  type ClassValue,
  type FunctionValue,
  type Origin,
  type Value,
} from '../../../python/value.ts'
import { namedArguments } from '../compare/arguments.ts'
import { signatures } from '../compare/operation-signatures.ts'
import { operationName } from '../operations.ts'
import { leavesStateAlone } from './library-operations.ts'

/** An operation of which it is known how it moves the state: one of Django's, or a class that is made of one. */
export interface StateOperation {
  /** Django's class name: `AddField`. */
  readonly name: string
  /** The name that the migration calls it by. */
  readonly shownName: string
  readonly given: (argument: string) => Value | undefined
  readonly origin: Origin
}

/** An operation of which it is not known what it does to the state. */
export interface UnknownOperation {
  readonly cause: string
  /** The model that it names, if it names one. */
  readonly model: string | undefined
  readonly origin: Origin
}

export type ReadOperation =
  | { readonly operation: StateOperation }
  | { readonly unknown: UnknownOperation }
  /** It leaves the state alone. */
  | 'neutral'

/**
 * What an item of `operations` does to the state, as far as its class tells: a class of the repository does what the
 * first of its bases does that has a `state_forwards` (django/db/migrations/operations/base.py).
 *
 * @param fallback where the migration has it, for an operation that another file makes
 */
export function readStateOperation(value: Value, fallback: Origin): ReadOperation {
  const origin = 'origin' in value && value.origin.path === fallback.path ? value.origin : fallback
  const unknown = (cause: string, model?: string): ReadOperation => ({ unknown: { cause, model, origin } })
  if (value.kind !== 'call')
    return unknown(value.kind === 'unresolved' ? value.reason : 'what operation it is cannot be read')
  const shownName = operationName(value) ?? 'an operation'
  const { callee } = value
  const path = callee.kind === 'reference' ? callee.path : undefined
  const known = path === undefined ? undefined : djangoOperation(path)
  if (known !== undefined) return known === 'neutral' ? 'neutral' : made(known, shownName, value, origin)
  if (path !== undefined && leavesStateAlone(path)) return 'neutral'
  if (callee.kind === 'class') {
    const found = inheritedOperation(callee, value)
    if (found === 'neutral') return 'neutral'
    if (found !== undefined) return made(found, shownName, value, origin)
  }
  return unknown(`what \`${shownName}\` does to the models is not known`, namedModel(value))
}

function made(name: string, shownName: string, call: CallValue, origin: Origin): ReadOperation {
  const given = namedArguments(call, Object.keys(signatures[name]?.args ?? {}))
  return {
    operation: { name, shownName, given: (argument) => given.get(argument)?.value, origin },
  }
}

/** Django's own operation at a path, or `neutral` where its `state_forwards` does nothing. */
function djangoOperation(path: string): string | undefined {
  const name = path.split('.').at(-1)!
  const isDjango = path.startsWith('django.db.migrations') || path.startsWith('django.contrib.postgres.')
  if (!isDjango || !Object.hasOwn(signatures, name)) return undefined
  if (Object.hasOwn(likeOthers, name)) return likeOthers[name]
  return /Extension$|Collation$/.test(name) || stateless.has(name) ? 'neutral' : name
}

const stateless = new Set(['RunPython', 'ValidateConstraint'])

/** Operations of django/contrib/postgres/operations.py whose `state_forwards` is that of another one. */
const likeOthers: Readonly<Record<string, string>> = {
  AddIndexConcurrently: 'AddIndex',
  RemoveIndexConcurrently: 'RemoveIndex',
  AddConstraintNotValid: 'AddConstraint',
}

/** What a class of the repository does to the state; undefined where that is not known. */
function inheritedOperation(cls: ClassValue, call: CallValue): string | undefined {
  let ownArguments = false
  for (const base of linearize(cls) ?? []) {
    if (base.kind === 'class') {
      const own = base.attributes.get('state_forwards')
      if (own) return own.kind === 'function' && doesNothing(own) ? 'neutral' : undefined
      if (
        ['__init__', '__new__', 'state_operations', 'name', 'model_name'].some((name) =>
          base.attributes.has(name),
        )
      )
        ownArguments = true
      continue
    }
    if (base.kind !== 'reference') return undefined
    if (harmless.has(base.path)) continue
    if (leavesStateAlone(base.path)) return 'neutral'
    const known = djangoOperation(base.path)
    if (known === undefined || known === 'neutral') return known
    if (!ownArguments) return known
    return known === 'RunSQL' && !mayHoldStateOperations(cls, call) ? 'neutral' : undefined
  }
  return undefined
}

const harmless = new Set(['builtins.object', 'django.contrib.postgres.operations.NotInTransactionMixin'])

/** A class with a constructor of its own that says nothing of `state_operations` hands none on, unless it is given some. */
function mayHoldStateOperations(cls: ClassValue, call: CallValue): boolean {
  if (call.args.length > 2 || call.keywords.has('state_operations')) return true
  return (linearize(cls) ?? []).some(
    (base) =>
      base.kind === 'class' &&
      base.scope.file.module.text.slice(base.origin.start, base.origin.end).includes('state_operations'),
  )
}

/** A body of `pass`, a docstring or an ellipsis. */
function doesNothing({ code }: FunctionValue): boolean {
  return (
    code.type === 'FunctionDef' &&
    code.body.every(
      (stmt) =>
        stmt.type === 'Pass' ||
        (stmt.type === 'Expr' && stmt.value.type === 'Constant') ||
        (stmt.type === 'Return' && (!stmt.value || stmt.value.type === 'Constant')),
    )
  )
}

function namedModel(call: CallValue): string | undefined {
  return stringOf(call.keywords.get('model_name'))
}
