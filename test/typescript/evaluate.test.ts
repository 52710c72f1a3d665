import { describe, expect, test } from 'vitest'
import { aliasesOf } from '../../src/typescript/aliases.ts'
import { Interpreter } from '../../src/typescript/interpreter.ts'
import { modulesOf } from '../../src/typescript/modules.ts'
import { loadTypeScriptParser } from '../../src/typescript/parse.ts'
import type { Value } from '../../src/typescript/value.ts'
import { textTree } from '../support/text-tree.ts'

const parse = (await loadTypeScriptParser())!

function interpreterOf(files: Readonly<Record<string, string>>): Interpreter {
  const tree = textTree(new Map(Object.entries(files)))
  return new Interpreter(modulesOf(tree, parse, new Map(), aliasesOf(tree)))
}

/** A value as JSON has it; what is not known as `?`, with why. */
function plain(value: Value): unknown {
  switch (value.kind) {
    case 'const':
      return value.value === undefined ? 'undefined' : value.value
    case 'array':
      return value.items.map(plain)
    case 'object':
      return {
        ...Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)])),
        ...(value.lost && { '…': '?' }),
      }
    case 'unresolved':
      return `? ${value.reason}`
    case 'outside':
      return `${value.from ?? 'global'}:${value.name}`
    case 'call':
      return [value.isNew ? 'new' : 'call', plain(value.callee), ...value.args.map(plain)]
    case 'instance':
      return Object.fromEntries([...value.properties].map(([key, entry]) => [key, plain(entry)]))
    case 'class':
    case 'function':
      return `${value.kind} ${value.name}`
    case 'module':
      return `module ${value.path}`
    case 'host':
      return value.name
    case 'regex':
      return `/${value.source}/${value.flags}`
    case 'hash':
      return value.algorithm
  }
}

/** What `x` is in a file, beside others. */
function x(code: string, files: Readonly<Record<string, string>> = {}): unknown {
  return plain(interpreterOf({ 'src/main.ts': code, ...files }).exported('src/main.ts', 'x'))
}

describe('values', () => {
  test.each<readonly [code: string, value: unknown]>([
    ['export const x = `a ${1 + 2} ${"b"}`', 'a 3 b'],
    ['const n = 2; export const x = [n, ...[3, 4], -n]', [2, 3, 4, -2]],
    ['const o = { a: 1, b: 2 }; export const x = { ...o, b: 3, ["c"]: o.a }', { a: 1, b: 3, c: 1 }],
    ['enum E { A, B = 5, C } ; export const x = [E.A, E.B, E.C]', [0, 5, 6]],
    ['enum E { A = "a", B = A, C = E.A + "c" } export const x = [E.B, E.C]', ['a', 'ac']],
    ['export const x = ("a" as const)!', 'a'],
    ['const { a: [, b], ...rest } = { a: [1, 2], c: 3 }; export const x = b', 2],
    ['const f = (a: number, b = 2) => a + b; export const x = f(1)', 3],
    ['export const x = [1, 2, 3].map((n) => n * 2).filter((n) => n > 2).join("-")', '4-6'],
    [
      'function f(n: number) { for (const m of [1, 2]) { if (m === n) return "found" } return "no" } export const x = f(2)',
      'found',
    ],
    ['class A { static y = 1; z = 2 } export const x = [A.y, new A().z, A.name]', [1, 2, 'A']],
    ['class A { n = 1; m() { return this.n } } class B extends A { n = 2 } export const x = new B().m()', 2],
    [
      'import { Table } from "typeorm"; export const x = new Table({ name: "t" })',
      ['new', 'typeorm:Table', { name: 't' }],
    ],
    ['import { join } from "path"; export const x = join(__dirname, "..", "m", "*.ts")', '/m/*.ts'],
    ['export const x = undefined ?? null ?? 1', 1],
    [
      'const list: string[] = []; function f() { list.push("a"); list.push("b"); return list } export const x = f()',
      '? `list` is changed after it is declared',
    ],
    ['function f() { const list = []; list.push("a"); return list } export const x = f()', ['a']],
    ['function f() { let s = ""; for (const c of ["a", "b"]) s += c; return s } export const x = f()', 'ab'],
    [
      'enum E { A = "a", B = "b" } function f(e: E) { let s = ""; switch (e) { case E.A: case E.B: s += "1"; case "c": { s += "2"; break } default: s = "" } return s } export const x = [f(E.A), f("c"), f("d")]',
      ['12', '2', ''],
    ],
    [
      'function f() { let n = 1; switch (process.env.A) { case "a": g(); break; default: throw new Error() } return n } export const x = f()',
      1,
    ],
  ])('%s', (code, value) => {
    expect(x(code)).toEqual(value)
  })

  test.each<readonly [code: string, reason: RegExp]>([
    ['export const x = process.env.NAME === "a" ? 1 : 2', /which of the two/],
    ['let n = 1; n = 2; export const x = n', /changed after it is declared/],
    ['export const x = "a".normalize()', /is not followed/],
    [
      'function f() { if (process.env.A) return 1; return 2 } export const x = f()',
      /condition is not known|which/,
    ],
    [
      'function f() { let n = 1; if (process.env.A) n = 2; return n } export const x = f()',
      /condition is not known/,
    ],
    ['function f(): number { return f() } export const x = f()', /nest too deep/],
    [
      'function f() { let n = 1; switch (process.env.A) { case "a": n = 2; break } return n } export const x = f()',
      /which case/,
    ],
    [
      'function f() { switch (process.env.A) { case "a": return 1 } return 2 } export const x = f()',
      /which case/,
    ],
    [
      'function f() { const list = []; for (let i = 0; i < 3; i++) list.push(i); return list[0] } export const x = f()',
      /not followed|not known/,
    ],
    [
      'function f() { let n = 0; for (let i = 0; i < 3; i++) n += i; return n } export const x = f()',
      /not followed/,
    ],
  ])('not known: %s', (code, reason) => {
    expect(x(code)).toMatch(reason)
  })
})

