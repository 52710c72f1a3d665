import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readStates } from '../../../../conformance/django/declared.ts'
import { historiesFolder, historyReleases, recordingOf } from '../../../../conformance/django/histories.ts'
import { declaredState } from '../../../../conformance/django/our-models.ts'
import { compareStates } from '../../../../conformance/django/states.ts'
import { diskTree } from '../../../../support/disk-tree.ts'

// What `ModelState.from_model` of Django holds for models with a history, of the projects beside this.

/** Where fields were made in another order than they are read: only the order of columns in a new table hangs on it. */
const otherOrder = ['historicaldraft', 'historicalentry', 'historicaluser'].map(
  (name) => `audit.${name}: order of fields`,
)

const cases = historyReleases.flatMap(({ release, projects }) =>
  projects.map((project) => ({ release, project })),
)

describe.each(cases)(
  'historical models of django-simple-history $release in `$project`',
  ({ release, project }) => {
    const { django, models } = readStates(readFileSync(recordingOf(release, project), 'utf8'))

    it('are what it makes', async () => {
      const tree = diskTree(project, { '': `${historiesFolder}/${project}` })
      const ours = await declaredState(tree, django, { 'django-simple-history': release })
      const { differences, ...tallies } = compareStates(models, ours)
      const names = differences.map((line) => line.split('\n')[0]!)
      expect(names).toEqual(project === 'kept' ? otherOrder : [])
      expect(Object.values(tallies).map(({ unknown }) => unknown)).toEqual([0, 0, 0, 0, 0, 0])
      expect(tallies.fields.total).toBeGreaterThan(10)
    })
  },
)
