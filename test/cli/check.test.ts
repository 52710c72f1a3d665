import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { hasControls } from '../report/fakes.ts'
import { addColumn, shop } from '../support/django-files.ts'
import { makeRepository, type GitRepository } from '../support/git-repository.ts'
import { run } from './run.ts'

const unexplained = '# migration-lint: disable-file=suppression/unused\n'
const unused = '# migration-lint: disable-file=suppression/unknown-rule -- just in case\n'
const second = 'shop/migrations/0002_stock.py'

/** A shop on `main`, and a branch that adds a migration. */
function branch(contents = addColumn('0001_initial', 'stock')): GitRepository {
  const repository = makeRepository()
  repository.commit('Start the shop', shop(100))
  repository.git('switch --quiet --create feature')
  repository.commit('Add the stock', { [second]: contents })
  return repository
}

const withError = () => branch(unexplained + addColumn('0001_initial', 'stock'))
const withWarning = () => branch(unused + addColumn('0001_initial', 'stock'))

describe('check', () => {
  test('a clean branch', async () => {
    const repository = branch()
    const { code, out, err } = await run(['check'], repository)
    const base = repository.commitId('main').slice(0, 7)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(
      `Compared the working tree with ${base} on main: 1 of 2 migrations in 1 app\nchanged; no findings in 0.1 s.\n`,
    )
  })

  test('findings', async () => {
    const repository = withError()
    const { code, out, err } = await run(['check', '--base=main'], repository)
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out.split('\nCompared')[0]).toBe(`shop (shop/migrations)

error[suppression/missing-reason]: This comment suppresses nothing: it does not
  say why suppression/unused may be ignored here.
 --> shop/migrations/0002_stock.py:1:1
  |
1 | # migration-lint: disable-file=suppression/unused
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: Add the reason after two dashes:
          \`migration-lint: disable-next-line=<rule> -- <reason>\`.
`)
  })

  test('warnings fail beyond --max-warnings alone', async () => {
    const repository = withWarning()
    const code = async (...args: string[]) => (await run(['check', ...args], repository)).code
    expect(await code()).toBe(0)
    expect(await code('--max-warnings=1')).toBe(0)
    expect(await code('--max-warnings=0')).toBe(1)
  })

  test('--quiet hides warnings and still counts them', async () => {
    const { out } = await run(['check', '--quiet'], withWarning())
    expect(out).not.toContain('suppression/unused')
    expect(out).toContain('1 warning in 0.1 s.')
  })

  test('--staged judges the index', async () => {
    const repository = branch()
    repository.write({ [second]: unexplained + addColumn('0001_initial', 'stock') })
    expect((await run(['check'], repository)).code).toBe(1)
    const staged = await run(['check', '--staged'], repository)
    expect(staged.code).toBe(0)
    expect(staged.out).toMatch(/^Compared the index with /)
    repository.git('add -A')
    repository.write({ [second]: addColumn('0001_initial', 'stock') })
    expect((await run(['check', '--staged'], repository)).code).toBe(1)
  })

  test('--debug prints what git was asked', async () => {
    const { err } = await run(['check', '--debug'], branch())
    expect(err).toMatch(/^git rev-parse .* \(\d+ ms\)$/m)
  })

  test('the config of the repository counts', async () => {
    const repository = withError()
    repository.write({ '.migration-lintrc': 'rules: {suppression/missing-reason: off}' })
    expect((await run(['check'], repository)).code).toBe(0)
    repository.write({ 'strict.json': '{ "rules": { "suppression/missing-reason": "warning" } }' })
    const { code, out } = await run(['check', '--config', 'strict.json'], repository)
    expect({ code, warning: out.includes('warning[suppression/missing-reason]') }).toEqual({
      code: 0,
      warning: true,
    })
  })

  test('an entry of allow that allows nothing is a hint at the config', async () => {
    const repository = branch()
    const entry = "{rule: suppression/unused, migration: shop.0001_initial, reason: 'why not'}"
    repository.write({ 'migration-lint.config.yaml': `allow: [${entry}]` })
    const { code, out } = await run(['check'], repository)
    expect(code).toBe(0)
    expect(out).toContain(
      'hint[suppression/unused]: The config allows suppression/unused for\n  shop.0001_initial, but there is no such finding.\n',
    )
    expect(out).toContain(' --> migration-lint.config.yaml:1:1')
  })
})

