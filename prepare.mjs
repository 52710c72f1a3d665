/**
 * npm's `prepare`: runs after `npm install` in a checkout, and when npm packs a git repository in order to install it,
 * which is how pre-commit gets this program. A package from a registry never runs it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const run = (args, env = process.env) =>
  execFileSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })

if (!(await has('esbuild')) && process.env.npm_config_global === 'true') installTools()

if (await has('husky')) (await import('husky')).default()

// npm runs `prepack` for none of its git installations, so what they pack is built here.
if (!existsSync(new URL('dist/bin.js', import.meta.url)) && (await has('esbuild')))
  run(['build.mjs', '--no-types'])

async function has(name) {
  try {
    await import(name)
    return true
  } catch {
    return false
  }
}

/**
 * `npm install --global` of a git repository prepares it without its development dependencies: the installation that
 * npm makes for that inherits `--global`, and goes elsewhere. This one does not inherit it.
 */
function installTools() {
  const inherited =
    /^npm_config_(global|prefix|global_?prefix|local_?prefix|globalconfig|allow_git|install_links)$/i
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)))
  run([process.env.npm_execpath, 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], env)
}
