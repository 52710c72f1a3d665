import type { CheckResult } from '../../src/model/check-result.ts'
import type { Finding } from '../../src/model/finding.ts'
import { fileStart, type Place } from '../../src/model/place.ts'
import type { ReportOptions } from '../../src/report/reporter.ts'

export const price = `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_product")]

    operations = [
        migrations.AddField(
            model_name="product",
            name="price",
            field=models.DecimalField(max_digits=12, decimal_places=2, help_text="What a customer pays, taxes included"),
        ),
    ]
`

export const tags = `class Migration(migrations.Migration):
    dependencies = [
        ("shop", "0002_product"),
    ]
`

const sources: Readonly<Record<string, string>> = {
  'shop/migrations/0003_price.py': price,
  'shop/migrations/0003_tags.py': tags,
}

export function region(
  path: string,
  line: number,
  column: number,
  endLine: number,
  endColumn: number,
): Place {
  return { path, line, column, endLine, endColumn }
}

export function finding(given: Partial<Finding> = {}): Finding {
  return {
    rule: 'history/deleted-migration',
    severity: 'error',
    message: '`blog.0002_x` was deleted.',
    help: '',
    place: fileStart('blog/migrations/0002_x.py'),
    app: 'blog',
    directory: 'blog/migrations',
    related: [],
    ...given,
  }
}

export const conflict = finding({
  rule: 'graph/conflicting-leaves',
  message:
    '`shop` has two leaf nodes, `0003_price` and `0003_tags`, so `migrate` stops. Both follow `0002_product`; `0003_price` is this branch’s own.',
  help: 'Let `0003_price` depend on `0003_tags`.\nOr write a migration that merges them: `python manage.py makemigrations --merge shop`',
  place: region('shop/migrations/0003_price.py', 5, 20, 5, 46),
  app: 'shop',
  directory: 'shop/migrations',
  migration: 'shop.0003_price',
  related: [
    { message: 'the other leaf, on origin/main', place: region('shop/migrations/0003_tags.py', 2, 5, 4, 6) },
  ],
})

export const edit = finding({
  rule: 'history/edited-migration',
  severity: 'warning',
  message: '`shop.0003_price` is on origin/main and was edited: `help_text` of `price`.',
  help: 'Undo the edit: `git checkout a1b2c3d -- shop/migrations/0003_price.py`',
  place: region('shop/migrations/0003_price.py', 11, 72, 11, 116),
  app: 'shop',
  directory: 'shop/migrations',
  migration: 'shop.0003_price',
  related: [
    {
      message: 'as it was at a1b2c3d',
      place: region('shop/migrations/0003_price.py', 9, 19, 9, 64),
      excerpt: '            field=models.DecimalField(max_digits=12, decimal_places=2)',
    },
  ],
})

export function result(
  given: Partial<CheckResult> = {},
  summary: Partial<CheckResult['summary']> = {},
): CheckResult {
  const findings = given.findings ?? []
  const of = (severity: string): number => findings.filter((each) => each.severity === severity).length
  return {
    findings,
    unreadable: [],
    unresolved: [],
    undecided: [],
    ...given,
    summary: {
      comparison: {
        baseRef: 'origin/main',
        baseFrom: 'GITHUB_BASE_REF',
        baseCommit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
        targetCommit: 'b1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
        head: 'the working tree',
      },
      projects: 1,
      apps: 42,
      migrations: 1429,
      changed: 3,
      findings: { error: of('error'), warning: of('warning'), hint: of('hint') },
      suppressed: 0,
      unresolved: given.unresolved?.length ?? 0,
      drift: undefined,
      durationMs: 412.4,
      notes: [],
      ...summary,
    },
  }
}

export function options(given: Partial<ReportOptions> = {}): ReportOptions {
  return {
    width: 80,
    colour: false,
    quiet: false,
    verbose: false,
    source: (path) => sources[path],
    ...given,
  }
}

/** Whether text holds anything that a terminal acts on, besides line breaks. */
export function hasControls(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what it is about
  return /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u.test(
    text,
  )
}

export const hostile = 'a\x1b[31m\nb\r::error::x ##[add-path]y\u202e\u009b2J\x7f\udc9f,|<b>`%0A'