describe('where the report goes', () => {
  test('--format json', async () => {
    const { code, out } = await run(['check', '--format=json'], withError())
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      findings: [
        {
          rule: 'suppression/missing-reason',
          path: second,
          line: 1,
          app: 'shop',
          migration: 'shop.0002_stock',
        },
      ],
      summary: {
        base: { ref: 'main' },
        migrations: 2,
        changed: 1,
        findings: { error: 1, warning: 0, hint: 0 },
      },
    })
  })

  test('annotations in GitHub Actions, unless another format is asked for', async () => {
    const repository = withError()
    const env = { GITHUB_ACTIONS: 'true' }
    const { out } = await run(['check', '--base=main'], repository, { env })
    expect(out).toMatch(/^::group::Annotations\n::error file=shop\/migrations\/0002_stock\.py,line=1,/)
    expect((await run(['check', '--base=main', '--format=pretty'], repository, { env })).out).toMatch(
      /^shop \(/,
    )
  })

  test('--output and --report write files, and leave nothing else behind', async () => {
    const repository = withError()
    repository.write({ 'out/report.json': 'old' })
    const { code, out } = await run(
      [
        'check',
        '--format=json',
        '--output=out/report.json',
        '--report=markdown:out/summary.md',
        '--report=pretty:out/a.txt',
      ],
      repository,
      { env: { FORCE_COLOR: '1' } },
    )
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(readdirSync(join(repository.root, 'out')).sort()).toEqual(['a.txt', 'report.json', 'summary.md'])
    expect(JSON.parse(repository.read('out/report.json'))).toHaveProperty('schemaVersion', 1)
    expect(repository.read('out/summary.md')).toMatch(/^## migration-lint/)
    expect(hasControls(repository.read('out/a.txt'))).toBe(false)
  })

  test('colour is for terminals, FORCE_COLOR and NO_COLOR', async () => {
    const repository = branch()
    const coloured = async (env: Record<string, string>, tty: boolean) =>
      (await run(['check'], repository, { env, tty })).out.includes('\x1b[')
    expect(await coloured({}, false)).toBe(false)
    expect(await coloured({}, true)).toBe(true)
    expect(await coloured({ NO_COLOR: '1' }, true)).toBe(false)
    expect(await coloured({ TERM: 'dumb' }, true)).toBe(false)
    expect(await coloured({ FORCE_COLOR: '1', NO_COLOR: '1' }, false)).toBe(true)
    expect(await coloured({ FORCE_COLOR: '0' }, true)).toBe(false)
  })
})

describe('paths', () => {
  test('limit findings to files and folders, from the working directory', async () => {
    const repository = withError()
    const code = async (path: string, cwd = '.') =>
      (await run(['check', path], repository, { cwd: join(repository.root, cwd) })).code
    expect(await code(second)).toBe(1)
    expect(await code('shop')).toBe(1)
    expect(await code('.')).toBe(1)
    expect(await code('migrations/', 'shop')).toBe(1)
    expect(await code(join(repository.root, second))).toBe(1)
    expect(await code('shop/migrations/0001_initial.py')).toBe(0)
    expect(await code('shop/__init__.py')).toBe(0)
  })

  test('a file that the branch deleted may be named', async () => {
    const repository = branch()
    repository.commit('Delete', { 'shop/__init__.py': null })
    expect((await run(['check', 'shop/__init__.py'], repository)).code).toBe(0)
  })

  test.each([
    ['nothing.py', 'There is no file or folder nothing.py'],
    ['shop/migrations/000', 'There is no file or folder'],
    ['../elsewhere', '../elsewhere is outside the repository'],
    ['/', '/ is outside the repository'],
  ])('%s is wrong usage', async (path, message) => {
    const { code, out, err } = await run(['check', path], branch())
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`migration-lint: ${message}`)
  })
})

