import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { allRules } from '../../src/cli/catalogue.ts'
import { exitCodeOf } from '../../src/cli/exit-code.ts'
import { wantsColour, widthOf } from '../../src/cli/io.ts'
import { renderPage } from '../../src/cli/render-page.ts'
import { fileStart } from '../../src/model/place.ts'
import { styler } from '../../src/report/style.ts'
import { finding, result } from '../report/fakes.ts'
import { makeRepository } from '../support/git-repository.ts'
import { run } from './run.ts'

const root = join(import.meta.dirname, '..', '..')

/** Every module that is loaded with a file, by what the files import statically. */
function loadedWith(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  if (!path.startsWith(root)) return seen
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest)
  for (const statement of file.statements) {
    const loads =
      (ts.isImportDeclaration(statement) &&
        statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && !statement.isTypeOnly)
    if (!loads || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const { text } = statement.moduleSpecifier
    loadedWith(text.startsWith('.') ? resolve(dirname(path), text) : text, seen)
  }
  return seen
}

test('the program starts without what only a check needs', () => {
  const packages = [...loadedWith(join(root, 'src/cli/main.ts'))].filter((path) => !path.startsWith('/'))
  expect(packages.filter((name) => !name.startsWith('node:'))).toEqual(['commander'])
  const rooms = [...loadedWith(join(root, 'src/cli/main.ts'))].filter((path) =>
    /\/(git|config|frameworks|python|rules)\//.test(path),
  )
  expect(rooms).toEqual([])
})

describe('small commands', () => {
  const repository = makeRepository.bind(undefined, '')

  test('--version and --help', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(await run(['--version'], repository())).toEqual({ code: 0, out: `${version}\n`, err: '' })
    for (const argv of [['--help'], ['check', '--help'], ['init', '--help']]) {
      const { code, out, err } = await run(argv, repository())
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
    }
  })

  test('rules lists every rule, also as JSON', async () => {
    const { out } = await run(['rules'], repository())
    for (const { id } of allRules()) expect(out).toContain(id)
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
    const listed = JSON.parse((await run(['rules', '--format=json'], repository())).out) as { id: string }[]
    expect(listed.map(({ id }) => id)).toEqual(allRules().map(({ id }) => id))
  })

  test('explain prints the page of every rule, by its whole name or its last part', async () => {
    for (const { id } of allRules()) {
      const { code, out } = await run(['explain', id], repository())
      expect({ id, code, titled: out.includes(id.slice(id.indexOf('/') + 1)) }).toEqual({
        id,
        code: 0,
        titled: true,
      })
    }
    expect((await run(['explain', 'unused'], repository())).out).toMatch(
      /^suppression\/unused\n\nA suppression/,
    )
  })

  test('explain names the near rule', async () => {
    const { code, out, err } = await run(['explain', 'suppression/unsued'], repository())
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('There is no rule "suppression/unsued"; did you mean\n"suppression/unused"?')
  })
})

test('pages are wrapped, code is not', () => {
  const page =
    '# Title\n\nOne two **three four** [five](six.md) [seven](https://x.y).\n\n- an item that\n  goes on\n- next\n\n```py\nx = 1\n# y\n```\nend\n'
  expect(renderPage(page, 20, styler(false))).toBe(
    'Title\n\nOne two **three\nfour** five seven\n(https://x.y).\n\n- an item that goes\n  on\n- next\n\n    x = 1\n    # y\nend\n',
  )
})

test('exit codes', () => {
  const of = (severities: readonly ('error' | 'warning' | 'hint')[], max?: number, unread = 0) =>
    exitCodeOf(
      result({
        findings: severities.map((severity) => finding({ severity })),
        unreadable: Array.from({ length: unread }, () => ({ place: fileStart('a.py'), message: 'x' })),
      }),
      max,
    )
  expect(of([])).toBe(0)
  expect(of(['hint', 'warning'])).toBe(0)
  expect(of(['hint', 'hint'], 0)).toBe(0)
  expect(of(['warning'], 0)).toBe(1)
  expect(of(['warning'], 1)).toBe(0)
  expect(of(['error'], 9)).toBe(1)
  expect(of(['error'], 9, 1)).toBe(3)
  expect(of([], undefined, 1)).toBe(3)
})

test('width and colour of a stream', () => {
  const stream = (columns?: number, isTTY = true) => ({ write: () => true, columns, isTTY })
  expect([undefined, 10, 100, 400].map((columns) => widthOf(stream(columns)))).toEqual([80, 40, 100, 110])
  expect(wantsColour(stream(80, true), { NO_COLOR: '' })).toBe(true)
  expect(wantsColour(stream(80, false), { FORCE_COLOR: '' })).toBe(true)
})
