import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/git-repository.ts'
import { invent } from '../conformance/repair/invent.ts'
import {
  digestOf,
  makeConflict,
  migrationFiles,
  settle,
  type Recorded,
} from '../conformance/repair/settle.ts'

const file = new URL('../conformance/recorded/repair.json', import.meta.url)
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded[]

test.each(recorded)(
  'the random conflict $seed ($situation) is settled as Django $django vouched for',
  async ({ seed, digest }) => {
    const repository = makeConflict(invent(seed), temporaryFolder())
    const { code, output } = await settle(repository)
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(digestOf(migrationFiles(repository.root))).toBe(digest)
  },
)
