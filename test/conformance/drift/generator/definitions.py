"""Functions, enumerations, field classes, managers and mixins that models refer to, as templates.

What it is for -> what it is in Python, the modules that it may be put in, and texts: since which Django, the source,
and what else of it `gives` tells.
"""

ALL = (3, 2)
HELPERS, CHOICES, FIELDS, MANAGERS = ['helpers', 'extra'], ['choices', 'helpers', 'models.parts'], ['fields', 'helpers'], ['managers']


def function(body, arguments=''):
    return f'def NAME({arguments}):\n    {body}'


TEMPLATES = {
    'default:str': ('function', HELPERS, [(ALL, function("return 'made'")), (ALL, function("return ''"))]),
    'default:int': ('function', HELPERS, [(ALL, function('return 7'))]),
    'default:json': ('function', HELPERS, [(ALL, function('return {}')), (ALL, function("return ['a']"))]),
    'default:date': ('function', HELPERS, [(ALL, function('return ‹datetime:date›(2020, 1, 1)'))]),
    'upload_to': ('function', HELPERS, [(ALL, function("return 'files/' + filename", 'instance, filename'))]),
    'validator': (
        'function',
        HELPERS,
        [
            (ALL, function("if value == 'bad':\n        raise ‹django.core.exceptions:ValidationError›('bad')", 'value')),
        ],
    ),
    'validator class': (
        'class',
        HELPERS,
        [
            (
                ALL,
                '@‹django.utils.deconstruct:deconstructible›\nclass NAME:\n    def __init__(self, limit=3, text="x"):\n        self.limit = limit\n'
                '        self.text = text\n\n    def __call__(self, value):\n        return None\n\n    def __eq__(self, other):\n'
                '        return isinstance(other, NAME) and (self.limit, self.text) == (other.limit, other.text)',
            ),
            (ALL, 'class NAME(‹django.core.validators:MaxLengthValidator›):\n    message = "too long"'),
        ],
    ),
    'limit': ('function', HELPERS, [(ALL, function("return {'pk__gt': 3}")), (ALL, function('return ‹django.db.models:Q›(pk__gt=1)'))]),
    'set': ('function', HELPERS, [(ALL, function('return None')), (ALL, function('return 1'))]),
    'choices': ('function', HELPERS, [((5, 0), function("return [('a', 'A'), ('b', 'B')]"))]),
    'constant:int': ('constant', HELPERS + CHOICES, [(ALL, 'NAME = 64'), (ALL, 'NAME = 2 ** 6'), (ALL, 'NAME = int("32")')]),
    'constant:str': ('constant', HELPERS + CHOICES, [(ALL, "NAME = 'constant'"), (ALL, "NAME = 'a' + 'b'")]),
    'constant:choices': (
        'constant',
        CHOICES,
        [
            (ALL, "NAME = [('a', 'A'), ('b', 'B')]"),
            (ALL, "NAME = (('a', 'A'), ('b', 'B'))"),
            (ALL, "NAME = [(each, each.upper()) for each in ('a', 'b', 'c')]"),
            (ALL, "NAME = [('letters', [('a', 'A'), ('b', 'B')]), ('z', 'Z')]"),
            (ALL, "NAME = tuple({'a': 'A', 'b': 'B'}.items())"),
            (ALL, "NAME = list(zip('ab', ['A', 'B']))"),
        ],
    ),
    'enum:str': (
        'class',
        CHOICES,
        [
            (ALL, "class NAME(‹django.db.models:TextChoices›):\n    A = 'a', 'Letter A'\n    B = 'b'\n    LONG_NAME = 'c'"),
            (ALL, "class NAME(‹django.db.models:TextChoices›):\n    A = 'a', ‹django.utils.translation:gettext_lazy›('first')\n    B = 'b', 'second'\n    __empty__ = 'none'"),
            (ALL, "class NAME(str, ‹django.db.models:Choices›):\n    A = 'a'\n    B = 'b', 'Bee'"),
        ],
    ),
    'enum:int': (
        'class',
        CHOICES,
        [
            (ALL, 'class NAME(‹django.db.models:IntegerChoices›):\n    A = 1\n    B = 2, "two"'),
            (ALL, 'class NAME(‹django.db.models:IntegerChoices›):\n    A = ‹enum:auto›()\n    B = ‹enum:auto›()'),
        ],
    ),
    'plain enum': (
        'class',
        CHOICES,
        [
            (ALL, "class NAME(‹enum:Enum›):\n    A = 'a'\n    B = 'b'"),
            (ALL, "class NAME(str, ‹enum:Enum›):\n    A = 'a'\n    B = 'b'"),
        ],
    ),
    'field:str': (
        'class',
        FIELDS,
        [
            (ALL, 'class NAME(‹django.db.models:CharField›):\n    def __init__(self, *args, **kwargs):\n        kwargs.setdefault("max_length", 40)\n        super().__init__(*args, **kwargs)'),
            (ALL, 'class NAME(‹django.db.models:CharField›):\n    def __init__(self, *args, **kwargs):\n        kwargs["max_length"] = 40\n        super().__init__(*args, **kwargs)\n\n'
             '    def deconstruct(self):\n        name, path, args, kwargs = super().deconstruct()\n        del kwargs["max_length"]\n        return name, path, args, kwargs'),
            (ALL, 'class NAME(‹django.db.models:TextField›):\n    def __init__(self, *args, separator=",", **kwargs):\n        self.separator = separator\n        super().__init__(*args, **kwargs)\n\n'
             '    def deconstruct(self):\n        name, path, args, kwargs = super().deconstruct()\n        if self.separator != ",":\n            kwargs["separator"] = self.separator\n        return name, path, args, kwargs', 'separator'),
            (ALL, 'class NAME(‹django.db.models:SlugField›):\n    description = "a name"\n\n    def __init__(self, max_length=30, unique=True, **kwargs):\n        super().__init__(max_length=max_length, unique=unique, **kwargs)'),
            (ALL, 'class NAME(‹django.db.models:TextField›):\n    pass'),
        ],
    ),
    'field:int': (
        'class',
        FIELDS,
        [
            (ALL, 'class NAME(‹django.db.models:PositiveIntegerField›):\n    def __init__(self, verbose_name=None, name=None, **kwargs):\n        kwargs["default"] = 0\n        super().__init__(verbose_name, name, **kwargs)'),
            (ALL, 'class NAME(‹django.db.models:IntegerField›):\n    def db_type(self, connection):\n        return "smallint"'),
        ],
    ),
    'field:decimal': (
        'class',
        FIELDS,
        [
            (ALL, 'class NAME(‹django.db.models:DecimalField›):\n    def __init__(self, *args, **kwargs):\n        kwargs = {"max_digits": 8, "decimal_places": 2, **kwargs}\n        super().__init__(*args, **kwargs)'),
        ],
    ),
    'field:key': (
        'class',
        FIELDS,
        [
            (ALL, 'class NAME(‹django.db.models:ForeignKey›):\n    def __init__(self, to, on_delete=‹django.db.models:PROTECT›, **kwargs):\n        super().__init__(to, on_delete, **kwargs)'),
        ],
    ),
    'manager': (
        'class',
        MANAGERS,
        [
            (ALL, 'class NAME(‹django.db.models:Manager›):\n    use_in_migrations = True\n\n    def __init__(self, size=1, *, name="x"):\n        super().__init__()\n        self.size = size'),
            (ALL, 'class NAME(‹django.db.models:Manager›):\n    pass'),
            (ALL, 'class NAMEQuerySet(‹django.db.models:QuerySet›):\n    def big(self):\n        return self.filter(pk__gt=5)\n\n\nclass NAME(‹django.db.models:Manager›.from_queryset(NAMEQuerySet)):\n    use_in_migrations = True'),
        ],
    ),
    'mixin': ('class', ['base', 'helpers'], [(ALL, 'class NAME:\n    def shown(self):\n        return str(self)'), (ALL, 'class NAME:\n    limit = 5')]),
    'decorator': ('function', ['helpers'], [(ALL, function('cls.decorated = True\n    return cls', 'cls')), (ALL, function('return cls', 'cls'))]),
    'option dict': ('constant', ['helpers'], [(ALL, "NAME = {'null': True, 'blank': True}"), (ALL, "NAME = dict(editable=False)")]),
}
