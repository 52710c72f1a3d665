import { writeFileSync } from 'node:fs'
import { virtualEnvironment } from '../environment.ts'
import { askModels } from './declared.ts'
import { historiesFolder, historyReleases, recordingOf } from './histories.ts'

/**
 * Records what `ModelState.from_model` of Django holds for models that releases of django-simple-history keep a history
 * of, so that `npm test` compares without Python: `node test/conformance/run.mjs django/record-histories.ts`.
 */
for (const { release, django, projects } of historyReleases) {
  // What they take to be there: pkg_resources, and a library that 2.12 does not ask for.
  const more = ['setuptools<80', 'six', 'Pillow']
  const requirements = [`Django==${django}`, `django-simple-history==${release}`, ...more]
  const python = virtualEnvironment(`history-${release}`, requirements)
  for (const project of projects) {
    const file = recordingOf(release, project)
    writeFileSync(file, askModels(python, `${historiesFolder}/${project}`, 'django/record-histories.ts'))
    console.log(file)
  }
}
