import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addColumn, shop } from '../support/django-files.ts'
import { makeRepository } from '../support/git-repository.ts'
import { run } from './run.ts'

const folder = 'shop/migrations'
const squashed = `${folder}/0001_squashed_0003_fill.py`

const fill = `from django.db import migrations
from django.db.models import F as Field, Q

STEP = 2


def half(value):
    return value // STEP


def forwards(apps, schema_editor):
    for product in apps.get_model('shop', 'Product').objects.filter(Q(stock=None)):
        product.stock = half(8)
        product.save()


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_stock')]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
`

function repository(text = fill) {
  const made = makeRepository()
  made.commit('Start the shop', {
    ...shop(100),
    [`${folder}/0002_stock.py`]: addColumn('0001_initial', 'stock'),
    [`${folder}/0003_fill.py`]: text,
  })
  return made
}

test('writes the squash, with the functions that it runs and what they need', async () => {
  const made = repository()
  const { code, out, err } = await run(['squash', 'shop', '0003', '--yes'], made)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('Squash migrations of `shop`: 3 migrations become one')
  const text = readFileSync(join(made.root, squashed), 'utf8')
  expect(text).toContain(`from django.db.models import Q


STEP = 2


def half(value):
    return value // STEP


def forwards(apps, schema_editor):
    for product in apps.get_model('shop', 'Product').objects.filter(Q(stock=None)):
        product.stock = half(8)
        product.save()


class Migration(migrations.Migration):

    replaces = [('shop', '0001_initial'), ('shop', '0002_stock'), ('shop', '0003_fill')]

    initial = True

    dependencies = [
    ]
`)
  expect(text).toContain(`        migrations.RunPython(
            code=forwards,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
`)
  expect(text).not.toContain('as Field')
})

test('writes nothing without a yes, nor what it cannot copy', async () => {
  const made = repository()
  expect((await run(['squash', 'shop', '0003', '--dry-run'], made)).code).toBe(1)
  expect(existsSync(join(made.root, squashed))).toBe(false)

  const starred = repository(fill.replace('import F as Field, Q', 'import *'))
  const { code, out } = await run(['squash', 'shop', '0003', '--yes'], starred)
  expect(code).toBe(1)
  expect(out).toContain('`forwards` cannot be copied: `Q` may come')
  expect(existsSync(join(starred.root, squashed))).toBe(false)
})

/** The migrations of the shop with a last one of a text. */
function endingIn(text: string, others: Record<string, string> = {}) {
  const made = makeRepository()
  made.commit('Start the shop', {
    ...shop(100),
    [`${folder}/0002_stock.py`]: addColumn('0001_initial', 'stock'),
    [`${folder}/0003_fill.py`]: text,
    ...others,
  })
  return made
}

test('carries over what the replaced migrations say of themselves', async () => {
  const made = endingIn(
    `from django.db import migrations

class Migration(migrations.Migration):
    atomic = False
    dependencies = [('shop', '0002_stock')]
    run_before = [('pay', '0001_initial')]
    operations = [migrations.RunSQL('VACUUM')]
`,
    {
      [`${folder}/0002_stock.py`]: `from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model('shop', 'Product').objects.create()


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]
    operations = [migrations.RunPython(fill)]
`,
    },
  )
  const { code, out, err } = await run(['squash', 'shop', '0003', '--yes'], made)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('the squash has `atomic = False`, as `shop.0003_fill` has')
  const text = readFileSync(join(made.root, squashed), 'utf8')
  expect(text).toContain('    initial = True\n\n    atomic = False\n\n    dependencies = [\n')
  expect(text).toContain(
    "    run_before = [\n        ('pay', '0001_initial'),\n    ]\n\n    operations = [\n",
  )
  expect(text).toContain('            code=fill,\n            atomic=True,\n')
})

test('refuses what would leave another database', async () => {
  const made = endingIn(`from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [('shop', '0002_stock')]
    operations = [migrations.AlterModelOptions('product', {'managed': False})]
`)
  const { code, out } = await run(['squash', 'shop', '0003', '--yes'], made)
  expect(code).toBe(1)
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    'The squash would leave another database than the migrations: the table of `shop.Product` is not there after the squash',
  )
  expect(existsSync(join(made.root, squashed))).toBe(false)
})

test('refuses a squash that would depend on itself', async () => {
  const made = endingIn(
    `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [('shop', '0002_stock'), ('pay', '0001_initial')]
    operations = []
`,
    {
      'pay/__init__.py': '',
      'pay/models.py': '',
      'pay/migrations/__init__.py': '',
      'pay/migrations/0001_initial.py': `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [('shop', '0002_stock')]
    operations = []
`,
    },
  )
  const { code, out } = await run(['squash', 'shop', '0003', '--yes'], made)
  expect(code).toBe(1)
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    'The squash would depend on itself: `pay.0001_initial` → `shop.0001_squashed_0003_fill` → `pay.0001_initial`',
  )
})