describe('methods', () => {
  test.each<readonly [code: string, value: unknown]>([
    ['export const x = "aB.cD".replace(/([a-z])([A-Z])/g, "$1_$2").split(/[._]/)', ['a', 'B', 'c', 'D']],
    ['export const x = "fooBar".replace(/[A-Z]/g, (m) => `_${m.toLowerCase()}`)', 'foo_bar'],
    ['export const x = "a.b.c".replace(".", "-").replaceAll(".", "+")', 'a-b+c'],
    ['export const x = ["b", "a"].sort().reduce((all, one) => all + one, "")', 'ab'],
    [
      'const n = "abcdef"; export const x = [n.slice(0, 3), n.substr(-2), n[1], n.charAt(2), [...n].length]',
      ['abc', 'ef', 'b', 'c', 6],
    ],
    ['export const x = ["a", "", "b"].filter(Boolean)', ['a', 'b']],
    [
      'import { createHash } from "node:crypto"; export const x = createHash("sha1").update("a").update("b").digest("hex").slice(0, 8)',
      'da23614e',
    ],
    [
      'import * as crypto from "crypto"; export const x = crypto.createHash("md5").update("ab").digest("hex")',
      '187ef4436122d1cc2f40dc2b92f0eba0',
    ],
    ['export const x = /^a/.test("ab")', true],
  ])('%s', (code, value) => {
    expect(x(code)).toEqual(value)
  })

  test('a hash that is changed in passing is not known', () => {
    const code = `import { createHash } from 'crypto'
const made = () => { const hash = createHash('sha1').update('a'); hash.update('b'); return hash.digest('hex') }
export const x = made()`
    expect(x(code)).toMatch(/^\?/)
  })

  test.each([
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".replace(/(a+)+$/, "")',
    '"aa".replace(/(a)\\1/, "")',
    '"a".repeat(4000).replace(/a*a*a*b/, "")',
  ])('an expression that may take long is not run: %s', (code) => {
    expect(x(`export const x = ${code}`)).toMatch(/^\?/)
  })
})

describe('classes that extend others', () => {
  test('methods of the class above', () => {
    const code = `class A { name(x: string) { return 'a' + x + this.end() } end() { return '.' } }
class B extends A { name(x: string) { return super.name(x + 'b') } end() { return '!' } }
class C extends B { name(x: string) { return super.name(x + 'c') } }
export const x = new C().name('')`
    expect(x(code)).toBe('acb!')
  })

  test('constructors set what they are given', () => {
    const code = `class A { own = 'a'; constructor(protected prefix: string, readonly end = '.') {} }
class B extends A { own = this.prefix + 'b'; later = 'x'; constructor(p: string) { super(p + '_'); this.later = p } }
class C extends B {}
export const x = new C('p')`
    expect(x(code)).toEqual({ prefix: 'p_', end: '.', own: 'p_b', later: 'p' })
  })
})

