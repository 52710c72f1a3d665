import { createDjango } from '../../../../src/frameworks/django/index.ts'
import type { Framework } from '../../../../src/frameworks/framework.ts'
import type { Edit } from '../../../../src/model/change-set.ts'
import { loadParser } from '../../../../src/python/parse.ts'
import { textTree } from '../../../support/text-tree.ts'

export type Files = Readonly<Record<string, string>>

const parse = await loadParser()

/** How an edit of `shop.0002_edited` is graded, in a project with the files given beside it on both sides. */
export function compare(
  before: string,
  after: string,
  beside: { before?: Files; after?: Files } = {},
): Edit | undefined {
  const django = createDjango(parse)
  const versions = [
    { source: before, files: beside.before ?? {} },
    { source: after, files: beside.after ?? beside.before ?? {} },
  ].map(({ source, files }) => load(django, source, files))
  return django.compare(versions[0]!, versions[1]!)
}

function load(django: Framework, source: string, files: Files) {
  const tree = textTree(
    new Map(
      Object.entries({
        'shop/__init__.py': '',
        'shop/models.py': '',
        'shop/migrations/__init__.py': '',
        'shop/migrations/0001_initial.py': migration({ dependencies: '' }),
        'shop/migrations/0002_edited.py': source,
        ...files,
      }),
    ),
  )
  const projects = django.discover(tree, {}).map((root) => django.load(tree, root, {}))
  const project = projects.find(({ migrations }) => migrations.has('shop.0002_edited'))
  if (!project) throw new Error('the edited migration was not read')
  return { project, migration: project.migrations.get('shop.0002_edited')! }
}

/** A migration's source. `operations` are lines of its list, `top` is code above the class, `body` inside of it. */
export function migration({
  operations = '',
  top = '',
  body = '',
  dependencies = "('shop', '0001_initial')",
}: {
  operations?: string
  top?: string
  body?: string
  dependencies?: string
}): string {
  return `from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
${top}

class Migration(migrations.Migration):
${indented(body)}
    dependencies = [${dependencies}]

    operations = [
${indented(indented(operations))}
    ]
`
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ')
}

/** `grade: message` of each part, gravest first; `same` where there is no edit. */
export function told(edit: Edit | undefined): string[] {
  return edit ? edit.parts.map(({ grade, message }) => `${grade}: ${message}`) : ['same']
}
