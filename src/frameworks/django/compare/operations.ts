import type { EditGrade } from '../../../model/change-set.ts'
import { firstDifference, meaningOf } from '../../../python/meaning.ts'
import { isSequence, stringOf, type CallValue, type Value } from '../../../python/value.ts'
import { operationName } from '../operations.ts'
import { align } from './align.ts'
import { namedArguments, type Argument } from './arguments.ts'
import { originOf, type EditContext } from './context.ts'
import { compareField } from './field.ts'
import { compareBases, compareFields, compareOptions } from './model.ts'
import { signatures, type ArgumentKind, type Signature } from './operation-signatures.ts'
import { compareSql } from './sql.ts'

/** Compares two lists of operations; `ceiling` caps the grade of what is only state. */
export function compareOperations(
  context: EditContext,
  before: readonly Value[],
  after: readonly Value[],
  ceiling?: 'state',
): void {
  const equal = (old: Value, now: Value) => context.same(old, now)
  const { pairs, removed, added, moved } = align(before, after, equal, subject)
  for (const item of removed)
    context.differ(ceiling ?? wholeGrade(item), `${describe(item)} was removed`, undefined, originOf(item))
  for (const item of added)
    context.differ(ceiling ?? wholeGrade(item), `${describe(item)} was added`, originOf(item))
  for (const item of moved)
    context.differ('state', `${describe(item)} stands in another order`, originOf(item))
  for (const [old, now] of pairs) comparePair(context, old, now, ceiling)
}

function comparePair(context: EditContext, old: Value, now: Value, ceiling: 'state' | undefined): void {
  const signature = signatureOf(now)
  if (old.kind !== 'call' || now.kind !== 'call' || !signature || old.callee.kind !== 'reference') {
    context.differ(ceiling ?? 'code', `${describe(now)} changed`, originOf(now), originOf(old))
    return
  }
  const order = Object.keys(signature.args)
  const [olds, nows] = [namedArguments(old, order), namedArguments(now, order)]
  const creates = ['CreateModel', 'AddField'].includes(operationName(now) ?? '')
  for (const name of new Set([...olds.keys(), ...nows.keys()])) {
    const kind = signature.args[name] ?? 'state'
    const pair = { name, old: olds.get(name), now: nows.get(name), operation: now, creates }
    if (!context.same(pair.old?.value, pair.now?.value)) compareArgument(context, kind, pair, ceiling)
  }
}

/** An argument of an operation in both versions. */
export interface ArgumentPair {
  readonly name: string
  readonly old: Argument | undefined
  readonly now: Argument | undefined
  readonly operation: CallValue
  /** Whether the operation makes the column, so that its default matters to existing rows. */
  readonly creates: boolean
}

function compareArgument(
  context: EditContext,
  kind: ArgumentKind,
  pair: ArgumentPair,
  ceiling: 'state' | undefined,
): void {
  const { old, now, operation } = pair
  const origin = now?.origin ?? operation.origin
  const what = `\`${pair.name}\` of ${describe(operation)}`
  const differ = (grade: EditGrade, message = `${what} changed`) =>
    context.differ(ceiling ?? grade, message, origin, old?.origin)
  if (kind === 'name') {
    // Django compares model and field names without regard to case.
    if (stringOf(old?.value)?.toLowerCase() !== stringOf(now?.value)?.toLowerCase()) differ('schema')
  } else if (kind === 'field')
    compareField(context, fieldName(operation), old, now, operationName(operation) ?? '', ceiling)
  else if (kind === 'fields') compareFields(context, modelName(operation), old, now, ceiling)
  else if (kind === 'options') compareOptions(context, modelName(operation), old, now, ceiling)
  else if (kind === 'bases') compareBases(context, modelName(operation), old, now, ceiling)
  else if (kind === 'sql') compareSql(context, old, now, differ)
  else if (kind === 'code') compareCode(context, pair, ceiling)
  else if (kind === 'operations' || kind === 'state operations') {
    const inner = kind === 'operations' ? ceiling : 'state'
    compareOperations(context, items(old?.value), items(now?.value), inner)
  } else differ(kind)
}

/** The place of a changed function is the first statement of it, or of a helper that it uses, that is not as it was. */
function compareCode(
  context: EditContext,
  { old, now, operation, name }: ArgumentPair,
  ceiling: 'state' | undefined,
): void {
  const [before, after] = [old?.value, now?.value]
  const isLocal = (value: Value | undefined) => value?.kind === 'function' || value?.kind === 'class'
  if (before && after && isLocal(before) && isLocal(after)) {
    const [then, later] = [before, after] as [
      Extract<Value, { kind: 'function' }>,
      Extract<Value, { kind: 'function' }>,
    ]
    const stmt = firstDifference(meaningOf(then), meaningOf(later))
    const origin = stmt ? { ...later.origin, start: stmt.start, end: stmt.end } : later.origin
    const gone = firstDifference(meaningOf(later), meaningOf(then))
    const was = gone && { ...then.origin, start: gone.start, end: gone.end }
    context.differ(
      ceiling ?? 'code',
      `what \`${later.name}\` does, which ${describe(operation)} runs`,
      origin,
      was,
    )
    return
  }
  context.differ(
    ceiling ?? 'code',
    `\`${name}\` of ${describe(operation)} changed`,
    now?.origin ?? operation.origin,
    old?.origin,
  )
}

const items = (value: Value | undefined): readonly Value[] =>
  isSequence(value) ? value.items : value ? [value] : []

function signatureOf(value: Value): Signature | undefined {
  const name = operationName(value)
  const isDjango =
    value.kind === 'call' && value.callee.kind === 'reference' && value.callee.path.startsWith('django.')
  return isDjango && name !== undefined && Object.hasOwn(signatures, name) ? signatures[name] : undefined
}

function wholeGrade(value: Value): EditGrade {
  return signatureOf(value)?.whole ?? 'code'
}

/** What an operation is about: two versions of it are compared where this is the same. */
function subject(value: Value): string {
  const name = operationName(value)
  if (name === undefined || value.kind !== 'call') return value.kind
  const names = Object.entries(signatureOf(value)?.args ?? {}).filter(([, kind]) => kind === 'name')
  const given = namedArguments(value, Object.keys(signatureOf(value)?.args ?? {}))
  return [name, ...names.map(([arg]) => stringOf(given.get(arg)?.value)?.toLowerCase() ?? '')].join(' ')
}

/** `AddField` of `book.title`. */
function describe(value: Value): string {
  const name = operationName(value)
  if (name === undefined || value.kind !== 'call') return 'an operation'
  const field = fieldName(value)
  return field === '' ? `\`${name}\`` : `\`${name}\` of \`${field}\``
}

function modelName(operation: CallValue): string {
  const given = namedArguments(operation, Object.keys(signatureOf(operation)?.args ?? {}))
  return stringOf((given.get('model_name') ?? given.get('name') ?? given.get('old_name'))?.value) ?? ''
}

function fieldName(operation: CallValue): string {
  const given = namedArguments(operation, Object.keys(signatureOf(operation)?.args ?? {}))
  const model = stringOf(given.get('model_name')?.value)
  const name = stringOf((given.get('name') ?? given.get('old_name'))?.value)
  return [model, name].filter((part) => part !== undefined).join('.')
}