describe('modules', () => {
  test.each<readonly [code: string, files: Readonly<Record<string, string>>, value: unknown]>([
    ['export { a as x } from "./other"', { 'src/other.ts': 'export const a = 1' }, 1],
    ['import a from "./other.js"; export const x = a', { 'src/other.ts': 'export default "d"' }, 'd'],
    ['export * from "./folder"', { 'src/folder/index.ts': 'export const x = 1' }, 1],
    ['import * as all from "./other"; export const x = all.a', { 'src/other.ts': 'export const a = 1' }, 1],
    ['import { a } from "./other"; export const x = a', { 'src/other.js': 'exports.a = 1' }, 1],
    [
      'import { a } from "./other"; export const x = a',
      { 'src/other.js': 'exports.a = void 0; class a {} exports.a = a' },
      'class a',
    ],
    [
      'const { a } = require("./other"); export const x = a',
      { 'src/other.js': 'module.exports = { a: 1 }' },
      1,
    ],
    [
      'export { x } from "./a"',
      { 'src/a.ts': 'export * from "./b"', 'src/b.ts': 'export * from "./a"; export const x = 2' },
      2,
    ],
    ['import { a } from "./none"; export const x = a', {}, '? there is no `./none` in the repository'],
    ['import { a } from "../../out"; export const x = a', {}, '? there is no `../../out` in the repository'],
  ])('%s', (code, files, value) => {
    expect(x(code, files)).toEqual(value)
  })

  test('a file that cannot be parsed', () => {
    expect(x('import { a } from "./bad"; export const x = a', { 'src/bad.ts': 'const = ' })).toBe(
      '? src/bad.ts cannot be read',
    )
  })
})

describe('modules that are no relative path', () => {
  const a = 'export const a = 1'
  const paths = '{ "compilerOptions": { "paths": { "@/*": ["./src/inner/*"], "@app": ["./src/app"], }, } }'

  test.each<readonly [what: string, from: string, files: Readonly<Record<string, string>>]>([
    ['a pattern of paths', '@/a', { 'tsconfig.json': paths, 'src/inner/a.ts': a }],
    ['a name of paths', '@app', { 'tsconfig.json': `// why\n${paths}`, 'src/app/index.ts': a }],
    [
      'paths that are inherited, of the folder that they are written in',
      '@/a',
      {
        'src/tsconfig.json': '{ "extends": "../tsconfig.base", /* none */ "compilerOptions": {} }',
        'tsconfig.base.json': paths,
        'src/inner/a.ts': a,
      },
    ],
    [
      'baseUrl',
      'lib/a',
      { 'tsconfig.json': '{ "compilerOptions": { "baseUrl": "./src" } }', 'src/lib/a.ts': a },
    ],
    [
      'paths below baseUrl',
      '@/a',
      {
        'tsconfig.json': '{ "compilerOptions": { "baseUrl": "src", "paths": { "@/*": ["inner/*"] } } }',
        'src/inner/a.ts': a,
      },
    ],
    [
      'a package of the repository, whose main is built',
      '@shop/types',
      {
        'packages/types/package.json': '{ "name": "@shop/types", "main": "dist/main.js" }',
        'packages/types/src/main.ts': a,
      },
    ],
    [
      'a file of a package of the repository',
      '@shop/types/more/a',
      { 'packages/types/package.json': '{ "name": "@shop/types" }', 'packages/types/src/more/a.ts': a },
    ],
  ])('%s', (_, from, files) => {
    expect(x(`import { a } from '${from}'; export const x = a`, files)).toBe(1)
  })

  test('a package that is installed is outside', () => {
    const files = {
      'tsconfig.json': paths,
      'node_modules/b/package.json': '{ "name": "b" }',
      'node_modules/b/index.js': a,
    }
    expect(x('import { a } from "b"; export const x = a', files)).toBe('b:a')
  })
})
