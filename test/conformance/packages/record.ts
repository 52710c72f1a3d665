import { parseArgs } from 'node:util'
import { askPackage, packages } from './catalogue.ts'
import { keyOf, recordedPackages, writeRecording, type RecordedPackage } from './recording.ts'

/**
 * Records what Django says of the packages of packages.json, as released and after each of 20 random edits:
 * `node test/conformance/run.mjs packages/record.ts [--only NAME,...] [--django 5.2] [--seed N]
 * [--missing]`.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    django: { type: 'string' },
    seed: { type: 'string' },
    missing: { type: 'boolean' },
  },
})
const only = values.only?.split(',')
const seed = Number(values.seed ?? 1)

/** What is recorded by now, which another run may have added to. */
const recorded = (): Map<string, RecordedPackage> =>
  new Map(recordedPackages().map((each) => [keyOf(each), each]))

const known = recorded()
for (const subject of packages()) {
  if (only && !only.includes(subject.name)) continue
  if (values.django !== undefined && subject.environment !== values.django) continue
  if (values.missing && known.has(keyOf(subject))) continue
  try {
    const answer = askPackage(subject, seed, 20)
    const { name, version, environment } = subject
    const all = recorded().set(keyOf(subject), { package: name, version, environment, seed, ...answer })
    writeRecording(packages().flatMap((each) => all.get(keyOf(each)) ?? []))
    const { models, fields, verdict, edits } = answer
    console.log(
      `${keyOf(subject)}: ${models} models, ${fields} fields, ${verdict.operations.length} operations, ${edits.length} edits`,
    )
  } catch (error) {
    console.log(`${keyOf(subject)}: ${error instanceof Error ? error.message.slice(-600) : String(error)}`)
  }
}
