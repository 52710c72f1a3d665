import { describe, expect, it } from 'vitest'
import { compare, migration, told } from './edit.ts'

const holders = {
  AddField: (field: string) => `migrations.AddField('book', 'title', ${field}),`,
  AlterField: (field: string) => `migrations.AlterField('book', 'title', ${field}),`,
  CreateModel: (field: string) => `migrations.CreateModel('Book', [('title', ${field})]),`,
}

/** Compares a field in each of the operations that can hold one; what it is called differs by operation. */
function edits(before: string, after: string, top = ''): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(holders).map(([name, holder]) => {
      const source = (field: string) => migration({ operations: holder(field), top })
      return [
        name,
        told(compare(source(before), source(after))).map((line) => line.replaceAll('Book.', 'book.')),
      ]
    }),
  )
}

const everywhere = (...lines: string[]) => ({ AddField: lines, AlterField: lines, CreateModel: lines })
const text = everywhere('text: formatting, comments or code without any effect')

describe('what a database sees', () => {
  it.each([
    [
      'CharField(max_length=100)',
      'CharField(max_length=200)',
      '`max_length` of `book.title` changed from `100` to `200`',
    ],
    ['CharField(null=True)', 'CharField()', '`null` of `book.title` is no longer `True`'],
    ['CharField()', 'CharField(null=True)', '`null` of `book.title` is now `True`'],
    [
      'CharField(unique=False)',
      'CharField(unique=True)',
      '`unique` of `book.title` changed from `False` to `True`',
    ],
    ['CharField()', 'CharField(db_index=True)', '`db_index` of `book.title` is now `True`'],
    ['SlugField()', 'SlugField(db_index=False)', '`db_index` of `book.title` is now `False`'],
    ['IntegerField()', 'IntegerField(primary_key=True)', '`primary_key` of `book.title` is now `True`'],
    ['CharField()', "CharField(db_column='name')", "`db_column` of `book.title` is now `'name'`"],
    ['CharField()', "CharField(db_collation='C')", "`db_collation` of `book.title` is now `'C'`"],
    ['CharField()', "CharField(db_comment='x')", "`db_comment` of `book.title` is now `'x'`"],
    ['IntegerField()', 'IntegerField(db_default=1)', '`db_default` of `book.title` is now `1`'],
    [
      'IntegerField(db_default=1)',
      'IntegerField(db_default=2)',
      '`db_default` of `book.title` changed from `1` to `2`',
    ],
    [
      'DecimalField(max_digits=5)',
      'DecimalField(max_digits=9)',
      '`max_digits` of `book.title` changed from `5` to `9`',
    ],
    [
      'DecimalField(decimal_places=1)',
      'DecimalField(decimal_places=2)',
      '`decimal_places` of `book.title` changed from `1` to `2`',
    ],
    [
      "ForeignKey('shop.Author')",
      "ForeignKey('shop.Publisher')",
      "`to` of `book.title` changed from `'shop.Author'` to `'shop.Publisher'`",
    ],
    [
      "ForeignKey('a.B')",
      "ForeignKey('a.B', db_constraint=False)",
      '`db_constraint` of `book.title` is now `False`',
    ],
    ["ForeignKey('a.B')", "ForeignKey('a.B', db_index=False)", '`db_index` of `book.title` is now `False`'],
    ["ForeignKey('a.B')", "ForeignKey('a.B', to_field='code')", "`to_field` of `book.title` is now `'code'`"],
    [
      "ManyToManyField('a.B')",
      "ManyToManyField('a.B', through='a.C')",
      "`through` of `book.title` is now `'a.C'`",
    ],
    [
      "ManyToManyField('a.B')",
      "ManyToManyField('a.B', db_table='t')",
      "`db_table` of `book.title` is now `'t'`",
    ],
    [
      'CharField()',
      'TextField()',
      'the class of `book.title` changed from `models.CharField` to `models.TextField`',
    ],
    [
      'AutoField()',
      'BigAutoField()',
      'the class of `book.title` changed from `models.AutoField` to `models.BigAutoField`',
    ],
    [
      'IntegerField()',
      'PositiveIntegerField()',
      'the class of `book.title` changed from `models.IntegerField` to `models.PositiveIntegerField`',
    ],
    ['EmailField(max_length=75)', 'EmailField()', '`max_length` of `book.title` is no longer `75`'],
  ])('%s -> %s', (before, after, message) => {
    expect(edits(`models.${before}`, `models.${after}`)).toEqual(everywhere(`schema: ${message}`))
  })

  it('is told from two changes at once, the gravest first', () => {
    expect(
      edits('models.CharField(help_text="a", max_length=1)', 'models.CharField(help_text="b", max_length=2)'),
    ).toEqual(
      everywhere(
        'schema: `max_length` of `book.title` changed from `1` to `2`',
        "state: `help_text` of `book.title` changed from `'a'` to `'b'`",
      ),
    )
  })

  it.each([
    ["ForeignKey('a.B')", "OneToOneField('a.B')", '`unique` of `book.title` changed from `False` to `True`'],
    ["OneToOneField('a.B')", "ForeignKey('a.B')", '`unique` of `book.title` changed from `True` to `False`'],
    ['SlugField()', 'CharField(max_length=50)', '`db_index` of `book.title` changed from `True` to `False`'],
    ['NullBooleanField()', 'BooleanField()', '`null` of `book.title` changed from `True` to `False`'],
    ['URLField()', 'FileField()', '`max_length` of `book.title` changed from `200` to `100`'],
  ])('is what goes without saying for one class and not for another: %s -> %s', (before, after, message) => {
    for (const lines of Object.values(edits(`models.${before}`, `models.${after}`)))
      expect(lines[0]).toBe(`schema: ${message}`)
  })
})

