import { describe, expect, test } from 'vitest'
import { loadFrameworks } from '../../../../src/frameworks/index.ts'
import type { PlannedStep } from '../../../../src/model/plan.ts'
import type { Effect } from '../../../../src/model/schema/effect.ts'
import { textTree } from '../../../support/text-tree.ts'

const head = `import datetime, uuid
from django.contrib.postgres.operations import *
from django.db import migrations, models
from django.db.models.functions import Now
import shop.fields
import pay.fields


class Custom(migrations.operations.base.Operation):
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass

`

const fields = `from django.db import models


class ShortField(models.CharField):
    pass


class MoneyField(models.DecimalField):
    def db_type(self, connection):
        return "money"


class EmptyField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs["null"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["null"]
        return name, path, args, kwargs
`

const initial = `
        migrations.CreateModel("Brand", [("id", models.AutoField(primary_key=True))]),
        migrations.CreateModel("Order", [
            ("id", models.BigAutoField(primary_key=True)),
            ("note", models.TextField(null=True)),
            ("code", models.CharField(max_length=10)),
            ("brand", models.ForeignKey("shop.brand", models.CASCADE)),
        ]),
        migrations.CreateModel("Old", [("id", models.AutoField(primary_key=True))], {"managed": False}),
        migrations.CreateModel("Cheap", [], {"proxy": True}, ("shop.order",)),`

/** The steps of a migration behind one that makes some models. */
async function stepsOf(operations: string, version = '5.2', settings = {}): Promise<readonly PlannedStep[]> {
  const migration = (body: string, dependencies: string) =>
    `${head}\nclass Migration(migrations.Migration):\n    dependencies = [${dependencies}]\n    operations = [${body}]\n`
  const tree = textTree(
    new Map([
      ['shop/__init__.py', ''],
      ['shop/fields.py', fields],
      ['shop/migrations/__init__.py', ''],
      ['shop/migrations/0001_initial.py', migration(initial, '')],
      ['shop/migrations/0002_next.py', migration(operations, '("shop", "0001_initial")')],
    ]),
  )
  const [django] = await loadFrameworks()
  const [root] = django!.discover(tree, {})
  return django!.load(tree, root!, { version, ...settings }).plan![1]!.steps
}

async function effectsOf(operations: string, version?: string): Promise<readonly Effect[]> {
  return (await stepsOf(operations, version)).flatMap(({ effects }) => effects)
}

const kinds = (effects: readonly Effect[]) => effects.map(({ kind }) => kind)

async function columnAdded(field: string, more = ''): Promise<Extract<Effect, { kind: 'add column' }>> {
  const [effect] = await effectsOf(`migrations.AddField("order", "x", ${field}${more})`)
  if (effect?.kind !== 'add column') throw new Error(effect?.kind)
  return effect
}

describe('what rows get that are there when a column is added', () => {
  test.each([
    ['models.CharField(max_length=5)', { kind: 'none' }],
    ['models.CharField(max_length=5, blank=True)', { kind: 'code', source: "''", isCalled: false }],
    ['models.IntegerField(blank=True)', { kind: 'none' }],
    ['models.IntegerField(default=None)', { kind: 'none' }],
    ['models.BooleanField(default=False)', { kind: 'code', source: 'False', isCalled: false }],
    ['models.UUIDField(default=uuid.uuid4)', { kind: 'code', source: 'uuid.uuid4', isCalled: true }],
    [
      'models.DateField(auto_now_add=True)',
      { kind: 'code', source: 'datetime.now().date()', isCalled: true },
    ],
    ['models.IntegerField(db_default=3)', { kind: 'database', source: '3', isConstant: true }],
    ['models.DateTimeField(db_default=Now())', { kind: 'database', isConstant: true }],
    [
      'models.GeneratedField(expression=models.F("code"), output_field=models.CharField(max_length=10), db_persist=True)',
      { kind: 'generated', isStored: true },
    ],
    ['pay.fields.PayField()', { kind: 'unknown' }],
  ])('%s', async (field, expected) => {
    expect((await columnAdded(field)).column.default).toMatchObject(expected)
  })

  test('a one-off default is told as it is written, and is none of the column afterwards', async () => {
    const { column, oneOff } = await columnAdded(
      'models.CharField(max_length=5, default="x")',
      ', preserve_default=False',
    )
    expect(oneOff).toBe("'x'")
    expect(column.default).toEqual({ kind: 'none' })
  })
})

