import { describe, expect, test } from 'vitest'
import { defineRule, type RuleFinding } from '../../src/engine/rule.ts'
import { runRules } from '../../src/engine/run-rules.ts'
import { suppressionComments } from '../../src/engine/suppression-comments.ts'
import type { MigrationChange } from '../../src/model/change-set.ts'
import { fileStart } from '../../src/model/place.ts'
import { at, changeSet, migration, settings } from './fakes.ts'

const path = 'shop/migrations/0002.py'
const known = ['a/x', 'a/y']

interface Case {
  readonly head?: string
  readonly base?: string
  readonly findings?: readonly Partial<RuleFinding>[]
  readonly changes?: readonly MigrationChange[]
  readonly rest?: Parameters<typeof settings>[1]
}

function run({ head, base, findings = [], changes, rest }: Case) {
  const rule = (id: string) =>
    defineRule({
      meta: { id, severity: 'error', summary: id, options: {} },
      check: (_changes, report) => {
        if (id !== 'a/x') return
        for (const finding of findings)
          report({ message: 'x', help: '', place: at(path, 2), app: 'shop', ...finding })
      },
    })
  const result = runRules(
    [changeSet(changes ?? [{ kind: 'added', head: migration('shop', '0002') }])],
    known.map(rule),
    settings({ 'a/x': 'error', 'a/y': 'error' }, rest),
    {
      head: (asked) => (asked === path ? head : undefined),
      base: (asked) => (asked === path ? base : undefined),
    },
  )
  return {
    found: result.findings.map((f) => `${f.rule} ${f.severity} ${f.place.line}`),
    messages: result.findings.map((f) => f.message),
    suppressed: result.suppressed,
  }
}

describe('comments', () => {
  test.each([
    ['# migration-lint: disable-next-line=a/x -- signed off', 1],
    ['    // migration-lint: disable-next-line=a/x -- signed off', 1],
    ['-- migration-lint:disable-next-line = a/y , a/x -- signed off -- twice', 1],
    ['x = 1  # migration-lint: disable-next-line=a/x -- signed off', 1],
    ['print("migration-lint: disable-next-line=a/x -- no comment")', 0],
  ])('%s', (line, suppressed) => {
    expect(run({ head: `${line}\ncode\n`, base: line, findings: [{}] }).suppressed).toBe(suppressed)
  })

  test('the next line is the next that is no comment', () => {
    const head = '# migration-lint: disable-next-line=a/x -- why\n  # more\n# and more\r\ncode\n'
    expect(run({ head, findings: [{ place: at(path, 4) }] })).toEqual({
      found: [],
      messages: [],
      suppressed: 1,
    })
    expect(run({ head, findings: [{ place: at(path, 5) }] }).suppressed).toBe(0)
  })

  test('disable-file holds for the whole file and no other', () => {
    const head = 'code\ncode\n# migration-lint: disable-file=a/x -- why'
    const findings = [{}, { place: at(path, 1) }, { place: at('other.py', 1) }]
    expect(run({ head, findings })).toMatchObject({ found: ['a/x error 1'], suppressed: 2 })
  })

  test('without a reason nothing is suppressed, and the comment is reported', () => {
    const head = '# migration-lint: disable-next-line=a/x\ncode'
    expect(run({ head, findings: [{}] })).toEqual({
      found: ['suppression/missing-reason error 1', 'a/x error 2'],
      messages: ['This comment suppresses nothing: it does not say why a/x may be ignored here.', 'x'],
      suppressed: 0,
    })
    expect(run({ head: head.replace('a/x', 'a/x -- '), findings: [{}] }).suppressed).toBe(0)
    expect(run({ head, base: head, findings: [{}] }).found).toHaveLength(2)
    expect(run({ head, base: head }).found).toEqual([])
  })

  test('an unknown rule is reported with the near one, the known ones still count', () => {
    const head = '# migration-lint: disable-next-line=a/xx,a/x -- why\ncode'
    expect(run({ head, findings: [{}] })).toMatchObject({
      messages: ['There is no rule "a/xx"; did you mean "a/x"?'],
      suppressed: 1,
    })
    expect(run({ head, base: head, findings: [{}] }).found).toEqual([])
  })

  test('what suppresses nothing is reported while it is new', () => {
    const head = 'code\n# migration-lint: disable-next-line=a/x,a/y -- why\ncode'
    expect(run({ head })).toMatchObject({
      found: ['suppression/unused warning 2'],
      messages: ['This comment suppresses nothing: there is no finding of a/x, a/y on line 3.'],
    })
    expect(run({ head, findings: [{ place: at(path, 3) }] }).messages).toEqual([
      'This comment suppresses nothing: there is no finding of a/y on line 3.',
    ])
    expect(run({ head, base: `  ${head}` }).found).toEqual([])
  })

  test('a renamed migration is compared with its old self', () => {
    const head = '# migration-lint: disable-file=a/x -- why'
    const renamed: MigrationChange = {
      kind: 'renamed',
      base: migration('shop', '0001', path),
      head: migration('shop', '0002', 'shop/migrations/new.py'),
    }
    const result = runRules([changeSet([renamed])], [], settings({ 'a/x': 'error' }), {
      head: () => head,
      base: (asked) => (asked === path ? head : undefined),
    })
    expect(result.findings).toEqual([])
  })

  test('a comment that is not understood is reported', () => {
    expect(run({ head: '# migration-lint: ignore=a/x -- why' }).messages).toEqual([
      'This comment suppresses nothing: "ignore" is neither disable-next-line nor disable-file.',
    ])
    expect(run({ head: '# migration-lint: disable-file -- why' }).messages).toEqual([
      'This comment suppresses nothing: it names no rule.',
    ])
  })

  test('settings hold for these reports too', () => {
    const head = '# migration-lint: disable-file=a/x -- why'
    const rules = new Map([['suppression/unused', { severity: 'error' as const }]])
    expect(run({ head, rest: { overrides: [{ apps: ['shop'], paths: [], rules }] } }).found).toEqual([
      'suppression/unused error 1',
    ])
    expect(run({ head, rest: { exclude: ['shop'] } }).found).toEqual([])
  })

  test('the place of a comment is the comment', () => {
    const [comment] = suppressionComments(path, 'ä = 1  # migration-lint: disable-file=a/x -- b  \n')
    expect(comment?.place).toEqual({ path, line: 1, column: 8, endLine: 1, endColumn: 47 })
  })
})

describe('allow', () => {
  const allow = [
    { rule: 'a/x', migration: 'shop.0001', reason: 'never applied', place: fileStart('package.json') },
  ]
  const deleted: MigrationChange = { kind: 'deleted', base: migration('shop', '0001') }

  test('drops the finding about that migration', () => {
    const findings = [{ migration: 'shop.0001' }, { migration: 'shop.0003' }]
    expect(run({ changes: [deleted], findings, rest: { allow } })).toMatchObject({
      found: ['a/x error 2'],
      suppressed: 1,
    })
  })

  test('an entry that allows nothing is a hint', () => {
    expect(run({ changes: [deleted], rest: { allow } })).toEqual({
      found: ['suppression/unused hint 1'],
      messages: ['The config allows a/x for shop.0001, but there is no such finding.'],
      suppressed: 0,
    })
  })
})
