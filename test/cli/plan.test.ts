import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { planSchema } from '../../src/report/plan-schema.ts'
import { shop } from '../support/django-files.ts'
import { makeRepository, type GitRepository } from '../support/git-repository.ts'
import { run } from './run.ts'

const sku = `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.CreateModel('Label', [('id', models.AutoField(primary_key=True)), ('text', models.TextField())]),
        migrations.AddField('label', 'colour', models.CharField(max_length=7)),
        migrations.AddField('product', 'sku', models.CharField(max_length=20)),
        migrations.AddIndex('product', models.Index(fields=['name'], name='name_idx')),
        migrations.RunPython(lambda apps, schema_editor: None),
        migrations.AlterModelOptions('product', {'ordering': ['name']}),
    ]
`

/** A branch that adds a migration with an operation of each sort, for PostgreSQL. */
function branch(): GitRepository {
  const repository = makeRepository()
  repository.commit('Start the shop', {
    ...shop(100),
    '.migration-lintrc.json': JSON.stringify({ database: 'postgresql@14' }),
  })
  repository.git('switch --quiet --create feature')
  repository.commit('Add a stock keeping unit', { 'shop/migrations/0002_sku.py': sku })
  return repository
}

test('every operation with its effects, locks and findings, in the order in which they run', async () => {
  const { code, out, err } = await run(['plan', '--base=main'], branch())
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const lines = out.split('\n')
  expect(lines[0]).toBe('shop.0002_sku (shop/migrations/0002_sku.py), in one transaction')
  expect(out).toContain(
    '  1. CreateModel (reversible)\n     Creates the table `shop.Label` (`shop_label`).\n',
  )
  expect(out).toContain(
    '     Adds the column `shop.Label.colour` (CharField(max_length=7), NOT NULL) (a\n     new table: nobody waits).\n',
  )
  expect(out).toContain(
    '  3. AddField (reversible)\n     Adds the column `shop.Product.sku` (CharField(max_length=20), NOT NULL).\n       PostgreSQL: ACCESS EXCLUSIVE, readers and writers wait for a moment.\n     error[safety/non-nullable-field]: ',
  )
  expect(out).toContain(
    '     Builds the index `name_idx` of `shop.Product`.\n       PostgreSQL: SHARE, writers wait while the index is built.\n',
  )
  expect(out).toContain('  5. RunPython (irreversible)\n')
  expect(out).toContain('  6. AlterModelOptions (reversible)\n     Changes nothing in the database.\n')
  expect(out).toMatch(/\n1 migration with 6 operations, in the order in which they run; /)
})

test('a branch without migrations has no plan', async () => {
  const repository = makeRepository()
  repository.commit('Start the shop', shop(100))
  repository.git('switch --quiet --create feature')
  const { code, out } = await run(['plan', '--base=main'], repository)
  expect(code).toBe(0)
  expect(out).toMatch(/^No new migrations; no findings\.\n/)
})

test('--all plans every migration', async () => {
  const { out } = await run(['plan', '--all', '--base=main'], branch())
  expect(out.indexOf('shop.0001_initial (')).toBe(0)
  expect(out).toMatch(/\n2 migrations with 7 operations, in the order in which they run; /)
})

test('as JSON', async () => {
  const { code, out } = await run(['plan', '--base=main', '--format=json'], branch())
  expect(code).toBe(0)
  // As its published schema says, which has no other keys.
  const { schemaVersion, migrations } = v.parse(planSchema, JSON.parse(out))
  expect(schemaVersion).toBe(1)
  expect(migrations.map(({ id, atomic }) => [id, atomic])).toEqual([['shop.0002_sku', true]])
  expect(migrations[0]!.operations[3]).toMatchObject({
    name: 'AddIndex',
    line: 11,
    reversible: true,
    effects: [
      {
        kind: 'create index',
        table: 'shop.Product',
        description: 'builds the index `name_idx` of `shop.Product`',
        newTable: false,
        locks: [
          { database: 'postgresql', name: 'SHARE', blocks: 'writers', lasts: 'while the index is built' },
        ],
      },
    ],
  })
})

test('as Markdown, into a file', async () => {
  const repository = branch()
  const { code, out } = await run(
    ['plan', '--base=main', '--format=markdown', '--output=plan.md'],
    repository,
  )
  expect({ code, out }).toEqual({ code: 0, out: '' })
  const text = readFileSync(join(repository.root, 'plan.md'), 'utf8')
  expect(text).toMatch(/^## migration-lint plan: /)
  expect(text).toContain('| 4 | <code>AddIndex</code> | Builds the index <code>name&#95;idx</code>')
  expect(text).toContain('PostgreSQL&#58; SHARE, writers wait while the index is built | reversible |')
})
