import { describe, expect, test } from 'vitest'
import { defineConfig } from '../../src/config/config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { resolveSettings } from '../../src/config/resolve-settings.ts'
import type { RuleMeta } from '../../src/engine/rule.ts'
import { UsageError } from '../../src/model/errors.ts'

const rules: readonly RuleMeta[] = [
  {
    id: 'history/edited-migration',
    severity: 'error',
    summary: 'Edited',
    options: { text: { values: ['off', 'error'], default: 'off', description: 'Edits of text alone' } },
  },
  { id: 'graph/duplicate-number', severity: 'warning', summary: 'Twice', options: {} },
]

function mistakes(config: unknown): string {
  try {
    parseConfig(config, 'migration-lint.config.json', rules)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.message
  }
  throw new Error('the config was accepted')
}

describe('a config that is not valid', () => {
  const first = 'The config migration-lint.config.json is not valid:\n  '
  test.each<[unknown, string]>([
    [{ excude: [] }, 'excude is not known; did you mean "exclude"?'],
    [{ colour: 'red' }, 'colour is not known.'],
    [
      { rules: { 'history/edited-migratoin': 'off' } },
      'rules["history/edited-migratoin"] is not known; did you mean "history/edited-migration"?',
    ],
    [
      { rules: { 'duplicate-number': 'off' } },
      'rules["duplicate-number"] is not known; did you mean "graph/duplicate-number"?',
    ],
    [
      { rules: { 'graph/duplicate-number': 'err' } },
      'rules["graph/duplicate-number"] must be a severity, or a list of a severity and options',
    ],
    [
      { rules: { 'graph/duplicate-number': ['err'] } },
      'rules["graph/duplicate-number"][0] must be "error", "warning", "hint" or "off"',
    ],
    [
      { rules: { 'graph/duplicate-number': ['error', { text: 'off' }] } },
      'rules["graph/duplicate-number"][1].text is not known.',
    ],
    [
      { rules: { 'history/edited-migration': ['error', { text: 'on' }] } },
      'rules["history/edited-migration"][1].text must be one of "off", "error"',
    ],
    [
      { rules: { 'history/edited-migration': ['error', { txt: 'off' }] } },
      'rules["history/edited-migration"][1].txt is not known; did you mean "text"?',
    ],
    [{ rules: 'all' }, 'rules must be an object'],
    [{ include: 'shop' }, 'include must be a list'],
    [{ include: [1] }, 'include[0] must be a string'],
    [{ exclude: ['{a,b}'.repeat(20)] }, 'exclude holds a glob whose braces stand for too many paths'],
    [{ base: '' }, 'base must not be empty'],
    [
      { database: 'postgres' },
      'database must be one of postgresql, mysql, mariadb, sqlite, oracle, with or without a version, as in postgresql@14',
    ],
    [{ overrides: [{ apps: ['shop'] }] }, 'overrides[0].rules is missing'],
    [{ overrides: [{ app: ['shop'], rules: {} }] }, 'overrides[0].app is not known; did you mean "apps"?'],
    [
      { allow: [{ rule: 'duplicate-number', migration: 'shop.0001', reason: 'x' }] },
      'allow[0].rule names no rule there is: "duplicate-number"; did you mean "graph/duplicate-number"?',
    ],
    [
      { allow: [{ rule: 'graph/duplicate-number', migration: '0001', reason: 'x' }] },
      'allow[0].migration must be <app>.<name>, as in shop.0002_price',
    ],
    [
      { allow: [{ rule: 'graph/duplicate-number', migration: 'shop.0001', reason: ' ' }] },
      'allow[0].reason must not be empty',
    ],
    [{ frameworks: { djago: {} } }, 'frameworks.djago is not known; did you mean "django"?'],
    [
      { frameworks: { django: { migrationModules: { shop: 3 } } } },
      'frameworks.django.migrationModules.shop must be a string',
    ],
  ])('%j', (config, message) => expect(mistakes(config)).toBe(first + message))

  test('every mistake is listed', () => {
    expect(mistakes({ excude: [], base: 3 }).split('\n')).toHaveLength(3)
  })

  test.each([
    [[], 'a list'],
    [null, 'nothing'],
    ['x', 'a string'],
    [() => ({}), 'a function'],
  ])('%j is no object', (config, kind) => {
    expect(mistakes(config)).toBe(
      `The config migration-lint.config.json holds ${kind} where an object is needed.`,
    )
  })

  test('keys that every object inherits are not known either', () => {
    expect(mistakes({ rules: { constructor: 'off' } })).toContain('rules.constructor is not known.')
    expect(mistakes(JSON.parse('{"__proto__": {"x": 1}}'))).toContain('is not known')
  })
})

describe('settings', () => {
  test('without a config every rule has its own defaults', () => {
    expect(resolveSettings({}, '', rules)).toEqual({
      include: [],
      exclude: [],
      rules: new Map([
        ['history/edited-migration', { severity: 'error', options: { text: 'off' } }],
        ['graph/duplicate-number', { severity: 'warning', options: {} }],
      ]),
      overrides: [],
      allow: [],
      databases: [],
      frameworks: { django: {}, typeorm: {} },
    })
  })

  test('the config goes over the defaults', () => {
    const config = defineConfig({
      $schema: './node_modules/migration-lint/dist/config-schema.json',
      base: 'origin/develop',
      exclude: ['legacy/**'],
      database: ['postgresql@14', 'sqlite'],
      rules: { 'history/edited-migration': ['warning', { text: 'error' }], 'graph/duplicate-number': 'off' },
      overrides: [{ apps: ['shop'], rules: { 'graph/duplicate-number': ['error'] } }],
      allow: [{ rule: 'history/edited-migration', migration: 'shop.0001', reason: 'never applied' }],
      frameworks: { django: { settings: 'shop.settings', migrationModules: { shop: null } } },
    })
    const file = 'migration-lint.config.ts'
    expect(resolveSettings(parseConfig(config, file, rules), file, rules)).toEqual({
      include: [],
      exclude: ['legacy/**'],
      rules: new Map([
        ['history/edited-migration', { severity: 'warning', options: { text: 'error' } }],
        ['graph/duplicate-number', { severity: 'off', options: {} }],
      ]),
      overrides: [
        { apps: ['shop'], paths: [], rules: new Map([['graph/duplicate-number', { severity: 'error' }]]) },
      ],
      allow: [
        {
          rule: 'history/edited-migration',
          migration: 'shop.0001',
          reason: 'never applied',
          place: { path: file, line: 1, column: 1, endLine: 1, endColumn: 1 },
        },
      ],
      databases: [
        { name: 'postgresql', version: [14] },
        { name: 'sqlite', version: undefined },
      ],
      frameworks: { django: { settings: 'shop.settings', migrationModules: { shop: null } }, typeorm: {} },
    })
  })
})
