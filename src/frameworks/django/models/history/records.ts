import type { Expr } from '../../../../python/ast.ts'
import { linearize } from '../../../../python/mro.ts'
import {
  stringOf,
  truth,
  type CallValue,
  type ClassValue,
  type Origin,
  type Value,
} from '../../../../python/value.ts'
import { isSequence } from '../../../../python/value.ts'
import type { DjangoContext } from '../../context.ts'
import type { LibraryHistory } from '../../library/library.ts'
import { describedClass } from '../ancestors.ts'
import { libraryClass } from '../attribute-kind.ts'

/** `history = HistoricalRecords(...)`: what keeps a history of the models that it stands in. */
export interface Records {
  /** The attribute. */
  readonly name: string
  readonly call: CallValue
  readonly history: LibraryHistory
  /** Whether the library may be of a release that makes other models. */
  readonly mayDiffer: boolean
  readonly origin: Origin
}

/** What an attribute of a model says of its history; undefined for what keeps none. */
export function recordsOf(
  name: string,
  value: Value,
  origin: Origin,
  context: DjangoContext,
): Records | undefined {
  const known = libraryClass(value, context)
  const { history, mayDiffer = false } = known ?? {}
  return history && value.kind === 'call' ? { name, call: value, history, mayDiffer, origin } : undefined
}

/** Keywords that say nothing of the model that is made. */
const harmless: ReadonlySet<string> = new Set([
  ...[
    'get_user',
    'cascade_delete_history',
    'use_base_model_db',
    'history_user_getter',
    'history_user_setter',
  ],
  ...['history_manager', 'historical_queryset', 'm2m_bases'],
])

/** Keywords that are carried out. */
const followed: ReadonlySet<string> = new Set([
  ...['verbose_name', 'verbose_name_plural', 'bases', 'user_related_name', 'table_name', 'inherit'],
  ...[
    'excluded_fields',
    'history_id_field',
    'history_change_reason_field',
    'user_model',
    'custom_model_name',
  ],
  ...['app', 'related_name', 'user_db_constraint', 'no_db_index'],
])

/** Methods of HistoricalRecords that run when instances are saved. */
const later: ReadonlySet<string> = new Set([
  ...['post_save', 'post_delete', 'pre_delete', 'm2m_changed', 'create_historical_record'],
  ...['create_historical_record_m2ms', 'get_history_user', 'get_change_reason_for_object'],
  ...['__module__', '__qualname__', '__doc__'],
])

/** Why what is made by keeping a history cannot be told, as a clause; undefined where it can. */
export function whyUnknown({ call, history }: Records, { library }: DjangoContext): string | undefined {
  const { callee, args, keywords } = call
  const own = callee.kind === 'class' ? linearize(callee) : [callee]
  for (const one of own ?? []) {
    if (describedClass(one, library)?.history) break
    const changes = one.kind === 'class' ? changesOf(one) : 'a base'
    if (changes !== undefined) return `what ${changes} makes of historical models is not followed`
  }
  if (args.length > 0) return 'what is given to `HistoricalRecords` by position is not followed'
  for (const [keyword, value] of keywords) {
    if (!history.takes.includes(keyword)) return `\`HistoricalRecords\` takes no \`${keyword}\``
    if (harmless.has(keyword) || followed.has(keyword) || isNothing(value)) continue
    return `what \`${keyword}\` does to historical models is not followed`
  }
  return undefined
}

function changesOf({ name, attributes, decorators, keywords }: ClassValue): string | undefined {
  if (decorators.length > 0 || keywords.size > 0) return `\`${name}\``
  const changed = [...attributes].find(
    ([attribute, value]) => !later.has(attribute) && !isPassedOn(value),
  )?.[0]
  return changed === undefined ? undefined : `\`${name}.${changed}\``
}

/**
 * Whether a method gives what that of its base makes, with another `__module__` at most: which app a model belongs to is
 * settled when it is made.
 */
function isPassedOn(method: Value): boolean {
  if (method.kind !== 'function' || method.decorators.length > 0 || method.code.type !== 'FunctionDef')
    return false
  const { body } = method.code
  const given = method.params.slice(1).map(({ name }) => name)
  const [first, ...rest] = body
  const last = rest.pop()
  if (first?.type !== 'Assign' || first.targets.length !== 1 || first.targets[0]!.type !== 'Name')
    return false
  const made = first.targets[0]!.id
  return (
    isSuperCall(first.value, method.name, given) &&
    last?.type === 'Return' &&
    last.value?.type === 'Name' &&
    last.value.id === made &&
    rest.every(
      (stmt) =>
        stmt.type === 'Assign' &&
        stmt.targets.every(
          (target) =>
            target.type === 'Attribute' &&
            target.attr === '__module__' &&
            target.value.type === 'Name' &&
            target.value.id === made,
        ) &&
        stmt.value.type === 'Attribute' &&
        stmt.value.attr === '__module__' &&
        stmt.value.value.type === 'Name',
    )
  )
}

/** `super().name(a, b)`, with just these arguments. */
function isSuperCall(expr: Expr, name: string, given: readonly string[]): boolean {
  if (expr.type !== 'Call' || expr.keywords.length > 0 || expr.func.type !== 'Attribute') return false
  const { value, attr } = expr.func
  const isSuper =
    value.type === 'Call' &&
    value.func.type === 'Name' &&
    value.func.id === 'super' &&
    value.args.length === 0
  const args = expr.args.map((arg) => (arg.type === 'Name' ? arg.id : undefined))
  return (
    isSuper && attr === name && args.length === given.length && args.every((arg, at) => arg === given[at])
  )
}

/** Whether models that inherit from the one that it stands in are tracked as well; undefined where that is not known. */
export function isInherited({ call }: Records): boolean | undefined {
  const inherit = call.keywords.get('inherit')
  return inherit ? truth(inherit) : false
}

/** Names that a keyword lists; undefined where they are not known. */
export function namesIn(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined || isNothing(value)) return []
  if (!isSequence(value)) return undefined
  const names = value.items.map(stringOf)
  return names.every((name) => name !== undefined) ? names : undefined
}

/** `None`, and what is empty. */
export function isNothing(value: Value | undefined): boolean {
  return value === undefined || truth(value) === false
}
