"""What Django makes of fields, indexes and constraints: source and what its writer gives, as JSON.

Usage: fields.py SEED COUNT. Every built-in field with systematic arguments, and COUNT with random ones. Prints
{"django": "5.2", "preamble": "...", "values": [...], "equal": {...}, "cases": [[kind, source, written], ...]};
what Django refuses is left out. Fields of django.contrib.postgres are there where psycopg2 is installed.
Recorded with seed 1 and 200 random fields in test/frameworks/django/fields/recorded.
"""

import json
import os
import random
import sys
import tempfile

import django
from django.conf import settings

PREAMBLE = '''
import datetime
import decimal
import enum
import functools
import re
import uuid
from datetime import timedelta
from decimal import Decimal
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import validators
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class Status(models.TextChoices):
    DRAFT = 'd', _('Draft')
    PUBLISHED = 'p'


class Level(models.IntegerChoices):
    LOW = 1
    HIGH = 2, 'Very high'


def default_value():
    return 'x'


def upload_path(instance, filename):
    return filename


def pairs():
    return [('a', 'A')]


OneToOne = models.OneToOneField
Deferred = models.Deferrable.DEFERRED


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Method:
    def go(self):
        return 1

    @classmethod
    def make(cls):
        return 1


@deconstructible
class Own:
    def __init__(self, a):
        self.a = a


class Plain:
    def __init__(self, a):
        self.a = a


class Author(models.Model):
    slug = models.SlugField(unique=True)


class Tag(models.Model):
    pass


class Membership(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)
    other = models.ForeignKey(Tag, models.CASCADE)
'''

OWN = '''
class Shout(models.CharField):
    description = 'no constructor'


class Fixed(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs['max_length'] = 104
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs['max_length']
        return name, path, args, kwargs


class Hand(models.Field):
    def __init__(self, separator=',', *args, **kwargs):
        self.separator = separator
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.separator != ',':
            kwargs['separator'] = self.separator
        return name, path, args, kwargs


class Money(models.DecimalField):
    def __init__(self, verbose_name=None, name=None, max_digits=10, decimal_places=2, **kwargs):
        kwargs.setdefault('default', Decimal('0.0'))
        super().__init__(verbose_name, name, max_digits, decimal_places, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.max_digits == 10:
            kwargs.pop('max_digits', None)
        kwargs['extra'] = [1, 2]
        return name, 'django.db.models.DecimalField', args, {k: v for k, v in kwargs.items() if k != 'extra'}


class Stamped(models.DateTimeField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault('editable', False)
        kwargs.setdefault('default', timezone.now)
        super().__init__(*args, **kwargs)


class Owned(models.ForeignKey):
    def __init__(self, to=settings.AUTH_USER_MODEL, on_delete=models.CASCADE, **kwargs):
        kwargs['null'] = kwargs.get('null', True)
        super().__init__(to, on_delete, **kwargs)


class Mixin:
    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop('help_text', None)
        kwargs.pop('choices', None)
        return name, path, args, kwargs


class Mixed(Mixin, models.TextField):
    pass


class Deeper(Fixed):
    def __init__(self, *, loud=False, **kwargs):
        self.loud = loud
        super().__init__(**kwargs)
        self.help_text = 'LOUD' if self.loud else self.help_text

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.update({'loud': self.loud})
        return name, path, args, kwargs


class Key(models.UUIDField):
    def __init__(self, **kwargs):
        kwargs.update(primary_key=True, default=uuid.uuid4, editable=False)
        super().__init__(**kwargs)
'''

OWN_CASES = [
    'Shout(max_length=3)', 'Shout("x", max_length=3, choices=Status.choices)', 'Fixed()', 'Fixed("x", unique=True)',
    'Fixed(max_length=3)', 'Hand()', "Hand(';')", "Hand(',', 'x', null=True)", "Hand(separator='|', blank=True)", 'Money()',
    'Money(max_digits=5)', 'Money("price", None, 10, 4, default=1)', 'Stamped()', 'Stamped(editable=True)',
    'Stamped(auto_now=True)', 'Owned()', 'Owned(Author)', "Owned('Author', models.PROTECT, null=False, related_name='x')",
    'Mixed(help_text="h", choices=Status.choices)', 'Mixed("x")', 'Deeper()', 'Deeper(loud=True, verbose_name="v")', 'Key()',
    'Key(verbose_name="v", serialize=True)', 'Deeper(help_text="h")',
]

