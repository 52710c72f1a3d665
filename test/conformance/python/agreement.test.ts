import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { classProgram } from './class-programs.ts'
import { evalAgreement } from './eval-agreement.ts'
import { parseAgreement } from './parse-agreement.ts'
import { seedOf } from '../../seed.ts'

const stdlib = execFileSync('python3', ['-c', 'import json, os; print(os.path.dirname(json.__file__))'], {
  encoding: 'utf8',
}).trim()

test('reads files as Python’s own parser does', async () => {
  const found = await parseAgreement(stdlib)
  expect(found.files).toBeGreaterThan(3)
  expect({ different: found.different, onlyPython: found.onlyPython }).toEqual({
    different: [],
    onlyPython: [],
  })
}, 120_000)

test('gives no value that Python does not give', async () => {
  const seed = seedOf('programs', 464_264)
  const found = await evalAgreement(seed, 400)
  expect(found.wrong).toEqual([])
  expect(found.equal).toBeGreaterThan(400)
}, 120_000)

test('gives no attribute or member that Python does not give', async () => {
  const seed = seedOf('programs with classes', 465_212)
  const found = await evalAgreement(seed, 400, 'python3', classProgram)
  expect(found.wrong).toEqual([])
  expect(found.equal).toBeGreaterThan(400)
}, 120_000)
