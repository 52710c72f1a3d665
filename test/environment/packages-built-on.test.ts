import { expect, test } from 'vitest'
import { packagesBuiltOn } from '../../src/environment/packages-built-on.ts'
import { folderOf } from './folders.ts'

test('packages that build on Django are told by their metadata or their name', () => {
  const folder = folderOf({
    // Requires it, and lists what it brings.
    'wagtail-7.0.dist-info/METADATA':
      'Name: wagtail\nRequires-Dist: Django<6,>=4.2\nRequires-Dist: anyascii\n',
    'wagtail-7.0.dist-info/top_level.txt': 'wagtail\n',
    // Says so in its name alone, and has nothing but a record of its files.
    'django_countries-7.6.dist-info/METADATA': 'Requires-Dist: asgiref\n',
    'django_countries-7.6.dist-info/RECORD':
      'django_countries/__init__.py,sha256=x,1\nsingle.py,sha256=x,1\n../../bin/x,,\ndjango_countries-7.6.dist-info/METADATA,,\n',
    // The older layout.
    'taggit-1.egg-info/requires.txt': 'django>=3.2\n',
    'taggit-1.egg-info/top_level.txt': 'taggit\n',
    // Others, one of which only speaks of it.
    'boto3-1.dist-info/METADATA': 'Requires-Dist: botocore\n\nUse it with Django: django\n',
    'boto3-1.dist-info/top_level.txt': 'boto3\n',
    'djangofied.py': '',
  })
  expect([...packagesBuiltOn(folder, 'django')].sort()).toEqual([
    'django_countries',
    'single',
    'taggit',
    'wagtail',
  ])
  expect([...packagesBuiltOn(`${folder}/none`, 'django')]).toEqual([])
})