POSTGRES = '''
from django.contrib.postgres import fields as pg, indexes as pgi, search as pgs
from django.contrib.postgres.constraints import ExclusionConstraint
'''


def literal(rng, *texts):
    return rng.choice(texts)


COMMON = {
    'verbose_name': ["'a name'", "_('lazy name')", "'Bücher & \"more\"'", 'None', "pgettext_lazy('ctx', 'msg')"],
    'primary_key': ['True', 'False'],
    'unique': ['True', 'False'],
    'blank': ['True', 'False'],
    'null': ['True', 'False'],
    'db_index': ['True', 'False'],
    'editable': ['True', 'False'],
    'serialize': ['False', 'True'],
    'unique_for_date': ["'created'", 'None'],
    'help_text': ["'help'", "''", "_('some help')", "'it\\'s \\n multi'", '"it\'s"'],
    'db_column': ["'col'", 'None'],
    'db_tablespace': ["'space'", "''"],
    'validators': ['[]', '()', '[validators.MinLengthValidator(3)]', '(validators.validate_ipv4_address,)',
                   "[validators.RegexValidator('^x', message='m', code='c')]",
                   "[validators.RegexValidator(re.compile('^x$', re.I))]"],
    'error_messages': ["{'blank': 'b', 'aaa': _('z')}", 'None'],
}

NEWER = {'db_comment': (4, 2), 'db_default': (5, 0)}

NUMBERS = {'default': ['0', '1', '1.5', 'True', '-3', 'None'], 'choices': ['Level.choices', '[(1, "one"), (2, "two")]']}
TEXTS = {
    'default': ["'x'", "''", 'default_value', 'Status.DRAFT', 'str', '_("lazy")'],
    'choices': ['Status.choices', "[('a', 'A'), ('b', _('B'))]", "(('a', 'A'),)", "[['a', 'A']]", '[]', '()',
                "[('Group', [('a', 'A'), ('b', 'B')]), ('c', 'C')]", "iter([('a', 'A')])",
                "((c, c.upper()) for c in 'ab')"],
    'max_length': ['10', '255', 'None'],
}
LATER_CHOICES = ['Status', "{'a': 'A', 'b': 'B'}", "{'Group': {'a': 'A'}}", 'pairs', "[('Group', {'a': 'A'})]"]
MOMENTS = {'auto_now': ['True', 'False'], 'auto_now_add': ['True', 'False'],
           'default': ['timezone.now', 'datetime.date.today', 'datetime.datetime(2020, 1, 2, 3, 4, 5)',
                       'datetime.date(2020, 1, 2)', 'datetime.time(1, 2)', 'None']}
RELATION = {
    'to': ['Author', "'Author'", "'shop.Author'", "'self'", 'settings.AUTH_USER_MODEL', 'get_user_model()', "'auth.User'",
           "'auth.Group'", "'shop.Owner'"],
    'related_name': ["'things'", "'+'", "'%(app_label)s_%(class)s_set'", 'None'],
    'related_query_name': ["'thing'", "'%(class)s'"],
    'limit_choices_to': ["{'slug': 'x'}", '{}', "Q(slug='a') | ~Q(slug='b', id=1)", 'default_value', 'None'],
    'db_constraint': ['True', 'False'],
}
ON_DELETE = {
    'on_delete': ['models.CASCADE', 'models.PROTECT', 'models.SET_NULL', 'models.SET(default_value)', 'models.DO_NOTHING',
                  'models.RESTRICT', 'models.SET(3)', 'models.deletion.SET_DEFAULT'],
    'to_field': ["'slug'", 'None'],
    'parent_link': ['False'],
}
FILES = {'upload_to': ["'files/%Y'", 'upload_path', "''"], 'max_length': ['100', '200'],
         'storage': ['default_storage', 'None', "FileSystemStorage(location='/tmp')"]}

