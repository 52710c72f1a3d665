import { constant, truth, type CallValue, type Value } from '../../../../python/value.ts'
import type { DjangoContext, Owner } from '../../context.ts'
import { changedField, type FieldChange } from '../../fields/changed-field.ts'
import type { LibraryHistory } from '../../library/library.ts'
import type { FieldState } from '../../state/field-state.ts'
import { isAtLeast } from '../../values/conditions.ts'

const models = 'django.db.models.'

/** How a historical model is made, as far as it concerns the copies of fields. */
export interface CopyRules {
  readonly history: LibraryHistory
  /** The class that the copy of a file's field is of; undefined where that is not known. */
  readonly fileClass: string | undefined
  /** Fields of which the copy has no index. */
  readonly notIndexed: readonly string[]
}

/**
 * The call that makes the copy of a field in a historical model (`HistoricalRecords.copy_fields` and `transform_field`,
 * simple_history/models.py, 2.12 to 3.13). A string says why it is not known, as a clause.
 *
 * @param value what makes the field
 * @param state the same field as its model has it
 */
export function copiedField(
  value: CallValue,
  state: FieldState,
  owner: Owner,
  context: DjangoContext,
  rules: CopyRules,
): CallValue | string {
  const { name, classes, unread } = state
  if (unread) return unread.cause
  const isIndexed = !rules.notIndexed.includes(name)
  if (!classes.includes(`${models}ForeignKey`)) {
    const isColumn = !relations.some((path) => classes.includes(path))
    return isColumn
      ? changedField(value, name, owner, context, transformed(rules, isIndexed, context))
      : `the copy of a field such as \`${state.path}\` is not known`
  }
  const isOneToOne = classes.includes(`${models}OneToOneField`)
  const callee: Value = isOneToOne ? { kind: 'reference', path: `${models}ForeignKey` } : value.callee
  const keywords = new Map([
    ...state.keywords,
    ...relationKeywords,
    ['db_index', constant(isIndexed)],
  ] as const)
  return { ...value, callee, args: state.args, keywords }
}

const relations = ['ForeignObject', 'CompositePrimaryKey'].map((name) => models + name)

/** What is given to the copy of a foreign key whatever the field itself was given. */
const relationKeywords: readonly (readonly [string, Value])[] = [
  ['db_constraint', constant(false)],
  ['related_name', constant('+')],
  ['null', constant(true)],
  ['blank', constant(true)],
  ['primary_key', constant(false)],
  ['serialize', constant(true)],
  ['unique', constant(false)],
  ['on_delete', { kind: 'reference', path: 'django.db.models.deletion.DO_NOTHING' }],
]

/** `transform_field()`, of fields that are no foreign key. */
function transformed(
  { history, fileClass }: CopyRules,
  isIndexed: boolean,
  { version }: DjangoContext,
): FieldChange {
  return (classes, attributes) => {
    const is = (name: string) => classes.includes(models + name)
    const set = new Map<string, Value>([
      ['auto_now', constant(false)],
      ['auto_now_add', constant(false)],
    ])
    if (history.losesCollation) set.set('db_collation', constant(null))
    const unique = either(attributes.get('primary_key'), attributes.get('_unique'))
    if (unique === undefined) return 'whether it is unique is not known'
    if (unique) {
      for (const name of ['primary_key', '_unique', 'unique']) set.set(name, constant(false))
      for (const name of ['db_index', 'serialize']) set.set(name, constant(true))
    }
    if (!isIndexed) set.set('db_index', constant(false))
    if (is('BigAutoField')) return { set, path: `${models}BigIntegerField` }
    if (is('AutoField') || is('SmallAutoField')) return { set, path: `${models}IntegerField` }
    if (!is('FileField')) return { set, path: undefined }
    if (fileClass === undefined) return 'what SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD says is not known'
    // Django asks a field of text for its collation since 3.2, which that of a file does not have.
    if (!history.losesCollation && isAtLeast(version, [3, 2]))
      return "the copy of a file's field has no collation"
    return { set, path: fileClass }
  }
}

/** Whether one of two attributes is true, which they are not unless they are set. */
function either(...values: readonly (Value | undefined)[]): boolean | undefined {
  const all = values.map((value) => (value ? truth(value) : false))
  return all.includes(true) ? true : all.includes(undefined) ? undefined : false
}
