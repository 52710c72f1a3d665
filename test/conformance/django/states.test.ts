import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diskTree, overlaid } from '../../support/disk-tree.ts'
import { textTree } from '../../support/text-tree.ts'
import { django, djangoVersions } from '../environment.ts'
import { contribSubject } from './django-subjects.ts'
import type { Subject } from './oracle.ts'
import { ourState } from './our-state.ts'
import { repositories, repositoryPython, repositorySubject } from './repositories.ts'
import { askStates, compareStates, type DjangoStates } from './states.ts'

// The state that all migrations add up to, as Django's loader has it and as this tool replays it.
const minutes = 60_000

async function compared(
  { name, root, settings }: Subject,
  { django: release, models }: DjangoStates,
  only?: (path: string) => boolean,
) {
  const files = diskTree(name, { '': root }, only)
  const own = typeof settings === 'string'
  const given = textTree(new Map([['conformance_settings.py', "AUTH_USER_MODEL = 'auth.User'\n"]]))
  const tree = own ? files : overlaid(files, given)
  const { state, invalid } = await ourState(tree, own ? settings : 'conformance_settings', release)
  return { ...compareStates(models, state), invalid }
}

describe.each(djangoVersions)('the state of Django %s', (version) => {
  it('is ours for its contrib apps', { timeout: 10 * minutes }, async () => {
    const { python, source } = django(version)
    const subject = contribSubject(source)
    const answer = askStates(python, subject, [source])
    const found = await compared(subject, answer, (path) => path.startsWith('django/contrib/'))
    expect(found.differences).toEqual([])
    expect(found.invalid).toEqual([])
    expect(found.fields).toEqual({ agree: 49, total: 49, unknown: 0 })
  })
})

const clones = process.env['CONFORMANCE_REPOSITORIES']

/** Differences of how the comparison writes values, or known ones of values: what each of them is. */
const known: Readonly<Record<string, readonly string[]>> = {
  // A storage of the repository that a callable of the settings gives.
  saleor: ['core.eventpayload.payload_file'],
  // A mixin with a base that is not known may be a model; `SET()` is written with another path.
  wagtail: [
    'tests.fullfeaturedsnippet: bases',
    'tests.moderatedmodel: bases',
    'tests.variousondeletemodel.on_delete_set',
  ],
}

describe.skipIf(clones === undefined).each(repositories)('the state of $name', (repository) => {
  it('is ours, and no operation of it is invalid', { timeout: 60 * minutes }, async (test) => {
    const clone = join(resolve(clones!), repository.name)
    if (!existsSync(clone)) return test.skip(`there is no ${clone}`)
    const subject = repositorySubject(repository, clone)
    const found = await compared(subject, askStates(repositoryPython(repository, clone), subject))
    const { differences, invalid, ...tallies } = found
    console.log(repository.name, JSON.stringify(tallies))
    expect(differences.map((line) => line.split('\n')[0])).toEqual(known[repository.name] ?? [])
    expect(invalid).toEqual([])
    expect(found.models.agree).toBeGreaterThan(0)
  })
})
