import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { temporaryFolder } from './git-repository.ts'
import { hostEnvironment } from './host-environment.ts'

/** A workflow command as the runner understood it. */
export interface WorkflowCommand {
  readonly command: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

export interface ActionRun {
  /** Everything that the steps printed, as the job's log would hold it. */
  readonly log: string
  readonly commands: readonly WorkflowCommand[]
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** Of the step that failed, or 0. */
  readonly exitCode: number
  /** Steps that ran, by name. */
  readonly ran: readonly string[]
}

interface Step {
  readonly name: string
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

interface Scope {
  readonly inputs: Record<string, string>
  readonly steps: Record<string, { outputs: Record<string, string> }>
}

/**
 * Runs a composite action's steps one after another, as actions/runner does: expressions are put in, `bash` gets
 * `-e -o pipefail`, each step has an output file of its own, and a step that fails ends the run. Steps that use
 * another action cannot run here: one that would run is an error.
 */
export function runAction(
  actionFolder: string,
  {
    workspace,
    inputs,
    env,
  }: { workspace: string; inputs: Record<string, string>; env: Record<string, string> },
): ActionRun {
  const action = readAction(actionFolder)
  const temporary = temporaryFolder()
  const defaults = Object.entries(action.inputs).map(([name, { default: value }]) => [name, value ?? ''])
  const scope: Scope = { inputs: { ...Object.fromEntries(defaults), ...inputs }, steps: {} }
  const ran: string[] = []
  let log = ''
  let summary = ''
  let exitCode = 0
  for (const [index, step] of action.runs.steps.entries()) {
    if (exitCode !== 0 || !condition(step.if, scope)) continue
    if (step.run === undefined) throw new Error(`the step "${step.name}" uses ${step.uses ?? 'nothing'}`)
    ran.push(step.name)
    const folder = join(temporary, String(index))
    mkdirSync(folder)
    const file = (name: string, text = ''): string => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const outputFile = file('output')
    const summaryFile = file('summary')
    const given = Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value, scope)])
    const script = file('script.sh', expand(step.run, scope))
    const done = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
      cwd: workspace,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...hostEnvironment(),
        ...env,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: actionFolder,
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        GITHUB_ENV: file('env'),
        GITHUB_PATH: file('path'),
        GITHUB_STATE: file('state'),
        RUNNER_TEMP: temporary,
        ...Object.fromEntries(given),
      },
    })
    log += done.stdout + done.stderr
    summary += readFileSync(summaryFile, 'utf8')
    exitCode = done.status ?? 1
    if (step.id) scope.steps[step.id] = { outputs: readOutputs(readFileSync(outputFile, 'utf8')) }
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, expand(value, scope)])
  return {
    log,
    commands: workflowCommands(log),
    outputs: Object.fromEntries(outputs),
    summary,
    exitCode,
    ran,
  }
}

export function readAction(folder: string): Action {
  return parse(readFileSync(join(folder, 'action.yml'), 'utf8'))
}

function expand(text: string, scope: Scope): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => lookUp(expression, scope))
}

/** `inputs.base`, `steps.check.outputs.report`. What is not there is empty, as on GitHub. */
function lookUp(expression: string, scope: Scope): string {
  let value: unknown = scope
  for (const key of expression.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  }
  return typeof value === 'string' ? value : ''
}

/** `a.b.c == 'text'` or `!=`, which is all that action.yml needs. */
function condition(text: string | undefined, scope: Scope): boolean {
  if (text === undefined) return true
  const parts = /^(\S+) (==|!=) '([^']*)'$/.exec(text)
  if (!parts) throw new Error(`cannot read the condition ${text}`)
  return (lookUp(parts[1]!, scope) === parts[3]) === (parts[2] === '==')
}

/** `name=value` lines, and `name<<DELIMITER` blocks. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const block = /^([^=]+?)<<(.+)$/.exec(line)
    if (block) {
      const end = lines.indexOf(block[2]!, at + 1)
      outputs[block[1]!] = lines.slice(at + 1, end).join('\n')
      at = end
    } else if (line !== '') {
      const equals = line.indexOf('=')
      if (equals < 1) throw new Error(`the runner refuses the output line ${JSON.stringify(line)}`)
      outputs[line.slice(0, equals)] = line.slice(equals + 1)
    }
  }
  return outputs
}

const known = new Set(
  'set-env set-output save-state add-path add-mask add-matcher remove-matcher warning error notice debug group endgroup echo stop-commands'.split(
    ' ',
  ),
)

/**
 * The commands that the runner sees in a log: both its syntaxes, the second of which may stand anywhere in a
 * line, and none between `stop-commands` and its token. After `ActionCommand.cs` and `ActionCommandManager.cs`
 * of actions/runner 2.3xx; lines end as .NET's `ReadLine` has it, at a lone carriage return too.
 */
export function workflowCommands(log: string): WorkflowCommand[] {
  const commands: WorkflowCommand[] = []
  let stopped: string | undefined
  for (const line of log.split(/\r\n|\n|\r/)) {
    if (stopped !== undefined) {
      if (line.trimStart() === `::${stopped}::`) stopped = undefined
      continue
    }
    const command = doubleColon(line.trimStart()) ?? bracketed(line)
    if (command?.command === 'stop-commands') stopped = command.message
    else if (command) commands.push(command)
  }
  return commands
}

/** `::name key=value,key=value::message` */
function doubleColon(line: string): WorkflowCommand | undefined {
  if (!line.startsWith('::')) return undefined
  const end = line.indexOf('::', 2)
  if (end < 0) return undefined
  const [command, properties] = cut(line.slice(2, end), ' ')
  if (!known.has(command)) return undefined
  return { command, properties: pairs(properties, ','), message: unescapeText(line.slice(end + 2)) }
}

/** `##[name key=value;key=value]message` */
function bracketed(line: string): WorkflowCommand | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  const [command, properties] = cut(line.slice(start + 3, end), ' ')
  if (!known.has(command)) return undefined
  return { command, properties: pairs(properties, ';'), message: line.slice(end + 1) }
}

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1).trim()]
}

function pairs(text: string, separator: string): Record<string, string> {
  const entries = text
    .split(separator)
    .map((pair) => cut(pair, '='))
    .filter(([, value]) => value !== '')
  return Object.fromEntries(entries.map(([key, value]) => [key, unescapeProperty(value)]))
}

function unescapeText(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

function unescapeProperty(text: string): string {
  return unescapeText(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
}
