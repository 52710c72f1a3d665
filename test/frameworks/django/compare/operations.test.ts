import { describe, expect, it } from 'vitest'
import { compare, migration, told } from './edit.ts'

const edit = (before: string, after: string, top = 'import third') =>
  told(compare(migration({ operations: before, top }), migration({ operations: after, top })))

const create = (options: string) =>
  `migrations.CreateModel('Book', [('id', models.AutoField())], ${options}),`
const addIndex = (index: string) => `migrations.AddIndex('book', ${index}),`
const addConstraint = (constraint: string) => `migrations.AddConstraint('book', ${constraint}),`

describe('operations that came, went or were taken for others', () => {
  it.each([
    ['', "migrations.DeleteModel('Book'),", 'schema: `DeleteModel` of `Book` was added'],
    ["migrations.RemoveField('book', 'title'),", '', 'schema: `RemoveField` of `book.title` was removed'],
    [
      "migrations.RenameField('book', 'a', 'b'),",
      "migrations.RenameField('book', 'a', 'c'),",
      'schema: `RenameField` of `book.a` was removed|schema: `RenameField` of `book.a` was added',
    ],
    [
      "migrations.AlterModelTable('book', 'a'),",
      "migrations.AlterModelTable('book', 'b'),",
      "schema: `table` of `AlterModelTable` of `book` changed from `'a'` to `'b'`",
    ],
    [
      '',
      "migrations.RunSQL('UPDATE book SET x = 1'),",
      'schema: `RunSQL` of `UPDATE book SET x = 1` was added',
    ],
    ['', 'migrations.RunSQL(migrations.RunSQL.noop),', 'state: `RunSQL` was added'],
    ['', 'migrations.RunPython(migrations.RunPython.noop),', 'state: `RunPython` was added'],
    [
      '',
      "migrations.AlterModelOptions('book', {'ordering': ['a']}),",
      'state: `AlterModelOptions` of `book` was added',
    ],
    ['', 'third.AddTrigger("book"),', 'code: `AddTrigger` was added'],
    ['third.AddTrigger("a"),', 'third.AddTrigger("b"),', 'code: `AddTrigger` changed'],
    ['', 'django.contrib.postgres.operations.HStoreExtension(),', 'schema: `HStoreExtension` was added'],
    [
      "migrations.AddField('Book', 'Title', models.TextField()),",
      "migrations.AddField('book', 'title', models.TextField()),",
      'text: formatting, comments or code without any effect',
    ],
    [
      "migrations.AddField(model_name='book', name='title', field=models.TextField()),",
      "migrations.AddField('book', 'title', models.TextField()),",
      'text: formatting, comments or code without any effect',
    ],
    [
      "migrations.AddField('book', 'title', models.TextField(), preserve_default=False),",
      "migrations.AddField('book', 'title', models.TextField()),",
      'state: `preserve_default` of `AddField` of `book.title` is no longer `False`',
    ],
  ])('%s -> %s', (before, after, lines) => {
    expect(edit(before, after, 'import django.contrib.postgres.operations\nimport third')).toEqual(
      lines.split('|'),
    )
  })
})

describe('the order of operations', () => {
  const field = (name: string) => `migrations.AddField('book', '${name}', models.TextField()),`

  it('does not matter to two columns', () => {
    expect(edit(field('a') + field('b'), field('b') + field('a'))).toEqual([
      'state: `AddField` of `book.b` stands in another order',
    ])
  })

  it('matters to one column', () => {
    const [add, remove] = [field('a'), "migrations.RemoveField('book', 'a'),"]
    expect(edit(add + remove, remove + add)).toEqual([
      'schema: `RemoveField` of `book.a` stands in another order',
    ])
  })

  it('matters to what looks at rows', () => {
    const [add, fill] = [field('a'), "migrations.RunSQL('UPDATE book SET a = 1'),"]
    expect(edit(add + fill, fill + add)).toEqual([
      'code: `RunSQL` of `UPDATE book SET a = 1` stands in another order',
    ])
  })

  it('does not tell a column that is made with its table from one added right after', () => {
    const apart = `${create('')}${field('a')}`
    const together =
      "migrations.CreateModel('Book', [('id', models.AutoField()), ('a', models.TextField())]),"
    expect(edit(apart, together)).toEqual(['text: formatting, comments or code without any effect'])
    expect(edit(together, apart)).toEqual(['text: formatting, comments or code without any effect'])
  })

  it('tells them apart where rows came between', () => {
    const fill = 'migrations.RunPython(third.fill),'
    const apart = `${create('')}${fill}${field('a')}`
    const together = `migrations.CreateModel('Book', [('id', models.AutoField()), ('a', models.TextField())]),${fill}`
    expect(edit(apart, together)[0]).toMatch(/^schema: /)
  })
})

