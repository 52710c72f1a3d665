import { Random } from '../python/random.ts'
import { conditions, filters, rowValues, rowValuesMaybeNull, setValues } from './phrases.ts'

/** A migration that may fill the column `code` of `shop.Product`: what stands before its class, and its operations. */
export interface Program {
  readonly body: string
  readonly operations: string
}

/** A function that was made up: the same again for the same seed. */
export function program(seed: number): Program {
  const random = new Random(seed)
  const helpers: string[] = []
  return withLines(new Writer(random, helpers).step(), helpers)
}

/** A function with these statements, which find `Product` and `Maker`, and functions that it calls. */
export function withLines(lines: readonly string[], helpers: readonly string[] = []): Program {
  const body = [
    ...imports,
    '',
    ...helpers,
    'def fill(apps, schema_editor):',
    ...indent([
      'Product = apps.get_model("shop", "Product")',
      'Maker = apps.get_model("shop", "Maker")',
      ...lines,
    ]),
  ]
  return { body: body.join('\n'), operations: 'migrations.RunPython(fill)' }
}

const imports = [
  'import contextlib, itertools, os',
  'from django.db import transaction',
  'from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When',
  'from django.db.models.functions import Coalesce, Concat, Lower, NullIf, Upper',
  'CODES = {"a": "A", "b": "B"}',
]

const indent = (lines: readonly string[]) => lines.map((line) => `    ${line}`)

/** Writes statements that, more or less, give rows a value. */
class Writer {
  readonly #random: Random
  readonly #helpers: string[]
  #names = 0

  constructor(random: Random, helpers: string[]) {
    this.#random = random
    this.#helpers = helpers
  }

  step(): string[] {
    const lines = this.#around(this.#fill())
    if (this.#random.chance(0.25)) lines.unshift(...this.#aside())
    if (this.#random.chance(0.25)) lines.push(...this.#aside())
    return lines
  }

  /** What is put around a part that fills. */
  #around(lines: string[]): string[] {
    if (this.#random.chance(0.6)) return lines
    const returns = lines.some((line) => /\breturn\b|\byield\b/.test(line))
    return this.#random.pick<() => string[]>([
      () => [`if ${this.#test()}:`, ...indent(lines)],
      () => [`if ${this.#test()}:`, '    return', ...lines],
      () => [`if not ${this.#rows()}.exists():`, '    return', ...lines],
      () => ['with transaction.atomic():', ...indent(lines)],
      () => [
        'with contextlib.suppress(ValueError):',
        ...indent(['int(Maker.objects.first().name)', ...lines]),
      ],
      () => [
        'try:',
        ...indent(['int((Maker.objects.first() or Product).name)', ...lines]),
        'except Exception:',
        '    pass',
      ],
      () => ['try:', ...indent(lines), 'finally:', '    pass'],
      () => ['try:', ...indent(lines), 'except ValueError:', '    raise'],
      () => (returns ? lines : ['for _ in range(2):', ...indent(lines)]),
      () => ['for maker in Maker.objects.all():', ...indent(lines)],
      () => {
        const name = this.#name('helper')
        this.#helpers.push(`def ${name}(Product, Maker, schema_editor, limit=3):`, ...indent(lines), '')
        return this.#random.chance(0.5)
          ? [`${name}(Product, Maker, schema_editor)`]
          : [`${name}(Product, Maker, schema_editor=schema_editor, limit=2)`]
      },
    ])()
  }

