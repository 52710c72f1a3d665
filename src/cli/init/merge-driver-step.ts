import { basename, dirname, join, relative } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import { isMergeHook, mergeHook } from '../../merge-driver.ts'
import { exists } from '../files.ts'
import type { Step, Surroundings } from './plan.ts'

const section = 'merge.migration-lint'
const attributes = '.gitattributes'
const attribute = 'max_migration.txt merge=migration-lint\n'

/**
 * What lets git settle conflicting leaf nodes while it merges: the attribute, which the repository has, and what is each
 * developer's own, a driver in the repository's config and a hook. Without these two git merges as ever.
 */
export async function mergeDriverStep(
  surroundings: Surroundings,
  repository: Pick<Repository, 'root' | 'hooksFolder' | 'hook' | 'localConfig'>,
): Promise<readonly Step[]> {
  const isInstalled = await surroundings.exists('node_modules/.bin/migration-lint')
  const command = isInstalled ? 'npx --no-install migration-lint' : 'migration-lint'
  return [
    await attributeStep(surroundings),
    await configStep(repository, command),
    await hookStep(surroundings, repository, command),
  ]
}

async function attributeStep(surroundings: Surroundings): Promise<Step> {
  const there = await surroundings.read(attributes)
  if (there === undefined && !(await surroundings.exists(attributes)))
    return { file: { path: attributes, text: attribute, executable: false } }
  return there?.includes('merge=migration-lint')
    ? { byHand: { path: attributes, what: 'names the merge driver already', text: '' } }
    : { byHand: { path: attributes, what: 'is there already; add to it', text: attribute } }
}

/**
 * git's own merge first: it settles what only one side changed, and leaves the conflict in the file as without a driver,
 * whatever becomes of what comes after. The names that git puts in have its own quotes (gitattributes(5)).
 */
async function configStep({ localConfig }: Pick<Repository, 'localConfig'>, command: string): Promise<Step> {
  const ordinary = 'git merge-file --quiet --marker-size=%L -L ours -L base -L theirs %A %O %B'
  const settings = [
    { key: `${section}.name`, value: 'the last migration of an app' },
    { key: `${section}.driver`, value: `${ordinary} || ${command} merge-driver %A %L %P` },
    // Merge bases that git merges for itself are nobody's branch.
    { key: `${section}.recursive`, value: 'text' },
  ]
  const there = await localConfig.read(section)
  if (there.length === 0) return { config: { section, settings } }
  const isSame = settings.every(({ key, value }) =>
    there.some((one) => one.key === key && one.value === value),
  )
  const path = `git config ${section}`
  if (isSame) return { byHand: { path, what: 'is set already', text: '' } }
  const again = `git config --local --remove-section ${section}\nmigration-lint init --merge-driver\n`
  return { byHand: { path, what: 'is set otherwise; to set it anew', text: again } }
}

async function hookStep(
  surroundings: Surroundings,
  repository: Pick<Repository, 'root' | 'hooksFolder' | 'hook'>,
  command: string,
): Promise<Step> {
  // Where the program is not there any more, git merges as without it.
  const isThere = command.startsWith('npx ')
    ? '[ -x node_modules/.bin/migration-lint ]'
    : 'command -v migration-lint > /dev/null'
  const line = `if ${isThere}; then ${command} fix --merge-hook; fi\n`
  const { path: folder, isConfigured } = await repository.hooksFolder()
  const husky =
    basename(folder) === '_' ? relative(repository.root, join(dirname(folder), mergeHook)) : undefined
  const path = husky ?? join(basename(dirname(folder)), basename(folder), mergeHook)
  const there = await repository.hook(mergeHook)
  if (isMergeHook(there)) return { byHand: { path, what: 'runs migration-lint already', text: '' } }
  if (husky !== undefined && !(await surroundings.exists(husky)))
    return { file: { path: husky, text: line, executable: true } }
  // A folder that somebody chose may serve other repositories too.
  if (isConfigured || (await exists(join(folder, mergeHook))))
    return { byHand: { path, what: 'is a hook of yours; add to it', text: line } }
  const from = dirname(dirname(folder))
  return { file: { path, from, text: `#!/bin/sh\n${line}`, executable: true } }
}
