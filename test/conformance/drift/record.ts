import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { driftPython, driftVersions } from './django.ts'
import { inventSteps, type Step } from './steps.ts'

/**
 * Records what Django says of a few made-up projects, so that `npm test` compares without Python:
 * `node test/conformance/run.mjs drift/record.ts`.
 */
const [first, seeds, steps] = [1, 5, 8]
const folder = resolve('test/conformance/recorded')
mkdirSync(folder, { recursive: true })
for (const version of driftVersions()) {
  const lines: string[] = []
  for await (const step of inventSteps(driftPython(version), first, seeds, steps))
    lines.push(JSON.stringify(withoutSource(step)))
  const file = `${folder}/drift-${version}.json`
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`)
  console.log(`${file}: ${lines.length} steps`)
}

function withoutSource(step: Step): Step {
  return { ...step, operations: step.operations.map(({ source: _, ...rest }) => rest) }
}