  #fill(): string[] {
    return this.#random.pick<() => string[]>([
      () => this.#statement(),
      () => this.#statement(),
      () => this.#loop(),
      () => this.#loop(),
      () => this.#loop(),
      () => this.#collected(),
      () => this.#collected(),
      () => this.#pages(),
      () => this.#pages(),
      () => this.#steps(),
      () => this.#generated(),
      () => this.#keyed(),
      () => this.#sql(),
    ])()
  }

  /** Something beside it, which may undo it. */
  #aside(): string[] {
    return this.#random.pick<() => string[]>([
      () => ['Product.objects.filter(stock=1).update(slug="s")'],
      () => ['Product.objects.filter(stock=1).update(code=None)'],
      () => ['Product.objects.create(name="made", code="c")'],
      () => ['Product.objects.create(name="made")'],
      () => ['for p in Product.objects.all():', '    p.slug = "t"', '    p.save()'],
      () => [
        'first = Product.objects.first()',
        'if first:',
        '    first.slug = "u"',
        '    first.save(update_fields=["slug"])',
      ],
      () => [`${this.#rows()}.delete()`],
      () => ['print(Product.objects.filter(code=None).count())'.replace('print', 'str')],
      () => ['Maker.objects.update(country="zz")'],
    ])()
  }

  #statement(): string[] {
    const update = `.update(code=${this.#random.pick(setValues)})`
    return this.#random.pick<() => string[]>([
      () => [`${this.#rows()}${update}`],
      () => [`${this.#rows()}${update}`],
      () => [`rows = ${this.#rows()}`, `rows${update}`],
      () => [`rows = ${this.#rows()}`, 'if rows:', `    rows${update}`],
      () => [`rows = ${this.#rows()}`, `rows = rows${this.#random.pick(filters)}`, `rows${update}`],
      () => [`found = ${this.#rows()}.first()`, 'if found:', `    Product.objects${update}`],
      () => [
        `found = [p for p in ${this.#rows()}]`,
        'if found:',
        `    Product.objects.filter(code=None)${update}`,
      ],
      () => [
        `ids = [p.pk for p in ${this.#rows()}${this.#random.chance(0.4) ? ` if (${this.#condition()})` : ''}]`,
        `Product.objects.filter(pk__in=ids)${update}`,
      ],
      () => [
        `ids = ${this.#rows()}.values_list("pk", flat=True)${this.#slice()}`,
        `Product.objects.filter(pk__in=ids)${update}`,
      ],
      () => [`${this.#test()} and Product.objects${update}`],
      () => [
        `ids = set(${this.#rows()}.values_list("pk", flat=True))`,
        `Product.objects.exclude(pk__in=ids)${update}`,
      ],
    ])()
  }

  #loop(): string[] {
    const over = this.#random.pick<() => string>([
      () => this.#rows(),
      () => this.#rows(),
      () => `${this.#rows()}.iterator()`,
      () => `list(${this.#rows()})${this.#slice()}`,
      () => `${this.#rows()}${this.#slice()}`,
      () => `sorted(${this.#rows()}, key=lambda p: p.name)`,
      () => `${this.#rows()}.in_bulk([1, 2]).values()`,
      () => `${this.#rows()}.in_bulk().values()`,
      () => `{p.name: p for p in ${this.#rows()}}.values()`,
      () => `{p.pk: p for p in ${this.#rows()}}.values()`,
    ])()
    const lines = [`for p in ${over}:`, ...indent(this.#body())]
    if (this.#random.chance(0.08))
      lines.push('else:', '    Product.objects.filter(code=None).update(code="else")')
    return lines
  }

  /** What a loop does with `p`. */
  #body(depth = 0): string[] {
    const assign = this.#assign()
    const save = this.#save()
    const write = [...assign, ...save]
    if (depth > 1 || this.#random.chance(0.3)) return write
    return this.#random.pick<() => string[]>([
      () => [`if ${this.#condition()}:`, ...indent(this.#body(depth + 1))],
      () => [`if ${this.#condition()}:`, ...indent(this.#assign()), ...this.#save()],
      () => [
        `if ${this.#condition()}:`,
        ...indent(this.#assign()),
        'else:',
        ...indent(this.#assign()),
        ...this.#save(),
      ],
      () => [`if ${this.#condition()}:`, '    continue', ...this.#body(depth + 1)],
      () => [`if ${this.#condition()}:`, '    break', ...write],
      () => [`if ${this.#condition()}:`, '    return', ...write],
      () => [
        'try:',
        '    number = int(p.name)',
        'except ValueError:',
        `    ${this.#random.pick(['continue', 'pass', 'number = 0', 'raise', 'break'])}`,
        ...write,
      ],
      () => [
        'try:',
        ...indent([...assign, 'int(p.name)']),
        'except ValueError:',
        `    ${this.#random.pick(['continue', 'pass', 'p.code = "e"', 'p.code = None'])}`,
        ...save,
      ],
      () => ['with contextlib.suppress(ValueError):', ...indent(['int(p.name)', ...assign]), ...save],
      () => [
        'found = Maker.objects.filter(pk=p.maker_id).first()',
        'if found is None:',
        `    ${this.#random.pick(['continue', 'pass'])}`,
        ...write,
      ],
      () => [
        'found = Maker.objects.filter(name=p.name).first()',
        'p.code = found.name if found else "none"',
        ...this.#save(),
      ],
      () => [
        'Product.objects.filter(pk=p.pk).update(code="k")',
        'p.slug = "v"',
        this.#random.pick(['p.save()', 'p.save(update_fields=["slug"])']),
      ],
      () => {
        const name = this.#name('mend')
        this.#helpers.push(`def ${name}(p):`, ...indent(this.#mending()), '')
        return this.#random.chance(0.5)
          ? [`${name}(p)`, 'p.save()']
          : [`p.code = ${name}(p) or "n"`, 'p.save()']
      },
    ])()
  }

  #mending(): string[] {
    return this.#random.pick<() => string[]>([
      () => this.#assign(),
      () => [`if ${this.#condition()}:`, '    return', ...this.#assign()],
      () => [`if ${this.#condition()}:`, '    return "r"', 'return p.slug'],
    ])()
  }

  #assign(): string[] {
    const value = this.#value()
    return this.#random.pick<() => string[]>([
      () => [`p.code = ${value}`],
      () => [`p.code = ${value}`],
      () => [`p.code = ${value}`],
      () => [`setattr(p, "code", ${value})`],
      () => [`code = ${value}`, 'p.code = code'],
      () => [`p.slug, p.code = "s", ${value}`],
      () => [`if (code := ${value}):`, '    p.code = code'],
    ])()
  }

  #save(): string[] {
    return [
      this.#random.pick([
        'p.save()',
        'p.save()',
        'p.save()',
        'p.save(update_fields=["code"])',
        'p.save(update_fields=("slug", "code"))',
        'p.save(update_fields=["slug"])',
        'Product.objects.filter(pk=p.pk).update(code=p.code)',
        'Product.objects.filter(pk=p.pk).update(code="k")',
        'Product.objects.filter(pk=p.pk, stock=1).update(code="k")',
        'Product.objects.bulk_update([p], ["code"])',
        'pass',
      ]),
    ]
  }

  /** Objects that are put into a list and written at the end. */
  #collected(): string[] {
    const fields = this.#random.pick([
      '["code"]',
      '["code"]',
      '["code"]',
      '["code", "slug"]',
      '["slug"]',
      'FIELDS',
    ])
    const setting = this.#assign()
    if (fields === 'FIELDS') this.#helpers.push('FIELDS = ["code"]', '')
    const write = `Product.objects.bulk_update(changed, ${fields}${this.#random.pick(['', ', batch_size=2', ', 3'])})`
    const body = this.#random.pick<() => string[]>([
      () => [...setting, 'changed.append(p)'],
      () => [`if ${this.#condition()}:`, ...indent([...setting, 'changed.append(p)'])],
      () => [...setting, `if ${this.#condition()}:`, '    changed.append(p)'],
      () => [
        ...setting,
        'changed.append(p)',
        'if len(changed) >= 2:',
        `    ${write}`,
        `    changed${this.#random.pick([' = []', '.clear()'])}`,
      ],
      () => [`if ${this.#condition()}:`, '    continue', ...setting, 'changed.append(p)'],
      () => [
        'try:',
        ...indent([...setting, 'int(p.name)', 'changed.append(p)']),
        'except ValueError:',
        '    pass',
      ],
    ])()
    const last = this.#random.pick([
      [write],
      ['if changed:', `    ${write}`],
      ['if len(changed) > 0:', `    ${write}`],
      ['if len(changed) > 2:', `    ${write}`],
    ])
    if (this.#random.chance(0.15))
      return [
        `rows = ${this.#rows()}`,
        `for p in rows${this.#random.pick(['', '.all()', '.iterator()'])}:`,
        ...indent(setting),
        `Product.objects.bulk_update(rows, ${fields})`,
      ]
    return ['changed = []', `for p in ${this.#rows()}${this.#slice()}:`, ...indent(body), ...last]
  }

  /** Pages up to an end, which may come too early. */
  #pages(): string[] {
    const kind = this.#random.pick(['rest', 'rest', 'behind', 'offset', 'between'] as const)
    const filter = this.#random.pick([
      '.all()',
      '.filter(code=None)',
      '.filter(code=None)',
      this.#random.pick(filters),
    ])
    const page = {
      rest: `Product.objects${filter}[:2]`,
      behind: `Product.objects${filter}.filter(pk__gt=last).order_by("pk")[:2]`,
      offset: `Product.objects${filter}.order_by("pk")[last:last + 2]`,
      between: `Product.objects${filter}.filter(pk__gt=last, pk__lte=last + 2)`,
    }[kind]
    const isKeys = this.#random.chance(0.4)
    const get = isKeys
      ? `list(${page.replace(/(\[[^\]]*\])?$/, '.values_list("pk", flat=True)$1')})`
      : `list(${page})`
    const write = isKeys
      ? ['Product.objects.filter(pk__in=rows).update(code="x")']
      : ['for p in rows:', ...indent(this.#random.chance(0.6) ? ['p.code = "x"', 'p.save()'] : this.#body(1))]
    const move = {
      rest: [],
      behind: [`last = rows[${this.#random.pick(['-1', '-1', '0'])}]${isKeys ? '' : '.pk'}`],
      offset: ['last += 2'],
      between: ['last += 2'],
    }[kind]
    const end = this.#random.pick<() => string[]>([
      () => ['while True:', ...indent([`rows = ${get}`, 'if not rows:', '    break', ...write, ...move])],
      () => [
        'while True:',
        ...indent([`rows = ${get}`, 'if len(rows) == 0:', '    return', ...write, ...move]),
      ],
      () => [
        `while Product.objects${filter}.exists():`,
        ...indent([`rows = ${get}`, 'if not rows:', '    break', ...write, ...move]),
      ],
      () => [`rows = ${get}`, 'while rows:', ...indent([...write, ...move, `rows = ${get}`])],
      () => [
        'while True:',
        ...indent(
          [`rows = ${get}`, ...write, ...move, 'if len(rows) < 2:', '    break'].filter(
            (line) => kind !== 'behind' || !line.startsWith('last ='),
          ),
        ),
      ],
      () => [
        'for _ in range(3):',
        ...indent([`rows = ${get}`, 'if not rows:', '    break', ...write, ...move]),
      ],
      () => [
        'while last < 10:',
        ...indent([
          `rows = ${get}`,
          'if not rows:',
          '    break',
          ...write,
          ...(kind === 'offset' || kind === 'between' ? move : ['last += 1']),
        ]),
      ],
    ])()
    return [`last = ${this.#random.pick(['0', '0', '0', '3'])}`, ...end]
  }

  /** A list, or the rows themselves, by steps of `range()`. */
  #steps(): string[] {
    const rows = `Product.objects${this.#random.pick(['.all()', '.filter(code=None)', '.order_by("pk")', '.filter(name="a")'])}`
    const isKeys = this.#random.chance(0.5)
    const keys = isKeys ? '.values_list("pk", flat=True)' : ''
    const write = (part: string) =>
      isKeys
        ? [`Product.objects.filter(pk__in=${part}).update(code="x")`]
        : [`for p in ${part}:`, '    p.code = "x"', '    p.save()']
    return this.#random.pick<() => string[]>([
      () => [
        `rows = ${rows}${keys}`,
        'for at in range(0, len(rows), 2):',
        ...indent(write('rows[at:at + 2]')),
      ],
      () => [
        `rows = ${rows}${keys}`,
        'for at in range(0, rows.count(), 2):',
        ...indent(write('rows[at:at + 2]')),
      ],
      () => [
        `rows = list(${rows}${keys})`,
        'for at in range(0, len(rows), 2):',
        ...indent(write('rows[at:at + 2]')),
      ],
      () => [
        `total = ${rows}.count()`,
        'for at in range(0, total, 2):',
        ...indent(write(`${rows}${keys}[at:at + 2]`)),
      ],
      () => [
        `rows = list(${rows}${keys})`,
        'for at in range(2, len(rows), 2):',
        ...indent(write('rows[at:at + 2]')),
      ],
      () => [
        `rows = list(${rows}${keys})`,
        'for at in range(0, len(rows), 3):',
        ...indent(write('rows[at:at + 2]')),
      ],
    ])()
  }

  #generated(): string[] {
    const name = this.#name('parts')
    this.#helpers.push(
      ...this.#random.pick<() => string[]>([
        () => [
          `def ${name}(rows):`,
          '    last = 0',
          '    while True:',
          '        part = list(rows.filter(pk__gt=last).order_by("pk")[:2])',
          '        if not part:',
          '            break',
          '        yield part',
          '        last = part[-1].pk',
        ],
        () => [`def ${name}(rows):`, `    if ${this.#test()}:`, '        yield rows'],
        () => [`def ${name}(rows):`, '    for p in rows:', '        yield [p]'],
        () => [`def ${name}(rows):`, '    yield rows[:2]'],
        () => [
          `def ${name}(rows):`,
          '    rows = iter(list(rows))',
          '    while part := list(itertools.islice(rows, 2)):',
          '        yield part',
        ],
        () => [`def ${name}(rows):`, '    yield rows', '    yield rows.filter(name="a")'],
        () => [`def ${name}(rows):`, `    if ${this.#test()}:`, '        return', '    yield rows.all()'],
      ])(),
      '',
    )
    return [
      `for part in ${name}(${this.#rows()}):`,
      '    for p in part:',
      ...indent(indent(['p.code = "x"', 'p.save()'])),
    ]
  }

  /** Values by a key that are looked up. */
  #keyed(): string[] {
    return this.#random.pick<() => string[]>([
      () => [
        'names = {}',
        'for maker in Maker.objects.all():',
        '    names[maker.pk] = maker.name',
        `for p in ${this.#rows()}:`,
        `    p.code = names.get(p.maker_id${this.#random.pick(['', ', "d"', ', None'])})`,
        '    p.save()',
      ],
      () => [
        'names = dict(Maker.objects.values_list("pk", "name"))',
        `for p in ${this.#rows()}:`,
        `    p.code = names.get(p.maker_id)${this.#random.pick(['', ' or "d"'])}`,
        '    p.save()',
      ],
      () => [
        `for pk, name in ${this.#rows()}.values_list("pk", "${this.#random.pick(['name', 'slug'])}"):`,
        '    Product.objects.filter(pk=pk).update(code=name)',
      ],
      () => [
        `for pk in ${this.#rows()}.values_list("pk", flat=True)${this.#slice()}:`,
        '    Product.objects.filter(pk=pk).update(code="x")',
      ],
      () => [
        `for name in ${this.#rows()}.values_list("name", flat=True).distinct():`,
        '    Product.objects.filter(name=name).update(code=name)',
      ],
      () => [
        `for maker in Maker.objects.all():`,
        `    maker.product_set${this.#random.pick(['', '.filter(code=None)'])}.update(code=maker.name)`,
      ],
      () => [
        `for p in ${this.#rows()}:`,
        '    obj, made = Product.objects.update_or_create(pk=p.pk, defaults={"code": "x"})',
      ],
      () => [
        `for p in ${this.#rows()}:`,
        '    obj, made = Product.objects.get_or_create(name=p.name, defaults={"code": "x"})',
      ],
      () => [
        `for p in ${this.#rows()}:`,
        '    again = Product.objects.get(pk=p.pk)',
        '    again.code = "x"',
        `    ${this.#random.pick(['again', 'p'])}.save()`,
      ],
      () => ['Special = apps.get_model("shop", "Special")', 'Special.objects.update(code="x")'],
      () => [
        'Cheap = apps.get_model("shop", "Cheap")',
        `Cheap.objects${this.#random.pick(filters)}.update(code="x")`,
      ],
      () => [
        'Special = apps.get_model("shop", "Special")',
        'for p in Special.objects.all():',
        '    p.code = "x"',
        '    p.save()',
      ],
    ])()
  }

  #sql(): string[] {
    const where = this.#random.pick([
      '',
      '',
      ' WHERE code IS NULL',
      ' WHERE code IS NULL',
      " WHERE code IS NULL OR code = ''",
      ' WHERE stock = 1',
      ' WHERE code IS NULL AND stock IS NULL',
      ' WHERE id > 2',
      " WHERE COALESCE(code, '') = ''",
      ' WHERE NOT (code IS NOT NULL)',
      ' WHERE id IN (SELECT id FROM shop_product WHERE code IS NULL)',
      ' WHERE id IN (SELECT id FROM shop_product WHERE code IS NULL LIMIT 2)',
      ' WHERE 1 = 1',
      " WHERE code <> 'y'",
    ])
    const value = this.#random.pick([
      "'x'",
      'name',
      'slug',
      'NULL',
      "COALESCE(slug, 'x')",
      'COALESCE(slug, code)',
      "CASE WHEN stock = 1 THEN 'a' END",
      "CASE WHEN stock = 1 THEN 'a' ELSE 'b' END",
      "NULLIF(name, 'a')",
      "name || '-'",
      "slug || '-'",
      'lower(name)',
      '(SELECT m.name FROM shop_maker m WHERE m.id = maker_id)',
    ])
    const text = `UPDATE shop_product SET code = ${value}${where}`
    return this.#random.pick<() => string[]>([
      () => [`schema_editor.execute("""${text}""")`],
      () => ['with schema_editor.connection.cursor() as cursor:', `    cursor.execute("""${text}""")`],
      () => [
        'with schema_editor.connection.cursor() as cursor:',
        `    cursor.execute("""UPDATE shop_product SET code = %s${where}""", [${this.#random.pick(['"x"', 'None', '"x"', 'CODES.get(os.environ.get("FLAG"))'])}])`,
      ],
      () => [
        'with schema_editor.connection.cursor() as cursor:',
        `    cursor.executemany("""UPDATE shop_product SET code = %s WHERE id = %s""", [("x", p.pk) for p in ${this.#rows()}])`,
      ],
      () => [
        'with schema_editor.connection.cursor() as cursor:',
        `    cursor.executemany("""UPDATE shop_product SET code = %s""", [(m.country,) for m in Maker.objects.all()])`,
      ],
      () => [
        'with schema_editor.connection.cursor() as cursor:',
        `    cursor.execute(f"""UPDATE {Product._meta.db_table} SET code = ${value.replaceAll('{', '')}${where}""")`,
      ],
    ])()
  }

  #rows(): string {
    let rows = this.#random.pick([
      'Product.objects',
      'Product.objects',
      'Product.objects.all()',
      'Product.objects.using(schema_editor.connection.alias)',
      'Product._default_manager',
    ])
    const count = this.#random.pick([0, 1, 1, 1, 2])
    for (let index = 0; index < count; index++) rows += this.#random.pick(filters)
    return rows.includes('(') ? rows : `${rows}.all()`
  }

  #slice(): string {
    return this.#random.chance(0.85) ? '' : this.#random.pick(['[:2]', '[1:]', '[:]', '[:100]', '[::2]'])
  }

  #value(): string {
    return this.#random.pick(this.#random.chance(0.7) ? rowValues : rowValuesMaybeNull)
  }

  #condition(): string {
    return this.#random.pick(conditions)
  }

  #test(): string {
    return this.#random.pick([
      'os.environ.get("FLAG")',
      'not os.environ.get("FLAG")',
      'Maker.objects.exists()',
      'Product.objects.count() > 2',
      'Product.objects.filter(code=None).exists()',
      'schema_editor.connection.vendor == "sqlite"',
      'Product.objects.filter(name="a").first()',
      'Product.objects.filter(pk__gt=3).exists()',
      'len(Product.objects.filter(stock=1)) > 0',
      'Maker.objects.filter(name="a").first() is None',
    ])
  }

  #name(stem: string): string {
    return `${stem}_${++this.#names}`
  }
}
