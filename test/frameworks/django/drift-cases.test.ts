import { drifts, id, type Case } from './drift-case.ts'

/** The columns of a tree of django-mptt. */
const tree = `
            ('lft', models.PositiveIntegerField(editable=False)),
            ('rght', models.PositiveIntegerField(editable=False)),
            ('tree_id', models.PositiveIntegerField(db_index=True, editable=False)),
            ('level', models.PositiveIntegerField(editable=False)),
        `

const cases: readonly Case[] = [
  {
    about: 'in which order a set gives what a condition asks for',
    models: `class Change(models.Model):
    action = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=['action'], condition=models.Q(action__in={1, 2}), name='of_addons')]
`,
    operations: `migrations.CreateModel('Change', [${id}, ('action', models.IntegerField())]),
        migrations.AddIndex('Change', models.Index(fields=['action'], condition=models.Q(('action__in', [1, 2])), name='of_addons'))`,
    differences: [],
    undecided: ['shop.Change.of_addons'],
  },
  {
    about: 'a class that a call makes in a file',
    models: `class AbstractForum(models.Model):
    class Meta:
        abstract = True

def made(base):
    return type(base.__name__[len('Abstract'):], (base,), {'__module__': __name__})

Forum = made(AbstractForum)
`,
    operations: `migrations.CreateModel('Forum', [${id}])`,
    differences: [],
    undecided: ['shop.forum'],
  },
  {
    about: 'a model may be made where nobody looks',
    models: `class Maker:
    class Note(models.Model):
        pass
`,
    operations: `migrations.CreateModel('Note', [${id}])`,
    differences: [],
    undecided: ['shop.note'],
  },
  {
    about: 'a model is made by a function that is called',
    models: `def make():
    class Note(models.Model):
        pass
    return Note

made = make()
`,
    operations: `migrations.CreateModel('Note', [${id}])`,
    differences: [],
    undecided: [],
  },
  {
    about: "a Meta below that of a parent with a table of its own inherits what the parent's own bases say",
    models: `class Base(models.Model):
    class Meta:
        abstract = True
        verbose_name = 'base'

class Note(Base):
    class Meta(Base.Meta):
        verbose_name = 'note'

class Letter(Note):
    class Meta(Note.Meta):
        verbose_name_plural = 'letters'
`,
    operations: `migrations.CreateModel('Note', [${id}], {'verbose_name': 'note'}),
        migrations.CreateModel('Letter', [
            ('note_ptr', models.OneToOneField(auto_created=True, on_delete=models.CASCADE, parent_link=True, primary_key=True, serialize=False, to='shop.note')),
        ], {'verbose_name': 'base', 'verbose_name_plural': 'letters'}, bases=('shop.note',))`,
    differences: [],
    undecided: [],
  },
  {
    about: "a field's companion takes arguments of the field",
    models: `from markupfield.fields import MarkupField

class Note(models.Model):
    text = MarkupField(default='', null=True)
    more = MarkupField()
`,
    operations: `migrations.CreateModel('Note', [${id},
            ('text', markupfield.fields.MarkupField(default='', null=True, rendered_field=True)),
            ('_text_rendered', models.TextField(default='', editable=False)),
            ('more', markupfield.fields.MarkupField(rendered_field=True)),
            ('_more_rendered', models.TextField(editable=False)),
        ])`,
    differences: [
      'AddField shop.Note.more_markup_type',
      'AddField shop.Note.text_markup_type',
      'AlterField shop.Note._text_rendered null',
    ],
    undecided: [],
  },
  {
    about: 'an index that a metaclass adds comes into migrations only beside indexes of Meta',
    models: `from mptt.models import MPTTModel

class Bare(MPTTModel):
    pass

class Indexed(MPTTModel):
    class Meta:
        indexes = [models.Index(fields=['level'], name='by_level')]
`,
    operations: `migrations.CreateModel('Bare', [${id},${tree}]),
        migrations.CreateModel('Indexed', [${id},${tree}], {'indexes': [models.Index(fields=['level'], name='by_level')]})`,
    differences: [],
    undecided: ['shop.Indexed.indexes'],
  },
  {
    about: 'a relation through a model names it, and the model that this one leads to',
    models: `from taggit.managers import TaggableManager
from taggit.models import GenericTaggedItemBase, TagBase

class Topic(models.Model):
    pass

class Tagged(GenericTaggedItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE)

class Note(models.Model):
    tags = TaggableManager(blank=True, through=Tagged)
    topics = TaggableManager(through=Tagged)
    written = TaggableManager(through='shop.Tagged')
`,
    operations: `migrations.CreateModel('Topic', [${id}]),
        migrations.CreateModel('Tagged', [${id},
            ('object_id', models.IntegerField(db_index=True, verbose_name='object ID')),
            ('content_type', models.ForeignKey(on_delete=models.CASCADE, related_name='%(app_label)s_%(class)s_tagged_items', to='contenttypes.contenttype', verbose_name='content type')),
            ('tag', models.ForeignKey(on_delete=models.CASCADE, to='shop.topic')),
        ], {'abstract': False}),
        migrations.CreateModel('Note', [${id},
            ('tags', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='shop.Tagged', to='shop.Topic', verbose_name='Tags')),
            ('topics', taggit.managers.TaggableManager(help_text='A comma-separated list of tags.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='Tags')),
            ('written', taggit.managers.TaggableManager(help_text='A comma-separated list of tags.', through='shop.Tagged', to='shop.Topic', verbose_name='Tags')),
        ])`,
    differences: [],
    undecided: ['shop.Note.topics', 'shop.Note.written'],
  },
  {
    about: 'an attribute of an unknown class may set options of the model',
    models: `from lib import Group

class Napping(Group):
    minutes = 3

class Sleep(models.Model):
    settings = Napping('Naps')
`,
    operations: `migrations.CreateModel('Sleep', [${id}], {'permissions': [('may_edit', 'May edit')]})`,
    differences: [],
    undecided: ['shop.Sleep', 'shop.Sleep.permissions', 'shop.Sleep.settings'],
  },
  {
    about: 'a relation to a class of a library may lead to the model that the migrations name',
    models: `from stream.models import Action

class Note(models.Model):
    action = models.ForeignKey(Action, models.CASCADE)
`,
    operations: `migrations.CreateModel('Note', [${id}, ('action', models.ForeignKey(to='stream.action', on_delete=models.CASCADE))])`,
    differences: [],
    undecided: ['shop.Note.action'],
  },
  {
    about: 'a lazy object may be equal to what it stands for',
    models: `from django.core.validators import RegexValidator
from django.utils.functional import SimpleLazyObject

class Note(models.Model):
    name = models.CharField(max_length=9, validators=[RegexValidator(SimpleLazyObject(make))])
`,
    operations: `migrations.CreateModel('Note', [${id}, ('name', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^a')]))])`,
    differences: [],
    undecided: ['shop.Note.name'],
  },
  {
    about: 'an abstract model that code may have changed is abstract all the same',
    models: `from lib import register

class Node(models.Model):
    class Meta:
        abstract = True

register(Node)

class Page(Node):
    pass
`,
    operations: `migrations.CreateModel('Page', [${id}])`,
    differences: [],
    undecided: [],
  },
  {
    about: 'a base that is not known may name the base manager',
    models: `from lib import Shape

class Circle(Shape):
    size = models.IntegerField()
`,
    operations: `migrations.CreateModel('Circle', [${id}, ('size', models.IntegerField())], {'base_manager_name': 'objects'})`,
    differences: [],
    undecided: ['shop.Circle', 'shop.Circle.base_manager_name', 'shop.Circle.id', 'shop.Circle.indexes'],
  },
  {
    about: 'what an attribute contributes to its model may be an option',
    models: `class Group:
    def contribute_to_class(self, cls, name):
        cls._meta.permissions = [('may_edit', 'May edit')]

class Sleep(models.Model):
    settings = Group()
`,
    operations: `migrations.CreateModel('Sleep', [${id}], {'permissions': [('may_edit', 'May edit')]})`,
    differences: [],
    undecided: [],
  },
  {
    about: 'a field of a library is one where its source is read, too',
    models: `from taggit.managers import TaggableManager

class Note(models.Model):
    tags = TaggableManager()
    words = TaggableManager()
`,
    operations: `migrations.CreateModel('Note', [${id}, ('tags', taggit.managers.TaggableManager('A comma-separated list of tags.', 'taggit.TaggedItem', to='taggit.Tag', verbose_name='Tags'))])`,
    installed: {
      'taggit/__init__.py': '',
      'taggit/managers.py': `from django.db.models.fields.related import RelatedField

class TaggableManager(RelatedField):
    pass
`,
    },
    differences: ['AddField shop.Note.words'],
    undecided: ['shop.Note.tags'],
  },
  {
    about: 'the link to a parent that is not known may be the primary key',
    models: `from lib import parent

class Page(models.Model):
    pass

class Front(parent(Page), models.Model):
    page_ptr = models.OneToOneField('shop.Page', models.CASCADE, parent_link=True)
`,
    operations: `migrations.CreateModel('Page', [${id}]), migrations.CreateModel('Front', [('page_ptr', models.OneToOneField(parent_link=True, primary_key=True, serialize=False, to='shop.page', on_delete=models.CASCADE))])`,
    differences: [],
    undecided: [
      ...['shop.Front', 'shop.Front.base_manager_name', 'shop.Front.id', 'shop.Front.indexes'],
      'shop.Front.page_ptr',
    ],
  },
  {
    about: 'a mark that is set on a field changes nothing, and an argument that is set does',
    models: `class Note(models.Model):
    title = models.CharField(max_length=9)
    title.required_on_save = True
    text = models.TextField()
    text.blank = True
`,
    operations: `migrations.CreateModel('Note', [${id}, ('title', models.CharField(max_length=8)), ('text', models.TextField(blank=True))])`,
    differences: ['AlterField shop.Note.title max_length'],
    undecided: ['shop.Note', 'shop.Note.text'],
  },
  {
    about: 'a class below what a condition decides may be a model, without a field of its own',
    models: `import swap

class Page(models.Model):
    pass

Base = Page if swap.ped() else object

class Front(Base):
    pass
`,
    operations: `migrations.CreateModel('Page', [${id}])`,
    differences: [],
    undecided: ['shop.front'],
  },
  {
    about: 'a class that is called by way of partial is called with its keywords',
    models: `from functools import partial

Short = partial(models.CharField, max_length=9)

class Note(models.Model):
    title = Short()
    text = Short(max_length=20)
`,
    operations: `migrations.CreateModel('Note', [${id}, ('title', models.CharField(max_length=8)), ('text', models.CharField(max_length=20))])`,
    differences: ['AlterField shop.Note.title max_length'],
    undecided: [],
  },
  {
    about: 'a model of an app that is not installed may be abstract',
    models: `from rest_framework.authtoken.models import Token

class Secret(Token):
    name = models.CharField(max_length=9)
`,
    operations: `migrations.CreateModel('Secret', [('key', models.CharField(max_length=40, primary_key=True, serialize=False)), ('name', models.CharField(max_length=9))])`,
    differences: [],
    undecided: ['shop.Secret', 'shop.Secret.base_manager_name', 'shop.Secret.id', 'shop.Secret.indexes'],
  },
  {
    about: 'a metaclass may give a model options',
    models: `class Permitting(type(models.Model)):
    def __init__(cls, name, bases, attrs):
        cls._meta.permissions = [('may_edit', 'May edit')]

class Page(models.Model, metaclass=Permitting):
    class Meta:
        verbose_name = 'leaf'
`,
    operations: `migrations.CreateModel('Page', [${id}], {'verbose_name': 'leaf', 'permissions': [('may_edit', 'May edit')]})`,
    differences: [],
    undecided: [],
  },
  {
    about: 'a decorator of a library may make a model of a class that is none',
    models: `from keys import Hierarchy

hierarchy = Hierarchy()

@hierarchy.add()
class Globals:
    pass

hierarchy.add_default('a', 'b')
`,
    operations: `migrations.CreateModel('Globals_Store', [${id}])`,
    installed: {
      'keys.py': `class Hierarchy:
    def add(self):
        def wrapper(wrapped):
            return wrapped
        return wrapper
`,
    },
    differences: [],
    undecided: ['shop.globals_store'],
  },
  ...[
    ['of Python makes no model', 'dataclasses.dataclass', ['DeleteModel shop.NoteRow'], []],
    ['of a library may make a model', 'rows.rowed', [], ['shop.noterow']],
  ].map(([about, decorator, differences, undecided]) => ({
    about: `a decorator ${about as string}`,
    models: `import dataclasses, rows

@${decorator as string}
class Note:
    text: str
`,
    operations: `migrations.CreateModel('NoteRow', [${id}])`,
    differences: differences as string[],
    undecided: undecided as string[],
  })),
  {
    about: 'an app inside of another one is one where the settings install it',
    models: `class Note(models.Model):
    pass
`,
    operations: `migrations.CreateModel('Note', [${id}])`,
    files: {
      'settings.py':
        "INSTALLED_APPS = ['shop.early', 'shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n",
      'shop/early/__init__.py': '',
      'shop/early/models.py': 'from shop.models import Note\n\nclass Early(Note):\n    pass\n',
    },
    differences: [],
    undecided: [],
  },
  {
    about: 'settings that do not install an app do not tell the class of its keys',
    models: `class Note(models.Model):
    pass
`,
    operations: `migrations.CreateModel('Note', [${id}])`,
    files: {
      'settings.py': "INSTALLED_APPS = ['blog']\nDEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n",
    },
    differences: [],
    undecided: ['shop.Note.id'],
  },
]

drifts(cases)
