import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { fileStart } from '../../src/model/place.ts'
import { github } from '../../src/report/github.ts'
import { loadReporter } from '../../src/report/index.ts'
import { json } from '../../src/report/json.ts'
import { markdown } from '../../src/report/markdown.ts'
import { outputJsonSchema, outputSchema } from '../../src/report/output-schema.ts'
import { formats } from '../../src/report/reporter.ts'
import { conflict, edit, finding, hasControls, hostile, options, region, result } from './fakes.ts'

const full = result({
  findings: [finding(), conflict, edit],
  unreadable: [{ place: fileStart('a.py'), message: 'too large' }],
  unresolved: [{ place: fileStart('b.py'), source: 'x()', reason: 'x is not known' }],
})

test.each(formats)('%s is loaded by name', async (format) => {
  const report = await loadReporter(format)
  expect(report(full, options())).toMatch(/\n$/)
})

describe('json', () => {
  test.each([
    ['full', full, true],
    ['full, not verbose', full, false],
    ['clean, without a commit', result({}, { comparison: undefined }), true],
  ])('%s output has the published shape', (_name, given, verbose) => {
    const output: unknown = JSON.parse(json(given, options({ verbose })))
    expect(v.safeParse(outputSchema, output).issues).toBeUndefined()
  })

  test('a finding keeps everything', () => {
    const output = JSON.parse(json(full, options())) as v.InferOutput<typeof outputSchema>
    expect(output.findings[2]).toEqual({
      rule: 'history/edited-migration',
      severity: 'warning',
      message: edit.message,
      help: edit.help,
      path: 'shop/migrations/0003_price.py',
      line: 11,
      column: 72,
      endLine: 11,
      endColumn: 116,
      app: 'shop',
      migration: 'shop.0003_price',
      difference: null,
      related: [
        {
          message: 'as it was at a1b2c3d',
          path: 'shop/migrations/0003_price.py',
          line: 9,
          column: 19,
          endLine: 9,
          endColumn: 64,
          excerpt: '            field=models.DecimalField(max_digits=12, decimal_places=2)',
        },
      ],
    })
    expect(output.summary).toMatchObject({
      changed: 3,
      unresolved: 1,
      durationMs: 412,
      head: 'the working tree',
    })
    expect(output).not.toHaveProperty('unresolved')
  })

  test('hostile strings come back as they were, and reach no terminal raw', () => {
    const text = json(result({ findings: [finding({ message: hostile })] }), options())
    expect(hasControls(text)).toBe(false)
    expect(text).not.toContain('##[')
    expect((JSON.parse(text) as typeof full).findings[0]?.message).toBe(hostile)
  })

  test('the JSON Schema is made from the same declaration', () => {
    expect(outputJsonSchema()).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: { schemaVersion: { const: 1 }, findings: { type: 'array' } },
      required: ['schemaVersion', 'findings', 'unreadable', 'summary'],
    })
  })
})