describe('models', () => {
  it.each([
    [
      "{'db_table': 'a'}",
      "{'db_table': 'b'}",
      "schema: option `db_table` of `Book` changed from `'a'` to `'b'`",
    ],
    ['{}', "{'managed': False}", 'schema: option `managed` of `Book` is now `False`'],
    [
      '{}',
      "{'unique_together': {('a', 'b')}}",
      "schema: option `unique_together` of `Book` is now `{('a', 'b')}`",
    ],
    [
      "{'indexes': []}",
      "{'indexes': [models.Index(fields=['a'], name='i')]}",
      "schema: option `indexes` of `Book` changed from `[]` to `[models.Index(fields=['a'], name='i')]`",
    ],
    ['{}', "{'verbose_name': 'book'}", "state: option `verbose_name` of `Book` is now `'book'`"],
    [
      "{'ordering': ['a']}",
      "{'ordering': ['-a']}",
      "state: option `ordering` of `Book` changed from `['a']` to `['-a']`",
    ],
    ['{}', "{'abstract': False}", 'text: formatting, comments or code without any effect'],
    [
      '{}',
      "{'managed': True, 'proxy': False, 'indexes': [], 'constraints': []}",
      'text: formatting, comments or code without any effect',
    ],
    [
      "{'unique_together': {('a', 'b')}}",
      "{'unique_together': [('a', 'b')]}",
      'text: formatting, comments or code without any effect',
    ],
    [
      "{'unique_together': ('a', 'b')}",
      "{'unique_together': set([('a', 'b')])}",
      'text: formatting, comments or code without any effect',
    ],
    ["{'ordering': ['a']}", "{'ordering': ('a',)}", 'text: formatting, comments or code without any effect'],
    ["{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}", 'text: formatting, comments or code without any effect'],
    ['third.OPTIONS', "{'db_table': 'a'}", 'unresolved: how the options of `Book` are computed changed'],
  ])('options=%s -> %s', (before, after, line) => {
    expect(edit(create(`options=${before}`), create(`options=${after}`))).toEqual([line])
  })

  it.each([
    ['bases=(models.Model,)', '', 'text: formatting, comments or code without any effect'],
    [
      '',
      'bases=(third.Mixin, models.Model)',
      'state: the bases of `Book` changed from `(models.Model,)` to `(third.Mixin, models.Model)`',
    ],
    [
      "bases=('shop.item',)",
      '',
      "schema: the bases of `Book` changed from `('shop.item',)` to `(models.Model,)`",
    ],
    [
      "bases=('shop.item',)",
      "bases=(third.name_of('shop', 'Item'),)",
      "unresolved: the bases of `Book` changed from `('shop.item',)` to `(third.name_of('shop', 'Item'),)`",
    ],
    [
      "bases=('shop.item',)",
      "bases=('shop.Item',)",
      "state: the bases of `Book` changed from `('shop.item',)` to `('shop.Item',)`",
    ],
    [
      '',
      "managers=[('objects', third.Manager())]",
      "state: `managers` of `CreateModel` of `Book` is now `[('objects', third.Manager())]`",
    ],
  ])('%s -> %s', (before, after, line) => {
    expect(edit(create(before), create(after))).toEqual([line])
  })

  it('tells which fields came and went', () => {
    const of = (...names: string[]) =>
      `migrations.CreateModel('Book', [${names.map((name) => `('${name}', models.TextField())`).join()}]),`
    expect(edit(of('a', 'b'), of('b', 'c'))).toEqual([
      'schema: field `Book.c` was added',
      'schema: field `Book.a` was removed',
    ])
    expect(edit(of('a', 'b'), of('b', 'a'))).toEqual([
      'text: formatting, comments or code without any effect',
    ])
  })

  it('does not conclude from fields that are computed', () => {
    const before = "migrations.CreateModel('Book', third.FIELDS + [('a', models.TextField())]),"
    const after = "migrations.CreateModel('Book', [('a', models.TextField()), ('b', models.TextField())]),"
    expect(edit(before, after)).toEqual(['unresolved: how the fields of `Book` are computed changed'])
  })

  it('compares AlterUniqueTogether as sets', () => {
    const alter = (value: string) => `migrations.AlterUniqueTogether('book', ${value}),`
    expect(edit(alter("set([('a', 'b')])"), alter("{('a', 'b')}"))[0]).toMatch(/^text/)
    expect(edit(alter("{('a', 'b')}"), alter('None'))[0]).toMatch(/^schema: `unique_together` of/)
    expect(edit(alter('set()'), alter('None'))[0]).toMatch(/^text/)
  })

  it('finds AlterModelOptions harmless whatever it says', () => {
    const alter = (value: string) => `migrations.AlterModelOptions('book', ${value}),`
    expect(edit(alter("{'ordering': ['a']}"), alter("{'ordering': ['b']}"))).toEqual([
      "state: option `ordering` of `book` changed from `['a']` to `['b']`",
    ])
  })
})

