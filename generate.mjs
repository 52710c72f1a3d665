/** `npm run generate`: writes the parts of the README that the program knows best. CI runs it and wants no change. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const readme = new URL('README.md', import.meta.url)
const tool = fileURLToPath(new URL('dist/bin.js', import.meta.url))

/** @type {{ id: string, severity: string, summary: string }[]} */
const rules = JSON.parse(
  execFileSync(process.execPath, [tool, 'rules', '--format', 'json'], { encoding: 'utf8' }),
)

const table = [
  '| rule | default | what it finds |',
  '| --- | --- | --- |',
  ...rules.map(({ id, severity, summary }) => `| [\`${id}\`](rules/${id}.md) | ${severity} | ${summary} |`),
].join('\n')

const file = fileURLToPath(readme)
const text = between(readFileSync(file, 'utf8'), 'rules', table)
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))

/** Replaces what stands between `<!-- name:start -->` and `<!-- name:end -->`. */
function between(text, name, content) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`The README has no part between ${start} and ${end}.`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}