describe('columns', () => {
  test.each([
    ['models.CharField(max_length=5)', { name: 'varchar', length: 5 }],
    ['models.URLField()', { name: 'varchar', length: 200 }],
    ['models.DecimalField(max_digits=8, decimal_places=2)', { name: 'decimal', precision: 8, scale: 2 }],
    ['models.ForeignKey("shop.brand", models.CASCADE)', { name: 'integer' }],
    ['models.OneToOneField("shop.order", models.CASCADE)', { name: 'bigint' }],
    ['shop.fields.ShortField(max_length=3)', { name: 'varchar', length: 3 }],
    ['shop.fields.MoneyField(max_digits=8, decimal_places=2)', undefined],
    ['pay.fields.PayField()', undefined],
  ])('the type of %s', async (field, type) => {
    const { column } = await columnAdded(field)
    expect(column.type && { ...column.type }).toEqual(type)
  })

  test('whether a field of a class that hides what it sets may be NULL is not known', async () => {
    expect((await columnAdded('shop.fields.EmptyField(max_length=3)')).column.isNullable).toBeUndefined()
    expect((await columnAdded('shop.fields.ShortField(max_length=3)')).column.isNullable).toBe(false)
  })

  test('a foreign key is a column, a constraint and an index', async () => {
    const effects = await effectsOf(
      'migrations.AddField("order", "b", models.ForeignKey("shop.brand", models.CASCADE, null=True))',
    )
    expect(kinds(effects)).toEqual(['add column', 'add constraint', 'create index'])
    expect(effects[0]).toMatchObject({
      column: { name: 'b_id', references: { table: 'shop.Brand', isConstrained: true } },
    })
  })
})

describe('what reaches the database', () => {
  test.each([
    ['a proxy', 'migrations.AddField("cheap", "x", models.IntegerField())'],
    ['an unmanaged model', 'migrations.AddField("old", "x", models.IntegerField())'],
    [
      'help texts',
      'migrations.AlterField("order", "code", models.CharField(max_length=10, help_text="x", blank=True))',
    ],
    ['options', 'migrations.AlterModelOptions("order", {"ordering": ["code"]})'],
    [
      'a field that keeps its column',
      'migrations.AlterField("order", "code", models.CharField(max_length=10, db_column="code")), migrations.RenameField("order", "code", "number")',
    ],
    [
      'the state alone',
      'migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("order", "code")])',
    ],
    [
      'a model that keeps its table',
      'migrations.AlterModelTable("brand", "shop_brand"), migrations.RenameModel("Brand", "Maker")',
    ],
    [
      'a many-to-many field with a table that is declared',
      'migrations.AddField("order", "brands", models.ManyToManyField("shop.brand", through="shop.order"))',
    ],
  ])('nothing of %s', async (_what, operations) => {
    expect(await effectsOf(operations)).toEqual([])
  })

  test('what an operation of another class does is not known', async () => {
    expect(await effectsOf('Custom()')).toMatchObject([
      { kind: 'unknown', cause: 'what `Custom` does to the database is not known' },
    ])
  })

  test('an operation inside of another one sees those before it', async () => {
    const effects = await effectsOf(`migrations.SeparateDatabaseAndState(database_operations=[
      migrations.AddField("order", "x", models.CharField(max_length=5, null=True)),
      migrations.AlterField("order", "x", models.CharField(max_length=9, null=True)),
    ])`)
    expect(kinds(effects)).toEqual(['add column', 'alter column'])
  })
})

