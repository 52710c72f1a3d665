import { drifts, id, type Case } from './drift-case.ts'

// Historical models of django-simple-history: what differs, and where they stay open.

const book = `migrations.CreateModel('Book', [${id}, ('title', models.CharField(max_length=9, unique=True))])`

/** The historical model of a book, with what else is copied. */
const history = (copies = '', name = 'HistoricalBook') => `migrations.CreateModel('${name}', [
            ('id', models.IntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
            ('title', models.CharField(db_index=True, max_length=9)),
            ${copies}
            ('history_id', models.AutoField(primary_key=True, serialize=False)),
            ('history_date', models.DateTimeField(db_index=True)),
            ('history_change_reason', models.CharField(max_length=100, null=True)),
            ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ('history_user', models.ForeignKey(null=True, on_delete=models.SET_NULL, related_name='+', to='auth.User')),
        ], options={
            'verbose_name': 'historical book',
            'verbose_name_plural': 'historical books',
            'ordering': ('-history_date', '-history_id'),
            'get_latest_by': ('history_date', 'history_id'),
        })`

const models = (records: string, fields = '', before = '') => `
from simple_history import register
from simple_history.models import HistoricalRecords
${before}
class Book(models.Model):
    title = models.CharField(max_length=9, unique=True)
    ${fields}
    history = ${records}
`

const settings = "INSTALLED_APPS = ['shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n"

const recordsWith = (method: string) => `class Records(HistoricalRecords):
    def ${method}(self, *args, **kwargs):
        return super().${method}(*args, **kwargs)
`

const both = `${book}, ${history()}`

/** The same as it was made before 3.1. */
const before = both
  .replace('DateTimeField(db_index=True)', 'DateTimeField()')
  .replace("'verbose_name_plural': 'historical books',", '')
  .replace("('history_date', 'history_id')", "'history_date'")

