import { drifts, id, type Case } from './drift-case.ts'

const cases: readonly Case[] = [
  {
    about: 'a field that is made of what another one deconstructs to',
    models: `status = models.CharField(max_length=9, null=False, default='new')
key = models.ForeignKey('shop.Note', models.CASCADE)

def status_field(**kwargs):
    field = models.CharField(**{**status.deconstruct()[3], **kwargs})
    field._is_state = True
    return field

def unique_field():
    field = models.CharField(**status.deconstruct()[3])
    field._unique = True
    return field

class Note(models.Model):
    status = status_field(default='old')
    other = unique_field()
    parent = models.ForeignKey(**key.deconstruct()[3])
    base = models.CharField(**models.Field.deconstruct(status)[3])
`,
    operations: `migrations.CreateModel('Note', [${id},
        ('status', models.CharField(max_length=8, default='old')),
        ('other', models.CharField(max_length=9, default='new')),
        ('parent', models.ForeignKey('shop.Note', models.CASCADE)),
        ('base', models.CharField(max_length=9))])`,
    differences: ['AlterField shop.Note.status max_length'],
    undecided: ['shop.Note', 'shop.Note.base', 'shop.Note.other', 'shop.Note.parent'],
  },
  {
    about: 'an attribute that is surely data is no field',
    models: `from django.conf import settings
import known

class Note(models.Model):
    KEYS = set(known.KEYS).difference(settings.KEYS)
    NAME = 'name' if known.IS_NAMED else 'email'
    FIRST = dict(known.FIELDS).get('first')
    SECOND = known.make() if known.IS_NAMED else 'email'
`,
    operations: `migrations.CreateModel('Note', [${id}])`,
    differences: [],
    undecided: ['shop.Note', 'shop.Note.FIRST', 'shop.Note.SECOND'],
  },
  {
    about: 'what stands in brackets behind the class of a field is for types alone',
    models: `class PriceField(models.DecimalField):
    pass

class OddField(models.IntegerField):
    def __class_getitem__(cls, item):
        return item

class Note(models.Model):
    tags = models.JSONField[list[str] | None](default=list)
    price = PriceField[int, int](max_digits=5, decimal_places=2)
    odd = OddField[int](default=1)
`,
    operations: `migrations.CreateModel('Note', [${id},
        ('tags', models.JSONField(default=dict)),
        ('price', models.DecimalField(max_digits=5, decimal_places=2)),
        ('odd', models.IntegerField(default=1))])`,
    differences: ['AlterField shop.Note.price class', 'AlterField shop.Note.tags default'],
    undecided: ['shop.Note', 'shop.Note.odd'],
  },
  {
    about: 'a key says that it may lead to a model that is swapped',
    models: `class Note(models.Model):
    about = models.ForeignKey('shop.Note', models.CASCADE, swappable=True)
    of = models.OneToOneField('shop.Note', models.CASCADE, swappable=False, null=True)
`,
    operations: `migrations.CreateModel('Note', [${id},
        ('about', models.ForeignKey('shop.Note', models.CASCADE)),
        ('of', models.OneToOneField('shop.Note', models.CASCADE))])`,
    differences: ['AlterField shop.Note.of null'],
    undecided: [],
  },
]

drifts(cases)
