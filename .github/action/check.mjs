/**
 * The last step of action.yml: runs one check, whose annotations go to the log, the findings as JSON to a file
 * and the findings as Markdown to the job's summary. Reads `INPUT_*` and the runner's own variables.
 */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A step's summary may have 1 MiB; the runner drops all of a longer one. */
const summaryLimit = 1024 * 1024

const { env } = process
const input = (name) => (env[`INPUT_${name}`] ?? '').trim()

const folder = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), 'migration-lint-'))
const report = join(folder, 'report.json')
const markdown = join(folder, 'summary.md')

// `--name=value` and `--` keep a value from being read as another option.
const args = ['check', '--format=github', `--report=json:${report}`, `--report=markdown:${markdown}`]
if (input('BASE')) args.push(`--base=${input('BASE')}`)
if (input('CONFIG')) args.push(`--config=${input('CONFIG')}`)
if (input('MAX_WARNINGS')) args.push(`--max-warnings=${input('MAX_WARNINGS')}`)
if (input('FETCH') === 'true') args.push('--fetch')
const paths = input('PATHS')
  .split('\n')
  .map((path) => path.trim())
  .filter((path) => path !== '')
args.push('--', ...paths)

const program = join(env.GITHUB_ACTION_PATH, 'dist', 'bin.js')
const { status, error, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
  cwd: resolve(env.GITHUB_WORKSPACE, input('WORKING_DIRECTORY') || '.'),
  stdio: ['ignore', 'pipe', 'pipe'],
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
})
const exitCode = error ? 3 : (status ?? 3)
const complaint = error ? error.message : stderr

process.stdout.write(stdout ?? '')
printInert(complaint)

const checked = existsSync(report)
const findings = checked ? JSON.parse(readFileSync(report, 'utf8')).summary.findings : undefined
appendFileSync(
  env.GITHUB_OUTPUT,
  [
    `exit-code=${exitCode}`,
    `errors=${findings?.error ?? ''}`,
    `warnings=${findings?.warning ?? ''}`,
    `report=${checked ? report : ''}`,
    '',
  ].join('\n'),
)
if (input('SUMMARY') === 'true') appendFileSync(env.GITHUB_STEP_SUMMARY, summary())
process.exitCode = exitCode

/** Prints text in which the runner is to see no command, whatever git or a file name put there. */
function printInert(text) {
  if (!text) return
  const token = randomUUID()
  process.stdout.write(`::stop-commands::${token}\n${text.trimEnd()}\n::${token}::\n`)
}

function summary() {
  if (!existsSync(markdown)) {
    const fence = '`'.repeat(Math.max(3, ...[...complaint.matchAll(/`+/g)].map(([run]) => run.length + 1)))
    return `## migration-lint could not check\n\n${fence}text\n${complaint.trim()}\n${fence}\n`
  }
  const text = readFileSync(markdown, 'utf8')
  if (Buffer.byteLength(text) <= summaryLimit) return text
  const start = Buffer.from(text)
    .subarray(0, summaryLimit - 1024)
    .toString('utf8')
  return `${start.slice(0, start.lastIndexOf('\n'))}\n\n… and more: see the step's log.\n`
}
