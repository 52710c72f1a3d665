import { drifts, id, type Case } from '../drift-case.ts'

const name = "('name', models.CharField(max_length=9))"

/** What an attribute does to its model by a `contribute_to_class` of its own. */
const cases: readonly Case[] = [
  {
    about: 'an attribute that is no column leaves the fields as they are',
    models: `from django.db.models import signals

class Money:
    editable = False

    def __init__(self, amount='amount'):
        self.amount = amount

    def contribute_to_class(self, cls, name, **kwargs):
        self.name = name
        self.model = cls
        cls._meta.add_field(self, private=True)
        signals.post_init.connect(self.fill, sender=cls)
        setattr(cls, name, self)

    def fill(self, instance, **kwargs):
        pass

class Order(models.Model):
    amount = models.IntegerField()
    total = Money()
`,
    operations: `migrations.CreateModel('Order', [${id}])`,
    differences: ['AddField shop.Order.amount'],
    undecided: [],
  },
  {
    about: 'an attribute adds a field to its model',
    models: `class Named:
    def contribute_to_class(self, cls, name):
        if not cls._meta.abstract:
            cls.add_to_class(name + '_text', models.CharField(max_length=5))

class Order(models.Model):
    title = Named()
`,
    operations: `migrations.CreateModel('Order', [${id}, ('title_text', models.CharField(max_length=9))])`,
    differences: ['AlterField shop.Order.title_text max_length'],
    undecided: [],
  },
  {
    about: 'a field of the project adds another one beside itself',
    models: `class Rendered(models.TextField):
    def contribute_to_class(self, cls, name):
        models.TextField(editable=False).contribute_to_class(cls, name + '_html')
        super().contribute_to_class(cls, name)

class Order(models.Model):
    text = Rendered()
`,
    operations: `migrations.CreateModel('Order', [${id}])`,
    differences: ['AddField shop.Order.text', 'AddField shop.Order.text_html'],
    undecided: [],
  },
  {
    about: 'an attribute that hands its model to code that is not there may add fields',
    models: `from lib import register

class Named:
    def contribute_to_class(self, cls, name):
        register(cls)

class Order(models.Model):
    title = Named()
`,
    operations: `migrations.CreateModel('Order', [${id}, ('title_text', models.CharField(max_length=9))])`,
    differences: [],
    undecided: ['shop.Order', 'shop.Order.title_text'],
  },
  {
    about: 'an attribute may add fields where a condition is not known',
    models: `from lib import wanted

class Named:
    def contribute_to_class(self, cls, name):
        if wanted():
            cls.add_to_class(name + '_text', models.CharField(max_length=9))

class Order(models.Model):
    title = Named()
`,
    operations: `migrations.CreateModel('Order', [${id}, ('title_text', models.CharField(max_length=9))])`,
    differences: [],
    undecided: ['shop.Order', 'shop.Order.title_text'],
  },
  {
    about: 'what an attribute adds may be a field of a class that is not there',
    models: `from lib import TextColumn

class Named:
    def contribute_to_class(self, cls, name):
        cls.add_to_class(name + '_text', TextColumn())

class Order(models.Model):
    title = Named()
`,
    operations: `migrations.CreateModel('Order', [${id}, ('title_text', models.CharField(max_length=9))])`,
    differences: [],
    undecided: ['shop.Order', 'shop.Order.title_text'],
  },
  {
    about: 'an attribute may make another model',
    models: `class History:
    def contribute_to_class(self, cls, name):
        self.made = type('Historical' + cls.__name__, (models.Model,), {'__module__': cls.__module__})

class Order(models.Model):
    history = History()
`,
    operations: `migrations.CreateModel('Order', [${id}]), migrations.CreateModel('HistoricalOrder', [${id}, ${name}])`,
    differences: [],
    undecided: ['shop.Order', 'shop.historicalorder'],
  },
]

drifts(cases)
