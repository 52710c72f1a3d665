import { drifts, id, type Case } from './drift-case.ts'

const sized = (size: string) => `from django.conf import settings

class Note(models.Model):
    title = models.CharField(max_length=${size})
`

const title = (size: number) =>
  `migrations.CreateModel('Note', [${id}, ('title', models.CharField(max_length=${size}))])`

const installing = (more: string, first = '') => ({
  'settings.py': `${first}INSTALLED_APPS = ['shop', 'stock.apps.StockConfig']
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
${more}`,
})

const asking = `from django.apps import apps

class Note(models.Model):
    if apps.is_installed('stock'):
        amount = models.IntegerField()
    if apps.is_installed('blog'):
        text = models.TextField()
`

const cases: readonly Case[] = [
  ...[
    ['leads to the model that the setting must name then', "'auth.User'", []],
    ['leads to a model that the setting may name', "'shop.User'", ['shop.Note.by']],
  ].map(([about, model, undecided]) => ({
    about: `settings that are not all read: a key ${about as string}`,
    models: `class User(models.Model):
    pass

class Note(models.Model):
    by = models.ForeignKey(${model as string}, models.CASCADE)
`,
    operations: `migrations.CreateModel('User', [${id}]),
        migrations.CreateModel('Note', [${id},
            ('by', models.ForeignKey(django.conf.settings.AUTH_USER_MODEL, models.CASCADE))])`,
    files: installing('from .local import *\n'),
    differences: [],
    undecided: undecided as string[],
  })),
  {
    about: 'a setting that nothing sets has the fallback',
    models: sized("getattr(settings, 'SHOP_TITLE', 40)"),
    operations: title(50),
    differences: ['AlterField shop.Note.title max_length'],
    undecided: [],
  },
  {
    about: 'a setting that is set',
    models: sized("getattr(settings, 'SHOP_TITLE', 40)"),
    operations: title(50),
    files: installing('SHOP_TITLE = 50\n'),
    differences: [],
    undecided: [],
  },
  {
    about: 'settings that other code may set',
    models: sized("getattr(settings, 'SHOP_TITLE', 40)"),
    operations: title(50),
    files: installing('load(__name__)\n', 'from loader import load\n'),
    differences: [],
    undecided: ['shop.Note.title'],
  },
  {
    about: 'settings of which a part is not in the repository',
    models: sized("getattr(settings, 'SHOP_TITLE', 40)"),
    operations: title(50),
    files: installing('', 'from of_the_server import *\n'),
    differences: [],
    undecided: ['shop.Note.title'],
  },
  {
    about: "what Django's own settings are where nothing sets them",
    models: `from django.conf import settings

class Note(models.Model):
    language = models.CharField(max_length=10, choices=settings.LANGUAGES[:2], default=settings.LANGUAGE_CODE)
`,
    operations: `migrations.CreateModel('Note', [${id},
        ('language', models.CharField(choices=[('af', 'Afrikaans'), ('ar', 'Arabic')], default='en', max_length=10))])`,
    differences: ['AlterField shop.Note.language default'],
    undecided: [],
  },
  {
    about: 'which apps are installed',
    models: asking,
    operations: `migrations.CreateModel('Note', [${id}, ('text', models.TextField())])`,
    files: { ...installing(''), 'stock/__init__.py': '' },
    differences: ['RemoveField shop.Note.text', 'AddField shop.Note.amount'],
    undecided: [],
  },
  {
    about: 'a key that a setting asks of the configuration of an app',
    models: 'class Note(models.Model):\n    pass\n',
    operations: `migrations.CreateModel('Note', [${id}])`,
    files: {
      'shop/apps.py': `from django.apps import AppConfig
from django.conf import settings

class ShopConfig(AppConfig):
    name = 'shop'
    default_auto_field = getattr(settings, 'SHOP_KEY', None) or 'django.db.models.BigAutoField'
`,
    },
    differences: ['AlterField shop.Note.id class'],
    undecided: [],
  },
  {
    about: 'a keyword that is given as what stands for it anyway',
    models: `from django_extensions.db.models import TimeStampedModel

class Note(TimeStampedModel):
    pass
`,
    operations: `migrations.CreateModel('Note', [${id},
        ('created', django_extensions.db.fields.CreationDateTimeField(auto_now_add=True, verbose_name='made')),
        ('modified', django_extensions.db.fields.ModificationDateTimeField(auto_now=True, verbose_name='modified')),
    ], options={'get_latest_by': 'modified', 'abstract': False})`,
    differences: ['AlterField shop.Note.created verbose_name'],
    undecided: [],
  },
]

drifts(cases)
