import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { GitRepository, newFolder, removeFolder } from '../../support/git-repository.ts'
import { driftPython, driftVersions } from '../drift/django.ts'
import { invent } from './invent.ts'
import { RepairOracle } from './oracle.ts'
import { copyTree, makeConflict } from './settle.ts'

/**
 * Random conflicts that `git merge` meets in a repository that `init --merge-driver` has set up, with the program as it is
 * built, up to the commit of the merge; Django then has to load them with one leaf node an app, which `max_migration.txt`
 * names, and to the state that its own merge migrations give:
 *
 *     node test/conformance/run.mjs repair/merge.ts [--first 1] [--count 40]
 */
const { values } = parseArgs({
  options: { first: { type: 'string', default: '1' }, count: { type: 'string', default: '40' } },
})
execFileSync(process.execPath, ['build.mjs', '--no-types'], { stdio: 'ignore' })
const program = resolve('dist/bin.js')

/** A repository in which git finds the program. */
function withProgram({ root, env }: GitRepository): GitRepository {
  const bin = join(root, '..', 'bin')
  mkdirSync(bin)
  symlinkSync(program, join(bin, 'migration-lint'))
  symlinkSync(process.execPath, join(bin, 'node'))
  return new GitRepository(root, { ...env, PATH: `${bin}:${env.PATH}` })
}

async function judge(seed: number, oracle: RepairOracle): Promise<readonly string[]> {
  const folder = newFolder()
  try {
    const invented = { ...invent(seed), situation: 'merging' as const }
    const [settled, joined] = ['settled', 'joined'].map((name) => join(folder, name)) as [string, string]
    for (const path of [settled, joined]) mkdirSync(path)
    const conflicted = join(folder, 'conflicted')
    copyTree(makeConflict(invented, joined).root, conflicted)

    const repository = withProgram(makeConflict({ ...invented, situation: 'not committed' }, settled))
    repository.git('checkout --quiet --force -B feature main~1')
    repository.git('clean -qfd')
    const env = { cwd: repository.root, env: repository.env, stdio: 'ignore' as const }
    execFileSync(process.execPath, [program, 'init', '--yes', '--merge-driver'], env)
    repository.commit('Own', invented.own)
    const merge = repository.try('merge --no-edit main')
    const said = merge.stdout + merge.stderr
    if (merge.status === 0 || !existsSync(join(repository.root, '.git/MERGE_HEAD')))
      return [`git merge did not stop (${merge.status}): ${said}`]
    const commit = repository.try('commit --quiet --no-edit')
    if (commit.status !== 0) return [`git commit failed: ${said}${commit.stderr}`]
    const status = repository.git('status --porcelain')
    const { expected, given } = await oracle.ask(repository.root, conflicted)
    if (given.error) return [given.error]
    return [
      ...(status === '' ? [] : [`not committed: ${status}`]),
      ...(isDeepStrictEqual(given.models, expected.models) ? [] : ['the states differ']),
      ...Object.entries(given.leaves).flatMap(([app, leaves]) => {
        const max = join(repository.root, app, 'migrations', 'max_migration.txt')
        const named = existsSync(max) ? readFileSync(max, 'utf8') : `${leaves[0]}\n`
        return leaves.length === 1 && named === `${leaves[0]}\n`
          ? []
          : [`${app} has the leaf nodes ${leaves.join(', ')}, and max_migration.txt says ${named}`]
      }),
    ]
  } finally {
    removeFolder(folder)
  }
}

const oracles = driftVersions().map((version) => new RepairOracle(driftPython(version)))
const [first, count] = [Number(values.first), Number(values.count)]
let failed = 0
for (let seed = first; seed < first + count; seed++) {
  const wrong = await judge(seed, oracles[seed % oracles.length]!)
  if (wrong.length > 0) console.log(`seed ${seed}:\n  ${wrong.join('\n  ')}`)
  failed += wrong.length > 0 ? 1 : 0
}
for (const oracle of oracles) oracle.end()
console.log(`${count} merges by git, ${failed} wrong`)
