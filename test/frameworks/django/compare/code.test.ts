import { describe, expect, it } from 'vitest'
import { compare, migration, told } from './edit.ts'

const run = 'migrations.RunPython(fill, migrations.RunPython.noop),'
const withCode = (top: string, operations = run) => migration({ top, operations })
const fill = (body: string, params = 'apps, schema_editor') =>
  `def fill(${params}):\n${body.replace(/^(?=.)/gm, '    ')}\n`

const edit = (before: string, after: string) => told(compare(withCode(before), withCode(after)))
const text = ['text: formatting, comments or code without any effect']
const code = ['code: what `fill` does, which `RunPython` runs']

const get = "Book = apps.get_model('shop', 'Book')\n"

describe('what a data step does', () => {
  it.each([
    ['a constant', 'Book.objects.update(title="a")', 'Book.objects.update(title="b")'],
    ['a condition', 'if Book:\n    print(1)', 'if not Book:\n    print(1)'],
    [
      'SQL in a cursor',
      'schema_editor.execute("UPDATE a SET b = 1")',
      'schema_editor.execute("UPDATE a SET b = 2")',
    ],
    ['a call that came', 'Book.objects.all()', 'Book.objects.all().delete()'],
    ['an argument', 'zip(a, b, strict=False)', 'zip(a, b, strict=True)'],
    ['the order of statements', 'one()\ntwo()', 'two()\none()'],
    [
      'what is used of a loop',
      'for book in Book.objects.all():\n    book.save()',
      'for book in Book.objects.all():\n    pass',
    ],
    ['another model', 'Book.objects.all()', 'Author.objects.all()'],
  ])('%s', (_, before, after) => {
    expect(edit(fill(get + before), fill(get + after))).toEqual(code)
  })

  it('is a helper that it uses', () => {
    const helper = (value: number) => `def helper():\n    return ${value}\n\n${fill('helper()')}`
    expect(edit(helper(1), helper(2))).toEqual(code)
  })

  it('is a constant that a helper of a helper uses', () => {
    const source = (size: number) =>
      `SIZE = ${size}\ndef inner():\n    return SIZE\ndef helper():\n    return inner()\n${fill('helper()')}`
    expect(edit(source(500), source(200))).toEqual(code)
  })

  it('is another function of the same name from elsewhere in Python', () => {
    expect(
      edit('from json import loads\n' + fill('loads("")'), 'from yaml import loads\n' + fill('loads("")')),
    ).toEqual(code)
  })

  it.each([
    [
      'is not run any more',
      'migrations.RunPython(migrations.RunPython.noop),',
      'code: `RunPython` of `fill` was removed|code: `RunPython` was added',
    ],
    [
      'another function',
      'migrations.RunPython(other, migrations.RunPython.noop),',
      'code: what `other` does, which `RunPython` runs',
    ],
  ])('%s', (_, operations) => {
    const top = fill('print(1)') + 'def other(apps, schema_editor):\n    print(2)\n'
    const found = told(compare(withCode(top), withCode(top, operations)))
    expect(found[0]).toMatch(/^code: /)
  })

  it('points at the statement that is not as it was, on both sides', () => {
    const edited = compare(
      withCode(fill(`${get}Book.a()\nBook.b()`)),
      withCode(fill(`${get}Book.a()\n\nBook.c()`)),
    )
    expect(edited?.parts[0]).toMatchObject({ side: 'head', place: { line: 8 }, was: { line: 7 } })
  })

  it('points at the helper', () => {
    const source = (value: number) => `def helper():\n    return ${value}\n\n${fill('helper()')}`
    expect(compare(withCode(source(1)), withCode(source(2)))?.parts[0]?.place.line).toBe(5)
  })
})

