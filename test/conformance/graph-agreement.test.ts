import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What is the same on every machine; the script compares more when it is asked to. */
test("the graph is that of Django's own loader, for its contrib apps and the migrations of its test suite", () => {
  const script = join(import.meta.dirname, 'run.mjs')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, 'graph-agreement.ts', '--only', 'contrib,suite'],
    { cwd: join(import.meta.dirname, '..', '..'), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  console.log(stdout)
  expect(status, stderr).toBe(0)
  expect(stdout).toContain('They agree.')
})
