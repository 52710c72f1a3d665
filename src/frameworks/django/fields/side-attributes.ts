import { canonicalName } from '../values/names.ts'
import { builtIn, leftOut } from './built-in.ts'
import { rulesOf } from './methods.ts'

/**
 * Whether an attribute that is set on a field of Django is of no interest to migrations, such as a mark for other code:
 * `title.required_on_save = True`.
 *
 * @param path the field's class
 */
export function isSideAttribute(path: string, name: string): boolean {
  const known = canonicalName(path)
  return (
    (leftOut.has(known) || rulesOf(known) !== undefined) && !name.startsWith('__') && !namesInUse().has(name)
  )
}

/** What fields of Django 3.2 to 6.0 keep for themselves (django/db/models/fields), methods that check or query left out. */
const kept =
  '_choices _choices_is_value _db_default_expression _db_tablespace _default_hint _description _dimensions_cache _error_messages _get_default _limit_choices_to _primary_key_set_explicitly _related_name _related_query_name _storage_callable _subclasses _unique _validators _verbose_name'

/** What fields of Django keep under a name that is no keyword of theirs, as far as it leads to `deconstruct()`. */
const others =
  'attname auto_created clone column concrete contribute_to_class creation_counter deconstruct flatchoices is_relation many_to_many many_to_one model name one_to_many one_to_one opts rel related_model remote_field serialize set_attributes_from_name'

function namesInUse(): ReadonlySet<string> {
  const rules = Object.values(builtIn)
  return new Set([
    ...others.split(' '),
    ...kept.split(' '),
    ...rules.flatMap(({ own, positional, taken, attributes, defaults, forced, added }) => [
      ...[own, attributes, defaults, forced, added].flatMap((each) => Object.keys(each ?? {})),
      ...[...(positional ?? []), ...(taken ?? []), ...Object.values(attributes ?? {})],
    ]),
  ])
}
