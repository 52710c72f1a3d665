import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import { UsageError } from '../../src/model/errors.ts'
import { temporaryFolder } from '../support/git-repository.ts'

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = join(temporaryFolder(), 'repository')
  mkdirSync(join(root, 'a', 'b'), { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const json = '{ "base": "main" }'
const value = { base: 'main' }

describe('where a config is looked for', () => {
  test.each([
    ['migration-lint.config.ts', "const base: string = 'main'\nexport default { base } as const"],
    ['migration-lint.config.mts', "export default await Promise.resolve({ base: 'main' as string })"],
    ['migration-lint.config.js', "module.exports = { base: 'main' }"],
    ['migration-lint.config.mjs', "export default { base: 'main' }"],
    ['migration-lint.config.cjs', "module.exports = { base: 'main' }"],
    ['migration-lint.config.json', json],
    ['migration-lint.config.yaml', 'base: main'],
    ['.migration-lintrc', 'base: main'],
    ['.migration-lintrc.json', `\ufeff${json}`],
    ['.migration-lintrc.yaml', 'base: main'],
    ['.migration-lintrc.yml', 'base: main'],
    ['.migration-lintrc.ts', "export default { base: 'main' satisfies string }"],
    ['.migration-lintrc.js', "export default { base: 'main' }"],
    ['.migration-lintrc.mjs', "export default { base: 'main' }"],
    ['.migration-lintrc.cjs', "exports.base = 'main'"],
    ['package.json', '{ "name": "x", "migration-lint": { "base": "main" } }'],
    ['pyproject.toml', '[tool.black]\nline-length = 100\n\n[tool.migration-lint]\nbase = "main"\n'],
  ])('%s', async (file, text) => {
    const root = folderWith({ [file]: text })
    expect(await loadConfig({ cwd: root, root })).toEqual({ value, file })
    expect(readdirSync(root).sort()).toEqual(['a', file].sort())
  })

  test('nested tables of pyproject.toml', async () => {
    const root = folderWith({
      'pyproject.toml':
        '[tool.migration-lint.rules]\n"graph/duplicate-number" = "off"\n[[tool.migration-lint.allow]]\nrule = "x"\n',
    })
    expect((await loadConfig({ cwd: root, root }))?.value).toEqual({
      rules: { 'graph/duplicate-number': 'off' },
      allow: [{ rule: 'x' }],
    })
  })

  test('the nearest wins, up to the root and no further', async () => {
    const root = folderWith({ 'a/.migration-lintrc': 'base: near', '.migration-lintrc': 'base: far' })
    writeFileSync(join(dirname(root), '.migration-lintrc'), 'base: outside')
    const base = async (cwd: string, end = root) => (await loadConfig({ cwd, root: end }))?.value
    expect(await base(join(root, 'a', 'b'))).toEqual({ base: 'near' })
    expect(await base(root)).toEqual({ base: 'far' })
    expect(await base(join(root, 'a', 'b'), join(root, 'a', 'b'))).toBeUndefined()
  })

  test('a working directory behind a symbolic link', async () => {
    const root = folderWith({ '.migration-lintrc': 'base: far' })
    const link = join(dirname(root), 'link')
    symlinkSync(join(root, 'a'), link)
    expect((await loadConfig({ cwd: link, root }))?.file).toBe('.migration-lintrc')
  })

  test('files that say nothing about this tool are passed by, even broken ones', async () => {
    const root = folderWith({
      'package.json': '{ broken',
      'pyproject.toml': '[tool.black\n',
      'migration-lint.config.yaml': '# nothing yet\n',
      'a/package.json': '{ "description": "uses migration-lint" }',
    })
    expect(await loadConfig({ cwd: join(root, 'a'), root })).toBeUndefined()
  })
})

describe('--config', () => {
  test('is a path from the working directory, and the only one looked at', async () => {
    const root = folderWith({ 'conf/lint.json': json, '.migration-lintrc': 'base: other' })
    expect(await loadConfig({ cwd: join(root, 'a'), root, path: '../conf/lint.json' })).toEqual({
      value,
      file: 'conf/lint.json',
    })
  })

  test('may be empty', async () => {
    const root = folderWith({ 'lint.yaml': '' })
    expect((await loadConfig({ cwd: root, root, path: 'lint.yaml' }))?.value).toEqual({})
  })

  test.each([
    ['none.json', 'There is no config none.json.'],
    ['a', 'There is no config a.'],
    ['package.json', 'The config package.json says nothing about migration-lint.'],
    ['lint.ini', /^The config lint\.ini cannot be read: No loader/],
  ])('%s', async (path, message) => {
    const root = folderWith({ 'package.json': '{}', 'lint.ini': 'x' })
    await expect(loadConfig({ cwd: root, root, path })).rejects.toThrow(message)
    await expect(loadConfig({ cwd: root, root, path })).rejects.toThrow(UsageError)
  })
})

describe('a config that cannot be read', () => {
  test.each([
    [
      'migration-lint.config.ts',
      "throw new Error('no such luck')",
      /config\.ts cannot be read: no such luck/,
    ],
    ['migration-lint.config.ts', "throw 'a string'", /config\.ts cannot be read: a string/],
    ['migration-lint.config.ts', 'export default {', /config\.ts cannot be read: /],
    ['migration-lint.config.mjs', "import './nothing.mjs'", /config\.mjs cannot be read: .*nothing\.mjs/],
    ['migration-lint.config.json', '{ "base": }', /config\.json cannot be read: Unexpected token/],
    ['migration-lint.config.yaml', 'a: [', /config\.yaml cannot be read: /],
    ['pyproject.toml', '[tool.migration-lint]\nbase = \n', /pyproject\.toml cannot be read: /],
    [
      'migration-lint.config.cjs',
      "require('node:fs').readFileSync('/no/such/file')",
      /config\.cjs cannot be read: ENOENT/,
    ],
  ])('%s: %s', async (file, text, message) => {
    const root = folderWith({ [file]: text })
    await expect(loadConfig({ cwd: root, root })).rejects.toThrow(UsageError)
    await expect(loadConfig({ cwd: root, root })).rejects.toThrow(message)
  })
})
