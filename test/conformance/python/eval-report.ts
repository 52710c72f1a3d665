import { seedOf } from '../../seed.ts'
import { evalAgreement } from './eval-agreement.ts'

/** Compares our evaluation with Python's on made-up programs: `node test/conformance/run.mjs python/eval-report.ts [COUNT] [SEED]`. */
const count = Number(process.argv[2] ?? 1_000)
const seed = process.argv[3] === undefined ? seedOf(`${count} programs`, 1) : Number(process.argv[3])
const found = await evalAgreement(seed, count)
const { wrong, ...counts } = found
console.log({ ...counts, wrong: wrong.length })
for (const each of wrong.slice(0, Number(process.argv[4] ?? 5))) {
  console.log(
    `\n--- seed ${each.seed}: ${each.name}\nours:   ${each.ours}\nPython: ${each.pythons}\n${each.program.main}`,
  )
  if (each.program.helper !== 'H = 1\n') console.log(`# helper.py\n${each.program.helper}`)
}
