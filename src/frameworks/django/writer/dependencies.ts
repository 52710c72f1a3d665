import { byCodePoint } from '../../../python/equality.ts'
import type { DjangoVersion } from '../context.ts'
import { isAtLeast } from '../values/conditions.ts'

/** A migration of an app, or `__first__`. */
export interface Named {
  readonly app: string
  readonly name: string
}

/** What a new migration depends on. */
export interface WrittenDependencies {
  /** The leaf node of its app; undefined where it is not the first new one, or there is none. */
  readonly leaf: Named | undefined
  readonly others: readonly Named[]
  readonly settings: readonly string[]
}

/**
 * Dependencies as they are written (`MigrationWriter.as_string`). Since Django 5.0 they are sorted; before, the leaf node
 * of the app comes last, and the others in an order that is left to chance: here sorted as well.
 */
export function dependencyTexts(
  { leaf, others, settings }: WrittenDependencies,
  version: DjangoVersion,
): readonly string[] {
  const text = ({ app, name }: Named) => `('${app}', '${name}')`
  const own = leaf ? [text(leaf)] : []
  const rest = [
    ...others.map(text),
    ...settings.map((setting) => `migrations.swappable_dependency(settings.${setting})`),
  ]
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort(byCodePoint)
  return isAtLeast(version, [5, 0]) ? sorted([...rest, ...own]) : [...sorted(rest), ...own]
}

/** The last migrations of Django's own apps, the same in 3.2 to 6.0 (django/contrib). */
export const contribLeaves: Readonly<Record<string, string>> = {
  admin: '0003_logentry_add_action_flag_choices',
  auth: '0012_alter_user_first_name_max_length',
  contenttypes: '0002_remove_content_type_name',
  flatpages: '0001_initial',
  redirects: '0002_alter_redirect_new_path_help_text',
  sessions: '0001_initial',
  sites: '0002_alter_domain_unique',
}
