import { drifts, id, type Case } from '../drift-case.ts'

const name = "('name', models.CharField(max_length=9))"

/** What a metaclass of the project or of a library does to its models. */
const cases: readonly Case[] = [
  {
    about: 'a metaclass that registers its models leaves them as they are',
    models: `from django.db.models.base import ModelBase

known = {}

class Registering(ModelBase):
    def __new__(cls, name, bases, attrs, **kwargs):
        made = super().__new__(cls, name, bases, attrs, **kwargs)
        known[name] = made
        made.kind = name.lower()
        return made

class Page(models.Model, metaclass=Registering):
    name = models.CharField(max_length=9)
`,
    operations: `migrations.CreateModel('Page', [${id}])`,
    differences: ['AddField shop.Page.name'],
    undecided: [],
  },
  {
    about: 'a metaclass adds a field to what stands in the class body',
    models: `from django.db.models.base import ModelBase

class Naming(ModelBase):
    def __new__(mcs, name, bases, attrs):
        meta = attrs.get('Meta')
        if not getattr(meta, 'abstract', False) and 'name' not in attrs:
            attrs['name'] = models.CharField(max_length=9)
        return super().__new__(mcs, name, bases, attrs)

class Base(models.Model, metaclass=Naming):
    class Meta:
        abstract = True

class Page(Base):
    pass

class Leaf(Base):
    name = models.CharField(max_length=5)
`,
    operations: `migrations.CreateModel('Page', [${id}, ${name}]), migrations.CreateModel('Leaf', [${id}, ${name}])`,
    differences: ['AlterField shop.Leaf.name max_length'],
    undecided: [],
  },
  {
    about: 'a metaclass takes a field out of the class body',
    models: `from django.db.models.base import ModelBase

class Dropping(ModelBase):
    def __new__(mcs, name, bases, attrs):
        make = super().__new__
        attrs.pop('draft', None)
        return make(mcs, name, bases, attrs)

class Page(models.Model, metaclass=Dropping):
    draft = models.CharField(max_length=9)
`,
    operations: `migrations.CreateModel('Page', [${id}])`,
    differences: [],
    undecided: [],
  },
  {
    about: 'a field that is set on a model once it is made is none of its fields',
    models: `from django.db.models.base import ModelBase

class Late(ModelBase):
    def __init__(cls, name, bases, attrs):
        super().__init__(name, bases, attrs)
        cls.late = models.CharField(max_length=9)
        cls.add_to_class('added', models.CharField(max_length=9))

class Page(models.Model, metaclass=Late):
    pass
`,
    operations: `migrations.CreateModel('Page', [${id}])`,
    differences: ['AddField shop.Page.added'],
    undecided: [],
  },
  {
    about: 'a metaclass makes the Meta of a model',
    models: `from django.db.models.base import ModelBase

class Labels:
    verbose_name = 'leaf'

class Labelling(ModelBase):
    def __new__(mcs, name, bases, dct, **kwargs):
        is_abstract = getattr(dct.get('Meta'), 'abstract', False)
        if not is_abstract and not any(
            isinstance(base, ModelBase) and not base._meta.abstract for base in bases
        ):
            dct['Meta'] = type('Meta', (Labels,), {})
        return super().__new__(mcs, name, bases, dct, **kwargs)

class Base(models.Model, metaclass=Labelling):
    class Meta:
        abstract = True

class Page(Base):
    pass

class Under(Page):
    pass
`,
    operations: `migrations.CreateModel('Page', [${id}]), migrations.CreateModel('Under', [('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='shop.page'))], bases=('shop.page',))`,
    differences: ['AlterModelOptions shop.Page verbose_name'],
    undecided: [],
  },
  {
    about: 'what a metaclass does by code that is not there is not known',
    models: `from django.db.models.base import ModelBase
from lib import extend

class Extending(ModelBase):
    def __new__(mcs, name, bases, attrs):
        made = super().__new__(mcs, name, bases, attrs)
        extend(made)
        return made

class Page(models.Model, metaclass=Extending):
    pass
`,
    operations: `migrations.CreateModel('Page', [${id}, ${name}])`,
    differences: [],
    undecided: [
      ...['shop.Page', 'shop.Page.base_manager_name', 'shop.Page.id', 'shop.Page.indexes', 'shop.Page.name'],
    ],
  },
  {
    about: 'a metaclass may change a field by way of the options',
    models: `from django.db.models.base import ModelBase

class Changing(ModelBase):
    def __new__(mcs, name, bases, attrs):
        made = super().__new__(mcs, name, bases, attrs)
        for field in made._meta.fields:
            field.null = True
        return made

class Page(models.Model, metaclass=Changing):
    name = models.CharField(max_length=9)
`,
    operations: `migrations.CreateModel('Page', [${id}, ('name', models.CharField(max_length=9, null=True))])`,
    differences: [],
    undecided: [
      ...['shop.Page', 'shop.Page.base_manager_name', 'shop.Page.id', 'shop.Page.indexes', 'shop.Page.name'],
    ],
  },
  {
    about: 'a metaclass of an installed library reads options of its own out of Meta',
    models: `from rules.models import Ruled

class Page(Ruled):
    name = models.CharField(max_length=9)

    class Meta:
        rules = {'view': 'everybody'}
        verbose_name = 'leaf'
`,
    operations: `migrations.CreateModel('Page', [${id}, ${name}])`,
    installed: {
      'rules/__init__.py': '',
      'rules/models.py': `from django.db import models
from django.db.models.base import ModelBase

permissions = {}

class RuledMixin:
    def __new__(cls, name, bases, attrs, **kwargs):
        meta = attrs.get('Meta')
        if hasattr(meta, 'rules'):
            rules = meta.rules
            del meta.rules
            if not isinstance(rules, dict):
                raise ValueError('no dict')
            rules = rules.copy()
        else:
            rules = {}
        made = super().__new__(cls, name, bases, attrs, **kwargs)
        made._meta.rules = rules
        made.prepared(rules)
        for kind, rule in rules.items():
            permissions[made.named(kind)] = rule
        return made

class RuledBase(RuledMixin, ModelBase):
    pass

class Ruled(models.Model, metaclass=RuledBase):
    class Meta:
        abstract = True

    @classmethod
    def named(cls, kind):
        return '%s.%s' % (cls._meta.app_label, kind)

    @classmethod
    def prepared(cls, rules):
        pass
`,
    },
    differences: ['AlterModelOptions shop.Page verbose_name'],
    undecided: [],
  },
]

drifts(cases)