describe('indexes and constraints', () => {
  it.each([
    [
      "models.Index(fields=['a'], name='i')",
      "models.Index(fields=['b'], name='i')",
      "schema: `fields` of `AddIndex` of `book.i` changed from `['a']` to `['b']`",
    ],
    [
      "models.Index(fields=['a'], name='i')",
      "models.Index(fields=['a'], name='j')",
      "schema: `name` of `AddIndex` of `book.j` changed from `'i'` to `'j'`",
    ],
    [
      "models.Index(fields=['a'], name='i')",
      "models.Index(fields=['a'], name='i', condition=models.Q(a=1))",
      'schema: `condition` of `AddIndex` of `book.i` is now `models.Q(a=1)`',
    ],
    [
      "models.Index(fields=['a'], name='i')",
      "models.Index(fields=('a',), name='i')",
      'text: formatting, comments or code without any effect',
    ],
    [
      "models.Index(fields=['a'], name='i')",
      "models.Index(name='i', fields=['a'])",
      'text: formatting, comments or code without any effect',
    ],
    [
      "models.Index(fields=['a'], name='i')",
      "models.indexes.Index(fields=['a'], name='i')",
      'text: formatting, comments or code without any effect',
    ],
  ])('%s -> %s', (before, after, line) => {
    expect(edit(addIndex(before), addIndex(after))).toEqual([line])
  })

  it.each([
    [
      "models.CheckConstraint(check=models.Q(a=1), name='c')",
      "models.CheckConstraint(condition=models.Q(a=1), name='c')",
      'text: formatting, comments or code without any effect',
    ],
    [
      "models.CheckConstraint(check=models.Q(a=1), name='c')",
      "models.CheckConstraint(condition=models.Q(a=2), name='c')",
      'schema: `condition` of `AddConstraint` of `book.c` changed from `models.Q(a=1)` to `models.Q(a=2)`',
    ],
    [
      "models.CheckConstraint(check=models.Q(b=2, a=1), name='c')",
      "models.CheckConstraint(check=models.Q(('a', 1), ('b', 2)), name='c')",
      'text: formatting, comments or code without any effect',
    ],
    [
      "models.CheckConstraint(check=models.Q(a=1, _connector='AND'), name='c')",
      "models.CheckConstraint(check=models.Q(a=1), name='c')",
      'text: formatting, comments or code without any effect',
    ],
    [
      "models.CheckConstraint(check=models.Q(a=1) | models.Q(b=1), name='c')",
      "models.CheckConstraint(check=models.Q(a=1) & models.Q(b=1), name='c')",
      'schema: `condition` of `AddConstraint` of `book.c` changed from `models.Q(a=1) | models.Q(b=1)` to `models.Q(a=1) & models.Q(b=1)`',
    ],
    [
      "models.UniqueConstraint(fields=['a'], name='c')",
      "models.UniqueConstraint(fields=['a'], name='c', violation_error_message='x')",
      "state: `violation_error_message` of `AddConstraint` of `book.c` is now `'x'`",
    ],
    [
      "models.UniqueConstraint(fields=['a'], name='c')",
      "models.UniqueConstraint(fields=['a', 'b'], name='c')",
      "schema: `fields` of `AddConstraint` of `book.c` changed from `['a']` to `['a', 'b']`",
    ],
    [
      "models.UniqueConstraint(fields=['a'], name='c')",
      "models.CheckConstraint(check=models.Q(a=1), name='c')",
      "schema: `constraint` of `AddConstraint` of `book.c` changed from `models.UniqueConstraint(fields=['a'], name='c')` to `models.CheckConstraint(check=models.Q(a=1), name='c')`",
    ],
    [
      "models.UniqueConstraint(fields=['a'], name='c')",
      "models.UniqueConstraint(fields=settings.FIELDS, name='c')",
      "unresolved: `fields` of `AddConstraint` of `book.c` changed from `['a']` to `settings.FIELDS`",
    ],
  ])('%s -> %s', (before, after, line) => {
    expect(edit(addConstraint(before), addConstraint(after))).toEqual([line])
  })
})

