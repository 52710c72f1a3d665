import { describe, expect, test } from 'vitest'
import { follow, writesOf } from './follow.ts'

const product = 'Product = apps.get_model("shop", "Product")'

/** A migration's function, given its body. */
const fill = (...lines: string[]) =>
  `def fill(apps, schema_editor):\n    ${[product, ...lines].join('\n').replaceAll('\n', '\n    ')}\n`

const nullsOfCode = 'update product code of NULL code, one statement'
const everyCode = 'update product code of all, row by row'

describe('fills every row that has no value', () => {
  test.each<[string, string, string[]]>([
    ['one statement', fill('Product.objects.update(code="")'), ['update product code of all, one statement']],
    [
      'through all()',
      fill('Product.objects.all().update(code="", stock=0)'),
      ['update product code+stock of all, one statement'],
    ],
    ['a filter for None', fill('Product.objects.filter(code=None).update(code="x")'), [nullsOfCode]],
    [
      'a filter for isnull',
      fill('Product.objects.filter(code__isnull=True).update(code="x")'),
      [nullsOfCode],
    ],
    [
      'what exclude leaves',
      fill('Product.objects.exclude(code__isnull=False).update(code="x")'),
      [nullsOfCode],
    ],
    ['all but another value', fill('Product.objects.exclude(code="y").update(code="x")'), [nullsOfCode]],
    [
      'a Q that allows more',
      `from django.db.models import Q\n${fill('Product.objects.filter(Q(code=None) | Q(code="")).update(code="x")')}`,
      [nullsOfCode],
    ],
    [
      'an expression of a NOT NULL column',
      `from django.db.models import F\n${fill('Product.objects.update(code=F("name"))')}`,
      ['update product code of all, one statement'],
    ],
    [
      'Coalesce with a last resort',
      `from django.db.models import F, Value\nfrom django.db.models.functions import Coalesce\n${fill('Product.objects.update(code=Coalesce(F("slug"), Value("")))')}`,
      ['update product code of all, one statement'],
    ],
    [
      'Case with a default',
      `from django.db.models import Case, When, Value\n${fill('Product.objects.update(code=Case(When(stock=0, then=Value("n")), default=Value("y")))')}`,
      ['update product code of all, one statement'],
    ],
    [
      'a loop with save()',
      fill('for one in Product.objects.all():', '    one.code = one.name.lower()', '    one.save()'),
      [everyCode],
    ],
    [
      'save of one field',
      fill(
        'for one in Product.objects.iterator():',
        '    one.code = f"p{one.pk}"',
        '    one.save(update_fields=["code"])',
      ),
      [everyCode],
    ],
    [
      'where it is None',
      fill(
        'for one in Product.objects.all():',
        '    if one.code is None:',
        '        one.code = "x"',
        '        one.save()',
      ),
      ['update product code of NULL code, row by row'],
    ],
    [
      'where it is false',
      fill(
        'for one in Product.objects.all():',
        '    if not one.code:',
        '        one.code = "x"',
        '    one.save()',
      ),
      ['update product code of NULL code, row by row'],
    ],
    [
      'past those that have one',
      fill(
        'for one in Product.objects.all():',
        '    if one.code:',
        '        continue',
        '    one.code = "x"',
        '    one.save()',
      ),
      ['update product code of NULL code, row by row'],
    ],
    [
      'either way of a condition',
      fill(
        'for one in Product.objects.all():',
        '    if one.name == "a":',
        '        one.code = "x"',
        '    else:',
        '        one.code = "y"',
        '    one.save()',
      ),
      [everyCode],
    ],
    [
      'a try with a way out',
      fill(
        'for one in Product.objects.all():',
        '    try:',
        '        one.code = str(int(one.name))',
        '    except ValueError:',
        '        one.code = "0"',
        '    one.save()',
      ),
      [everyCode],
    ],
    [
      'bulk_update of a list',
      fill(
        'changed = []',
        'for one in Product.objects.all():',
        '    one.code = "x"',
        '    changed.append(one)',
        'Product.objects.bulk_update(changed, ["code"])',
      ),
      ['update product code of all, one statement'],
    ],
    [
      'bulk_update in batches',
      fill(
        'changed = []',
        'for one in Product.objects.all():',
        '    one.code = "x"',
        '    changed.append(one)',
        '    if len(changed) >= 500:',
        '        Product.objects.bulk_update(changed, ["code"])',
        '        changed = []',
        'if changed:',
        '    Product.objects.bulk_update(changed, ["code"])',
      ),
      ['update product code of some, in batches', 'update product code of all, in batches'],
    ],
    [
      'bulk_update of the queryset itself',
      fill(
        'rows = Product.objects.all()',
        'for one in rows:',
        '    one.code = "x"',
        'Product.objects.bulk_update(rows, ["code"], batch_size=100)',
      ),
      ['update product code of all, in batches'],
    ],
    [
      'by the key of each',
      fill('for one in Product.objects.all():', '    Product.objects.filter(pk=one.pk).update(code="x")'),
      [everyCode],
    ],
    [
      'by keys alone',
      fill(
        'for pk in Product.objects.values_list("pk", flat=True):',
        '    Product.objects.filter(pk=pk).update(code="x")',
      ),
      [everyCode],
    ],
    [
      'slices until none is left',
      fill(
        'while True:',
        '    ids = list(Product.objects.filter(code=None).values_list("pk", flat=True)[:100])',
        '    if not ids:',
        '        break',
        '    Product.objects.filter(pk__in=ids).update(code="x")',
      ),
      ['update product code of NULL code, in batches'],
    ],
    [
      'pages behind a key',
      fill(
        'last = 0',
        'while True:',
        '    ids = list(Product.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:100])',
        '    if not ids:',
        '        break',
        '    Product.objects.filter(pk__in=ids).update(code="x")',
        '    last = ids[-1]',
      ),
      ['update product code of all, in batches'],
    ],
    [
      'a generator of keys',
      `def batches(rows):\n    last = 0\n    while True:\n        ids = list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:9])\n        if not ids:\n            break\n        yield ids\n        last = ids[-1]\n\n${fill('for ids in batches(Product.objects.order_by("pk")):', '    Product.objects.filter(pk__in=ids).update(code="x")')}`,
      ['update product code of all, in batches'],
    ],
    [
      'a list of keys by steps',
      fill(
        'ids = list(Product.objects.values_list("pk", flat=True))',
        'for at in range(0, len(ids), 50):',
        '    Product.objects.filter(pk__in=ids[at:at + 50]).update(code="x")',
      ),
      ['update product code of all, in batches'],
    ],
    [
      'a helper that is given the model',
      `def set_codes(model, value):\n    model.objects.filter(code=None).update(code=value)\n\n${fill('set_codes(Product, "x")')}`,
      [nullsOfCode],
    ],
    [
      'a helper that gives the rows',
      `def missing(apps):\n    return apps.get_model("shop.Product").objects.filter(code=None)\n\ndef fill(apps, schema_editor):\n    missing(apps).update(code="x")\n`,
      [nullsOfCode],
    ],
    [
      'a helper that sets the field',
      `def mend(one):\n    one.code = "x"\n    one.save()\n\n${fill('for one in Product.objects.all():', '    mend(one)')}`,
      [everyCode],
    ],
    [
      'models by name',
      `APP = "shop"\nMODELS = ["Product"]\n\ndef fill(apps, schema_editor):\n    for name in MODELS:\n        apps.get_model(APP, name).objects.update(code="x")\n`,
      ['update product code of all, one statement'],
    ],
    [
      'fields by name',
      fill(
        'for one in Product.objects.all():',
        '    for field in ("code", "slug"):',
        '        setattr(one, field, "x")',
        '    one.save()',
      ),
      ['update product code+slug of all, row by row'],
    ],
    [
      'only if there are rows',
      fill(
        'rows = Product.objects.filter(code=None)',
        'if not rows.exists():',
        '    return',
        'rows.update(code="x")',
      ),
      [nullsOfCode],
    ],
    [
      'a foreign key',
      fill(
        'maker = apps.get_model("shop", "Maker").objects.create(name="m")',
        'Product.objects.filter(maker=None).update(maker_id=maker.pk)',
      ),
      ['insert maker, row by row', 'update product maker of NULL maker, one statement'],
    ],
    [
      'rows without a value go',
      fill('Product.objects.filter(code=None).delete()'),
      ['delete product of NULL code, one statement'],
    ],
    [
      'the connection of the migration',
      fill('alias = schema_editor.connection.alias', 'Product.objects.using(alias).update(code="x")'),
      ['update product code of all, one statement'],
    ],
    [
      'SQL through a cursor',
      fill(
        'with schema_editor.connection.cursor() as cursor:',
        '    cursor.execute("UPDATE shop_product SET code = \'x\' WHERE code IS NULL")',
      ),
      [nullsOfCode],
    ],
  ])('%s', async (_, body, writes) => {
    const step = await follow(body)
    expect(step.unfollowed).toEqual([])
    expect(writesOf(step)).toEqual(writes)
  })
})

