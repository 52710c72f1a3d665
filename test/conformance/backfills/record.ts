import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { outcomes } from './agreement.ts'
import { program, withLines } from './programs.ts'
import { recordedPrograms } from './recorded.ts'
import { traps } from './traps.ts'

/**
 * Records what Django does with the rows of made-up programs, so that `npm test` compares without Python:
 * `node test/conformance/run.mjs backfills/record.ts`.
 */
const { first, count } = recordedPrograms
const programs = [
  ...traps.map(({ lines }) => withLines(lines)),
  ...Array.from({ length: count }, (_, index) => program(first + index)),
]
const all = outcomes(programs)
const recorded = programs.flatMap(({ body }, index) =>
  all[index]![0] > 0 ? [{ body, outcome: all[index] }] : [],
)
const file = resolve('test/conformance/recorded/backfills.json')
writeFileSync(file, `[\n${recorded.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`)
console.log(file)
