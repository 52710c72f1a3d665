/**
 * Builds the package into dist: two bundles that share chunks (the program and the public API), the grammars,
 * the descriptions of libraries, the rules' pages, the JSON schemas, the types and the licences of what is bundled.
 *
 *   node build.mjs              everything
 *   node build.mjs --no-types   without the declarations, which take longer than all the rest
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = dirname(fileURLToPath(import.meta.url))
const dist = join(root, 'dist')
const require = createRequire(import.meta.url)

/** Loaded beside the bundles at run time, so that no bundle carries them. */
const assets = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'libpg-query/wasm/libpg-query.wasm',
]

/**
 * Never bundled: `jiti` is a dependency of the package, drivers of databases are the user's to install, and `typescript`
 * and its parser are what a project with TypeScript migrations has already, and too large for everybody else.
 */
const external = ['jiti', 'typescript', '@typescript-eslint/parser', 'pg', 'mysql2', 'better-sqlite3']

/** Each schema in dist, and the source that makes it. */
const schemas = [
  { file: 'config-schema.json', from: './src/config/json-schema.ts', name: 'configJsonSchema' },
  { file: 'output-schema.json', from: './src/report/output-schema.ts', name: 'outputJsonSchema' },
  { file: 'applied-schema.json', from: './src/report/applied-schema.ts', name: 'appliedJsonSchema' },
  { file: 'plan-schema.json', from: './src/report/plan-schema.ts', name: 'planJsonSchema' },
]

const started = performance.now()
await rm(dist, { recursive: true, force: true })
const metafile = await bundle()
await Promise.all([
  copyAssets(),
  copyDescriptions(),
  copyRulePages(),
  writeSchemas(),
  writeLicences(metafile),
])
if (!process.argv.includes('--no-types')) await writeTypes()
report(metafile)

/**
 * CommonJS packages inside an ES module bundle call `require` for Node's own modules, and look for files beside
 * themselves: the banner gives them both.
 */
async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { bin: 'bin/migration-lint.ts', index: 'src/index.ts' },
    outdir: 'dist',
    // Flat, so that what a chunk looks up beside itself (the grammars) lies in dist.
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external,
    // Its CommonJS twin says what it exports only when it is run.
    alias: { 'libpg-query': 'libpg-query/wasm/index.js' },
    define: { WASM_BESIDE_BUNDLE: 'true', LIBRARY_DATA: JSON.stringify('./library/') },
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)\nconst __dirname = import.meta.dirname`,
    },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  await chmod(join(dist, 'bin.js'), 0o755)
  return result.metafile
}

async function copyAssets() {
  for (const asset of assets) await copyFile(require.resolve(asset), join(dist, basename(asset)))
}

async function copyDescriptions() {
  const data = join(root, 'src', 'frameworks', 'django', 'library', 'data')
  await mkdir(join(dist, 'library'), { recursive: true })
  for (const name of await readdir(data)) {
    // Written for people to read and compare; nobody reads what is shipped.
    const text = JSON.stringify(JSON.parse(await readFile(join(data, name), 'utf8')))
    await writeFile(join(dist, 'library', name), text)
  }
}

async function copyRulePages() {
  const rules = join(root, 'rules')
  for (const page of await readdir(rules, { recursive: true })) {
    if (!page.endsWith('.md')) continue
    await mkdir(join(dist, 'rules', dirname(page)), { recursive: true })
    await copyFile(join(rules, page), join(dist, 'rules', page))
  }
}

/** The schemas are made by the code that validates, so they are asked of it: bundled, run once and thrown away. */
async function writeSchemas() {
  const program = join(dist, 'schemas.tmp.mjs')
  await build({
    absWorkingDir: root,
    stdin: {
      contents: schemas.map(({ from, name }) => `export { ${name} } from '${from}'`).join('\n'),
      resolveDir: root,
    },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  })
  const made = await import(pathToFileURL(program).href)
  for (const { file, name } of schemas) {
    await writeFile(join(dist, file), `${JSON.stringify(made[name](), null, 2)}\n`)
  }
  await rm(program)
}

/**
 * The full licence text of every package whose code or grammar is in dist, and of what others' code such a package was
 * compiled from and says nothing of (`licences`).
 */
async function writeLicences(metafile) {
  const inputs = [
    ...Object.keys(metafile.inputs).map((input) => join(root, input)),
    ...assets.map((asset) => require.resolve(asset)),
  ]
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))
  const sections = await Promise.all([...folders].map(licence))
  const sorted = sections.sort((a, b) => (a.title < b.title ? -1 : 1))
  const text = sorted.map(({ title, text }) => `${title}\n${'='.repeat(title.length)}\n\n${text.trim()}\n`)
  await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), text.join('\n\n'))
}

/** `.../node_modules/name` or `.../node_modules/@scope/name` of a file, undefined for our own. */
function packageFolder(file) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0]
}

async function licence(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const title = `${manifest.name} ${manifest.version} (${manifest.license})`
  const file = (await readdir(folder)).find((name) => /^(licen[cs]e|copying)/i.test(name))
  const contained = join(root, 'licences', `${manifest.name}.txt`)
  const within = existsSync(contained) ? `\n${await readFile(contained, 'utf8')}` : ''
  if (file) return { title, text: `${await readFile(join(folder, file), 'utf8')}${within}` }
  if (!manifest.license) throw new Error(`${title} says nothing of its licence: it cannot be bundled`)
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name
  return { title, text: `Licensed under ${manifest.license} by ${author ?? 'its authors'}.` }
}

/** The declarations that the public API's own reach; the compiler writes one for every source it saw. */
async function writeTypes() {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
  execFileSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
  const types = join(dist, 'types')
  const reached = new Set([join(types, 'src', 'index.d.ts')])
  for (const file of reached) {
    for (const [, specifier] of (await readFile(file, 'utf8')).matchAll(
      /(?:from|import\()\s*'(\.[^']+)\.ts'/g,
    )) {
      reached.add(join(dirname(file), `${specifier}.d.ts`))
    }
  }
  for (const path of await readdir(types, { recursive: true })) {
    const file = join(types, path)
    if (file.endsWith('.d.ts') && !reached.has(file)) await rm(file)
  }
}

/** What each file weighs, and what the program loads before it knows which command it was given. */
function report(metafile) {
  const outputs = Object.entries(metafile.outputs).map(([path, { bytes, imports }]) => ({
    path,
    bytes,
    eager: imports
      .filter(({ kind, external }) => kind === 'import-statement' && !external)
      .map(({ path }) => path),
  }))
  const byPath = new Map(outputs.map((output) => [output.path, output]))
  const weight = (path, seen = new Set()) => {
    if (seen.has(path)) return 0
    seen.add(path)
    const { bytes, eager } = byPath.get(path)
    return bytes + eager.reduce((sum, next) => sum + weight(next, seen), 0)
  }
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1).padStart(8)} kB`
  for (const { path, bytes } of outputs.sort((a, b) => b.bytes - a.bytes)) {
    console.log(`${kilobytes(bytes)}  ${relative('dist', path)}`)
  }
  console.log(`${kilobytes(weight('dist/bin.js'))}  loaded at start by bin.js, with what it imports at once`)
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
