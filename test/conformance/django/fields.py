"""What Django makes of fields, indexes and constraints: source and what its writer gives, as JSON.

Usage: fields.py SEED COUNT. Every built-in field with systematic arguments, and COUNT with random ones. Prints
{"django": "5.2", "preamble": "...", "cases": [[kind, source, written], ...]}; what Django refuses is left out.
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


class Author(models.Model):
    slug = models.SlugField(unique=True)


class Tag(models.Model):
    pass


class Membership(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)
    other = models.ForeignKey(Tag, models.CASCADE)
'''

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
            for value in values:
                yield 'field', call(cls, {**required, name: value}, [])
    for _ in range(count):
        cls = rng.choice(classes)
        options = options_of(cls, version)
        names = [name for name in options if name in REQUIRED or options[name] == ['True'] or rng.random() < 0.25]
        positional = POSITIONAL.get(cls, ['verbose_name']) if rng.random() < 0.3 else []
        yield 'field', call(cls, {name: rng.choice(options[name]) for name in names}, positional)
    if version >= (5, 2):
        yield 'field', "models.CompositePrimaryKey('a', 'b')"
    for source in INDEXES + (PG_INDEXES if with_postgres else []):
        yield 'index', source
    for source in CONSTRAINTS:
        yield 'constraint', source.replace('check=', 'condition=') if version >= (6, 0) else source


def main(seed, count):
    folder = tempfile.mkdtemp()
    os.makedirs(os.path.join(folder, 'shop'))
    open(os.path.join(folder, 'shop', '__init__.py'), 'w').close()
    try:
        import psycopg2  # noqa: F401
        with_postgres = True
    except ImportError:
        with_postgres = False
    preamble = PREAMBLE + (POSTGRES if with_postgres else '')
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
    print(json.dumps({'django': '%d.%d' % version, 'preamble': preamble, 'cases': cases}, ensure_ascii=False, indent=0))


main(int(sys.argv[1]), int(sys.argv[2]))
