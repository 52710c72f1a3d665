import { parseAgreement } from './parse-agreement.ts'

/** Compares our reading of Python files with Python's: `node test/conformance/run.mjs python/parse-report.ts FOLDER...`. */
const folders = process.argv.slice(2)
if (folders.length === 0) throw new Error('usage: parse-report.ts FOLDER...')
console.log(
  '| folder | files | MB | same | both refuse | only ours reads | only Python reads | cut off | different | our time |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
const details: string[] = []
for (const folder of folders) {
  const found = await parseAgreement(folder)
  const cells = [
    folder,
    found.files,
    (found.bytes / 1e6).toFixed(1),
    found.same,
    found.refused,
    found.onlyOurs.length,
    found.onlyPython.length,
    found.tooDeep.length,
    found.different.length,
    `${(found.milliseconds / 1000).toFixed(1)} s`,
  ]
  console.log(`| ${cells.join(' | ')} |`)
  for (const name of ['onlyOurs', 'onlyPython', 'tooDeep', 'different'] as const)
    details.push(...found[name].map((line) => `${name}: ${line}`))
}
console.log(`\n${details.join('\n')}`)
