import type { FileContents } from './git-repository.ts'

/** A small Django app, `shop`, whose first migration makes a table with a name of this length. */
export function shop(length: number): FileContents {
  return {
    'shop/__init__.py': '',
    'shop/migrations/__init__.py': '',
    'shop/migrations/0001_initial.py': initialMigration(length),
  }
}

export function initialMigration(length: number): string {
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.AutoField(primary_key=True)),
                ('name', models.CharField(max_length=${length})),
            ],
        ),
    ]
`
}

/** A migration of `shop` that adds a column after another migration. */
export function addColumn(after: string, field: string): string {
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '${after}')]

    operations = [
        migrations.AddField('product', '${field}', models.IntegerField(null=True)),
    ]
`
}

/** A migration of `shop` that runs SQL after another migration. */
export function runSql(after: string, sql: string): string {
  return `from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('shop', '${after}')]

    operations = [migrations.RunSQL(${JSON.stringify(sql)}, migrations.RunSQL.noop)]
`
}
