import { rules } from '../../../rules/index.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { lintTrees } from '../../../src/lint.ts'
import { effectiveDefaults } from '../../rules/settings.ts'
import { textTree } from '../../support/text-tree.ts'
import type { Program } from './programs.ts'

/** What we say of a program: that no NULL is left, that one is, or that it is not known. */
export type Verdict = 'filled' | 'not filled' | 'not known'

const own = rules.filter(({ meta }) => meta.id === 'safety/tightened-nullability')
const frameworks = await loadFrameworks()

export const initial = `
from django.db import migrations, models
import django.db.models.deletion

class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel("Maker", [
            ("id", models.AutoField(primary_key=True)),
            ("name", models.CharField(max_length=20)),
            ("country", models.CharField(max_length=2, null=True)),
        ]),
        migrations.CreateModel("Product", [
            ("id", models.AutoField(primary_key=True)),
            ("name", models.CharField(max_length=20)),
            ("code", models.CharField(max_length=20, null=True)),
            ("slug", models.CharField(max_length=20, null=True)),
            ("stock", models.IntegerField(null=True)),
            ("maker", models.ForeignKey("shop.Maker", models.CASCADE, null=True)),
        ]),
        migrations.CreateModel("Special", [
            ("product_ptr", models.OneToOneField("shop.Product", models.CASCADE, parent_link=True, auto_created=True, primary_key=True, serialize=False)),
            ("extra", models.CharField(max_length=5)),
        ], bases=("shop.product",)),
        migrations.CreateModel("Cheap", [], options={"proxy": True, "indexes": []}, bases=("shop.product",)),
    ]
`

const tighten = `
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("shop", "0002_fill")]
    operations = [migrations.AlterField("Product", "code", models.CharField(max_length=20))]
`

export function migrationOf({ body, operations }: Program): string {
  return `${body}

from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [${operations}]
`
}

const settings = {
  ...effectiveDefaults(rules),
  databases: [{ name: 'postgresql' as const, version: undefined }],
}

/** What the rule says where the column becomes NOT NULL after the program. */
export async function verdictOn(program: Program): Promise<{ verdict: Verdict; cause?: string }> {
  const head = textTree(
    new Map([
      ['shop/__init__.py', ''],
      ['shop/migrations/__init__.py', ''],
      ['shop/migrations/0001_initial.py', initial],
      ['shop/migrations/0002_fill.py', migrationOf(program)],
      ['shop/migrations/0003_tighten.py', tighten],
    ]),
  )
  for (const framework of frameworks) await framework.prepare?.(head, {}, () => true)
  const { findings, undecided, unreadable } = lintTrees(
    { bases: [], head, target: undefined, comparison: undefined, judgesAll: true, notes: [] },
    settings,
    { frameworks, rules: own },
    () => 0,
  )
  if (unreadable.length > 0) throw new Error(`not read: ${unreadable[0]!.message}\n${program.body}`)
  if (findings.length > 0) return { verdict: 'not filled' }
  const open = undecided.find(({ what }) => what === 'shop.Product.code')
  return open ? { verdict: 'not known', cause: open.cause } : { verdict: 'filled' }
}
