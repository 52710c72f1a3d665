import type { Verdict } from './verdict.ts'

/** Functions that look as if they filled `shop.Product.code` but leave a NULL, or the other way round. */
export const traps: readonly {
  readonly name: string
  readonly lines: readonly string[]
  readonly verdict: Verdict
}[] = [
  {
    name: 'an offset into rows that become fewer',
    lines: [
      'total = Product.objects.filter(code=None).count()',
      'for at in range(0, total, 2):',
      '    for p in Product.objects.filter(code=None)[at:at + 2]:',
      '        p.code = "x"',
      '        p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'an offset into a list that stays',
    lines: [
      'rows = list(Product.objects.filter(code=None))',
      'for at in range(0, len(rows), 2):',
      '    for p in rows[at:at + 2]:',
      '        p.code = "x"',
      '        p.save()',
    ],
    verdict: 'filled',
  },
  {
    name: 'steps that are longer than the slice',
    lines: [
      'rows = list(Product.objects.all())',
      'for at in range(0, len(rows), 3):',
      '    for p in rows[at:at + 2]:',
      '        p.code = "x"',
      '        p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'save() of an object that was loaded before',
    lines: [
      'for p in Product.objects.all():',
      '    Product.objects.filter(pk=p.pk).update(code="x")',
      '    p.slug = "s"',
      '    p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'save() of an object that was taken by its index before',
    lines: [
      'if Product.objects.exists():',
      '    p = Product.objects.order_by("pk")[0]',
      '    Product.objects.update(code="x")',
      '    p.save()',
      'else:',
      '    Product.objects.update(code="x")',
    ],
    verdict: 'not known',
  },
  {
    name: 'save() of an object that get_or_create() found before',
    lines: [
      'p, made = Product.objects.get_or_create(pk=1, defaults={"name": "a"})',
      'Product.objects.update(code="x")',
      'p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'save() of an object that another led to before',
    lines: [
      'Special = apps.get_model("shop", "Special")',
      'for special in Special.objects.all():',
      '    p = special.product_ptr',
      '    p.slug = "s"',
      '    Product.objects.update(code="x")',
      '    p.save()',
      'if not Special.objects.exists():',
      '    Product.objects.update(code="x")',
    ],
    verdict: 'not known',
  },
  {
    name: 'save() of an object that was loaded anew',
    lines: [
      'for p in Product.objects.all():',
      '    Product.objects.filter(pk=p.pk).update(code="x")',
      '    p.refresh_from_db()',
      '    p.slug = "s"',
      '    p.save()',
    ],
    verdict: 'filled',
  },
  {
    name: 'objects of a slice that is the whole, loaded anew',
    lines: [
      'rows = Product.objects.all()',
      'for p in rows[:]:',
      '    p.code = "x"',
      'Product.objects.bulk_update(rows, ["code"])',
    ],
    verdict: 'not known',
  },
  {
    name: 'save() of another field of an object that was loaded before',
    lines: [
      'for p in Product.objects.all():',
      '    Product.objects.filter(pk=p.pk).update(code="x")',
      '    p.slug = "s"',
      '    p.save(update_fields=["slug"])',
    ],
    verdict: 'filled',
  },
  {
    name: 'taken back afterwards',
    lines: ['Product.objects.update(code="x")', 'Product.objects.filter(stock=1).update(code=None)'],
    verdict: 'not known',
  },
  {
    name: 'a row is added afterwards',
    lines: ['Product.objects.update(code="x")', 'Product.objects.create(name="new")'],
    verdict: 'not known',
  },
  {
    name: 'a row with a value is added afterwards',
    lines: ['Product.objects.update(code="x")', 'Product.objects.create(name="new", code="y")'],
    verdict: 'filled',
  },
  {
    name: 'errors are suppressed',
    lines: [
      'with contextlib.suppress(ValueError):',
      '    for p in Product.objects.all():',
      '        p.code = str(int(p.name))',
      '        p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'rows with an error are left out',
    lines: [
      'for p in Product.objects.all():',
      '    try:',
      '        value = int(p.name)',
      '    except ValueError:',
      '        continue',
      '    p.code = str(value)',
      '    p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'one object for each name',
    lines: [
      'for p in {p.name: p for p in Product.objects.all()}.values():',
      '    p.code = "x"',
      '    p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'one object for each key',
    lines: [
      'for p in {p.pk: p for p in Product.objects.all()}.values():',
      '    p.code = "x"',
      '    p.save()',
    ],
    verdict: 'filled',
  },
  {
    name: 'objects that a copy of the queryset loaded',
    lines: [
      'rows = Product.objects.all()',
      'for p in rows.iterator():',
      '    p.code = "x"',
      'Product.objects.bulk_update(rows, ["code"])',
    ],
    verdict: 'not known',
  },
  {
    name: 'a value that a dict may not have',
    lines: [
      'names = {}',
      'for maker in Maker.objects.all():',
      '    names[maker.pk] = maker.name',
      'for p in Product.objects.all():',
      '    p.code = names.get(p.maker_id)',
      '    p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'pages that begin too late',
    lines: [
      'last = 3',
      'while True:',
      '    ids = list(Product.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:2])',
      '    if not ids:',
      '        break',
      '    Product.objects.filter(pk__in=ids).update(code="x")',
      '    last = ids[-1]',
    ],
    verdict: 'not known',
  },
  {
    name: 'an else that is skipped by break',
    lines: [
      'for p in Product.objects.all():',
      '    if p.name == "a":',
      '        break',
      'else:',
      '    Product.objects.update(code="x")',
    ],
    verdict: 'not known',
  },
  {
    name: 'only if the first of other rows is there',
    lines: ['if Product.objects.filter(name="a").first():', '    Product.objects.update(code="x")'],
    verdict: 'not known',
  },
  {
    name: 'a name of a column in a case',
    lines: ['Product.objects.update(code=Case(When(stock=0, then="slug"), default="name"))'],
    verdict: 'not known',
  },
  {
    name: 'SQL for each of no parameters',
    lines: [
      'with schema_editor.connection.cursor() as cursor:',
      '    cursor.executemany("UPDATE shop_product SET code = %s", [(m.name,) for m in Maker.objects.all()])',
    ],
    verdict: 'not known',
  },
  {
    name: 'a short circuit',
    lines: ['os.environ.get("FLAG") and Product.objects.update(code="x")'],
    verdict: 'not known',
  },
  {
    name: 'a proxy',
    lines: ['apps.get_model("shop", "Cheap").objects.filter(code=None).update(code="x")'],
    verdict: 'filled',
  },
  {
    name: 'the rows of a child alone',
    lines: ['apps.get_model("shop", "Special").objects.update(code="x")'],
    verdict: 'not known',
  },
  {
    name: 'a field that was set under a condition',
    lines: [
      'for p in Product.objects.all():',
      '    if p.name == "a":',
      '        p.code = "x"',
      '    Product.objects.filter(pk=p.pk).update(code=p.code)',
    ],
    verdict: 'not known',
  },
  {
    name: 'one value or the other',
    lines: ['for p in Product.objects.all():', '    p.code = p.slug if p.slug else "x"', '    p.save()'],
    verdict: 'filled',
  },
  {
    name: 'a list that is written where it holds something',
    lines: [
      'changed = []',
      'for p in Product.objects.filter(code=None):',
      '    p.code = "x"',
      '    changed.append(p)',
      'if len(changed) > 0:',
      '    Product.objects.bulk_update(changed, ["code"])',
    ],
    verdict: 'filled',
  },
  {
    name: 'the table by its model',
    lines: ['schema_editor.execute(f"UPDATE {Product._meta.db_table} SET code = \'x\' WHERE code IS NULL")'],
    verdict: 'filled',
  },
  {
    name: 'objects that were loaded before the rows were written',
    lines: [
      'for p in Product.objects.all().in_bulk().values():',
      '    Product.objects.filter(pk=p.pk).update(code="k")',
      '    p.save()',
    ],
    verdict: 'not known',
  },
  {
    name: 'rows that hold NULL are deleted, whatever an expression leaves out',
    lines: ['Product.objects.exclude(code=F("slug")).filter(code=None).delete()'],
    verdict: 'filled',
  },
  {
    name: 'rows that are deleted may be those that hold NULL',
    lines: ['Product.objects.filter(maker=None).delete()'],
    verdict: 'not known',
  },
  { name: 'another column', lines: ['Product.objects.update(slug="x")'], verdict: 'not filled' },
  {
    name: 'only reads',
    lines: ['list(Product.objects.filter(code=None))'],
    verdict: 'not filled',
  },
]