describe('altered columns', () => {
  test('a kept default takes the place of NULL; blank text does not', async () => {
    const [filled] = await effectsOf('migrations.AlterField("order", "note", models.TextField(default="-"))')
    expect(filled).toMatchObject({
      before: { isNullable: true },
      after: { isNullable: false, default: { kind: 'code' } },
    })
    const [blank] = await effectsOf('migrations.AlterField("order", "note", models.TextField(blank=True))')
    expect(blank).toMatchObject({
      after: { isNullable: false, default: { kind: 'none' } },
      oneOff: undefined,
    })
    const [once] = await effectsOf(
      'migrations.AlterField("order", "note", models.TextField(default="-"), preserve_default=False)',
    )
    expect(once).toMatchObject({ after: { default: { kind: 'none' } }, oneOff: "'-'" })
  })

  test('a comment is none of the column', async () => {
    const field = 'models.CharField(max_length=10, db_comment="as printed")'
    expect(await effectsOf(`migrations.AlterField("order", "code", ${field})`)).toEqual([
      { kind: 'other', what: 'changes the comment of `shop.Order.code`' },
    ])
  })

  test('unique and index are told apart from the column', async () => {
    expect(
      kinds(
        await effectsOf(
          'migrations.AlterField("order", "code", models.CharField(max_length=10, unique=True))',
        ),
      ),
    ).toEqual(['add constraint'])
    expect(
      kinds(
        await effectsOf(
          'migrations.AlterField("order", "code", models.CharField(max_length=10, db_index=True))',
        ),
      ),
    ).toEqual(['create index'])
  })
})

describe('which migration makes a table', () => {
  test('stays known through renames', async () => {
    const effects = await effectsOf(
      'migrations.RenameModel("Order", "Sale"), migrations.AlterModelTable("sale", "sales"), migrations.AddField("sale", "x", models.IntegerField(null=True))',
    )
    expect(effects.at(-1)).toMatchObject({
      table: { name: 'sales', createdBy: 'shop.0001_initial', identity: 'shop_order of shop.0001_initial' },
    })
  })

  test('is the one that made the table, where another one only tells the state of a model for it', async () => {
    const effects = await effectsOf(`
      migrations.SeparateDatabaseAndState(state_operations=[
        migrations.DeleteModel("Brand"),
        migrations.CreateModel("Maker", [("id", models.AutoField(primary_key=True))], {"db_table": "shop_brand"}),
        migrations.CreateModel("Foreign", [("id", models.AutoField(primary_key=True))], {"db_table": "elsewhere"}),
      ]),
      migrations.AddField("maker", "x", models.IntegerField(null=True)),
      migrations.AddField("foreign", "x", models.IntegerField(null=True)),
    `)
    expect(effects).toMatchObject([
      { table: { label: 'shop.Maker', createdBy: 'shop.0001_initial' } },
      { table: { label: 'shop.Foreign', createdBy: undefined } },
    ])
  })
})

test('operations of PostgreSQL', async () => {
  expect(
    await effectsOf(`
      AddIndexConcurrently("order", models.Index(fields=["code"], name="i")),
      AddConstraintNotValid("order", models.CheckConstraint(condition=models.Q(note__isnull=False), name="c")),
      ValidateConstraint("order", "c"),
      RemoveIndexConcurrently("order", "i"),
      TrigramExtension(),
    `),
  ).toMatchObject([
    { kind: 'create index', isConcurrent: true, index: { name: 'i', columns: ['code'] } },
    {
      kind: 'add constraint',
      isValidated: false,
      constraint: { kind: 'check', columns: ['note'], forbidsNull: true },
    },
    { kind: 'validate constraint', constraint: { name: 'c', columns: ['note'] } },
    { kind: 'drop index', isConcurrent: true },
    { kind: 'other', what: 'creates the extension `pg_trgm`' },
  ])
})

test.each([
  ['migrations.RunPython(print)', false],
  ['migrations.RunPython(print, migrations.RunPython.noop)', true],
  ['migrations.RunSQL("SELECT 1")', false],
  ['migrations.RemoveField("order", "code")', true],
  ['migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL("SELECT 1")])', false],
  ['migrations.SeparateDatabaseAndState(state_operations=[migrations.RunSQL("SELECT 1")])', true],
  ['Custom()', undefined],
])('whether %s can be taken back: %s', async (operation, expected) => {
  const [step] = await stepsOf(operation)
  expect(step!.isReversible).toBe(expected)
})