describe('what Python alone sees', () => {
  it.each([
    [
      "CharField(help_text='a')",
      "CharField(help_text='b')",
      "`help_text` of `book.title` changed from `'a'` to `'b'`",
    ],
    ['CharField()', "CharField(verbose_name='Title')", "`verbose_name` of `book.title` is now `'Title'`"],
    [
      "CharField('Name')",
      "CharField('Title')",
      "`verbose_name` of `book.title` changed from `'Name'` to `'Title'`",
    ],
    [
      "CharField(choices=[('a', 'A')])",
      "CharField(choices=[('a', 'A'), ('b', 'B')])",
      "`choices` of `book.title` changed from `[('a', 'A')]` to `[('a', 'A'), ('b', 'B')]`",
    ],
    [
      'CharField(validators=[check])',
      'CharField()',
      '`validators` of `book.title` is no longer `[third.check]`',
    ],
    ['CharField(blank=True)', 'CharField()', '`blank` of `book.title` is no longer `True`'],
    ['CharField()', 'CharField(editable=False)', '`editable` of `book.title` is now `False`'],
    [
      "FileField(upload_to='a')",
      "FileField(upload_to='b')",
      "`upload_to` of `book.title` changed from `'a'` to `'b'`",
    ],
    ['FileField()', 'FileField(storage=check())', '`storage` of `book.title` is now `third.check()`'],
    [
      "ForeignKey('a.B', models.CASCADE)",
      "ForeignKey('a.B', models.PROTECT)",
      '`on_delete` of `book.title` changed from `models.CASCADE` to `models.PROTECT`',
    ],
    [
      "ForeignKey('a.B')",
      "ForeignKey('a.B', related_name='+')",
      "`related_name` of `book.title` is now `'+'`",
    ],
    [
      "ForeignKey('a.B')",
      "ForeignKey('a.B', limit_choices_to={'x': 1})",
      "`limit_choices_to` of `book.title` is now `{'x': 1}`",
    ],
    ["ManyToManyField('a.B')", "ManyToManyField('a.B', null=True)", '`null` of `book.title` is now `True`'],
    ['SlugField()', 'SlugField(allow_unicode=True)', '`allow_unicode` of `book.title` is now `True`'],
    [
      'CharField()',
      'CharField(error_messages={"x": "y"})',
      "`error_messages` of `book.title` is now `{'x': 'y'}`",
    ],
    [
      'EmailField(max_length=254)',
      'CharField(max_length=254)',
      'the class of `book.title` changed from `models.EmailField` to `models.CharField`',
    ],
    [
      'NullBooleanField()',
      'BooleanField(null=True, blank=True)',
      'the class of `book.title` changed from `models.NullBooleanField` to `models.BooleanField`',
    ],
  ])('%s -> %s', (before, after, message) => {
    const top = 'from third import check'
    expect(edits(`models.${before}`, `models.${after}`, top)).toEqual(everywhere(`state: ${message}`))
  })

  it('holds for JSONField of contrib.postgres, which is the same column', () => {
    expect(
      edits('JSONField()', 'models.JSONField()', 'from django.contrib.postgres.fields import JSONField'),
    ).toEqual(
      everywhere('state: the class of `book.title` changed from `fields.JSONField` to `models.JSONField`'),
    )
  })

  it('shows where long values part', () => {
    const choices = (last: string) =>
      `models.CharField(choices=[${'("value", "A label of some length"), '.repeat(5)}("z", "${last}")])`
    expect(edits(choices('Zed'), choices('Zee')).AddField).toEqual([
      "state: `choices` of `book.title` changed from `… length'), ('z', 'Zed')]` to `… length'), ('z', 'Zee')]`",
    ])
  })
})

