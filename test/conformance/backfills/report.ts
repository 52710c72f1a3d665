import { backfillAgreement } from './agreement.ts'

/** Prints how we and Django differ: `node test/conformance/run.mjs backfills/report.ts [first seed] [programs]`. */
const [first = '1', count = '400', limit = '20'] = process.argv.slice(2)
const { wrong, open, ...counts } = await backfillAgreement(Number(first), Number(count))
const shown = (body: string) => body.split('\n').slice(6).join('\n')
for (const { seed, verdict, outcome, body } of wrong.slice(0, Number(limit)))
  console.log(`# ${seed}: ${verdict}, but ${outcome[1]} of ${outcome[0]} left a NULL\n${shown(body)}\n`)
if (process.env['OPEN'])
  for (const { seed, cause, outcome, body } of open.slice(0, Number(limit)))
    console.log(`? ${seed}: ${cause}: ${outcome[1]} of ${outcome[0]} left a NULL\n${shown(body)}\n`)
const filling = open.filter(({ outcome }) => outcome[1] === 0).length
console.log({ ...counts, wrong: wrong.length, openThatFill: filling })
