"""Random fields: every built-in class with random arguments."""

from .project import Field

M = '‹django.db.models:%s›'
P = '‹django.contrib.postgres.fields:%s›'

# Class -> the kind of its values.
CLASSES = {
    'CharField': 'str', 'TextField': 'str', 'SlugField': 'str', 'EmailField': 'str', 'URLField': 'str',
    'IntegerField': 'int', 'BigIntegerField': 'int', 'SmallIntegerField': 'int', 'PositiveIntegerField': 'int',
    'PositiveSmallIntegerField': 'int', 'PositiveBigIntegerField': 'int', 'FloatField': 'float', 'DecimalField': 'decimal',
    'BooleanField': 'bool', 'DateField': 'date', 'DateTimeField': 'datetime', 'TimeField': 'time', 'DurationField': 'duration',
    'UUIDField': 'uuid', 'JSONField': 'json', 'BinaryField': 'binary', 'FileField': 'file', 'ImageField': 'image',
    'FilePathField': 'path', 'GenericIPAddressField': 'ip', 'CommaSeparatedIntegerField': 'str',
}  # fmt: skip
POSTGRES = {
    'ArrayField': 'array', 'HStoreField': 'json', 'IntegerRangeField': 'range', 'DateRangeField': 'range', 'DecimalRangeField': 'range',
    'BigIntegerRangeField': 'range', 'DateTimeRangeField': 'range', 'CICharField': 'str', 'CITextField': 'str', 'CIEmailField': 'str',
}  # fmt: skip
DELETE = ['CASCADE', 'PROTECT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING', 'RESTRICT']


def default(m, app, kind):
    """A default for a kind of values; None where there is none to be had."""
    texts = {
        'str': [m.text(), "'new'", '‹@%s›', '‹@E›'],
        'int': ['0', '1', '-5', '10 ** 3', '1_000', 'int', '‹@%s›', '‹@E›'],
        'float': ['0.0', '1.5', '1e10', '-0.25', "float('inf')", 'float'],
        'decimal': ["‹decimal:Decimal›('1.50')", '‹decimal:Decimal›(0)', '0', '0.5', "‹decimal:Decimal›('0')"],
        'bool': ['True', 'False', 'bool'],
        'date': ['‹datetime:date.today›', '‹datetime:date›(2020, 2, 29)', '‹@%s›', '‹django.utils.timezone:localdate›'],
        'datetime': ['‹django.utils.timezone:now›', '‹datetime:datetime›(2020, 1, 2, 3, 4, 5)', '‹datetime:datetime.now›', '‹datetime:datetime›(2020, 1, 1, tzinfo=‹datetime:timezone.utc›)'],
        'time': ['‹datetime:time›(8, 30)', '‹datetime:time›(0)'],
        'duration': ['‹datetime:timedelta›(days=1)', '‹datetime:timedelta›(hours=36)', '‹datetime:timedelta›', '‹datetime:timedelta›(0, 60)', '‹datetime:timedelta›(days=2) / 2'],
        'uuid': ['‹uuid:uuid4›', "‹uuid:UUID›('12345678123456781234567812345678')", '‹uuid:UUID›(int=5)'],
        'json': ['dict', 'list', '‹@%s›', "{'a': [1, None, 2.5]}", '‹functools:partial›(dict, a=1)'],
        'binary': ["b'abc'", "b''", 'bytes'],
        'ip': ["'127.0.0.1'"],
        'array': ['list', '[]', "['a']"],
    }.get(kind)
    if not texts:
        return None
    text = m.pick(texts)
    if text == '‹@%s›':
        name = m.helper(app, f'default:{kind}').name
        return m.pick([f'‹@{name}›', f'‹@{name}›', f'‹functools:partial›(‹@{name}›)']) if m.chance(0.2) else f'‹@{name}›'
    if text == '‹@E›':
        if m.chance(0.3):
            return f'‹@{m.helper(app, "constant:" + kind).name}›'
        if kind == 'str' and m.chance(0.25):
            return f'‹@{m.helper(app, "plain enum").name}.{m.pick(["A", "B.value", "B"])}›'
        return f'‹@{m.helper(app, "enum:" + kind).name}.{m.pick(["A", "B", "A.value"])}›'
    return text