FIELDS = {
    'models.BooleanField': {'default': ['True', 'False', 'None']},
    'models.CharField': {**TEXTS, 'db_collation': ["'C'", 'None', "''"]},
    'models.TextField': {**TEXTS, 'db_collation': ["'C'", 'None']},
    'models.CommaSeparatedIntegerField': TEXTS,
    'models.DateField': MOMENTS,
    'models.DateTimeField': MOMENTS,
    'models.TimeField': MOMENTS,
    'models.DecimalField': {**NUMBERS, 'max_digits': ['5', 'None'], 'decimal_places': ['2', '0'],
                            'default': ["Decimal('0.00')", 'Decimal(0)', '0', "decimal.Decimal('1e3')", 'Decimal(0.5)', 'Decimal("-0.000001234")']},
    'models.DurationField': {'default': ['timedelta(days=1)', 'datetime.timedelta(hours=25, milliseconds=3)',
                                         '2 * timedelta(minutes=1)', 'timedelta()', '-timedelta(days=2, seconds=1)',
                                         'timedelta(weeks=1.5)']},
    'models.EmailField': TEXTS,
    'models.FilePathField': {'path': ["'/tmp'", 'upload_path', "''"], 'match': ["'.*'", 'None'],
                             'recursive': ['True', 'False'], 'allow_files': ['True', 'False'],
                             'allow_folders': ['True', 'False'], 'max_length': ['100', '50']},
    'models.FloatField': NUMBERS,
    'models.IntegerField': NUMBERS,
    'models.BigIntegerField': NUMBERS,
    'models.SmallIntegerField': NUMBERS,
    'models.PositiveBigIntegerField': NUMBERS,
    'models.PositiveIntegerField': NUMBERS,
    'models.PositiveSmallIntegerField': NUMBERS,
    'models.IPAddressField': {},
    'models.GenericIPAddressField': {'protocol': ["'both'", "'IPv4'", "'ipv6'"], 'unpack_ipv4': ['True', 'False']},
    'models.NullBooleanField': {},
    'models.SlugField': {**TEXTS, 'allow_unicode': ['True', 'False'], 'max_length': ['50', '100']},
    'models.URLField': {**TEXTS, 'max_length': ['200', '100']},
    'models.BinaryField': {'max_length': ['10'], 'default': ["b'x'", "b''"]},
    'models.UUIDField': {'default': ['uuid.uuid4', "uuid.UUID('12345678-1234-5678-1234-567812345678')"]},
    'models.AutoField': {'primary_key': ['True']}, 'models.BigAutoField': {'primary_key': ['True']},
    'models.SmallAutoField': {'primary_key': ['True']},
    'models.FileField': FILES,
    'models.ImageField': {**FILES, 'width_field': ["'w'", 'None'], 'height_field': ["'h'", "''"]},
    'models.JSONField': {'default': ['dict', 'list', "functools.partial(dict, a=1)"], 'encoder': ['DjangoJSONEncoder', 'None']},
    'models.ForeignKey': {**RELATION, **ON_DELETE},
    'models.OneToOneField': {**RELATION, **ON_DELETE},
    'models.ManyToManyField': {**RELATION, 'symmetrical': ['True', 'False'], 'through': ["'Membership'", "'shop.Membership'", 'Membership', 'None'],
                               'through_fields': ["('author', 'other')"], 'db_table': ["'t'", 'None']},
}
LATER = {
    'models.GeneratedField': {'expression': ["Lower('slug')", "F('a') + 1", "models.Value(1) - F('b')"],
                              'output_field': ['models.CharField(max_length=5)', 'models.IntegerField(null=False)'],
                              'db_persist': ['True', 'False']},
    'models.CompositePrimaryKey': {},
}
PG = {
    'pg.ArrayField': {'base_field': ['models.CharField(max_length=3, blank=False)', 'pg.ArrayField(models.IntegerField())'],
                      'size': ['3', 'None'], 'default': ['list', 'dict']},
    'pg.HStoreField': {'default': ['dict']},
    'pg.IntegerRangeField': {}, 'pg.BigIntegerRangeField': {}, 'pg.DecimalRangeField': {}, 'pg.DateTimeRangeField': {},
    'pg.DateRangeField': {}, 'pgs.SearchVectorField': {}, 'pg.CICharField': TEXTS, 'pg.CIEmailField': TEXTS, 'pg.CITextField': TEXTS,
    'pg.JSONField': {'default': ['dict']},
}
REQUIRED = {'to', 'on_delete', 'base_field', 'expression', 'output_field', 'db_persist'}
POSITIONAL = {
    'models.ForeignKey': ['to', 'on_delete', 'related_name'], 'models.OneToOneField': ['to', 'on_delete'],
    'models.ManyToManyField': ['to', 'related_name'], 'pg.ArrayField': ['base_field', 'size'],
    'models.DecimalField': ['verbose_name', None, 'max_digits', 'decimal_places'],
    'models.DateField': ['verbose_name', None, 'auto_now', 'auto_now_add'], 'models.UUIDField': ['verbose_name'],
    'models.FileField': ['verbose_name', None, 'upload_to'], 'models.GeneratedField': [],
}