describe('wrong usage', () => {
  test.each([
    [['check', '--bse', 'main'], "unknown option '--bse'\n(Did you mean --base?)"],
    [['chek'], "unknown command 'chek'\n(Did you mean check?)"],
    [['check', '--format=xml'], "argument 'xml' is invalid"],
    [['check', '--max-warnings=-1'], 'It has to be a whole number.'],
    [['check', '--report=xml:file'], 'It has to be one of pretty, json, github, markdown'],
    [['check', '--config=none.json'], 'There is no config none.json.'],
    [['check', '--cwd=none'], 'There is no folder none.'],
    [['check', '--output=none/report.json'], 'none/report.json cannot be\nwritten: ENOENT'],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await run(argv, branch())
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
    expect(err).toMatch(/^migration-lint: /)
  })

  test('a bare name prints help, and is no clean run', async () => {
    const { code, err } = await run([], branch())
    expect(code).toBe(2)
    expect(err).toContain('Usage: migration-lint')
  })

  test('a config that is not valid names the key and the near one', async () => {
    const repository = branch()
    repository.write({ 'migration-lint.config.json': '{ "excude": [] }' })
    const { code, err } = await run(['check'], repository)
    expect(code).toBe(2)
    expect(err).toBe(`migration-lint: The config migration-lint.config.json is not valid:
  excude is not known; did you mean "exclude"?
The README lists what a config may say; \`migration-lint rules\` lists the rules
and their options.
`)
  })

  test('a folder that is no repository', async () => {
    const repository = branch()
    const { code, err } = await run(['check'], repository, { cwd: join(repository.root, '..') })
    expect({ code, named: err.includes('not in a git repository') }).toEqual({ code: 2, named: true })
  })

  test('what the user or a file typed reaches the terminal escaped', async () => {
    const repository = branch()
    repository.write({ '.migration-lintrc.json': '{ "\\u001b[31mred\\u009b##[error]": 1 }' })
    const { err } = await run(['check'], repository)
    expect(hasControls(err)).toBe(false)
    expect(err).toContain('["\\u001b[31mred\\x9b# #[error]"] is not known.')
    expect(err).not.toContain('##[')
  })
})

describe('what could not be checked', () => {
  test('no migrations at all', async () => {
    const repository = makeRepository()
    repository.commit('Start', { 'README.md': 'hello' })
    const { code, out, err } = await run(['check'], repository)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain('so nothing was checked.')
    expect((await run(['check', 'README.md'], repository)).code).toBe(0)
  })

  test('a base that is not there', async () => {
    const { code, err } = await run(['check', '--base=nowhere'], branch())
    expect(code).toBeGreaterThanOrEqual(2)
    expect(err).toContain('nowhere')
  })

  test('a defect says so, and keeps its stack for --debug', async () => {
    const broken = async (argv: readonly string[]) => {
      let err = ''
      const code = await main({
        argv,
        cwd: '/',
        env: {},
        stdout: {
          write() {
            throw new TypeError('the stream is \x1b broken')
          },
        },
        stderr: { write: (text) => (err += text) },
      })
      return { code, err }
    }
    const { code, err } = await broken(['rules'])
    expect(code).toBe(3)
    expect(err).toContain('internal error: TypeError: the stream is \\x1b broken')
    expect(err).not.toContain('check.test.ts')
  })
})

test('a repository without a commit: everything is new', async () => {
  const repository = makeRepository()
  repository.write(shop(100))
  repository.git('add -A')
  const { code, out } = await run(['check', '--staged'], repository)
  expect(code).toBe(0)
  expect(out).toContain('There is no commit to compare with, so everything is new: 1 migration in 1 app')
})

test('--cwd runs elsewhere, and paths go from there', async () => {
  const repository = withError()
  mkdirSync(join(repository.root, '..', 'other'), { recursive: true })
  writeFileSync(join(repository.root, '..', 'other', 'x'), '')
  const cwd = join(repository.root, '..', 'other')
  const { code } = await run(
    ['check', '--cwd=../repository/shop', '--output=r.txt', 'migrations'],
    repository,
    { cwd },
  )
  expect(code).toBe(1)
  expect(readFileSync(join(repository.root, 'shop', 'r.txt'), 'utf8')).toContain('suppression/missing-reason')
})