const cases: readonly Case[] = [
  {
    about: 'a history is what the migrations say',
    models: models('HistoricalRecords()'),
    operations: both,
    differences: [],
    undecided: [],
  },
  {
    about: 'a field is copied',
    models: models('HistoricalRecords()', 'pages = models.IntegerField(unique=True)'),
    operations: both,
    differences: ['AddField shop.Book.pages', 'AddField shop.HistoricalBook.pages'],
    undecided: [],
  },
  {
    about: 'a history is begun',
    models: models('HistoricalRecords()'),
    operations: book,
    differences: ['CreateModel shop.HistoricalBook'],
    undecided: [],
  },
  {
    about: 'a history is given up',
    models: models('None'),
    operations: both,
    differences: ['DeleteModel shop.HistoricalBook'],
    undecided: [],
  },
  {
    about: 'a model is registered',
    models: `${models('None')}register(Book, excluded_fields=['title'])`,
    operations: both,
    differences: ['RemoveField shop.HistoricalBook.title'],
    undecided: [],
  },
  {
    about: 'a method that runs when rows are saved changes no model',
    models: models('Records()', '', recordsWith('post_save')),
    operations: both,
    differences: [],
    undecided: [],
  },
  {
    about: 'a method that makes the model is not followed',
    models: models('Records()', '', recordsWith('create_history_model')),
    operations: `${book}, ${history("('more', models.IntegerField()),")}`,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'a method that passes the model on changes nothing',
    models: models(
      'Records()',
      '',
      `class Records(HistoricalRecords):
    def create_history_model(self, model, inherited):
        made = super().create_history_model(model, inherited)
        made.__module__ = model.__module__
        return made
`,
    ),
    operations: both,
    differences: [],
    undecided: [],
  },
  {
    about: 'what a method does to the model that it passes on is not followed',
    models: models(
      'Records()',
      '',
      `class Records(HistoricalRecords):
    def create_history_model(self, model, inherited):
        made = super().create_history_model(model, inherited)
        made.title = model.title
        return made
`,
    ),
    operations: `${book}, ${history("('more', models.IntegerField()),")}`,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'a model may be registered where models are not loaded',
    models: models('None'),
    files: {
      'shop/apps.py': `from django.apps import AppConfig

class Shop(AppConfig):
    name = 'shop'

    def ready(self):
        from shop.models import Book
        from simple_history import register
        register(Book)
`,
    },
    operations: both.replace(
      '], options=',
      '], bases=(simple_history.models.HistoricalChanges, models.Model), options=',
    ),
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'a history that a made model is given is none',
    models: `${models('None')}Book.add_to_class('log', HistoricalRecords())`,
    operations: both,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'a field that adds others may be copied otherwise',
    models: models(
      'HistoricalRecords()',
      'text = MarkupField()',
      'from markupfield.fields import MarkupField',
    ),
    operations: `${book}, ${history()}, migrations.AddField('Book', 'text', markupfield.fields.MarkupField(rendered_field=True)),
      migrations.AddField('Book', '_text_rendered', models.TextField(editable=False)),
      migrations.AddField('Book', 'text_markup_type', models.CharField(choices=[('', '--')], default=None, max_length=30))`,
    differences: [],
    undecided: [
      'shop.Book.text_markup_type',
      'shop.HistoricalBook._text_rendered',
      'shop.HistoricalBook.text',
      'shop.HistoricalBook.text_markup_type',
    ],
  },
  {
    about: 'a name that a function makes is not known',
    models: models("HistoricalRecords(custom_model_name=lambda name: f'{name}Log')"),
    operations: `${book}, ${history('', 'BookLog')}`,
    differences: [],
    undecided: ['shop.booklog'],
  },
  {
    about: 'keywords that it does not take are not followed',
    models: models("HistoricalRecords(fields=['id'])"),
    operations: both,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'histories of relations are not followed',
    models: models("HistoricalRecords(m2m_fields=['readers'])"),
    operations: both,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'fields that are left out may not be known',
    models: models('HistoricalRecords(excluded_fields=names())', '', 'from elsewhere import names'),
    operations: both,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'the copy of a field of a class that is not known is not known',
    models: models('HistoricalRecords()', 'cover = CoverField()', 'from covers import CoverField'),
    operations: `${book}, ${history()}, migrations.AddField('Book', 'cover', models.TextField())`,
    differences: [],
    undecided: [
      'shop.Book',
      'shop.Book.cover',
      'shop.HistoricalBook.cover',
      'shop.HistoricalBook.verbose_name',
      'shop.HistoricalBook.verbose_name_plural',
    ],
  },
  {
    about: 'a setting that cannot be read leaves the model open',
    models: models('HistoricalRecords()'),
    files: { 'settings.py': `${settings}import more\nSIMPLE_HISTORY_DATE_INDEX = more.INDEX\n` },
    operations: `${book}, ${history("('more', models.IntegerField()),")}`,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'a setting that is set elsewhere leaves the model open',
    models: models('HistoricalRecords()'),
    files: { 'local.py': 'SIMPLE_HISTORY_HISTORY_ID_USE_UUID = True\n' },
    operations: `${book}, ${history("('more', models.IntegerField()),")}`,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
  {
    about: 'migrations that another release made are not proven wrong',
    models: models('HistoricalRecords()'),
    operations: before,
    differences: [],
    undecided: [
      'shop.HistoricalBook.get_latest_by',
      'shop.HistoricalBook.history_date',
      'shop.HistoricalBook.verbose_name_plural',
    ],
  },
  {
    about: 'migrations that another release made are wrong where the release is known',
    models: models('HistoricalRecords()'),
    files: { 'requirements.txt': 'django-simple-history==3.5.0\n' },
    operations: before,
    differences: [
      'AlterModelOptions shop.HistoricalBook get_latest_by verbose_name_plural',
      'AlterField shop.HistoricalBook.history_date db_index',
    ],
    undecided: [],
  },
  {
    about: 'releases that are not described are not known',
    models: models('HistoricalRecords()'),
    files: { 'requirements.txt': 'django-simple-history==9.0\n' },
    operations: `${book}, ${history("('more', models.IntegerField()),")}`,
    differences: [],
    undecided: ['shop.historicalbook'],
  },
]

drifts(cases)
