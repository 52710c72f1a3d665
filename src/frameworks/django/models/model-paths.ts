/** Where Django's `Model` may be imported from. */
export const modelPaths: ReadonlySet<string> = new Set([
  'django.db.models.Model',
  'django.db.models.base.Model',
  'django.contrib.gis.db.models.Model',
])