describe('a default fills rows in AddField alone', () => {
  it.each([
    ['default=1', 'default=2', '`default` of `book.title` changed from `1` to `2`'],
    ['auto_now=True', 'auto_now_add=True', '`auto_now` of `book.title` is no longer `True`'],
    ['default=a', 'default=b', '`default` of `book.title` changed from `third.a` to `third.b`'],
  ])('%s -> %s', (before, after, message) => {
    const found = edits(
      `models.IntegerField(${before})`,
      `models.IntegerField(${after})`,
      'from third import a, b',
    )
    expect(found.AddField).toContain(`schema: ${message}`)
    expect(found.AlterField).toContain(`state: ${message}`)
    expect(found.CreateModel).toContain(`state: ${message}`)
  })

  it.each([
    ['{}', 'dict'],
    ['[]', 'list'],
  ])('%s and %s fill them with the same', (before, after) => {
    expect(
      edits(`models.JSONField(default=${before})`, `models.JSONField(default=${after})`).AddField,
    ).toEqual([`state: \`default\` of \`book.title\` changed from \`${before}\` to \`${after}\``])
  })

  it('compares a function of the file by what it does', () => {
    const top = (value: number) => `def one():\n    return ${value}`
    const source = (value: number) =>
      migration({ top: top(value), operations: holders.AddField('models.IntegerField(default=one)') })
    expect(told(compare(source(1), source(2)))).toEqual([
      'schema: `default` of `book.title` changed: `one` is not what it was',
    ])
  })

  it('knows a function that was copied from the models', () => {
    const source = (top: string) =>
      migration({ top, operations: holders.AddField('models.IntegerField(default=one)') })
    const files = { 'shop/models.py': 'def one():\n    """One."""\n    return 1\n' }
    const edit = compare(source('from shop.models import one'), source('def one():\n    return 1'), {
      before: files,
    })
    expect(told(edit)).toEqual(['text: formatting, comments or code without any effect'])
  })
})

describe('ways of saying the same', () => {
  it.each([
    ["models.ForeignKey('a.B')", "models.ForeignKey('a.B', on_delete=models.CASCADE)"],
    [
      "models.ForeignKey('a.B', models.CASCADE)",
      "models.ForeignKey(to='a.B', on_delete=django.db.models.deletion.CASCADE)",
    ],
    ["models.ForeignKey('a.B')", "models.ForeignKey('A.b')"],
    ["models.ForeignKey('Author')", "models.ForeignKey('shop.author')"],
    ['models.ForeignKey(settings.AUTH_USER_MODEL)', "models.ForeignKey('auth.User')"],
    [
      'models.CharField()',
      "models.CharField(null=False, blank=False, help_text='', choices=None, validators=[])",
    ],
    ['models.EmailField()', 'models.EmailField(max_length=254)'],
    ['models.SlugField()', 'models.SlugField(db_index=True, max_length=50)'],
    ['models.CharField(unique=True)', 'models.CharField(unique=True, db_index=True)'],
    ['models.IntegerField(primary_key=True)', 'models.IntegerField(primary_key=True, unique=True)'],
    ["models.CharField(choices=[('a', 'A')])", "models.CharField(choices=(('a', 'A'),))"],
    ["models.CharField(verbose_name=b'name')", "models.CharField(verbose_name='name')"],
    ["models.CharField(verbose_name=_('name'))", "models.CharField(verbose_name='name')"],
    ["models.CharField(verbose_name=old('name'))", "models.CharField(verbose_name=_('name'))"],
    ["models.CharField('name')", "models.CharField(verbose_name='name')"],
    ['models.CharField(max_length=1, null=True)', 'models.CharField(null=True, max_length=1)'],
    ['models.CharField(max_length=50)', 'models.CharField(max_length=10 * 5)'],
    ['models.CharField(max_length=50)', 'models.CharField(max_length=LENGTH)'],
    ['models.DecimalField(default=Decimal("0"))', 'models.DecimalField(default=Decimal(0))'],
    [
      'models.DateTimeField(default=datetime.datetime(2015, 1, 1, tzinfo=utc))',
      'models.DateTimeField(default=datetime.datetime(2015, 1, 1, tzinfo=datetime.timezone.utc))',
    ],
    ['models.DateTimeField(default=now)', 'models.DateTimeField(default=django.utils.timezone.now)'],
    ['models.fields.CharField()', 'models.CharField()'],
  ])('%s -> %s', (before, after) => {
    const top = [
      'import datetime',
      'import django.utils.timezone',
      'from decimal import Decimal',
      'from django.utils.timezone import now, utc',
      'from django.utils.translation import gettext_lazy as _, ugettext_lazy as old',
      'LENGTH = 50',
    ].join('\n')
    expect(edits(before, after, top)).toEqual(text)
  })
})

