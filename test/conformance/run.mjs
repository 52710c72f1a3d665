/**
 * Runs a TypeScript script of this folder: `node test/conformance/run.mjs graph-agreement.ts [arguments]`.
 * It is bundled into the ignored folder `.conformance` first, since Node 20 does not strip types.
 */
import { mkdirSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const [script, ...args] = process.argv.slice(2)
if (!script) {
  console.error('usage: node test/conformance/run.mjs <script.ts> [arguments]')
  process.exit(2)
}
const outfile = join(
  root,
  '.conformance',
  'scripts',
  script.replaceAll(/[^\w.-]+/g, '-').replace(/\.ts$/, '.mjs'),
)
mkdirSync(dirname(outfile), { recursive: true })
await build({
  entryPoints: [join(here, script)],
  outfile,
  bundle: true,
  packages: 'external',
  define: {
    LIBRARY_DATA: JSON.stringify(join(root, 'src', 'frameworks', 'django', 'library', 'data') + sep),
  },
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
})
process.argv = [process.argv[0] ?? 'node', outfile, ...args]
await import(pathToFileURL(outfile).href)