describe('what changes nothing of it', () => {
  it.each([
    ['comments', 'print(1)', '# one\nprint(1)  # two'],
    ['docstrings', 'print(1)', '"""Fill."""\nprint(1)'],
    ['quotes and layout', 'print("a", "b")', "print(\n    'a',\n    'b',\n)"],
    ['an annotation of a local name', 'x = 1\nprint(x)', 'x: int = 1\nprint(x)'],
    ['f-strings for percent formats', 'print("%s of %s" % (a, b))', 'print(f"{a} of {b}")'],
    ['f-strings for str.format', 'print("{} of {}".format(a, b))', 'print(f"{a} of {b}")'],
    ['f-strings for named fields', 'print("{x} {{}}".format(x=a))', 'print(f"{a} {{}}")'],
    ['no else after return', 'if a:\n    return 1\nelse:\n    return 2', 'if a:\n    return 1\nreturn 2'],
    ['return None at the end', 'if a:\n    return 1', 'if a:\n    return 1\nreturn None'],
    ['a name for a returned value', 'x = a()\nreturn x', 'return a()'],
    ['not ==', 'if not (a == b):\n    print(1)', 'if a != b:\n    print(1)'],
    ['not in', 'if not a in b:\n    print(1)', 'if a not in b:\n    print(1)'],
    ['dict()', 'print(dict())', 'print({})'],
    ['dict(a=1)', 'print(dict(a=1))', "print({'a': 1})"],
    ['set([…])', 'print(set([1, 2]))', 'print({1, 2})'],
    ['set of a list comprehension', 'print(set([x for x in a]))', 'print({x for x in a})'],
    ['any of a list comprehension', 'print(any([x for x in a]))', 'print(any(x for x in a))'],
    ['zip(strict=False)', 'print(zip(a, b))', 'print(zip(a, b, strict=False))'],
    ['an unused local name', `${get}print(1)`, 'print(1)'],
    ['a local name', `${get}print(Book)`, "Model = apps.get_model('shop', 'Book')\nprint(Model)"],
    ['the name of a loop variable', 'for x in a:\n    print(x)', 'for y in a:\n    print(y)'],
    ['u"" strings', "print(u'a')", "print('a')"],
    ['a lambda with a name', 'f = lambda x: x\nprint(f(1))', 'def f(x):\n    return x\nprint(f(1))'],
    ['pass', 'if a:\n    print(1)\n    pass', 'if a:\n    print(1)'],
    ['parentheses', 'print((1))', 'print(1)'],
    ['a backslash', 'print(1 + \\\n    2)', 'print(1 + 2)'],
  ])('%s', (_, before, after) => {
    expect(edit(fill(before), fill(after))).toEqual(text)
  })

  it('the name of the function', () => {
    const before = withCode(fill('print(1)'))
    expect(told(compare(before, before.replaceAll('fill', 'fill_titles')))).toEqual(text)
  })

  it('the names of its parameters, which Django gives by position', () => {
    expect(edit(fill('apps.a()'), fill('registry.a()', 'registry, _editor'))).toEqual(text)
  })

  it('annotations of its parameters', () => {
    expect(edit(fill('apps.a()'), fill('apps.a()', 'apps: Any, schema_editor: "Editor"'))).toEqual(text)
  })

  it('the name of a helper', () => {
    const source = (name: string) => `def ${name}():\n    return 1\n\n${fill(`print(${name}())`)}`
    expect(edit(source('helper'), source('one'))).toEqual(text)
  })

  it('a helper that it does not use', () => {
    expect(edit(fill('print(1)'), `def unused():\n    return 1\n\n${fill('print(1)')}`)).toEqual(text)
  })

  it.each([
    ['from shop.core.utils import slug', 'from shop.core.text import slug'],
    ['from ..core.utils import slug', 'from shop.text import slug'],
    ['from third.a.b import slug', 'from third.c import slug'],
    [
      'from django.utils.encoding import force_text as slug',
      'from django.utils.encoding import force_str as slug',
    ],
    [
      'from datetime import timezone\nslug = timezone.utc',
      'from django.utils.timezone import utc\nslug = utc',
    ],
    ['import shop.text\nfrom a import slug', 'from a import slug\nimport shop.text'],
  ])('where a name is imported from: %s -> %s', (before, after) => {
    expect(edit(`${before}\n${fill('print(slug)')}`, `${after}\n${fill('print(slug)')}`)).toEqual(text)
  })

  it.each([
    ['shop.core.utils.slug', 'shop.text.slug'],
    ['third.a.b.slug', 'third.c.slug'],
  ])('where a module is imported from: %s -> %s', (before, after) => {
    const source = (name: string) =>
      `import ${name.replace('.slug', '')}\nimport third.other\n${fill(`print(${name})`)}`
    expect(edit(source(before), source(after))).toEqual(text)
    expect(edit(source(before), source(after.replace('slug', 'other')))).toEqual(code)
  })

  it('but code that was copied beside the migration is not the code that it was copied from', () => {
    const use = fill('print(slug)')
    expect(edit(`from .frozen import slug\n${use}`, `from shop.text import slug\n${use}`)).toEqual(code)
    expect(edit(`from .frozen import slug\n${use}`, `from shop.migrations.old import slug\n${use}`)).toEqual(
      text,
    )
  })

  it('a renamed function of a library and its name', () => {
    const before = `from django.utils.encoding import force_text\n${fill('print(force_text(1))')}`
    const after = `from django.utils import encoding\n${fill('print(encoding.force_str(1))')}`
    expect(edit(before, after)).toEqual(text)
  })

  it('an import inside of the function', () => {
    expect(edit(fill('from a import b\nprint(b)'), `from a import b\n${fill('print(b)')}`)).toEqual(text)
  })

  it('but a parameter hides an import', () => {
    const before = `from django.apps import apps\n${fill('apps.a()')}`
    const after = `from django.apps import apps\n${fill('apps.a()', 'registry, schema_editor')}`
    expect(edit(before, after)).toEqual(code)
  })
})

