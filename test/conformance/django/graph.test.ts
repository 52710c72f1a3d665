import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { djangoVersions } from '../environment.ts'
import { askContrib, askInvented, askRepositories, askSuite, type Asked } from './ask.ts'
import { compareFiles, installedOnly } from './compare-live.ts'
import { seedOf } from '../../seed.ts'

// Asks Django from the Python Package Index, in a virtual environment of its own, and compares on the very same files.
// `CONFORMANCE_PYTHON` names the interpreter, `CONFORMANCE_REPOSITORIES` a folder of clones (repositories.ts).
const minutes = 60_000

async function differences(
  asked: Asked,
  only?: (path: string) => boolean,
): Promise<[string, readonly string[]]> {
  const { subject, differences } = await compareFiles(asked, only)
  return [subject, differences]
}

describe.each(djangoVersions)('the graph of Django %s', (version) => {
  it('is ours for its contrib apps', { timeout: 10 * minutes }, async () => {
    for (const asked of askContrib(version)) {
      const found = await differences(asked, (path) => path.startsWith('django/contrib/'))
      expect(found).toEqual([asked.subject.name, []])
    }
  })

  it('is ours for the migrations of its own test suite', { timeout: 10 * minutes }, async () => {
    const suite = askSuite(version)
    expect(suite.length).toBeGreaterThan(60)
    for (const asked of suite) {
      expect(await differences(asked, installedOnly(asked))).toEqual([asked.subject.name, []])
    }
  })
})

it('is ours for invented projects', { timeout: 10 * minutes }, async () => {
  const first = seedOf('invented projects', 570_114_000)
  const seeds = Array.from({ length: 100 }, (_, at) => first + at)
  for (const asked of askInvented(djangoVersions.at(-1)!, seeds)) {
    if (!asked.answer.graph.order_dependent)
      expect(await differences(asked)).toEqual([asked.subject.name, []])
  }
})

const repositories = process.env['CONFORMANCE_REPOSITORIES']

it.skipIf(repositories === undefined)('is ours for real projects', { timeout: 60 * minutes }, async () => {
  const { asked, absent } = askRepositories(resolve(repositories!), existsSync)
  for (const name of absent) console.warn(`skipped: there is no ${repositories!}/${name}`)
  expect(asked.length).toBeGreaterThan(0)
  for (const each of asked) expect(await differences(each)).toEqual([each.subject.name, []])
})
