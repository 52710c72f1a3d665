import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addColumn, initialMigration, shop } from '../support/django-files.ts'
import { makeRepository, type FileContents, type GitRepository } from '../support/git-repository.ts'
import { readAction, runAction, workflowCommands, type ActionRun } from '../support/github-runner.ts'

const root = join(import.meta.dirname, '..', '..')
const edited = 'shop/migrations/0001_initial.py'

/** A remote whose `main` has the shop, and a clone of it as `actions/checkout` leaves a pull request's branch. */
function pullRequest(
  changes: FileContents,
  { depth, main = {} }: { depth?: number; main?: FileContents } = {},
): GitRepository {
  const remote = makeRepository()
  remote.commit('Start the shop', shop(100))
  remote.commit('Describe products', { 'shop/migrations/0002_text.py': addColumn('0001_initial', 'text') })
  remote.git('switch --quiet --create feature')
  remote.commit('Work on the shop', changes)
  remote.git('switch --quiet main')
  if (Object.keys(main).length > 0) remote.commit('Meanwhile', main)
  remote.git('switch --quiet feature')
  const shallow = depth === undefined ? '' : `--depth ${depth} --no-single-branch`
  return remote.clone('workspace', shallow)
}

/** Runs the action as a workflow's `pull_request` event does. */
function run(repository: GitRepository, inputs: Record<string, string> = {}): ActionRun {
  const event = join(repository.root, '.git', 'event.json')
  writeFileSync(event, JSON.stringify({ pull_request: { base: { ref: 'main' } } }))
  const github = {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: event,
    GITHUB_BASE_REF: 'main',
    GITHUB_HEAD_REF: 'feature',
    GITHUB_REF: 'refs/pull/1/merge',
  }
  return runAction(root, { workspace: repository.root, inputs, env: { ...repository.env, ...github } })
}

const kinds = ['error', 'warning', 'notice']
const annotations = ({ commands }: ActionRun) => commands.filter(({ command }) => kinds.includes(command))

describe('action.yml', () => {
  const action = readAction(root)

  test('puts no input into a script', () => {
    const scripts = action.runs.steps.map(({ run: script }) => script ?? '')
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })

  test('hands every input to the check, and documents it', () => {
    const given = Object.values(action.runs.steps.at(-1)?.env ?? {})
    expect(given).toEqual(Object.keys(action.inputs).map((name) => `\${{ inputs.${name} }}`))
    expect(Object.values(action.inputs).every(({ description }) => description.length > 0)).toBe(true)
  })
})

// A bare `bash` on Windows may be WSL's, which is not the runner's: there, the workflow's own job tries the action.
const describeRuns = describe.skipIf(process.platform === 'win32')

describeRuns('a pull request', () => {
  test('that edits a migration gets an annotation on the line', () => {
    const done = run(pullRequest({ [edited]: initialMigration(50) }))
    const line =
      initialMigration(50)
        .split('\n')
        .findIndex((text) => text.includes('max_length')) + 1
    expect(annotations(done)).toMatchObject([
      { command: 'error', properties: { file: edited, line: String(line) } },
    ])
    expect(annotations(done)[0]?.properties['title']).toContain('history/edited-migration')
    expect(done.exitCode).toBe(1)
  })

  test('gets outputs, a report and a summary', () => {
    const { outputs, summary } = run(pullRequest({ [edited]: initialMigration(50) }))
    expect(outputs).toMatchObject({ 'exit-code': '1', errors: '1', warnings: '0' })
    expect(JSON.parse(readFileSync(outputs['report']!, 'utf8')).findings).toHaveLength(1)
    expect(summary).toContain('## migration-lint: 1 error')
    const shown = summary.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    expect(shown).toContain('history/edited-migration')
    expect(shown).toContain(edited)
  })

  test('that is fine passes', () => {
    const done = run(pullRequest({ 'shop/migrations/0003_price.py': addColumn('0002_text', 'price') }))
    expect(annotations(done)).toEqual([])
    expect(done.outputs).toMatchObject({ 'exit-code': '0', errors: '0', warnings: '0' })
    expect(done.exitCode).toBe(0)
  })

  test('that clashes with what its target got meanwhile is told so before the merge', () => {
    const done = run(
      pullRequest(
        { 'shop/migrations/0003_price.py': addColumn('0002_text', 'price') },
        { main: { 'shop/migrations/0003_stock.py': addColumn('0002_text', 'stock') } },
      ),
    )
    expect(annotations(done)).toMatchObject([
      { command: 'error', properties: { file: 'shop/migrations/0003_price.py' } },
    ])
    expect(done.log).toContain('0003_stock')
  })

  test('in a shallow clone is checked once the history is fetched', () => {
    const repository = pullRequest({ [edited]: initialMigration(50) }, { depth: 1 })
    expect(run(repository, { fetch: 'true' }).outputs).toMatchObject({ 'exit-code': '1', errors: '1' })
  })

  test('in a shallow clone that may not fetch could not be checked, and says so in every place', () => {
    const done = run(pullRequest({ [edited]: initialMigration(50) }, { depth: 1 }), { fetch: 'false' })
    expect(done.outputs).toEqual({ 'exit-code': '3', errors: '', warnings: '', report: '' })
    expect(done.exitCode).toBe(3)
    expect(done.summary).toContain('could not check')
    expect(done.log).toMatch(/shallow/)
  })
})

