/** Django's index classes and the last part of the names that it makes up for them (django/contrib/postgres/indexes.py). */
export const indexClasses: Readonly<Record<string, { readonly suffix: string }>> = {
  'django.db.models.Index': { suffix: 'idx' },
  'django.contrib.postgres.indexes.PostgresIndex': { suffix: 'idx' },
  'django.contrib.postgres.indexes.BTreeIndex': { suffix: 'btree' },
  'django.contrib.postgres.indexes.BloomIndex': { suffix: 'bloom' },
  'django.contrib.postgres.indexes.BrinIndex': { suffix: 'brin' },
  'django.contrib.postgres.indexes.GinIndex': { suffix: 'gin' },
  'django.contrib.postgres.indexes.GistIndex': { suffix: 'gist' },
  'django.contrib.postgres.indexes.HashIndex': { suffix: 'hash' },
  'django.contrib.postgres.indexes.SpGistIndex': { suffix: 'spgist' },
}