describe('github', () => {
  const commands = (text: string): string[] =>
    text.split('\n').filter((line) => line.trimStart().startsWith('::'))

  test('annotates the gravest first, folded, before the text', () => {
    const text = github(result({ findings: [edit, conflict] }), options())
    expect(commands(text)).toEqual([
      '::group::Annotations',
      '::error file=shop/migrations/0003_price.py,line=5,endLine=5,col=20,endColumn=46,title=migration-lint graph/conflicting-leaves::' +
        '`shop` has two leaf nodes, `0003_price` and `0003_tags`, so `migrate` stops. Both follow `0002_product`; `0003_price` is this branch’s own.' +
        '%0ALet `0003_price` depend on `0003_tags`.%0AOr write a migration that merges them: `python manage.py makemigrations --merge shop`',
      '::warning file=shop/migrations/0003_price.py,line=11,endLine=11,col=72,endColumn=116,title=migration-lint history/edited-migration::' +
        '`shop.0003_price` is on origin/main and was edited: `help_text` of `price`.%0AUndo the edit: `git checkout a1b2c3d -- shop/migrations/0003_price.py`',
      '::endgroup::',
    ])
    expect(text).toMatch(/\nerror\[graph\/conflicting-leaves\]: .*/)
    expect(text).toMatch(/1 error, 1 warning in 0.4 s\.\n$/)
  })

  test('a region of several lines has no columns', () => {
    const [, line] = commands(
      github(result({ findings: [finding({ place: region('a.py', 2, 3, 4, 5) })] }), options()),
    )
    expect(line).toMatch(/^::error file=a\.py,line=2,endLine=4,title=/)
  })

  test('at most ten of a kind, and how many more there are', () => {
    const many = Array.from({ length: 13 }, (_, index) => finding({ place: fileStart(`${index}.py`) }))
    const hints = Array.from({ length: 12 }, () => finding({ severity: 'hint' }))
    const text = github(result({ findings: [...hints, ...many] }), options())
    expect(commands(text).filter((line) => line.startsWith('::error'))).toHaveLength(10)
    expect(commands(text).filter((line) => line.startsWith('::notice'))).toHaveLength(10)
    expect(text).toContain('\nGitHub shows 10 annotations of a kind: 5 findings more below.\n')
  })

  test('what could not be checked is an error, and a clean run annotates nothing', () => {
    expect(commands(github({ ...full, findings: [] }, options()))[1]).toBe(
      '::error file=a.py,line=1,endLine=1,title=migration-lint could not check::too large',
    )
    expect(commands(github(result(), options()))).toEqual([])
  })

  test('neither a path nor a message can inject a command', () => {
    const place = region(hostile, 1, 1, 1, 2)
    const given = finding({ message: `x\n::set-env name=A::b${hostile}`, help: hostile, place, app: hostile })
    const text = github(result({ findings: [given] }), options({ source: () => '::error::code' }))
    expect(commands(text)).toEqual([
      '::group::Annotations',
      '::error file=a\\x1b[31m\\nb\\r%3A%3Aerror%3A%3Ax # #[add-path]y\\u202e\\x9b2J\\x7f\\x9f%2C|<b>`%250A,line=1,endLine=1,col=1,endColumn=2,title=migration-lint history/deleted-migration::' +
        'x%0A: :set-env name=A::ba\\x1b[31m%0Ab\\r::error::x # #[add-path]y\\u202e\\x9b2J\\x7f\\x9f,|<b>`%250A' +
        '%0Aa\\x1b[31m%0Ab\\r::error::x # #[add-path]y\\u202e\\x9b2J\\x7f\\x9f,|<b>`%250A',
      '::endgroup::',
    ])
    expect(hasControls(text)).toBe(false)
    expect(text).not.toContain('##[')
  })
})

describe('markdown', () => {
  test('code in a help is code, line by line', () => {
    const help = 'Fill it first.\ndef fill(apps, schema_editor):\n    rows.update(a=1)'
    const cell = markdown(result({ findings: [finding({ help })] }), options())
    expect(cell).toContain(
      'Fill it first&#46;<br><code>def fill&#40;apps, schema&#95;editor&#41;&#58;</code><br><code>',
    )
  })

  test('a table for each app, and what was checked', () => {
    const plain = markdown(full, options()).replace(/&#(\d+);/g, (_, code: string) =>
      String.fromCharCode(Number(code)),
    )
    expect(plain).toContain('## migration-lint: 2 errors, 1 warning, 1 file could not be checked\n')
    expect(plain).toContain(`### shop (<code>shop/migrations</code>)

| Severity | Rule | Where | What |
| --- | --- | --- | --- |
| ❌ error | <code>graph/conflicting-leaves</code> | <code>shop/migrations/0003_price.py:5</code> | <b><code>shop</code> has two leaf nodes, `)
    expect(plain).toContain('| <code>a.py:1</code> | too large |')
    expect(plain).toContain('3 of 1,429 migrations in 42 apps changed (0.4 s).\n')
  })

  test('what the repository says is text, never Markdown or HTML', () => {
    const text = markdown(
      result({
        findings: [finding({ message: '| [x](y) <img> **b** https://e.vil @me #1\n# h', help: hostile })],
      }),
      options(),
    )
    const row = text.split('\n').find((line) => line.startsWith('| ❌'))!
    expect(row.split('|')).toHaveLength(6)
    expect(row.replace(/<\/?(b|code)>|<br>/g, '')).not.toMatch(/[<>[\]()*`@]|https:/)
    expect(hasControls(text)).toBe(false)
  })
})
