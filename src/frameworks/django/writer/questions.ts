import { truth, type Value } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import type { Operation } from '../autodetector/operation.ts'
import { modelKey, type ModelState, type ProjectState } from '../state/model-state.ts'
import type { FieldState } from '../state/field-state.ts'
import { isAtLeast } from '../values/conditions.ts'
import { hasNoEmptyText } from './empty-text.ts'
import type { Refuse } from './refusing.ts'

/**
 * Refuses an operation of which `makemigrations` would ask somebody at a terminal: a default for the rows that are there,
 * whether a field was renamed, whether to go on (`MigrationQuestioner`, django/db/migrations/questioner.py).
 *
 * @param from the state that the migrations add up to
 */
export function questionsOf(
  operation: Operation,
  from: ProjectState,
  version: DjangoVersion,
  refuse: Refuse,
): void {
  if (operation.operation !== 'AddField' && operation.operation !== 'AlterField') return
  const model = from.models.get(modelKey(operation.app, operation.model))
  if (!model || isProxy(model)) return
  const { field, name, report } = operation
  const what = `\`${operation.app}.${report.declared}.${name}\``
  const ask = (reason: string, help: string) => refuse(reason, help, field.origin)
  if (operation.operation === 'AlterField') {
    const old = model.fields.get(name)
    if (old && isSet(old, 'null') && mayBeNull(field) === false && !hasDefault(field) && !isMany(field))
      ask(
        `${what} no longer takes NULL and has no default, so Django asks what rows that hold NULL are to have`,
        `give it a default, or set the rows in a migration of their own first, and run \`makemigrations\``,
      )
    return
  }
  if (report.looksLikeRenameOf !== undefined) {
    ask(
      `${what} may be what \`${report.looksLikeRenameOf}\` was, so Django asks whether it was renamed`,
      'answer it with `makemigrations`: without a rename what the column holds is lost',
    )
  } else if (needsDefault(field, version)) {
    const isTime = isSet(field, 'auto_now_add')
    ask(
      `${what} is new, not null and has no default, so Django asks what the rows that are there are to have`,
      isTime
        ? 'give it `default=timezone.now` instead of `auto_now_add`, or a value for the rows with `makemigrations`'
        : 'give it a default or `null=True`, or a value for the rows with `makemigrations`',
    )
  } else if (isAtLeast(version, [4, 1]) && isUnique(field) && isCallable(field.keywords.get('default'))) {
    ask(
      `${what} is new and unique, and its default is called once for all rows that are there, so Django asks whether to go on`,
      'see https://docs.djangoproject.com/en/stable/howto/writing-migrations/#migrations-that-add-unique-fields',
    )
  }
}

/** `MigrationAutodetector._generate_added_field`. */
function needsDefault(field: FieldState, version: DjangoVersion): boolean {
  if (mayBeNull(field) !== false || hasDefault(field) || isMany(field)) return false
  if (isSet(field, 'blank') && !field.classes.some(hasNoEmptyText)) return false
  if (isSet(field, 'auto_now')) return false
  const isAutomatic = field.classes.some((path) => automatic.has(path))
  return !(isAutomatic && isAtLeast(version, [5, 2]))
}

const automatic: ReadonlySet<string> = new Set([
  'django.db.models.AutoField',
  'django.db.models.SmallAutoField',
  'django.db.models.BigAutoField',
])

/** Fields that are null whatever they are given, which they do not tell. */
const alwaysNull: ReadonlySet<string> = new Set([
  'django.db.models.GeneratedField',
  'django.db.models.NullBooleanField',
])

/** Undefined where it is not known, which then asks for nothing that is not refused elsewhere. */
function mayBeNull(field: FieldState): boolean | undefined {
  if (field.classes.some((path) => alwaysNull.has(path))) return true
  const value = field.keywords.get('null')
  return value === undefined ? false : truth(value)
}

function isSet({ keywords }: FieldState, name: string): boolean {
  const value = keywords.get(name)
  return value !== undefined && truth(value) === true
}

const hasDefault = ({ keywords }: FieldState) => keywords.has('default') || keywords.has('db_default')

const isMany = ({ relation }: FieldState) => relation?.kind === 'ManyToManyField'

const isUnique = (field: FieldState) =>
  isSet(field, 'unique') || isSet(field, 'primary_key') || field.relation?.kind === 'OneToOneField'

/** What is no plain data may be called. */
function isCallable(value: Value | undefined): boolean {
  if (!value) return false
  return !['const', 'list', 'tuple', 'set', 'dict', 'member', 'iterator'].includes(value.kind)
}

function isProxy({ options }: ModelState): boolean {
  const proxy = options.get('proxy')
  return proxy !== undefined && truth(proxy) === true
}