describe('leaves rows without a value', () => {
  test.each<[string, string, string[]]>([
    ['nothing at all', fill('pass'), []],
    ['it only reads', fill('print(Product.objects.filter(code=None).count())'), []],
    [
      'another column',
      fill('Product.objects.update(slug="x")'),
      ['update product slug of all, one statement'],
    ],
    [
      'rows with another value',
      fill('Product.objects.filter(name="a").update(code="x")'),
      ['update product code of some, one statement'],
    ],
    [
      'all but some of a NOT NULL column',
      fill('Product.objects.exclude(name="a").update(code="x")'),
      ['update product code of some, one statement'],
    ],
    [
      'rows that have one',
      fill('Product.objects.filter(code__isnull=False).update(code="x")'),
      ['update product code of some, one statement'],
    ],
    [
      'rows that lack both',
      fill('Product.objects.filter(code=None, slug=None).update(code="x")'),
      ['update product code of some, one statement'],
    ],
    [
      'NULL itself',
      fill('Product.objects.update(code=None)'),
      ['update product code of all, maybe NULL, one statement'],
    ],
    [
      'a column that may be NULL',
      `from django.db.models import F\n${fill('Product.objects.update(code=F("slug"))')}`,
      ['update product code of all, maybe NULL, one statement'],
    ],
    [
      'a subquery without a row',
      `from django.db.models import OuterRef, Subquery\n${fill('Maker = apps.get_model("shop", "Maker")', 'Product.objects.update(code=Subquery(Maker.objects.filter(pk=OuterRef("maker")).values("name")[:1]))')}`,
      ['update product code of all, maybe NULL, one statement'],
    ],
    [
      'an early return',
      fill('import os', 'if os.environ.get("SKIP"):', '    return', 'Product.objects.update(code="x")'),
      ['update product code of some, one statement'],
    ],
    [
      'the first slice only',
      fill('for one in Product.objects.all()[:100]:', '    one.code = "x"', '    one.save()'),
      ['update product code of some, row by row'],
    ],
    [
      'a loop that breaks',
      fill(
        'for one in Product.objects.all():',
        '    if one.name == "z":',
        '        break',
        '    one.code = "x"',
        '    one.save()',
      ),
      ['update product code of some, row by row'],
    ],
    [
      'errors are passed over',
      fill(
        'for one in Product.objects.all():',
        '    try:',
        '        one.code = "x"',
        '        one.save()',
        '    except Exception:',
        '        pass',
      ),
      ['update product code of some, row by row'],
    ],
    [
      'not on every database',
      fill('if schema_editor.connection.vendor == "postgresql":', '    Product.objects.update(code="x")'),
      ['update product code of some, one statement'],
    ],
    [
      'save() without a value',
      fill('for one in Product.objects.all():', '    one.save()'),
      ['update product nothing of all, row by row'],
    ],
    ['a value that is never saved', fill('for one in Product.objects.all():', '    one.code = "x"'), []],
    [
      'another field is saved',
      fill(
        'for one in Product.objects.all():',
        '    one.code = "x"',
        '    one.slug = "y"',
        '    one.save(update_fields=["slug"])',
      ),
      ['update product slug of all, row by row'],
    ],
    [
      'a loop over other rows',
      fill(
        'for maker in apps.get_model("shop", "Maker").objects.all():',
        '    Product.objects.filter(maker=maker).update(code=maker.name)',
      ),
      ['update product code of some, in batches'],
    ],
    [
      'a while loop that ends somewhere',
      fill(
        'done = 0',
        'while done < 1000:',
        '    ids = Product.objects.filter(code=None).values_list("pk")[:100]',
        '    done += Product.objects.filter(pk__in=ids).update(code="x")',
      ),
      ['update product code of some, in batches'],
    ],
    ['new rows alone', fill('Product.objects.create(name="a", code="x")'), ['insert product, row by row']],
  ])('%s', async (_, body, writes) => {
    const step = await follow(body)
    expect(step.unfollowed).toEqual([])
    expect(writesOf(step)).toEqual(writes)
  })
})