describe('what runs backwards or around it', () => {
  it.each([
    [
      'migrations.RunPython(fill),',
      'migrations.RunPython(fill, migrations.RunPython.noop),',
      'state: `reverse_code` of `RunPython` of `fill` is now `RunPython.noop`',
    ],
    [
      'migrations.RunPython(fill, fill),',
      'migrations.RunPython(fill),',
      'state: `reverse_code` of `RunPython` of `fill` is no longer `fill`',
    ],
    [
      'migrations.RunPython(fill),',
      'migrations.RunPython(fill, elidable=True),',
      'text: `elidable` of `RunPython` of `fill` is now `True`',
    ],
    [
      'migrations.RunPython(fill),',
      'migrations.RunPython(fill, atomic=False),',
      'state: `atomic` of `RunPython` of `fill` is now `False`',
    ],
    [
      'migrations.RunPython(code=fill),',
      'migrations.RunPython(fill),',
      'text: formatting, comments or code without any effect',
    ],
    [
      'migrations.RunPython(fill),',
      'migrations.RunPython(fill, hints={"a": 1}),',
      "code: `hints` of `RunPython` of `fill` is now `{'a': 1}`",
    ],
    [
      'migrations.RunPython(lambda apps, editor: one()),',
      'migrations.RunPython(lambda apps, editor: two()),',
      'code: what the lambda does, which `RunPython` runs',
    ],
  ])('%s -> %s', (before, after, line) => {
    const top = fill('print(1)')
    expect(told(compare(withCode(top, before), withCode(top, after)))).toEqual([line])
  })

  it('is what the backwards function does', () => {
    const top = (value: number) =>
      `${fill('print(1)')}\ndef back(apps, schema_editor):\n    print(${value})\n`
    const operations = 'migrations.RunPython(fill, back),'
    expect(told(compare(withCode(top(1), operations), withCode(top(2), operations)))).toEqual([
      'state: `reverse_code` of `RunPython` of `fill` changed: `back` is not what it was',
    ])
  })

  it.each([
    [
      'import third\nthird.setup()',
      'import third\nthird.setup(1)',
      'code: what runs when the file is imported: a call was changed',
    ],
    ['', 'import third\nthird.setup()', 'code: what runs when the file is imported: a call was added'],
  ])('is code at the top of the file: %j -> %j', (before, after, line) => {
    expect(told(compare(migration({ top: before }), migration({ top: after })))).toEqual([line])
  })

  it('is a method of the migration', () => {
    const body = (value: number) => `def apply(self, state, editor):\n    return ${value}\n`
    expect(told(compare(migration({ body: body(1) }), migration({ body: body(2) })))).toEqual([
      'code: what the method `apply` of the migration does',
    ])
  })

  it('is another base', () => {
    const checked = (source: string) => source.replace('migrations.Migration)', 'third.CheckedMigration)')
    expect(told(compare(migration({}), checked(migration({ top: 'import third' }))))).toEqual([
      'state: the base of the migration changed from `(migrations.Migration,)` to `(third.CheckedMigration,)`',
    ])
  })
})