describeRuns('inputs', () => {
  test('choose the base, the paths and the folder', () => {
    const repository = pullRequest({ [edited]: initialMigration(50) })
    repository.commit('Describe the shop', { 'README.md': 'The shop\n' })
    expect(run(repository, { base: 'HEAD~1' }).exitCode).toBe(0)
    expect(run(repository).exitCode).toBe(1)
    expect(run(repository, { paths: 'shop\n' }).exitCode).toBe(1)
    expect(run(repository, { 'working-directory': 'shop' }).exitCode).toBe(1)
  })

  test('let warnings fail', () => {
    const changes = {
      [edited]: initialMigration(100).replace('max_length=100', "max_length=100, help_text='x'"),
    }
    expect(run(pullRequest(changes)).outputs).toMatchObject({ 'exit-code': '0', warnings: '1' })
    expect(run(pullRequest(changes), { 'max-warnings': '0' }).exitCode).toBe(1)
  })

  test('leave the summary out', () => {
    expect(run(pullRequest({}), { summary: 'false' }).summary).toBe('')
  })

  test.each([
    ['base', '$(touch pwned)'],
    ['base', '"; touch pwned; "'],
    ['base', '--output=pwned'],
    ['config', '--output=pwned'],
    ['config', '`touch pwned`'],
    ['max-warnings', '0; touch pwned'],
    ['paths', '--output=pwned'],
    ['working-directory', '$(touch pwned)'],
  ])('%s as %s is a value and nothing else', (name, value) => {
    const repository = pullRequest({})
    const done = run(repository, { [name]: value })
    expect(existsSync(join(repository.root, 'pwned'))).toBe(false)
    expect(done.exitCode).toBeGreaterThan(0)
    expect(annotations(done).filter(({ command }) => command !== 'error')).toEqual([])
  })
})

describeRuns('hostile repositories', () => {
  const commandText = '::set-output name=report::pwned'
  const hostile = [
    `0003_x\n${commandText}\n.py`,
    `0003_x\r${commandText}.py`,
    `0003_##[set-output name=report;]pwned.py`,
    `0003_x,line=1,title=pwned::.py`,
    `0003_%0A${commandText}.py`,
    `0003_\u001b[31mred.py`,
    `::error file=README.md,line=1::pwned.py`,
  ]

  test.each(hostile)('the file name %j gives no command', (name) => {
    const path = `shop/migrations/${name}`
    const done = run(pullRequest({ [path]: 'class Migration(:\n', [edited]: initialMigration(50) }))
    expectInert(done)
  })

  test.each([
    ['a dependency', addColumn(`0002_text\\n${commandText}\\n##[error]pwned`, 'price')],
    ['an operation', addColumn('0002_text', `price\\n::error::pwned`)],
    ['source text', `${addColumn('0002_text', 'price')}\n${commandText}\n##[error]pwned\n`],
    ['a carriage return', `${addColumn('0002_text', 'price')}\r::error::pwned\r`],
  ])('%s gives no command', (_, text) => {
    expectInert(run(pullRequest({ 'shop/migrations/0003_price.py': text })))
  })

  test("git's own words give no command", () => {
    expectInert(run(pullRequest({}), { base: `x\n${commandText}\n##[error]pwned` }))
  })

  function expectInert(done: ActionRun): void {
    const allowed = [...kinds, 'group', 'endgroup']
    expect(done.commands.filter(({ command }) => !allowed.includes(command))).toEqual([])
    for (const { properties, message } of annotations(done)) {
      expect(properties['title']).toMatch(/^migration-lint/)
      expect(properties['file'] ?? '').not.toBe('README.md')
      expect(message).not.toBe('pwned')
    }
    // eslint-disable-next-line no-control-regex -- what a terminal would act on
    expect(done.log).not.toMatch(/\u001b|\r/)
    expect(done.outputs['report']).not.toContain('pwned')
  }
})

describe("the runner's reading of a log", () => {
  test('sees both syntaxes, and nothing while commands are stopped', () => {
    const log = [
      '::error file=a.py,line=3,title=x%3Ay::one%0Atwo',
      'text ##[warning]three',
      '::stop-commands::abc',
      '::error::four',
      '::abc::',
      '  ::notice::five',
      '::unknown::six',
      'text\r::debug::seven',
    ].join('\n')
    expect(workflowCommands(log)).toEqual([
      { command: 'error', properties: { file: 'a.py', line: '3', title: 'x:y' }, message: 'one\ntwo' },
      { command: 'warning', properties: {}, message: 'three' },
      { command: 'notice', properties: {}, message: 'five' },
      { command: 'debug', properties: {}, message: 'seven' },
    ])
  })
})
