import { expect, test } from 'vitest'
import { loadFrameworks } from '../../../../src/frameworks/index.ts'
import type { Effect } from '../../../../src/model/schema/effect.ts'
import { textTree } from '../../../support/text-tree.ts'

const initial = (swappable: string) => `import swapper
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = []
    operations = [
        migrations.CreateModel("Order", [("id", models.AutoField(primary_key=True))], {"swappable": ${swappable}}),
        migrations.CreateModel("Line", [
            ("id", models.AutoField(primary_key=True)),
            ("order", models.ForeignKey(swapper.get_model_name("shop", "Order"), models.CASCADE)),
        ]),
    ]
`

const next = `from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AddField("order", "note", models.TextField(null=True)),
        migrations.AlterField("line", "order", models.CharField(max_length=9)),
    ]
`

/** What adding a column to the model comes to, and the type that a key to it had. */
async function effects(swappable: string, settings: string) {
  const [django] = await loadFrameworks()
  const files = {
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    'settings.py': `import os\nINSTALLED_APPS = ["shop"]\n${settings}\n`,
    'shop/__init__.py': '',
    'shop/migrations/__init__.py': '',
    'shop/migrations/0001_initial.py': initial(swappable),
    'shop/migrations/0002_next.py': next,
  }
  const tree = textTree(new Map(Object.entries(files)))
  const [root] = django!.discover(tree, {})
  const [add, alter] = django!.load(tree, root!, {}).plan![1]!.steps
  const altered = alter!.effects.find(
    (effect): effect is Extract<Effect, { kind: 'alter column' }> => effect.kind === 'alter column',
  )
  return { added: add!.effects.map(({ kind }) => kind), key: altered?.before.type?.name }
}

const plain = '"SHOP_ORDER_MODEL"'
const worked = 'swapper.swappable_setting("shop", "Order")'
const inPlace = { added: ['add column'], key: 'integer' }
const sometimes = 'if os.environ.get("OTHER"):\n    STORE_ORDER_MODEL = "mine.Order"'

test.each([
  ['nothing sets it', plain, '', inPlace],
  ['nothing sets what a library calls it', worked, '', inPlace],
  ['it is the model itself', worked, 'STORE_ORDER_MODEL = "shop.Order"', inPlace],
  ['it is only set under a condition', worked, sometimes, inPlace],
  ['it is another one', plain, 'SHOP_ORDER_MODEL = "mine.Order"', { added: [], key: undefined }],
  [
    'it may be another one',
    worked,
    'STORE_ORDER_MODEL = "mine.Order"',
    { added: ['unknown'], key: undefined },
  ],
  [
    'it is read from the environment',
    worked,
    'STORE_ORDER_MODEL = os.environ["ORDER"]',
    { added: ['unknown'], key: undefined },
  ],
  [
    'it is set either way',
    worked,
    `${sometimes}\nelse:\n    STORE_ORDER_MODEL = "your.Order"`,
    { added: ['unknown'], key: undefined },
  ],
])('a model that may be swapped: %s', async (_, swappable, settings, expected) => {
  expect(await effects(swappable, settings)).toEqual(expected)
})
