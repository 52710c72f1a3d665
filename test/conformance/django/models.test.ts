import { expect, it } from 'vitest'
import { diskTree } from '../../support/disk-tree.ts'
import { django, djangoVersions } from '../environment.ts'
import { askModels, knownDifferences, modelsProject, readStates } from './declared.ts'
import { declaredState } from './our-models.ts'
import { compareStates } from './states.ts'

// What `ModelState.from_model` holds of the models of a small project, and what this tool reads of their source.

it.each(djangoVersions)('models are what Django %s makes of them', async (version) => {
  const { models } = readStates(askModels(django(version).python))
  const ours = await declaredState(diskTree('the project', { '': modelsProject }), version)
  const { differences } = compareStates(models, ours)
  expect(differences.map((line) => line.split('\n')[0]).sort()).toEqual(knownDifferences(version))
})
