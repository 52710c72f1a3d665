import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { driftPython, driftVersions } from './django.ts'
import { filesFor, fixtureText, readFixture } from './fixture.ts'
import { DjangoOracle, inventSteps, type Step, type Verdict } from './steps.ts'

/**
 * Records what Django says of a few made-up projects and of the fixtures, so that `npm test` compares without Python:
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

const fixtures = resolve('test/conformance/drift/differences')
const oracles = driftVersions().map((version) => [version, new DjangoOracle(driftPython(version))] as const)
for (const name of readdirSync(fixtures)) {
  const fixture = readFixture(readFileSync(`${fixtures}/${name}`, 'utf8'))
  const said: Record<string, Verdict> = {}
  for (const [version, oracle] of oracles) {
    const verdict = await oracle.verdict(filesFor(fixture, version))
    if (verdict) said[version] = verdict
  }
  writeFileSync(`${fixtures}/${name}`, fixtureText({ ...fixture, said }))
  console.log(`${name}: ${Object.keys(said).join(', ')}`)
}
for (const [, oracle] of oracles) oracle.end()

function withoutSource(step: Step): Step {
  return { ...step, operations: step.operations.map(({ source: _, ...rest }) => rest) }
}
