import { describe, expect, test } from 'vitest'
import { djangoRecipes } from '../../../src/frameworks/django/recipes.ts'
import type { Column, Table } from '../../../src/model/schema/table.ts'

const table: Table = {
  identity: 'shop_order',
  name: 'shop_order',
  label: 'shop.Order',
  app: 'shop',
  createdBy: undefined,
}

const column: Column = {
  name: 'code',
  field: 'code',
  type: { name: 'varchar', length: 20 },
  typeSource: 'CharField(max_length=20)',
  isNullable: false,
  isUnique: false,
  isPrimaryKey: false,
  isIndexed: false,
  default: { kind: 'none' },
  references: undefined,
}

describe('the safe ways of Django', () => {
  test('a NOT NULL column comes in three migrations, with the names filled in', () => {
    expect(djangoRecipes([4, 2]).addColumnInSteps(table, column).split('\n')).toEqual([
      'Add `shop.Order.code` with NULL allowed, fill it, and make it NOT NULL after that, in three migrations.',
      '# 1. this migration',
      'migrations.AddField("order", "code", models.CharField(max_length=20, null=True))',
      '# 2. then python manage.py makemigrations --empty shop',
      'def fill(apps, schema_editor):',
      '    Order = apps.get_model("shop", "Order")',
      '    rows = Order.objects.using(schema_editor.connection.alias)',
      '    rows.filter(code=None).update(code=…)',
      'migrations.RunPython(fill, migrations.RunPython.noop)',
      '# 3. and a third one',
      'migrations.AlterField("order", "code", models.CharField(max_length=20))',
    ])
  })

  test('a column leaves the state first: the database has to be told in SQL after that', () => {
    const text = djangoRecipes([5, 2]).dropColumnInSteps(table, column)
    expect(text).toContain(
      'SeparateDatabaseAndState(state_operations=[migrations.RemoveField("order", "code")])',
    )
    expect(text).toContain(`RunSQL('ALTER TABLE "shop_order" DROP COLUMN "code"', migrations.RunSQL.noop)`)
  })

  test('db_default is offered since Django 5.0', () => {
    const filled: Column = { ...column, default: { kind: 'code', source: "''", isCalled: false } }
    expect(djangoRecipes([5, 0]).defaultInDatabase(table, filled)).toContain("db_default=''")
    expect(djangoRecipes([4, 2]).defaultInDatabase(table, filled)).toContain('SET DEFAULT')
  })

  test('a check is validated later by operations since Django 4.0, and by SQL before', () => {
    const check = { kind: 'check', name: 'positive', columns: ['price'] } as const
    expect(djangoRecipes([4, 0]).constraintInSteps(table, check)).toContain(
      'ValidateConstraint("order", "positive")',
    )
    expect(djangoRecipes([3, 2]).constraintInSteps(table, check)).toContain('VALIDATE CONSTRAINT "positive"')
  })
})