describe('cannot tell', () => {
  test.each<[string, string, string]>([
    [
      'a library that is given the model',
      `from mender import mend\n${fill('mend(Product)')}`,
      'what `mend()` does with it is not followed',
    ],
    [
      'a class that is given the rows',
      `class Filler:\n    def __init__(self, rows):\n        rows.update(code="x")\n\n${fill('Filler(Product.objects.all())')}`,
      'what `Filler` does with it is not followed',
    ],
    [
      'a command',
      `from django.core.management import call_command\n${fill('call_command("fill_codes")')}`,
      'what `call_command()` does is not followed',
    ],
    [
      'a signal that comes later',
      `from django.db.models.signals import post_migrate\n${fill('post_migrate.connect(lambda **kwargs: None)')}`,
      'what `connect()` does is not followed',
    ],
    [
      'a function that calls itself',
      `def again(model):\n    model.objects.update(code="x")\n    again(model)\n\n${fill('again(Product)')}`,
      '`again()` calls itself',
    ],
    [
      'columns that are not known',
      fill('import os', 'Product.objects.update(**dict(os.environ))'),
      'which columns of `shop.Product` are updated',
    ],
    [
      'a column by a name that is not known',
      fill(
        'import os',
        'for one in Product.objects.all():',
        '    setattr(one, os.environ["FIELD"], "x")',
        '    one.save()',
      ),
      'which field is set',
    ],
    [
      'SQL that is not known',
      fill('import os', 'schema_editor.execute(os.environ["SQL"])'),
      'which SQL is run is not known',
    ],
    [
      'the schema editor',
      fill('schema_editor.alter_db_table(Product, "a", "b")'),
      'what `schema_editor.alter_db_table()` does is not followed',
    ],
    [
      'a method that Django does not have',
      fill('Product.objects.rebuild()'),
      'what `.rebuild()` of `shop.Product` does is not followed',
    ],
  ])('%s', async (_, body, cause) => {
    expect((await follow(body)).unfollowed.map((one) => one.cause)).toContain(cause)
  })
})

