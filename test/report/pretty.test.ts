import { describe, expect, test } from 'vitest'
import { fileStart } from '../../src/model/place.ts'
import { pretty } from '../../src/report/pretty.ts'
import { conflict, edit, finding, hasControls, hostile, options, price, region, result } from './fakes.ts'

describe('pretty', () => {
  test('code in a help is never broken, sentences are', () => {
    const statement = `migrations.RunSQL('ALTER TABLE "shop_product" DROP COLUMN "a_name_that_is_long"', migrations.RunSQL.noop)`
    const help = `Take it out of the code first, and out of the database a release later, when nothing asks for it.\n# 1. with the code\n${statement}\nThen wait until no code that knows the column is running on any machine any more.`
    const lines = pretty(result({ findings: [finding({ help })] }), options()).split('\n')
    expect(lines.map((line) => line.trim())).toContain(statement)
    expect(lines.filter((line) => line.length > 80).map((line) => line.trim())).toEqual([statement])
  })

  test('findings by app, with frames, notes and help, at 80 columns', () => {
    const notes = ['The branch is 12 commits behind origin/main.']
    expect(
      '\n' + pretty(result({ findings: [finding(), conflict, edit] }, { suppressed: 1, notes }), options()),
    ).toBe(`
blog (blog/migrations)

error[history/deleted-migration]: \`blog.0002_x\` was deleted.
 --> blog/migrations/0002_x.py:1:1

shop (shop/migrations)

error[graph/conflicting-leaves]: \`shop\` has two leaf nodes, \`0003_price\` and
  \`0003_tags\`, so \`migrate\` stops. Both follow \`0002_product\`; \`0003_price\` is
  this branch’s own.
 --> shop/migrations/0003_price.py:5:20
  |
5 |     dependencies = [("shop", "0002_product")]
  |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: the other leaf, on origin/main
 --> shop/migrations/0003_tags.py:2:5
  |
2 | /     dependencies = [
3 | |         ("shop", "0002_product"),
4 | |     ]
  | |_____^
  |
  = help: Let \`0003_price\` depend on \`0003_tags\`.
          Or write a migration that merges them:
          \`python manage.py makemigrations --merge shop\`

warning[history/edited-migration]: \`shop.0003_price\` is on origin/main and was
  edited: \`help_text\` of \`price\`.
  --> shop/migrations/0003_price.py:11:72
   |
11 | …ts=12, decimal_places=2, help_text="What a customer pays, taxes included"…
   |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = note: as it was at a1b2c3d
  --> shop/migrations/0003_price.py:9:19
   |
 9 |             field=models.DecimalField(max_digits=12, decimal_places=2)
   |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: Undo the edit:
           \`git checkout a1b2c3d -- shop/migrations/0003_price.py\`

The branch is 12 commits behind origin/main.
Compared the working tree with a1b2c3d on origin/main: 3 of 1,429 migrations in
42 apps changed; 2 errors, 1 warning (1 suppressed) in 0.4 s.
`)
  })

  test('the same finding at 40 columns', () => {
    expect('\n' + pretty(result({ findings: [conflict] }), options({ width: 40 }))).toBe(`
shop (shop/migrations)

error[graph/conflicting-leaves]: \`shop\`
  has two leaf nodes, \`0003_price\` and
  \`0003_tags\`, so \`migrate\` stops. Both
  follow \`0002_product\`; \`0003_price\` is
  this branch’s own.
 --> shop/migrations/0003_price.py:5:20
  |
5 | …endencies = [("shop", "0002_produc…
  |              ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: the other leaf, on origin/main
 --> shop/migrations/0003_tags.py:2:5
  |
2 | /     dependencies = [
3 | |         ("shop", "0002_product"),
4 | |     ]
  | |_____^
  |
  = help: Let \`0003_price\` depend on
          \`0003_tags\`.
          Or write a migration that
          merges them:
          \`python manage.py makemigrations --merge shop\`

Compared the working tree with a1b2c3d
on origin/main: 3 of 1,429 migrations in
42 apps changed; 1 error in 0.4 s.
`)
  })

  test('a clean run says what it checked', () => {
    expect(pretty(result(), options())).toBe(
      'Compared the working tree with a1b2c3d on origin/main: 3 of 1,429 migrations in\n' +
        '42 apps changed; no findings in 0.4 s.\n',
    )
    const alone = { comparison: undefined, migrations: 1, apps: 1, changed: 1, durationMs: 12_345 }
    expect(pretty(result({}, alone), options())).toBe(
      'There is no commit to compare with, so everything is new: 1 migration in 1 app;\nno findings in 12 s.\n',
    )
  })

  test('what could not be checked and what is not known', () => {
    const given = result({
      unreadable: [{ place: fileStart('shop/migrations/0004.py'), message: 'The file is larger than 8 MB' }],
      unresolved: [
        {
          place: region('shop/migrations/0001.py', 3, 9, 3, 20),
          source: 'settings.X',
          reason: 'settings.X is not known',
        },
      ],
    })
    expect('\n' + pretty(given, options())).toBe(`
could not check: The file is larger than 8 MB
 --> shop/migrations/0004.py:1:1

1 expression could not be evaluated without running code (see \`--verbose\`).
Compared the working tree with a1b2c3d on origin/main: 3 of 1,429 migrations in
42 apps changed; no findings, 1 file could not be checked in 0.4 s.
`)
    expect(pretty(given, options({ verbose: true }))).toContain(`
Not known without running code:
  shop/migrations/0001.py:3:9: settings.X (settings.X is not known)

The base is origin/main, from GITHUB_BASE_REF.
`)
  })

  test('how much of the models was compared, and one line a cause for what was not', () => {
    const place = region('shop/models.py', 3, 1, 3, 11)
    const undecided = ['shop.Price.amount', 'shop.Price.tax'].map((what) => ({
      what,
      cause: '`money.MoneyField` is not in the repository',
      remedy: 'install `money`',
      place,
    }))
    const drift = { models: { decided: 4, total: 4 }, fields: { decided: 1200, total: 1202 } }
    const given = result({ undecided }, { drift })
    expect(pretty(given, options())).toContain(
      'Compared all 4 models and 1,200 of 1,202 fields with their migrations (see\n`--verbose`).\n',
    )
    expect(pretty(given, options({ verbose: true, width: 200 }))).toContain(`Not compared with the migrations:
  shop/models.py:3: \`shop.Price.amount\` and \`shop.Price.tax\`: \`money.MoneyField\` is not in the repository (to resolve it, install \`money\`)
`)
  })

  test('--quiet leaves out warnings and hints, but counts them', () => {
    const text = pretty(result({ findings: [conflict, edit] }), options({ quiet: true }))
    expect(text).not.toContain('history/edited-migration')
    expect(text).toContain('1 error, 1 warning in 0.4 s.')
  })

  test('long regions lose their middle, regions inside a line are railed, the end of a file is no trap', () => {
    const place = region('shop/migrations/0003_price.py', 4, 1, 13, 6)
    const inside = region('shop/migrations/0003_price.py', 7, 18, 9, 12)
    const beyond = region('shop/migrations/0003_price.py', 13, 1, 99, 1)
    const text = pretty(
      result({ findings: [place, inside, beyond].map((each) => finding({ place: each })) }),
      options(),
    )
    expect(text).toContain(`
   |
 4 | / class Migration(migrations.Migration):
 5 | |     dependencies = [("shop", "0002_product")]
 6 | |
 7 | |     operations = [
...  |
12 | |         ),
13 | |     ]
   | |_____^
   |
`)
    expect(text).toContain(`
  |
7 |       operations = [
  |  __________________^
8 | |         migrations.AddField(
9 | |             model_name="product",
  | |___________^
  |
`)
  })

  test('markers stand below tabs, wide characters and escaped ones', () => {
    const source = () => '\tx = "数据\x1b", y'
    const place = region('a.py', 1, 12, 1, 13)
    const text = pretty(result({ findings: [finding({ place })] }), options({ source }))
    expect(text).toContain('1 |     x = "数据\\x1b", y\n  |                    ^\n')
  })

  test('nothing of the repository reaches the terminal raw, nor is it a command to a CI runner', () => {
    const place = region(hostile, 1, 1, 1, 4)
    const text = pretty(
      result(
        {
          findings: [
            finding({
              message: hostile,
              help: hostile,
              app: hostile,
              directory: hostile,
              rule: hostile,
              place,
            }),
            finding({ place, related: [{ message: hostile, place, excerpt: hostile }] }),
          ],
          unreadable: [{ place, message: hostile }],
          unresolved: [{ place, source: hostile, reason: hostile }],
        },
        {
          notes: [hostile],
          comparison: { ...result().summary.comparison!, baseRef: hostile, head: hostile, baseFrom: hostile },
        },
      ),
      options({ verbose: true, width: 40, source: () => `::error::${hostile}` }),
    )
    expect(hasControls(text)).toBe(false)
    expect(text).not.toMatch(/^\s*::/m)
    expect(text).not.toContain('##[')
    expect(text).toContain('a\\x1b[31m\\nb\\r::error::x # #[add-path]y\\u202e\\x9b2J\\x7f\\x9f,|<b>`%0A:1:1')
  })

  test('colour only where it is asked for', () => {
    const coloured = pretty(result({ findings: [conflict] }), options({ colour: true }))
    // eslint-disable-next-line no-control-regex -- the escapes that colour is made of
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(pretty(result({ findings: [conflict] }), options()))
    expect(coloured).toContain('\x1b[1m\x1b[31merror\x1b[39m\x1b[22m')
  })

  test('one line of 5 MB is cut, in no time', () => {
    const started = performance.now()
    const line = 'x'.repeat(5_000_000)
    const place = region('a.py', 1, 2_500_000, 1, 4_000_000)
    const text = pretty(result({ findings: [finding({ place })] }), options({ source: () => line }))
    expect(Math.max(...text.split('\n').map((each) => each.length))).toBeLessThanOrEqual(80)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(price.length).toBeGreaterThan(0)
  })
})