def choices(m, app, each):
    kind = each.kind
    if kind == 'str':
        options = ["[('a', 'A'), ('b', 'B')]", "(('a', 'A'),)", "[['a', 'A'], ['b', 'B']]", "[(x, x.title()) for x in 'abc']", "[('g', (('a', 'A'),)), ('b', 'B')]", 'ENUM', 'CONSTANT', 'PLAIN', 'NESTED', 'NESTED']
        if m.version >= (5, 0):
            options += ["{'a': 'A', 'b': 'B'}", 'CLASS', 'CALLABLE', "{'g': {'a': 'A'}}"]
    elif kind == 'int':
        options = ['[(1, "one"), (2, "two")]', '((1, 1),)', '[(n, str(n)) for n in range(4)]', 'list(enumerate("xyz"))', 'ENUM', '[(None, "-"), (1, "x")]', 'NESTED']
        options += ['CLASS'] if m.version >= (5, 0) else []
    else:
        return None
    text = m.pick(options)
    if text in ('ENUM', 'CLASS'):
        return f'‹@{m.helper(app, f"enum:{kind}").name}{".choices" if text == "ENUM" else ""}›'
    if text == 'NESTED':
        name = m.fresh('Kind')
        each.style['before'] = m.pick(NESTED[kind]).replace('NAME', name)
        return f'{name}{m.pick([".choices", ".choices", ""])}' if 'Choices' in each.style['before'] and m.version >= (5, 0) else f'{name}.choices' if 'Choices' in each.style['before'] else name
    if text == 'CONSTANT':
        return f'‹@{m.helper(app, "constant:choices").name}›'
    if text == 'CALLABLE':
        return f'‹@{m.helper(app, "choices").name}›'
    if text == 'PLAIN':
        return f'[(each.value, each.name) for each in ‹@{m.helper(app, "plain enum").name}›]'
    return text


# What stands before a field in its class.
NESTED = {
    'str': [
        "class NAME(‹django.db.models:TextChoices›):\n        NEW = 'new', 'New one'\n        OLD_ONE = 'old'",
        "NAME_A = 'a'\n    NAME_B = 'b'\n    NAME = [(NAME_A, 'first'), (NAME_B, ‹django.utils.translation:gettext_lazy›('second'))]",
        "NAME = (('x', 'X'),) + (('y', 'Y'),)",
    ],
    'int': [
        "class NAME(‹django.db.models:IntegerChoices›):\n        LOW = 1\n        HIGH = 5, 'High'\n\n        @property\n        def shown(self):\n            return self.label",
        'NAME = [(0, "none"), *((n, f"{n} times") for n in range(1, 3))]',
    ],
}


def validators(m, app):
    options = [
        "‹django.core.validators:MinLengthValidator›(2)", "‹django.core.validators:RegexValidator›('^a+$')", "‹django.core.validators:RegexValidator›(r'^\\d+$', 'digits', flags=‹re:IGNORECASE›)",
        "‹django.core.validators:MaxValueValidator›(100)", "‹django.core.validators:MinValueValidator›(limit_value=1, message='more')", '‹django.core.validators:validate_slug›',
        "‹django.core.validators:FileExtensionValidator›(['png'])", '‹django.core.validators:EmailValidator›()', '‹django.core.validators:validate_email›',
        "‹django.core.validators:RegexValidator›(regex=‹re:compile›('^x'))",
    ]  # fmt: skip
    picked = m.some(options, 2)
    if m.chance(0.3):
        picked[0] = f'‹@{m.helper(app, "validator").name}›'
    elif m.chance(0.3):
        picked[0] = f'‹@{m.helper(app, "validator class").name}›({m.pick(["", "5", "limit=3", "4"])})'
    return f'[{", ".join(picked)}]' if m.chance(0.8) else f'({", ".join(picked)},)'