describe('SQL', () => {
  const sql = (text: string, more = '') => `migrations.RunSQL("""${text}"""${more}),`

  it.each([
    [
      'CREATE INDEX i ON t (a);',
      'CREATE INDEX i ON t (b);',
      'schema: `sql` of `RunSQL` of `CREATE INDEX i ON t (b);` changed',
    ],
    [
      'CREATE INDEX i\n  ON t (a); ',
      'CREATE INDEX i ON t (a);',
      'text: the layout of `sql` of `RunSQL` of `CREATE INDEX i ON t (a);`',
    ],
    ["SELECT 'a  b',  1", "SELECT 'a  b', 1", "text: the layout of `sql` of `RunSQL` of `SELECT 'a b', 1`"],
    ["SELECT 'a  b'", "SELECT 'a b'", "schema: `sql` of `RunSQL` of `SELECT 'a b'` changed"],
    ['SELECT 1 -- one\n', 'SELECT 1', 'text: the layout of `sql` of `RunSQL` of `SELECT 1`'],
    ['SELECT /* one */ 1', 'SELECT 1', 'text: the layout of `sql` of `RunSQL` of `SELECT 1`'],
    ['DO $$ a  b $$', 'DO $$ a b $$', 'schema: `sql` of `RunSQL` of `DO $$ a b $$` changed'],
    ['DO  $$ a  b $$', 'DO $$ a  b $$', 'text: the layout of `sql` of `RunSQL` of `DO $$ a b $$`'],
    ["SELECT '--', 1", "SELECT '--', 2", "schema: `sql` of `RunSQL` of `SELECT '--', 2` changed"],
  ])('%j -> %j', (before, after, line) => {
    expect(edit(sql(before), sql(after))).toEqual([line])
  })

  it('finds what runs backwards harmless', () => {
    expect(edit(sql('SELECT 1'), sql('SELECT 1', ', reverse_sql=migrations.RunSQL.noop'))).toEqual([
      'state: `reverse_sql` of `RunSQL` of `SELECT 1` was added',
    ])
    expect(edit(sql('SELECT 1'), sql('SELECT 1', ', elidable=True'))[0]).toMatch(/^text/)
  })

  it('does not conclude from SQL that is computed', () => {
    expect(edit(sql('SELECT 1'), 'migrations.RunSQL(third.SQL + settings.SQL),')[0]).toMatch(/^unresolved: /)
  })
})

describe('SeparateDatabaseAndState', () => {
  const separate = (database: string, state: string) =>
    `migrations.SeparateDatabaseAndState(database_operations=[${database}], state_operations=[${state}]),`
  const add = (length: number) => `migrations.AddField('book', 'a', models.CharField(max_length=${length}))`

  it('counts what only the state sees as state', () => {
    expect(edit(separate('', add(1)), separate('', add(2)))).toEqual([
      'state: `max_length` of `book.a` changed from `1` to `2`',
    ])
    expect(edit(separate('', ''), separate('', add(1)))).toEqual(['state: `AddField` of `book.a` was added'])
  })

  it('counts what the database sees as ever', () => {
    expect(edit(separate(add(1), ''), separate(add(2), ''))).toEqual([
      'schema: `max_length` of `book.a` changed from `1` to `2`',
    ])
    expect(edit(separate(add(1), separate('', '')), separate(add(1), separate(add(2), '')))).toEqual([
      'state: `AddField` of `book.a` was added',
    ])
  })

  it('is no loss where the database saw nothing of it', () => {
    expect(edit(separate('', add(1)), '')).toEqual(['state: `SeparateDatabaseAndState` was removed'])
    expect(edit(separate(add(1), ''), '')).toEqual(['schema: `SeparateDatabaseAndState` was removed'])
  })
})

