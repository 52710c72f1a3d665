import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addColumn, shop } from '../support/django-files.ts'
import { makeRepository } from '../support/git-repository.ts'
import { run } from './run.ts'

const folder = 'shop/migrations'
const name = '0001_squashed_0002_stock'
const squash = `from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('shop', '0001_initial'),
        ('shop', '0002_stock'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.AutoField(primary_key=True)),
                ('name', models.CharField(max_length=100)),
                ('stock', models.IntegerField(null=True)),
            ],
        ),
    ]
`

const order = `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('shop', '0001_initial'),
        ('shop', '0002_stock'),
    ]

    operations = [
        migrations.CreateModel('Order', [
            ('id', models.AutoField(primary_key=True)),
            ('product', models.ForeignKey('shop.Product', models.CASCADE)),
        ]),
    ]
`

/** A repository with a squash beside what it replaces, on a branch of its own. */
function repository(files: Record<string, string> = {}, squashed = squash) {
  const made = makeRepository()
  made.commit('Start the shop, and squash', {
    ...shop(100),
    [`${folder}/0002_stock.py`]: addColumn('0001_initial', 'stock'),
    [`${folder}/${name}.py`]: squashed,
    [`${folder}/0003_price.py`]: addColumn('0002_stock', 'price'),
    [`${folder}/max_migration.txt`]: '0003_price\n',
    'orders/__init__.py': '',
    'orders/migrations/__init__.py': '',
    'orders/migrations/0001_initial.py': order,
    ...files,
  })
  made.git(['switch', '-qc', 'clean-up'])
  const read = (path: string): string => readFileSync(join(made.root, path), 'utf8')
  const finish = (...more: readonly string[]) =>
    run(['squash', 'shop', '0001_squashed', '--finish', '--base', 'main', ...more], made)
  return { made, read, finish }
}

describe('the clean-up after a squash', () => {
  test('deletes what is replaced, repoints what depended on it, and takes replaces out', async () => {
    const { made, read, finish } = repository()
    const { code, out, err } = await finish('--yes')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('python manage.py migrate')
    expect(existsSync(join(made.root, `${folder}/0001_initial.py`))).toBe(false)
    expect(existsSync(join(made.root, `${folder}/0002_stock.py`))).toBe(false)
    expect(read(`${folder}/${name}.py`)).toBe(squash.replace(/    replaces = [^\]]*\]\n\n/, ''))
    expect(read(`${folder}/0003_price.py`)).toContain(`dependencies = [('shop', '${name}')]`)
    // What depended on two of them depends on the squash once.
    expect(read('orders/migrations/0001_initial.py')).toContain(
      `    dependencies = [\n        ('shop', '${name}'),\n    ]\n`,
    )
    expect(read(`${folder}/max_migration.txt`)).toBe('0003_price\n')
    const checked = await run(['check', '--base', 'main'], made)
    expect({ code: checked.code, out: checked.out }).toMatchObject({ code: 0 })
  })

  test('names the squash in max_migration.txt where it is the last one', async () => {
    const { made, read, finish } = repository()
    made.git(['rm', '-q', `${folder}/0003_price.py`])
    made.commit('Without the last one', { [`${folder}/max_migration.txt`]: '0002_stock\n' })
    made.git(['branch', '-f', 'main'])
    expect((await finish('--yes')).code).toBe(0)
    expect(read(`${folder}/max_migration.txt`)).toBe(`${name}\n`)
  })

  test('shows what it would do, and does nothing', async () => {
    const { made, finish } = repository()
    const { code, out } = await finish('--dry-run')
    expect(code).toBe(1)
    expect(out).toContain('Nothing was written.')
    expect(made.git(['status', '--short'])).toBe('')
  })

  test.each([
    {
      what: 'the squash is not on the target yet',
      change: (made: ReturnType<typeof makeRepository>) =>
        writeFileSync(join(made.root, `${folder}/${name}.py`), squash),
      files: {},
      squashed: squash.replace(/    replaces = [^\]]*\]\n\n/, ''),
      says: 'is not on main yet',
    },
    {
      what: 'it comes to another state',
      change: () => {},
      files: {},
      squashed: squash.replace('max_length=100', 'max_length=50'),
      says: 'comes to another state',
    },
    {
      what: 'something imports what would be deleted',
      change: () => {},
      files: { 'shop/seed.py': 'import shop.migrations.0002_stock\n' },
      squashed: squash,
      says: 'imports a migration that would be deleted',
    },
    {
      what: 'another squash replaces some of the same',
      change: () => {},
      files: {
        [`${folder}/0001_squashed_again.py`]: squash.replace("        ('shop', '0002_stock'),\n", ''),
      },
      squashed: squash,
      says: 'replaces some of the same migrations',
    },
  ])('refuses where $what', async ({ change, files, squashed, says }) => {
    const { made } = repository(files, squashed)
    change(made)
    const before = made.git(['status', '--short'])
    const { code, out } = await run(['squash', 'shop', name, '--finish', '--base', 'main', '--yes'], made)
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was written.') })
    expect(out.replace(/\s+/g, ' ')).toContain(says)
    expect(made.git(['status', '--short'])).toBe(before)
  })

  test('says which squashes there are where none has the name', async () => {
    const { made } = repository()
    const { code, err } = await run(['squash', 'shop', '0009', '--finish', '--base', 'main'], made)
    expect(code).toBe(2)
    expect(err).toContain(name)
  })
})