def argument(m, app, each, key=None):
    """A random keyword for a field, as key and text; None where the class has no use for what was picked."""
    kind = each.kind
    keys = ['null', 'blank', 'unique', 'db_index', 'editable', 'help_text', 'verbose_name', 'verbose_name', 'db_column', 'error_messages', 'validators', 'default', 'choices', 'serialize', 'db_tablespace', 'unique_for_date', 'name']
    keys += {
        'str': ['max_length', 'db_collation', 'choices', 'default'],
        'decimal': ['max_digits', 'decimal_places'],
        'date': ['auto_now', 'auto_now_add'],
        'datetime': ['auto_now', 'auto_now_add'],
        'time': ['auto_now', 'auto_now_add'],
        'json': ['encoder', 'decoder'],
        'file': ['upload_to', 'storage', 'max_length'],
        'image': ['upload_to', 'width_field', 'height_field', 'max_length'],
        'path': ['match', 'recursive', 'allow_files', 'allow_folders', 'path'],
        'ip': ['protocol', 'unpack_ipv4'],
        'array': ['size', 'base_field'],
        'relation': ['related_name', 'related_query_name', 'on_delete', 'db_constraint', 'limit_choices_to', 'to', 'to_field'],
        'many': ['related_name', 'related_query_name', 'db_table', 'db_constraint', 'limit_choices_to', 'symmetrical', 'to'],
    }.get(kind, [])
    keys += ['db_comment'] if m.version >= (4, 2) else []
    keys += ['db_default'] if m.version >= (5, 0) and kind in DB_DEFAULTS else []
    if 'SlugField' in each.cls:
        keys += ['allow_unicode']
    key = key or m.pick(keys)
    text = {
        'null': lambda: m.pick(['True', 'False']),
        'max_length': lambda: m.pick(['10', '50', '100', '200', '255', '5 * 8', '2**7', f'‹@{m.helper(app, "constant:int").name}›']),
        'max_digits': lambda: m.pick(['8', '10', '12']),
        'decimal_places': lambda: m.pick(['0', '2', '3']),
        'help_text': m.label,
        'verbose_name': m.label,
        'db_column': lambda: repr(m.word()),
        'db_comment': m.label,
        'db_collation': lambda: m.pick(["'C'", "'nocase'", 'None']),
        'db_tablespace': lambda: m.pick(["'fast'", "''"]),
        'db_table': lambda: repr(m.fresh('joined_')),
        'error_messages': lambda: m.pick(["{'null': 'needed'}", "{'unique': ‹django.utils.translation:gettext_lazy›('taken')}", 'None', '{}']),
        'validators': lambda: validators(m, app),
        'default': lambda: default(m, app, kind),
        'db_default': lambda: m.pick(DB_DEFAULTS[kind]),
        'choices': lambda: choices(m, app, each),
        'unique_for_date': lambda: m.pick(["'created'", 'None']),
        'name': lambda: 'None',
        'encoder': lambda: m.pick(['‹django.core.serializers.json:DjangoJSONEncoder›', 'None']),
        'decoder': lambda: m.pick(['‹json:JSONDecoder›', 'None']),
        'upload_to': lambda: m.pick(["'files'", "'%Y/%m/'", "''", f'‹@{m.helper(app, "upload_to").name}›']),
        'storage': lambda: m.pick(["‹django.core.files.storage:FileSystemStorage›(location='/media')", '‹django.core.files.storage:FileSystemStorage›()', 'None']),
        'width_field': lambda: "'width'",
        'height_field': lambda: "'height'",
        'path': lambda: m.pick(["'/tmp'", "'/srv'"]),
        'match': lambda: m.pick(["'^a'", 'None']),
        'protocol': lambda: m.pick(["'IPv4'", "'both'", "'ipv6'"]),
        'size': lambda: m.pick(['3', 'None']),
        'base_field': lambda: m.pick([M % 'CharField' + '(max_length=5)', M % 'IntegerField' + '()', M % 'CharField' + '(max_length=9, blank=True)']),
        'related_name': lambda: m.pick(["'+'", f"'{m.fresh('back_')}'", "'%(app_label)s_%(class)s_set'", 'None', f"'{m.fresh('back_')}+'"]),
        'related_query_name': lambda: m.pick([f"'{m.fresh('query_')}'", 'None', "'%(class)s_q'"]),
        'on_delete': lambda: on_delete(m, app),
        'limit_choices_to': lambda: m.pick(["{'pk__gt': 1}", "‹django.db.models:Q›(pk=1)", "‹django.db.models:Q›(pk=1) | ‹django.db.models:Q›(pk=2)", '{}', f'‹@{m.helper(app, "limit").name}›', 'None', "~‹django.db.models:Q›(pk__in=[1, 2])"]),
        'symmetrical': lambda: m.pick(['True', 'False']),
        'to': lambda: target(m, app),
        'to_field': lambda: m.pick(["'id'", 'None']),
    }.get(key, lambda: m.pick(['True', 'False']))()
    return None if text is None else (key, text)


DB_DEFAULTS = {
    'str': ["'x'", "‹django.db.models:Value›('y')", "‹django.db.models.functions:Lower›(‹django.db.models:Value›('Q'))"],
    'int': ['5', '‹django.db.models:Value›(3)', '‹django.db.models:Value›(1) + ‹django.db.models:Value›(2)'],
    'float': ['1.5', '‹django.db.models.functions:Pi›()'],
    'bool': ['True', 'False'],
    'decimal': ["‹decimal:Decimal›('1.5')", '0'],
    'datetime': ['‹django.db.models.functions:Now›()'],
    'date': ['‹django.db.models.functions:Now›()', '‹django.db.models.functions:TruncDate›(‹django.db.models.functions:Now›())'],
}


