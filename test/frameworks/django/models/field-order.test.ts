import { expect, it } from 'vitest'
import { writing } from '../writer/writing-case.ts'

/** The fields of a new model, in their order. */
async function fieldsOf(models: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { written, refused } = await writing({ models, files })
  expect(refused).toEqual([])
  return [...written[0]!.text.matchAll(/^ {16}\('(\w+)', models\./gm)].map(([, name]) => name!)
}

const abstract = (name: string, field: string) => `class ${name}(models.Model):
    ${field} = models.IntegerField()
    class Meta:
        abstract = True
`

it('keeps fields of abstract bases in the order in which the bases stand in their file', async () => {
  const models = `${abstract('First', 'a')}${abstract('Second', 'b')}class Item(Second, First):
    c = models.IntegerField()
`
  expect(await fieldsOf(models)).toEqual(['id', 'a', 'b', 'c'])
})

it('keeps fields of abstract bases in the order in which their files are run', async () => {
  const files = {
    'shop/late.py': `from django.db import models\nfrom .early import First\n${abstract('Second', 'b')}`,
    'shop/early.py': `from django.db import models\n${abstract('First', 'a')}`,
  }
  const models = `from .late import Second
from .early import First
class Item(First, Second):
    c = models.IntegerField()
`
  expect(await fieldsOf(models, files)).toEqual(['id', 'a', 'b', 'c'])
})

it('takes files to be run in the order in which apps are installed', async () => {
  const files = {
    'settings.py':
      "INSTALLED_APPS = ['till.apps.TillConfig', 'shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n",
    'till/__init__.py': '',
    'till/apps.py': 'from django.apps import AppConfig\nclass TillConfig(AppConfig):\n    name = "till"\n',
    'till/models.py': `from django.db import models\n${abstract('Second', 'b')}`,
    'shop/early.py': `from django.db import models\n${abstract('First', 'a')}`,
  }
  const models = `from .early import First
from till.models import Second
class Item(First, Second):
    c = models.IntegerField()
`
  expect(await fieldsOf(models, files)).toEqual(['id', 'b', 'a', 'c'])
})

it("keeps fields of a library's bases in the order in which the bases are named", async () => {
  const models = `from django.contrib.auth.models import AbstractUser
class User(AbstractUser):
    c = models.IntegerField()
`
  const fields = await fieldsOf(models)
  expect(fields.slice(0, 5)).toEqual(['id', 'password', 'last_login', 'is_superuser', 'username'])
  expect(fields.slice(-3)).toEqual(['c', 'groups', 'user_permissions'])
})