describe('fields that are not Django’s', () => {
  it.each([
    ['models.DecimalField()', 'third.MoneyField()', 'models.DecimalField', 'third.MoneyField'],
    ['third.MoneyField(max_length=3)', 'models.DecimalField()', 'third.MoneyField', 'models.DecimalField'],
    [
      'models.AutoField()',
      'make(settings.DEFAULT_AUTO_FIELD)()',
      'models.AutoField',
      'third.make(settings.DEFAULT_AUTO_FIELD)',
    ],
  ])('a column that cannot be known proves nothing: %s -> %s', (before, after, old, now) => {
    const found = edits(before, after, 'import third\nfrom third import make').AddField!
    expect(found[0]).toBe(`unresolved: the class of \`book.title\` changed from \`${old}\` to \`${now}\``)
    expect(found.every((line) => /^(state|unresolved): /.test(line))).toBe(true)
  })

  it('is told by its full name where the short one says nothing', () => {
    const source = (module: string) =>
      migration({ top: `import ${module}`, operations: holders.AddField(`${module}.MoneyField()`) })
    expect(told(compare(source('one.fields'), source('other.fields')))).toEqual([
      'unresolved: the class of `book.title` changed from `one.fields.MoneyField` to `other.fields.MoneyField`',
    ])
  })

  it('is the same class after it moved inside of its package', () => {
    const source = (module: string) =>
      migration({ top: `import ${module}`, operations: holders.AddField(`${module}.MoneyField()`) })
    expect(told(compare(source('third.fields'), source('third.db.models')))).toEqual([
      'text: formatting, comments or code without any effect',
    ])
  })

  it.each([
    ['class MoneyField(models.DecimalField): pass', 'state'],
    ['class MoneyField(models.TextField): pass', 'schema'],
    [
      'class MoneyField(models.TextField):\n    def db_type(self, connection): return "numeric"',
      'unresolved',
    ],
  ])('reads a class of the repository: %s', (definition, grade) => {
    const files = { 'shop/fields.py': `from django.db import models\n${definition}\n` }
    const source = (field: string) =>
      migration({ top: 'from shop.fields import MoneyField', operations: holders.AddField(field) })
    const edit = compare(source('MoneyField()'), source('models.DecimalField()'), { before: files })
    expect(edit?.grade).toBe(grade)
  })

  it.each([
    ['max_length=75', 'max_length=254 if django.conf.settings.LONG else 75'],
    ['max_length=settings.LENGTH', 'max_length=10'],
    ['null=True', 'null=settings.NULLABLE'],
  ])('a value that is decided elsewhere proves nothing: %s -> %s', (before, after) => {
    const found = edits(`models.CharField(${before})`, `models.CharField(${after})`)
    for (const lines of Object.values(found)) {
      expect(lines).toHaveLength(1)
      expect(lines[0]).toMatch(/^unresolved: /)
    }
  })
})