describe('operations that are computed', () => {
  const add = "migrations.AddField('book', 'a', models.TextField()),"
  const conditional = (test: string) =>
    migration({ body: '' }).trimEnd() +
    `\n    if ${test}:\n        operations += [\n            ${add}\n        ]\n`

  it('proves nothing that a condition was decided', () => {
    expect(told(compare(conditional('django.conf.settings.NEW'), migration({ operations: add })))).toEqual([
      'unresolved: how the operations are computed changed',
    ])
    expect(told(compare(migration({ operations: add }), conditional('settings.X')))).toEqual([
      'unresolved: how the operations are computed changed',
    ])
  })

  it('is code how they are computed', () => {
    expect(told(compare(conditional('settings.X'), conditional('settings.Y')))).toEqual([
      'code: how the operations are computed changed',
    ])
  })

  it('cannot be told what is on a way that is not known', () => {
    const inside = (sql: string) =>
      migration({ body: 'operations = []' }).replace(/ {4}operations = \[\s*\]\s*$/, '') +
      `    if settings.X:\n        operations += [\n            migrations.RunSQL('${sql}'),\n        ]\n`
    expect(told(compare(inside('SELECT 1'), inside('SELECT 2')))).toEqual([
      'code: how the operations are computed changed',
    ])
    expect(told(compare(inside('SELECT 1'), `# A comment\n${inside('SELECT 1')}`))[0]).toMatch(/^text/)
    const made = (sql: string) =>
      migration({
        top: `def make():\n    if settings.X:\n        return []\n    return [migrations.RunSQL('${sql}')]`,
        operations: '*make(),',
      })
    expect(told(compare(made('SELECT 1'), made('SELECT 2')))).toEqual([
      'unresolved: how the operations are computed changed',
    ])
  })

  it('sees through loops and helper functions', () => {
    const loop = 'operations = [migrations.AddField("book", name, models.TextField()) for name in ("a", "b")]'
    const looped = migration({}).replace(/operations = \[[^]*\]/, loop)
    const flat = migration({ operations: `${add} ${add.replace("'a'", "'b'")}` })
    expect(told(compare(flat, looped))).toEqual(['text: formatting, comments or code without any effect'])
    const helper = migration({
      top: 'def add(name):\n    return migrations.AddField("book", name, models.TextField())',
      operations: 'add("a"), add("b")',
    })
    expect(told(compare(flat, helper))).toEqual(['text: formatting, comments or code without any effect'])
  })
})

describe('AlterField that came or went', () => {
  const alter = (field: string) => `migrations.AlterField('book', 'a', ${field}),`
  const beside = (operations: string) => ({
    before: { 'shop/migrations/0001_initial.py': migration({ dependencies: '', operations }) },
  })
  const text = 'models.TextField()'
  const made = `migrations.CreateModel('Book', [('a', ${text})]),`

  it.each([
    ['a help text', made, 'models.TextField(help_text="x")', 'state: `AlterField` of `book.a` was added'],
    ['another column', made, 'models.TextField(null=True)', 'schema: `AlterField` of `book.a` was added'],
    [
      'another column',
      `${made}${alter('models.TextField(null=True)')}`,
      text,
      'schema: `AlterField` of `book.a` was added',
    ],
    [
      'after a rename',
      `${made}migrations.RenameField('book', 'b', 'a'),`,
      text,
      'schema: `AlterField` of `book.a` was added',
    ],
    ['of what is not known', '', text, 'schema: `AlterField` of `book.a` was added'],
    ['of what cannot be known', made, 'third.Field()', 'schema: `AlterField` of `book.a` was added'],
  ])('is told from what the field was: %s', (_, before, field, line) => {
    const source = (operations: string) => migration({ top: 'import third', operations })
    expect(told(compare(source(''), source(alter(field)), beside(before)))).toEqual([line])
    const gone = line.replace('added', 'removed')
    expect(told(compare(source(alter(field)), source(''), beside(before)))).toEqual([gone])
  })
})