def on_delete(m, app):
    if m.chance(0.2):
        return f'‹django.db.models:SET›({m.pick(["None", "1", "‹@%s›" % m.helper(app, "set").name])})'
    return M % m.pick(DELETE)


def target(m, app):
    """A model for a relation to lead to."""
    others = [each.name for each in m.project.models(abstract=False)]
    user = '‹django.conf:settings.AUTH_USER_MODEL›'
    options = [f'‹?{m.pick(others)}›'] * 4 if others else []
    options += [user] + (["'auth.User'", '‹django.contrib.auth.models:User›', '‹django.contrib.auth:get_user_model›()'] if not m.project.user else [])
    options += ["'self'", "'auth.Group'", '‹django.contrib.auth.models:Group›', '‹django.contrib.contenttypes.models:ContentType›']
    return m.pick(options)


def relation(m, app):
    if m.chance(0.3):
        return many(m, app)
    cls = m.pick(['ForeignKey', 'ForeignKey', 'ForeignKey', 'OneToOneField'])
    each = Field(M % cls, kind='relation')
    to = target(m, app)
    if m.chance(0.1):
        each.cls = f'‹@{m.helper(app, "field:key").name}›'
        each.args = [to]
        return each
    delete = on_delete(m, app)
    form = m.random.randint(0, 2)
    each.args = [[to, delete], [to], []][form]
    each.keywords = [{}, {'on_delete': delete}, {'to': to, 'on_delete': delete}][form]
    if 'SET_NULL' in delete:
        each.keywords['null'] = 'True'
    return each


def many(m, app):
    each = Field(M % 'ManyToManyField', [target(m, app)], kind='many')
    links = [found for found in m.project.models(app, abstract=False) if len([f for f in found.fields.values() if f and f.kind == 'relation']) >= 2]
    if links and m.chance(0.4):
        each.keywords['through'] = f'‹?{m.pick(links).name}›'
    return each


def new_field(m, app, plain=False):
    """A random field with arguments."""
    if not plain and m.chance(0.3):
        each = relation(m, app)
    elif not plain and m.chance(0.1):
        kind = m.pick(['str', 'int', 'decimal'])
        each = Field(f'‹@{m.helper(app, "field:" + kind).name}›', kind=kind)
    elif not plain and m.project.settings.get('_postgres') and m.chance(0.2):
        each = postgres(m)
    elif not plain and m.version >= (5, 0) and m.chance(0.05):
        return generated(m)
    else:
        cls = m.pick(CLASSES)
        each = Field(M % cls, kind=CLASSES[cls])
        needed = {'CharField': ['max_length'], 'CommaSeparatedIntegerField': ['max_length'], 'DecimalField': ['max_digits', 'decimal_places']}
        for key in needed.get(cls, []):
            each.keywords[key] = argument(m, app, each, key)[1]
        if cls == 'BooleanField' and m.version < (4, 0) and m.chance(0.1):
            each.cls = M % 'NullBooleanField'
    if each.kind not in ('relation', 'many') and m.chance(0.2):
        each.args = [m.label()]
    for _ in range(m.random.randint(0, 3)):
        found = argument(m, app, each)
        if found:
            add(each, *found)
    return each


def add(each, key, text):
    """Puts a keyword, unless it is given by position already."""
    if key == 'verbose_name' and each.args and each.kind not in ('relation', 'many'):
        each.args[0] = text
    elif key == 'to' and each.args and each.kind in ('relation', 'many'):
        each.args[0] = text
    elif key == 'on_delete' and len(each.args) > 1:
        each.args[1] = text
    else:
        each.keywords[key] = text


def postgres(m):
    cls = m.pick(name for name in POSTGRES if m.version < (5, 1) or not name.startswith('CI'))
    each = Field(P % cls, kind=POSTGRES[cls])
    if cls == 'ArrayField':
        each.keywords['base_field'] = m.pick([M % 'CharField' + '(max_length=5)', M % 'IntegerField' + '()', P % 'ArrayField' + '(' + M % 'IntegerField' + '(null=True), size=2)'])
    if cls == 'CICharField':
        each.keywords['max_length'] = '20'
    return each


def generated(m):
    keywords = {
        'expression': m.pick(["‹django.db.models.functions:Lower›('id')", "‹django.db.models:F›('id') + 1", "‹django.db.models.functions:Concat›('id', ‹django.db.models:Value›('x'))", "‹django.db.models:Q›(id__gt=3)"]),
        'output_field': m.pick([M % 'CharField' + '(max_length=9)', M % 'IntegerField' + '()', M % 'TextField' + '()']),
        'db_persist': m.pick(['True', 'False']),
    }
    return Field(M % 'GeneratedField', keywords=keywords, kind='generated')
