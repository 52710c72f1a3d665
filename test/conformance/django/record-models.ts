import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { django, djangoVersions } from '../environment.ts'
import { askModels } from './declared.ts'

/**
 * Records what `ModelState.from_model` of each Django holds for the models of a small project, so that `npm test`
 * compares without Python: `node test/conformance/run.mjs django/record-models.ts`.
 */
for (const version of djangoVersions) {
  const series = version.split('.').slice(0, 2).join('.')
  const file = resolve(`test/frameworks/django/models/recorded/${series}.json`)
  writeFileSync(file, askModels(django(version).python))
  console.log(file)
}
