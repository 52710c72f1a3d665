import { parseArgs } from 'node:util'
import { askPackage, packages } from './catalogue.ts'
import { keyOf, recordedPackages, writeRecording, type RecordedPackage } from './recording.ts'

/**
 * Records what Django says of the packages of packages.json, as released and after each of 20 random edits:
 * `node test/conformance/run.mjs packages/record.ts [--only NAME,...] [--seed N] [--missing]`.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string' }, missing: { type: 'boolean' } },
})
const only = values.only?.split(',')
const seed = Number(values.seed ?? 1)

const recorded = new Map(recordedPackages().map((each) => [keyOf(each), each]))
const kept: RecordedPackage[] = []
for (const subject of packages()) {
  const known = recorded.get(keyOf(subject))
  const asked = (!only || only.includes(subject.name)) && !(values.missing && known)
  if (!asked) {
    if (known) kept.push(known)
    continue
  }
  try {
    const answer = askPackage(subject, seed, 20)
    kept.push({
      package: subject.name,
      version: subject.version,
      environment: subject.environment,
      seed,
      ...answer,
    })
    console.log(
      `${keyOf(subject)}: ${answer.models} models, ${answer.fields} fields, ${answer.verdict.operations.length} operations, ${answer.edits.length} edits`,
    )
  } catch (error) {
    if (known) kept.push(known)
    console.log(`${keyOf(subject)}: ${error instanceof Error ? error.message.slice(-600) : String(error)}`)
  }
}
writeRecording(kept)
