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