THOROUGH = {'models.CharField', 'models.BinaryField', 'models.AutoField', 'models.ForeignKey', 'models.ManyToManyField'}

CONDITIONS = ["Q(a=1)", "Q(b=2, a=1)", "Q(a=1) & Q(b=2)", "Q(a=1) | Q(b=2) | Q(f='x')", "~Q(a=1)", "~(Q(a=1) | Q(b=2))",
              "Q(a=1) & ~Q(b=2) | Q(f='')", "Q(Q(a=1), b=2)", "Q(a=1, _negated=True)", "Q() & Q(a=1)", "Q(a=1) | Q()",
              "~(~Q(a=1))", "~Q(a=1, b=2) & Q(f='')", "Q(a__in=[1, 2]) & (Q(b=1) | Q(b=2))", "Q(a=F('b'))", "Q(a=F('b') * 2)",
              "~(Q(a=1) & Q(b=1) | Q(a=2))", "Q(a__gt=timedelta(days=1))"]
INDEXES = ["models.Index(fields=['f'])", "models.Index(fields=('f', '-a'))", "models.Index(fields=['-parent'])",
           "models.Index(fields=['f'], name='%(app_label)s_%(class)s_i')", "models.Index(Lower('f').desc(), name='i')",
           "models.Index(F('a') + 1, 'f', name='i')", "models.Index(fields=['f'], name='i', include=['a'])",
           "models.Index(fields=['f'], name='i', opclasses=['varchar_pattern_ops'])", "models.Index(fields=['named', 'a'])",
           "models.Index(fields=['f'], name='i', db_tablespace='x')", "models.Index(F('f').asc(nulls_last=True), name='i')",
           *[f"models.Index(fields=['f'], name='i', condition={each})" for each in CONDITIONS]]
PG_INDEXES = ["pgi.GinIndex(fields=['f'])", "pgi.GinIndex(fields=['f'], fastupdate=False)", "pgi.BrinIndex(fields=['f'], autosummarize=True)",
              "pgi.GistIndex(fields=['a'])", "pgi.HashIndex(fields=['a'])", "pgi.SpGistIndex(fields=['f'])", "pgi.BTreeIndex(fields=['f'])",
              "pgi.BloomIndex(fields=['f', 'a'], columns=(1, 2))", "pgi.GinIndex(pgi.OpClass(Upper('f'), name='x'), name='i')"]
CONSTRAINTS = ["models.UniqueConstraint(fields=['f', 'a'], name='u')", "models.UniqueConstraint(Lower('f'), name='%(class)s_u')",
               "models.UniqueConstraint(fields=('f',), name='u', deferrable=models.Deferrable.DEFERRED)",
               "models.UniqueConstraint(fields=('f',), name='u', include=['a'])",
               "models.UniqueConstraint(fields=('f',), name='u', violation_error_message='no')",
               "models.UniqueConstraint(fields=('f',), name='u', nulls_distinct=False)",
               *[f"models.UniqueConstraint(fields=['f'], name='u', condition={each})" for each in CONDITIONS],
               *[f"models.CheckConstraint(check={each}, name='c')" for each in CONDITIONS]]


def options_of(cls, version):
    options = {**COMMON, **FIELDS.get(cls, {}), **LATER.get(cls, {}), **PG.get(cls, {})}
    if version >= (4, 2):
        options['db_comment'] = ["'comment'", 'None']
    if version >= (5, 0):
        options['db_default'] = ["1", "models.Value('x')", "Lower('f')"]
        if 'choices' in options and cls not in NUMBERS:
            options['choices'] = options['choices'] + LATER_CHOICES
    return options


def call(cls, chosen, positional):
    args = []
    chosen = dict(chosen)
    for name in positional:
        if name is None and any(each in chosen for each in positional[positional.index(None) + 1:]):
            args.append('None')
        elif name in chosen:
            args.append(chosen.pop(name))
        else:
            break
    return f"{cls}({', '.join([*args, *(f'{name}={value}' for name, value in chosen.items())])})"


