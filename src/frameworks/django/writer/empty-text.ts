const classes: ReadonlySet<string> = new Set(
  [
    'BooleanField DateField DecimalField DurationField FloatField ForeignKey GenericIPAddressField IPAddressField',
    'IntegerField JSONField TimeField UUIDField',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `django.db.models.${name}`),
)

/** Fields whose `empty_strings_allowed` is false (django/db/models/fields and the fields of django.contrib, 3.2 to 6.0). */
export function hasNoEmptyText(path: string): boolean {
  if (classes.has(path)) return true
  return /^django\.contrib\.(?:postgres\.fields\.(?:ArrayField|(?:hstore\.|ranges\.)\w+)|gis\.db\.models\.fields\.\w+)$/.test(
    path,
  )
}
