/**
 * Checks clones against an old commit of each, with the built tool, and prints a row for each.
 *
 *     node test/conformance/survey.mjs [--back 500] CLONE...
 *
 * The base is the first-parent ancestor that many commits back. The clones are only read.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const tool = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { back: { type: 'string', default: '500' } },
})

console.log(
  '| repository | base | migrations | apps | projects | changed | unresolved | findings | seconds |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |')
const details = []
for (const clone of positionals) {
  const base = execFileSync('git', ['-C', clone, 'rev-parse', `HEAD~${values.back}`], {
    encoding: 'utf8',
  }).trim()
  const started = performance.now()
  const run = spawnSync(
    process.execPath,
    [tool, 'check', '--cwd', clone, '--base', base, '--format', 'json'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const name = basename(clone)
  if (run.status === null || run.status > 1) {
    console.log(`| ${name} | ${base.slice(0, 7)} | exit ${run.status}: ${run.stderr.trim().split('\n')[0]} |`)
    continue
  }
  const { summary, findings, unreadable } = JSON.parse(run.stdout)
  const row = [
    name,
    base.slice(0, 7),
    summary.migrations,
    summary.apps,
    summary.projects,
    summary.changed,
    summary.unresolved,
  ]
  console.log(`| ${[...row, findings.length, seconds].join(' | ')} |`)
  for (const one of unreadable) details.push(`${name}: could not read ${one.path}`)
  for (const one of findings)
    details.push(`${name}: ${one.severity} ${one.rule} ${one.path}:${one.line} ${one.message}`)
}
console.log(`\n${details.join('\n')}`)
