/** `npm run generate`: writes the tables that the program knows best. CI runs it and wants no change. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const tool = fileURLToPath(new URL('dist/bin.js', import.meta.url))
const presets = ['recommended', 'zero-downtime', 'strict']

/**
 * @typedef {{ default: string, presets?: Record<string, string>, description: string }} Option
 * @typedef {{ id: string, severity: string, presets?: Record<string, string>, summary: string, reason?: string, options: Record<string, Option> }} Rule
 */
/** @type {Rule[]} */
const rules = JSON.parse(
  execFileSync(process.execPath, [tool, 'rules', '--format', 'json'], { encoding: 'utf8' }),
)

await write('README.md', {
  rules: table(
    ['rule', 'default', 'what it finds'],
    rules.map((rule) => [
      `[\`${rule.id}\`](rules/${rule.id}.md)`,
      severityIn(rule, 'recommended'),
      rule.summary,
    ]),
  ),
})
const peers = new URL('test/rules/peers/', import.meta.url)
await write('docs/safety.md', {
  peers: readdirSync(peers)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => peerTable(JSON.parse(readFileSync(new URL(name, peers), 'utf8'))))
    .join('\n\n'),
  presets: table(
    ['rule', ...presets.map((preset) => `\`${preset}\``), 'why'],
    rules
      .filter(({ id }) => id.startsWith('safety/'))
      .flatMap((rule) => [
        [
          `[\`${rule.id}\`](../rules/${rule.id}.md)`,
          ...presets.map((preset) => severityIn(rule, preset)),
          rule.reason ?? '',
        ],
        ...Object.entries(rule.options).map(([name, option]) => [
          `… \`${name}\``,
          ...presets.map((preset) => option.presets?.[preset] ?? option.default),
          option.description,
        ]),
      ]),
  ),
})

/** What another linter says of its own cases, and what we do. */
function peerTable({ peer, of, cases }) {
  const agreed = cases.filter(({ why }) => why === undefined).length
  return [
    `### ${peer}`,
    `${capital(of)}. The same verdict in ${agreed} of ${cases.length} cases.`,
    table(
      ['case', peer, '`recommended`', '`zero-downtime`', 'why we differ'],
      cases.map(({ name, theirs, ours, why }) => [
        name,
        theirs,
        ...['recommended', 'zero-downtime'].map((preset) => ours[preset].join(', ') || 'nothing'),
        why ?? '',
      ]),
    ),
  ].join('\n\n')
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** @param {Rule} rule @param {string} preset */
function severityIn(rule, preset) {
  return rule.presets?.[preset] ?? rule.severity
}

/** A table in Markdown. @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Writes the parts of a file that this program makes. @param {string} path @param {Record<string, string>} parts */
async function write(path, parts) {
  const file = fileURLToPath(new URL(path, import.meta.url))
  let text = readFileSync(file, 'utf8')
  for (const [name, content] of Object.entries(parts)) text = between(text, name, content, path)
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
}

/** Replaces what stands between `<!-- name:start -->` and `<!-- name:end -->`. */
function between(text, name, content, path) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${path} has no part between ${start} and ${end}.`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}
