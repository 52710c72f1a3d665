import type { EditGrade } from '../../../model/change-set.ts'
import { isSequence, stringOf, type CallValue, type Value } from '../../../python/value.ts'
import { operationName } from '../operations.ts'
import { align } from './align.ts'
import { namedArguments, type Argument } from './arguments.ts'
import { compareCode } from './code.ts'
import { leavesColumn } from './altered.ts'
import { originOf, type EditContext, type Side } from './context.ts'
import { argumentOf, describe, fieldName, modelName, signatureOf, subject } from './describe.ts'
import { changed } from './display.ts'
import { compareField } from './field.ts'
import { folded } from './fold.ts'
import { compareIndex } from './index-or-constraint.ts'
import { compareBases, compareFields, compareOptions, normalOption } from './model.ts'
import { moveGrade } from './moved.ts'
import type { ArgumentKind } from './operation-signatures.ts'
import { foldedSql } from './sql.ts'
import { isUnknown } from './unknown.ts'

/** Compares two lists of operations; `ceiling` caps the grade of what is only state. */
export function compareOperations(
  context: EditContext,
  before: readonly Value[],
  after: readonly Value[],
  ceiling?: 'state',
): void {
  const equal = (old: Value, now: Value) => context.same(old, now)
  const { pairs, removed, added, moved } = align(folded(before), folded(after), equal, subject)
  for (const [old, now] of pairs) comparePair(context, old, now, ceiling)
  const unknown = [...removed, ...added].find((item) => operationName(item) === undefined)
  if (unknown) {
    // What is computed may be any of what is not: neither that something went nor that something came is proven.
    const bothComputed = [removed, added].every((items) =>
      items.some((item) => operationName(item) === undefined),
    )
    const message = 'how the operations are computed changed'
    const isNow = added.includes(unknown)
    const origin = originOf(unknown)
    context.differ(
      ceiling ?? (bothComputed ? 'code' : 'unresolved'),
      message,
      isNow ? origin : undefined,
      isNow ? undefined : origin,
    )
    return
  }
  for (const item of removed)
    context.differ(
      ceiling ?? wholeGrade(item, context.before),
      `${describe(item)} was removed`,
      undefined,
      originOf(item),
    )
  for (const item of added)
    context.differ(ceiling ?? wholeGrade(item, context.after), `${describe(item)} was added`, originOf(item))
  for (const item of moved) {
    const grade = ceiling ?? moveGrade(item, before, after, equal)
    context.differ(grade, `${describe(item)} stands in another order`, originOf(item))
  }
}

function comparePair(context: EditContext, old: Value, now: Value, ceiling: 'state' | undefined): void {
  const signature = signatureOf(now)
  if (old.kind !== 'call' || now.kind !== 'call' || !signature || old.callee.kind !== 'reference') {
    if (old.kind !== 'unresolved' || now.kind !== 'unresolved')
      context.differ(ceiling ?? 'code', `${describe(now)} changed`, originOf(now), originOf(old))
    else
      context.differ(
        ceiling ?? 'code',
        'how the operations are computed changed',
        originOf(now),
        originOf(old),
      )
    return
  }
  const order = Object.keys(signature.args)
  const [olds, nows] = [namedArguments(old, order), namedArguments(now, order)]
  for (const name of new Set([...olds.keys(), ...nows.keys()])) {
    const kind = signature.args[name] ?? 'state'
    const pair = { name, old: olds.get(name), now: nows.get(name), operation: now }
    if (!context.same(pair.old?.value, pair.now?.value)) compareArgument(context, kind, pair, ceiling)
  }
}

/** An argument of an operation in both versions. */
export interface ArgumentPair {
  readonly name: string
  readonly old: Argument | undefined
  readonly now: Argument | undefined
  readonly operation: CallValue
}

function compareArgument(
  context: EditContext,
  kind: ArgumentKind,
  pair: ArgumentPair,
  ceiling: 'state' | undefined,
): void {
  const { name, old, now, operation } = pair
  const [was, is] = [old?.value, now?.value]
  const model = modelName(operation)
  const differ = (grade: EditGrade) => {
    const message = changed(`\`${name}\` of ${describe(operation)}`, was, is)
    context.differ(ceiling ?? grade, message, now?.origin ?? operation.origin, old?.origin)
  }
  switch (kind) {
    case 'name':
      // Django compares model and field names without regard to case.
      if (stringOf(was)?.toLowerCase() !== stringOf(is)?.toLowerCase()) differ('schema')
      return
    case 'field': {
      const field = { name: fieldName(operation), operation: operationName(operation) ?? '', old, now }
      compareField(context, field, ceiling)
      return
    }
    case 'fields':
      compareFields(context, { model, old, now }, ceiling)
      return
    case 'options':
      compareOptions(context, { model, old, now }, ceiling)
      return
    case 'state options':
      compareOptions(context, { model, old, now }, 'state')
      return
    case 'together':
      if (!context.same(normalOption(name, was), normalOption(name, is))) differ('schema')
      return
    case 'bases':
      compareBases(context, { model, old, now }, ceiling)
      return
    case 'index':
      compareIndex(context, pair, ceiling)
      return
    case 'sql':
    case 'state sql':
      compareSql(context, pair, kind === 'sql' ? ceiling : 'state')
      return
    case 'code':
      compareCode(context, pair, ceiling)
      return
    case 'operations':
    case 'state operations':
      compareOperations(context, items(was), items(is), kind === 'operations' ? ceiling : 'state')
      return
    default:
      differ(kind)
  }
}

function compareSql(context: EditContext, pair: ArgumentPair, ceiling: 'state' | undefined): void {
  const { name, old, now, operation } = pair
  const [before, after] = [foldedSql(old?.value), foldedSql(now?.value)]
  const message = `\`${name}\` of ${describe(operation)}`
  const differ = (grade: EditGrade, text: string) =>
    context.differ(ceiling ?? grade, text, now?.origin ?? operation.origin, old?.origin)
  if (before !== undefined && before === after)
    context.differ('text', `the layout of ${message}`, now?.origin, old?.origin)
  else if (!old || !now) differ('schema', `${message} was ${old ? 'removed' : 'added'}`)
  else if (isUnknown(old.value) || isUnknown(now.value)) differ('unresolved', `${message} changed`)
  else differ('schema', `${message} changed`)
}

const items = (value: Value | undefined): readonly Value[] =>
  isSequence(value) ? value.items : value ? [value] : []

/** What it means that an operation came or went: one that does nothing is no loss. */
function wholeGrade(value: Value, side: Side): EditGrade {
  if (value.kind === 'call') {
    const does = argumentOf(value, 'code') ?? argumentOf(value, 'sql')
    const isNoop = does?.kind === 'reference' && does.path.endsWith('.noop')
    if (isNoop || (does?.kind === 'const' && does.value === '')) return 'state'
    if (operationName(value) === 'AlterField' && leavesColumn(value, side)) return 'state'
    if (operationName(value) === 'SeparateDatabaseAndState' && signatureOf(value))
      return items(argumentOf(value, 'database_operations')).length > 0 ? 'schema' : 'state'
  }
  return signatureOf(value)?.whole ?? 'code'
}