def sources(rng, count, version, with_postgres):
    classes = list(FIELDS) + (list(PG) if with_postgres else [])
    if version >= (5, 0):
        classes.append('models.GeneratedField')
    for cls in classes:
        options = options_of(cls, version)
        required = {name: options[name][0] for name in options if name in REQUIRED or options[name] == ['True']}
        for name, values in options.items():
            # What every class takes from `Field` is tried out on some of them.
            if name in COMMON and cls not in THOROUGH:
                values = values[:1]
            for value in values:
                yield 'field', call(cls, {**required, name: value}, [])
    for _ in range(count):
        cls = rng.choice(classes)
        options = options_of(cls, version)
        names = [name for name in options if name in REQUIRED or options[name] == ['True'] or rng.random() < 0.25]
        positional = POSITIONAL.get(cls, ['verbose_name']) if rng.random() < 0.3 else []
        yield 'field', call(cls, {name: rng.choice(options[name]) for name in names}, positional)
    for source in OWN_CASES:
        yield 'field', source
    if version >= (5, 2):
        yield 'field', "models.CompositePrimaryKey('a', 'b')"
    for source in INDEXES + (PG_INDEXES if with_postgres else []):
        yield 'index', source
    for source in CONSTRAINTS:
        yield 'constraint', source.replace('check=', 'condition=') if version >= (6, 0) else source


VALUES = [
    'None', 'True', 'False', '0', '1', '1.0', '0.0', "''", "'x'", "_('x')", "b'x'", "pgettext_lazy('a', 'x')", 'Status.DRAFT', "'d'",
    'Level.LOW', '[]', '()', '{}', 'set()', 'frozenset()', '[1]', '(1,)', '{1}', 'frozenset([1])', "{'a': 1}", "{'a': True}", "{'a': 2}",
    "[('a', 'A')]", "[('a', _('A'))]", "[['a', 'A']]", 'Decimal(0)', "Decimal('0.00')", "Decimal('1')", "Decimal('1.10')", 'Decimal(1.5)', '1.5',
    'timedelta(days=1)', 'timedelta(hours=24)', 'timedelta(days=2)', 'timedelta()', 'datetime.date(2020, 1, 2)',
    'datetime.datetime(2020, 1, 2)', 'datetime.datetime(2020, 1, 2, 0, 0)', 'datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)',
    'datetime.time(1)', 'datetime.time(1, 0)', "uuid.UUID('12345678-1234-5678-1234-567812345678')", "uuid.UUID('12345678123456781234567812345678')",
    'uuid.uuid4', 'timezone.now', 'dict', 'list', 'str', 'default_value', 'upload_path', 'Author', 'Status', 'models.CharField', 'Lower',
    'models.CASCADE', 'models.PROTECT', 'models.SET(1)', 'models.SET(2)', 'models.SET(default_value)', 'lambda: 1',
    'functools.partial(dict, a=1)', 'functools.partial(dict, a=2)', 'functools.partial(default_value)', 'functools.partial(dict, a=1.0)',
    "re.compile('a')", "re.compile('a', re.U)", "re.compile('a', re.I)", "validators.RegexValidator('a')", "validators.RegexValidator(regex='a')",
    "validators.RegexValidator(re.compile('a'))", 'validators.MinLengthValidator(3)', 'validators.MaxLengthValidator(3)',
    'validators.MinLengthValidator(limit_value=3)', 'validators.validate_ipv4_address', 'validators.MinLengthValidator(3.0)',
    'validators.EmailValidator()', 'validators.validate_email', 'validators.validate_slug', 'validators.int_list_validator()', 'validators.validate_comma_separated_integer_list',
    "validators.int_list_validator(message=_('Enter only digits separated by commas.'))", 'DjangoJSONEncoder', "FileSystemStorage(location='/a')", "FileSystemStorage('/a')",
    "FileSystemStorage(location='/b')", 'FileSystemStorage()', "F('a')", "F('b')", "F('a') + 1", "F('a') + 2", "1 + F('a')", "Lower('a')", "Lower(F('a'))",
    "Upper('a')", "models.Value(1)", "models.Value(True)", 'models.CharField(max_length=3)',
    'models.CharField(max_length=4)', 'models.TextField(max_length=3)', "Lower('a').desc()", "models.OrderBy(Lower('a'), descending=True)",
    "Lower('a').asc()", 'OneToOne', 'datetime.timezone.utc', 'timezone.timedelta(days=1)', 'Status.PUBLISHED', 'Level.HIGH', '2', 'settings.USE_TZ',
    'Deferred', 'models.Deferrable.DEFERRED', 'models.Deferrable.IMMEDIATE', 'Color.RED', 'Color.BLUE', 'Method().go', 'Method.make', "'1'", '-0.0',
    "Own('a')", "Own(a='a')", "Own('b')", 'Plain(1)',
    *CONDITIONS,
]


