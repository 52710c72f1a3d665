import { describe, expect, test } from 'vitest'
import { canonicalName } from '../../../../src/frameworks/django/values/names.ts'

describe('the path that a name is known by', () => {
  test.each([
    ['django.db.models.fields.CharField', 'django.db.models.CharField'],
    ['django.db.models.fields.related.ForeignKey', 'django.db.models.ForeignKey'],
    ['django.db.models.CASCADE', 'django.db.models.deletion.CASCADE'],
    ['django.db.models.deletion.CASCADE', 'django.db.models.deletion.CASCADE'],
    ['django.db.models.functions.Lower', 'django.db.models.functions.text.Lower'],
    ['django.db.models.functions.text.Lower', 'django.db.models.functions.text.Lower'],
    ['django.db.models.query_utils.Q', 'django.db.models.Q'],
    ['django.db.models.expressions.F', 'django.db.models.F'],
    ['django.db.models.Deferrable.DEFERRED', 'django.db.models.constraints.Deferrable.DEFERRED'],
    ['django.contrib.postgres.fields.JSONField', 'django.contrib.postgres.fields.jsonb.JSONField'],
    ['django.contrib.postgres.fields.array.ArrayField', 'django.contrib.postgres.fields.ArrayField'],
    ['django.contrib.gis.db.models.CharField', 'django.db.models.CharField'],
    ['django.contrib.gis.db.models.PointField', 'django.contrib.gis.db.models.fields.PointField'],
    ['django.core.files.storage.filesystem.FileSystemStorage', 'django.core.files.storage.FileSystemStorage'],
    ['django.utils.translation.ugettext_lazy', 'django.utils.translation.gettext_lazy'],
    ['django.utils.translation.npgettext_lazy', 'django.utils.translation.npgettext_lazy'],
    ['django.forms.CharField', 'django.forms.CharField'],
    ['somebody.models.CharField', 'somebody.models.CharField'],
  ])('%s', (path, known) => {
    expect(canonicalName(path)).toBe(known)
  })
})
