import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialMigration, runSql, shop } from '../support/django-files.ts'
import { makeRepository } from '../support/git-repository.ts'

interface Packed {
  readonly filename: string
  readonly size: number
  readonly files: readonly { readonly path: string }[]
}

const root = join(import.meta.dirname, '..', '..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

let folder: string
let empty: string
let packed: Packed

/** `npm` and `npx` are scripts on Windows, which only a shell starts. */
function npm(command: 'npm' | 'npx', args: readonly string[], cwd: string): string {
  const shell = process.platform === 'win32'
  return execFileSync(command, args, { cwd, encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'pipe'] })
}

function pack(source: string): Packed {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [made] = JSON.parse(npm('npm', args, source)) as Packed[]
  return made!
}

/** What the program prints and its exit code, started as a user of the package does. */
function run(
  args: readonly string[],
  { root: cwd, env }: { root: string; env?: Record<string, string> },
): { stdout: string; stderr: string; status: number | null } {
  const bin = join(empty, 'node_modules', manifest.name, manifest.bin['migration-lint'])
  return spawnSync(process.execPath, [bin, ...args], { cwd, env, encoding: 'utf8' })
}

/**
 * Installs the tarball into an empty folder without a registry: beside it, the tarball of the one dependency.
 * A second dependency would fail the installation.
 */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migration-lint-package-'))
  empty = join(folder, 'empty')
  mkdirSync(empty)
  packed = pack(root)
  const jiti = pack(join(root, 'node_modules', 'jiti'))
  const tarballs = [packed, jiti].map(({ filename }) => join(folder, filename))
  writeFileSync(join(empty, 'package.json'), '{ "private": true, "type": "module" }')
  npm('npm', ['install', '--offline', '--no-audit', '--no-fund', ...tarballs], empty)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the tarball', () => {
  test('holds what users need and nothing else', () => {
    const paths = packed.files.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'package.json',
        'dist/bin.js',
        'dist/index.js',
        'dist/tree-sitter-python.wasm',
        'dist/web-tree-sitter.wasm',
        'dist/libpg-query.wasm',
        'dist/config-schema.json',
        'dist/output-schema.json',
        'dist/applied-schema.json',
        'dist/plan-schema.json',
        'dist/THIRD-PARTY-LICENSES.txt',
        'dist/types/src/index.d.ts',
        'dist/rules/history/edited-migration.md',
      ]),
    )
    const allowed = /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|dist\/.+\.(js|wasm|json|txt|md|d\.ts))$/
    expect(paths.filter((path) => !allowed.test(path))).toEqual([])
  })

  test('is small', () => {
    // Of it are the parsers of Python and of PostgreSQL's SQL, and the descriptions of libraries.
    expect(packed.size).toBeLessThan(1.25 * 1024 * 1024)
  })

  test('has no dependency but jiti', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['jiti'])
  })

  test('carries the licence of everything in it', () => {
    const licences = readFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8')
    for (const name of [
      'web-tree-sitter',
      'tree-sitter-python',
      'libpg-query',
      'simple-git',
      'cosmiconfig',
      'commander',
    ]) {
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'))
    }
  })
})

describe('installed in an empty folder', () => {
  test('the program says its version', () => {
    expect(npm('npx', ['--no-install', 'migration-lint', '--version'], empty).trim()).toBe(manifest.version)
  })

  test('a check finds an edited migration', () => {
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create feature')
    repository.commit('Shorten the name', { 'shop/migrations/0001_initial.py': initialMigration(50) })
    const { stdout, stderr, status } = run(['check', '--format=json', '--base=main'], repository)
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 })
    expect(JSON.parse(stdout).findings).toMatchObject([
      { rule: 'history/edited-migration', path: 'shop/migrations/0001_initial.py', severity: 'error' },
    ])
  })

  test('SQL is read', () => {
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create feature')
    repository.commit('Add a column in SQL', {
      'shop/migrations/0002_sql.py': runSql(
        '0001_initial',
        'ALTER TABLE shop_product ADD COLUMN stock integer NOT NULL',
      ),
    })
    const { stdout, stderr } = run(['check', '--format=json', '--base=main'], repository)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout).findings).toEqual(
      expect.arrayContaining([expect.objectContaining({ rule: 'safety/non-nullable-field' })]),
    )
  })

  test('a page explains a rule', () => {
    expect(run(['explain', 'history/edited-migration'], { root: empty }).stdout).toContain('edited-migration')
  })

  test('a TypeScript config is read', () => {
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create feature')
    repository.commit('Shorten the name', {
      'shop/migrations/0001_initial.py': initialMigration(50),
      'migration-lint.config.ts': [
        "const off: 'off' = 'off'",
        "export default { base: 'main', rules: { 'history/edited-migration': off } }",
      ].join('\n'),
    })
    const { stdout, stderr, status } = run(['check', '--format=json'], repository)
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], summary: { changed: 1 } })
  })

  test('the public API type-checks in a project of its own', () => {
    cpSync(join(import.meta.dirname, 'consumer'), join(empty, 'consumer'), { recursive: true })
    const options = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023'],
      types: [],
    }
    writeFileSync(join(empty, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }))
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '--project', empty], { encoding: 'utf8' })
    expect(stdout).toBe('')
  })

  test('the public API runs', () => {
    const program = "import * as api from 'migration-lint'; console.log(Object.keys(api).sort().join(' '))"
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: empty })
    expect(printed.toString().split(' ')).toEqual(expect.arrayContaining(['defineConfig', 'defineRule']))
  })

  test('the schemas are exported', () => {
    for (const name of [
      'config-schema.json',
      'output-schema.json',
      'applied-schema.json',
      'plan-schema.json',
    ]) {
      const path = join(empty, 'node_modules', manifest.name, 'dist', name)
      expect(existsSync(path)).toBe(true)
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ $schema: expect.any(String) })
    }
  })
})
