import { describe, expect, test } from 'vitest'
import { defineRule, type Rule, type RuleFinding } from '../../src/engine/rule.ts'
import { runRules } from '../../src/engine/run-rules.ts'
import { at, changeSet, migration, settings } from './fakes.ts'

const noSources = { head: () => undefined, base: () => undefined }
const changes = changeSet([
  { kind: 'added', head: migration('shop', '0002') },
  { kind: 'added', head: migration('blog', '0001') },
])

function rule(id: string, findings: readonly Partial<RuleFinding>[]): Rule {
  return defineRule({
    meta: { id, severity: 'error', summary: id, options: {} },
    check: (_changes, report) => {
      for (const finding of findings)
        report({
          message: id,
          help: 'mend it',
          place: at('shop/migrations/0002.py', 3),
          app: 'shop',
          ...finding,
        })
    },
  })
}

const run = (rules: readonly Rule[], given: ReturnType<typeof settings>) =>
  runRules([changes], rules, given, noSources).findings

describe('runRules', () => {
  test('the config caps a severity, raises a rule and turns it off', () => {
    const rules = [rule('a/plain', [{}]), rule('a/mild', [{ severity: 'hint' }])]
    const severities = (plain: 'error' | 'warning' | 'off', mild: 'error' | 'off') =>
      run(rules, settings({ 'a/plain': plain, 'a/mild': mild })).map((f) => `${f.rule} ${f.severity}`)
    expect(severities('error', 'error')).toEqual(['a/plain error', 'a/mild hint'])
    expect(severities('warning', 'off')).toEqual(['a/plain warning'])
    expect(severities('off', 'off')).toEqual([])
  })

  test('a rule that no setting names is off', () => {
    expect(run([rule('a/unknown', [{}])], settings({}))).toEqual([])
  })

  test('a finding learns the folder of its app', () => {
    expect(run([rule('a/x', [{}])], settings({ 'a/x': 'error' }))[0]).toEqual({
      rule: 'a/x',
      severity: 'error',
      message: 'a/x',
      help: 'mend it',
      place: at('shop/migrations/0002.py', 3),
      app: 'shop',
      directory: 'shop/migrations',
      related: [],
    })
  })

  test('apps in order, then gravity, path and line; what belongs to no app last', () => {
    const found = run(
      [
        rule('a/x', [
          { place: at('root.py', 1), app: undefined as never },
          { place: at('shop/migrations/b.py', 9) },
          { place: at('shop/migrations/b.py', 2) },
          { place: at('shop/migrations/a.py', 5), severity: 'warning' },
          { place: at('blog/z.py', 1), app: 'blog', severity: 'hint' },
        ]),
      ],
      settings({ 'a/x': 'error' }),
    )
    expect(found.map((f) => `${f.place.path}:${f.place.line}`)).toEqual([
      'blog/z.py:1',
      'shop/migrations/b.py:2',
      'shop/migrations/b.py:9',
      'shop/migrations/a.py:5',
      'root.py:1',
    ])
  })

  test('include and exclude go by the path of the finding', () => {
    const rules = [rule('a/x', [{ place: at('legacy/a.py', 1) }, { place: at('shop/a.py', 1) }])]
    const paths = (rest: object) => run(rules, settings({ 'a/x': 'error' }, rest)).map((f) => f.place.path)
    expect(paths({ exclude: ['legacy'] })).toEqual(['shop/a.py'])
    expect(paths({ include: ['legacy/**'] })).toEqual(['legacy/a.py'])
    expect(paths({ include: ['**/*.py'], exclude: ['*'] })).toEqual([])
  })

  test('later overrides win, by app and by path', () => {
    const rules = [
      rule('a/x', [
        { place: at('shop/old/a.py', 1) },
        { place: at('shop/new/a.py', 1) },
        { place: at('blog/a.py', 1), app: 'blog' },
      ]),
    ]
    const overrides = [
      { apps: ['shop'], paths: [], rules: new Map([['a/x', { severity: 'off' as const }]]) },
      { apps: ['shop'], paths: ['**/new'], rules: new Map([['a/x', { severity: 'warning' as const }]]) },
    ]
    const found = run(rules, settings({ 'a/x': 'error' }, { overrides }))
    expect(found.map((f) => `${f.place.path} ${f.severity}`)).toEqual([
      'blog/a.py error',
      'shop/new/a.py warning',
    ])
  })

  test('an option that an override changes holds for its apps alone', () => {
    const echo: Rule = {
      meta: { id: 'a/echo', severity: 'error', summary: '', options: {} },
      check(_changes, report, options) {
        for (const app of ['shop', 'blog'])
          report({ message: `${app} ${options.text}`, help: '', place: at(`${app}/a.py`, 1), app })
      },
    }
    const found = run(
      [echo],
      settings(
        { 'a/echo': { severity: 'error', options: { text: 'off' } } },
        {
          overrides: [
            { apps: ['shop'], paths: [], rules: new Map([['a/echo', { options: { text: 'error' } }]]) },
          ],
        },
      ),
    )
    expect(found.map((f) => f.message)).toEqual(['blog off', 'shop error'])
  })

  test('a rule that throws is named', () => {
    const broken: Rule = {
      meta: { id: 'a/broken', severity: 'error', summary: '', options: {} },
      check() {
        throw new TypeError('no such thing')
      },
    }
    expect(() => run([broken], settings({ 'a/broken': 'error' }))).toThrow(
      'The rule a/broken failed: TypeError: no such thing',
    )
  })
})
