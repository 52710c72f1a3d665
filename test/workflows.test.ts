import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
}

const root = join(import.meta.dirname, '..')
const folder = join(root, '.github', 'workflows')

describe.each(readdirSync(folder))('%s', (file) => {
  const workflow = parse(readFileSync(join(folder, file), 'utf8')) as {
    readonly permissions: unknown
    readonly jobs: Readonly<
      Record<string, { readonly 'timeout-minutes': number; readonly steps: readonly Step[] }>
    >
  }
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  test('pins what it uses to a major version, or to this checkout', () => {
    const used = steps.map(({ uses }) => uses).filter((uses) => uses !== undefined)
    expect(used.filter((uses) => !/^(\.\/|[\w-]+\/[\w-]+@v\d+$)/.test(uses))).toEqual([])
  })

  test('puts no expression into a script', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([])
  })

  test('may only read, and ends in time', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(jobs.every((job) => job['timeout-minutes'] <= 30)).toBe(true)
  })
})

test('the pre-commit hook looks at the whole index, also where files were only deleted', () => {
  const [hook, ...others] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'))
  expect(others).toEqual([])
  expect(hook).toMatchObject({
    id: 'migration-lint',
    entry: 'migration-lint check --staged',
    language: 'node',
    pass_filenames: false,
    always_run: true,
  })
  expect(hook).not.toHaveProperty('files')
})