def is_equal(a, b):
    try:
        return bool(a == b)
    except AttributeError:  # Django 3.2 compares a compiled pattern with anything else so.
        return False


def equalities(names):
    """The pairs of values, by index, that the autodetector takes for equal."""
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.state import ProjectState

    detector = MigrationAutodetector(ProjectState(), ProjectState())

    def made(source):
        try:
            return detector.deep_deconstruct(eval(source, names)), True
        except Exception as error:
            if os.environ.get('SHOW_ERRORS'):
                print(source, repr(error), file=sys.stderr)
            return None, False

    first, second = [[made(source) for source in VALUES] for _ in range(2)]
    known = [index for index, (_, is_known) in enumerate(first) if is_known]
    return {
        'known': known,
        'pairs': [[a, b] for a in known for b in known if a <= b and is_equal(first[a][0], second[b][0])],
    }


def main(seed, count):
    folder = tempfile.mkdtemp()
    os.makedirs(os.path.join(folder, 'shop'))
    open(os.path.join(folder, 'shop', '__init__.py'), 'w').close()
    try:
        import psycopg2  # noqa: F401
        with_postgres = True
    except ImportError:
        with_postgres = False
    preamble = PREAMBLE + OWN + (POSTGRES if with_postgres else '')
    with open(os.path.join(folder, 'shop', 'models.py'), 'w') as file:
        file.write(preamble)
    sys.path.insert(0, folder)
    settings.configure(
        INSTALLED_APPS=['django.contrib.contenttypes', 'django.contrib.auth', 'shop'],
        DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}},
        DEFAULT_AUTO_FIELD='django.db.models.AutoField', MEDIA_ROOT='/tmp', USE_TZ=True,
    )
    django.setup()
    import warnings

    warnings.simplefilter('ignore')
    from django.apps import apps
    from django.db import models
    from django.db.migrations.state import ModelState
    from django.db.migrations.writer import MigrationWriter
    from django.utils import translation
    import shop.models

    translation.deactivate_all()
    version = django.VERSION[:2]
    cases = []
    for kind, source in sources(random.Random(seed), count, version, with_postgres):
        try:
            made = eval(source, vars(shop.models))
            if kind == 'field':
                meta = type('Meta', (), {'app_label': 'shop'})
                attributes = {'f': made} if 'CompositePrimaryKey' not in source else {'a': models.IntegerField(), 'b': models.IntegerField(), 'f': made}
            else:
                meta = type('Meta', (), {'app_label': 'shop', 'indexes' if kind == 'index' else 'constraints': [made]})
                attributes = {'f': models.TextField(), 'a': models.IntegerField(), 'b': models.IntegerField(),
                              'named': models.IntegerField(db_column='a_column'),
                              'parent': models.ForeignKey('shop.Author', models.CASCADE, related_name='+')}
            model = type('Owner', (models.Model,), {'__module__': 'shop.models', 'Meta': meta, **attributes})
            try:
                state = ModelState.from_model(model)
                if kind == 'field':
                    fields = dict(state.fields)
                    written = MigrationWriter.serialize(fields['f'])[0]
                else:
                    written = MigrationWriter.serialize(state.options['indexes' if kind == 'index' else 'constraints'][0])[0]
            finally:
                apps.all_models['shop'].pop('owner', None)
                apps.all_models['shop'].pop('owner_f', None)
                apps.clear_cache()
        except Exception as error:
            if os.environ.get('SHOW_ERRORS'):
                print(source, repr(error), file=sys.stderr)
            continue
        cases.append([kind, source, written])
    result = {'django': '%d.%d' % version, 'preamble': preamble, 'values': VALUES, 'equal': equalities(vars(shop.models))}
    lines = [f'{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}' for name, value in result.items()]
    rows = ',\n'.join(json.dumps(case, ensure_ascii=False) for case in cases)
    print('{' + ',\n'.join([*lines, f'"cases": [\n{rows}\n]']) + '}')


main(int(sys.argv[1]), int(sys.argv[2]))
