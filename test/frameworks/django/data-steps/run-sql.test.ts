import { describe, expect, it } from 'vitest'
import { loadFrameworks } from '../../../../src/frameworks/index.ts'
import type { Database } from '../../../../src/model/database.ts'
import type { Effect } from '../../../../src/model/schema/effect.ts'
import { textTree } from '../../../support/text-tree.ts'

const initial = `from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(primary_key=True)),
                ('note', models.TextField(null=True)),
                ('buyer', models.IntegerField(db_column='customer', null=True)),
                ('code', models.CharField(max_length=9, db_index=True)),
                ('linked', models.ManyToManyField('shop.Order')),
            ],
        ),
    ]
`

const databases: readonly Database[] = [{ name: 'postgresql', version: undefined }]

async function effectsOf(operation: string, before = ''): Promise<readonly Effect[]> {
  const migration = `from django.db import migrations, models

${before}

class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]
    operations = [
        ${operation},
    ]
`
  const tree = textTree(
    new Map([
      ['shop/__init__.py', ''],
      ['shop/migrations/__init__.py', ''],
      ['shop/migrations/0001_initial.py', initial],
      ['shop/migrations/0002_sql.py', migration],
    ]),
  )
  const [django] = await loadFrameworks()
  await django!.prepare!(tree, {}, (path) => path.includes('0002'))
  const [root] = django!.discover(tree, {})
  const plan = django!.load(tree, root!, {}, databases).plan!
  return plan[1]!.steps.flatMap((step) => step.effects)
}

describe('RunSQL', () => {
  it('writes rows of tables and columns as code calls them', async () => {
    const effects = await effectsOf(`migrations.RunSQL("UPDATE shop_order SET customer = 0")`)
    expect(effects).toMatchObject([
      {
        kind: 'data',
        step: {
          language: 'SQL',
          name: 'UPDATE shop_order SET customer',
          writes: [{ columns: ['buyer'], rows: 'all', mayBeNull: false }],
          heedsAlias: true,
        },
      },
    ])
    const [effect] = effects
    const tables = effect?.kind === 'data' ? effect.step.writes.map(({ table }) => table) : []
    expect(tables).toEqual(['shop_order of shop.0001_initial'])
  })

  it('says where each statement is written', async () => {
    const effects = await effectsOf(`migrations.RunSQL(
            sql="""
                ALTER TABLE shop_order ADD COLUMN a integer;
                CREATE INDEX shop_order_a ON shop_order (a);
            """,
        )`)
    expect(effects).toMatchObject([
      { kind: 'add column', table: { label: 'shop.Order' }, at: { line: 10, column: 17 } },
      { kind: 'create index', index: { columns: ['a'] }, at: { line: 11, column: 17 } },
    ])
  })

  it('takes a list of texts and of pairs with parameters', async () => {
    const effects = await effectsOf(`migrations.RunSQL([
            "SET LOCAL lock_timeout = '2s'",
            ("UPDATE shop_order SET note = %s WHERE note IS NULL", ["x"]),
            ["UPDATE shop_order SET note = %s", [None]],
        ])`)
    expect(effects).toMatchObject([
      { kind: 'other', what: 'SET LOCAL lock_timeout' },
      { kind: 'data', step: { writes: [{ rows: { nullsOf: ['note'] }, mayBeNull: false }] } },
      { kind: 'data', step: { writes: [{ mayBeNull: true }] } },
    ])
  })

  it('calls what it adds as its state operations do', async () => {
    const effects = await effectsOf(`migrations.RunSQL(
            "ALTER TABLE shop_order ADD COLUMN seller_no integer NOT NULL DEFAULT 0",
            state_operations=[
                migrations.AddField("order", "seller", models.IntegerField(db_column="seller_no")),
            ],
        )`)
    expect(effects).toMatchObject([
      { kind: 'add column', column: { name: 'seller_no', field: 'seller', isNullable: false } },
    ])
  })

  it('knows the tables of many-to-many fields and the names that Django makes up', async () => {
    const effects = await effectsOf(`migrations.RunSQL('''
            DELETE FROM shop_order_linked;
            DROP INDEX "shop_order_code_15db80c4_like";
            DROP INDEX unheard_of;
        ''')`)
    expect(effects).toMatchObject([
      { kind: 'data', step: { writes: [{ kind: 'delete', rows: 'all' }] } },
      { kind: 'drop index', table: { label: 'shop.Order' }, index: { columns: ['code'] } },
      { kind: 'drop index', table: { name: undefined, createdBy: undefined } },
    ])
    const [effect] = effects
    const written = effect?.kind === 'data' ? effect.step.writes[0]?.table : undefined
    expect(written).toContain('shop_order_linked')
  })

  it('knows the tables that SQL made before', async () => {
    const effects = await effectsOf(`migrations.RunSQL("CREATE TABLE raw (a integer)"),
        migrations.RunSQL("ALTER TABLE raw ADD COLUMN b integer NOT NULL")`)
    expect(effects).toMatchObject([
      { kind: 'create table', table: { label: 'raw', createdBy: 'shop.0002_sql' } },
      { kind: 'add column', table: { label: 'raw', createdBy: 'shop.0002_sql' } },
    ])
  })

  it('finds a text that comes from a name', async () => {
    const effects = await effectsOf('migrations.RunSQL(FILL)', `FILL = "UPDATE shop_order SET note = ''"`)
    expect(effects).toMatchObject([{ kind: 'data', step: { place: { line: 3, column: 9 } } }])
  })

  it('cannot tell what a text does that is not known', async () => {
    const effects = await effectsOf(
      'migrations.RunSQL([read_text(), "SELECT 1"])',
      'from os import read_text',
    )
    expect(effects).toMatchObject([{ kind: 'unknown', cause: 'the text of the SQL is not known' }])
  })

  it('does nothing where it is empty', async () => {
    expect(await effectsOf('migrations.RunSQL(migrations.RunSQL.noop)')).toEqual([])
    expect(await effectsOf('migrations.RunSQL("")')).toEqual([])
  })
})
