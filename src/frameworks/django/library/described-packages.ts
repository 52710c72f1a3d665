import { createRequire } from 'node:module'
import type { Description } from './description.ts'

/** Set by what bundles this: where the descriptions lie, from the bundle. */
declare const LIBRARY_DATA: string | undefined

const folder = typeof LIBRARY_DATA === 'undefined' ? './data/' : LIBRARY_DATA

/**
 * The description of a top-level package that comes with the tool; undefined where there is none. Each is a file of
 * its own, read when it is first asked for: a project uses a few of them.
 */
export function describedPackage(name: string): Description | undefined {
  if (!packages.has(name)) return undefined
  return createRequire(import.meta.url)(`${folder}${name}.json`) as Description
}

/** The packages that are described, each in `data/<name>.json`. */
export const packages: ReadonlySet<string> = new Set(
  (
    'allauth annoying auditlog autoslug axes ckeditor cms colorfield dirtyfields django ' +
    'django_celery_beat django_celery_results django_countries django_extensions django_fsm ' +
    'django_lifecycle django_ltree django_measurement django_prometheus django_softdelete djmoney easy_thumbnails ' +
    'encrypted_fields filer guardian i18nfield imagekit import_export jsonfield localflavor ' +
    'markupfield model_utils modelcluster modelsearch modeltranslation mptt multiselectfield netfields ' +
    'oauth2_provider ordered_model packageurl parler pgvector phonenumber_field picklefield ' +
    'polymorphic private_storage psqlextra rest_access_policy rest_framework rest_framework_api_key ' +
    'reversion rules safedelete signal_webhooks simple_history social_django softdelete solo sorl ' +
    'sortedm2m statemachine stdimage taggit tagulous timezone_field tinymce treebeard treenode ' +
    'waffle wagtail'
  ).split(' '),
)