describe('what RunPython is given', () => {
  const helper = {
    'shop/fills.py':
      'def fill(apps, schema_editor):\n    apps.get_model("shop", "Product").objects.update(code="x")\n',
  }
  const update = ['update product code of all, one statement']
  test('a function of another module', async () =>
    expect(writesOf(await follow('from shop.fills import fill', { files: helper }))).toEqual(update))
  test('a lambda', async () =>
    expect(
      writesOf(
        await follow('', {
          code: 'lambda apps, _: apps.get_model("shop", "Product").objects.update(code="x")',
        }),
      ),
    ).toEqual(update))
  test('a partial', async () =>
    expect(
      writesOf(
        await follow(
          'from functools import partial\ndef set_to(apps, editor, value=None):\n    apps.get_model("shop", "Product").objects.update(code=value)\n',
          { code: 'partial(set_to, value="x")' },
        ),
      ),
    ).toEqual(update))
  test('a static method', async () =>
    expect(
      writesOf(
        await follow(
          'class Fills:\n    @staticmethod\n    def codes(apps, editor):\n        apps.get_model("shop", "Product").objects.update(code="x")\n',
          { code: 'Fills.codes' },
        ),
      ),
    ).toEqual(update))
  test('a decorated function is not followed', async () =>
    expect(
      (await follow(`import shop.fills\n@shop.fills.once\n${fill('pass')}`, { files: helper })).unfollowed,
    ).not.toEqual([]))
})
