import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { main } from '../../../src/cli/main.ts'
import { isolatedEnvironment, newFolder, removeFolder } from '../../support/git-repository.ts'
import { workFolder } from '../environment.ts'

/**
 * Settles the conflicts that real repositories had: for each merge of a clone whose parents both bring migrations into
 * one folder, merges them anew in a clone beside it and runs `fix` there.
 *
 *     node test/conformance/run.mjs repair/real.ts CLONE... [--count 50]
 *
 * Prints a line for each conflict: what `fix` did, whether `check` finds the leaf nodes afterwards, and what people did.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '50' } },
})

interface Merge {
  readonly commit: string
  readonly target: string
  readonly branch: string
}

const git = (clone: string, ...args: string[]): string[] =>
  execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
    .split('\n')
    .filter(Boolean)

/** Merges whose two sides both add migrations to one folder, the latest first. */
function* candidates(clone: string): Generator<Merge> {
  const main = new Set(git(clone, 'rev-list', '--first-parent', 'HEAD'))
  for (const line of git(clone, 'rev-list', '--merges', '--parents', 'HEAD')) {
    const [commit, first, second, more] = line.split(' ')
    if (!commit || !first || !second || more) continue
    const bases = spawnSync('git', ['-C', clone, 'merge-base', first, second], { encoding: 'utf8' })
    const base = bases.stdout.trim()
    if (base === '' || base === first || base === second) continue
    const folders = (side: string): Set<string> =>
      new Set(
        git(
          clone,
          'diff',
          '--name-only',
          '--no-renames',
          '--diff-filter=A',
          base,
          side,
          '--',
          '*/migrations/0*.py',
        ).map((path) => path.slice(0, path.lastIndexOf('/'))),
      )
    const ours = folders(first)
    if (ours.size === 0 || ![...folders(second)].some((folder) => ours.has(folder))) continue
    // A branch that takes its target in has the target as its second parent.
    const isTaken = main.has(second) && !main.has(first)
    yield { commit, target: isTaken ? second : first, branch: isTaken ? first : second }
  }
}

async function run(argv: readonly string[], cwd: string, env: Record<string, string>) {
  let output = ''
  const stream = { write: (text: string) => (output += text) }
  const code = await main({ argv, cwd, env, stdout: stream, stderr: stream })
  return { code, output }
}

const hasLeaves = (output: string): boolean => output.includes('[graph/conflicting-leaves]')

async function settle(clone: string, { commit, target, branch }: Merge): Promise<string | undefined> {
  const folder = newFolder()
  try {
    const env = isolatedEnvironment(folder)
    const root = join(folder, 'repository')
    const inside = (...args: string[]) =>
      spawnSync('git', args, { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 })
    execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', clone, root], { env })
    inside('checkout', '--quiet', '--detach', branch)
    const merge = inside('merge', '--no-commit', '--no-ff', target)
    // A clone may lack objects of files that nobody looks at; git cannot merge there.
    if (merge.status !== 0 && !existsSync(join(root, '.git', 'MERGE_HEAD'))) return undefined
    const unmerged = inside('diff', '--name-only', '--diff-filter=U').stdout.split('\n').filter(Boolean)
    const inTheWay = unmerged.filter((path) => /migrations\/\w+\.py$/.test(path))
    const before = await run(['check', '--base', target], root, env)
    if (!hasLeaves(before.output)) return undefined
    const fixed = await run(['fix', '--yes', '--only', 'leaves', '--base', target], root, env)
    const after = fixed.code === 0 ? await run(['check', '--base', target], root, env) : undefined
    const outcome =
      fixed.code !== 0
        ? `refused (${fixed.code}): ${firstReason(fixed.output)}`
        : `${/^Put this/m.test(fixed.output) ? 'rebased' : 'joined'}, ${hasLeaves(after!.output) ? 'LEAVES LEFT' : 'one leaf node'}`
    const people = git(
      clone,
      'diff',
      '--name-status',
      '--find-renames',
      branch,
      commit,
      '--',
      '*/migrations/0*.py',
    )
    const theirs = people.some((line) => /merge/i.test(line))
      ? 'a merge migration'
      : people.some((line) => line.startsWith('R'))
        ? 'renamed'
        : 'neither in that commit'
    const conflicts =
      unmerged.length > 0 ? `; git's conflicts: ${unmerged.length}, of migrations ${inTheWay.length}` : ''
    return `${commit.slice(0, 10)} | ${outcome} | ${theirs} | ${merge.status === 0 ? 'clean' : 'conflict'}${conflicts}`
  } finally {
    removeFolder(folder)
  }
}

const firstReason = (output: string): string =>
  output
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .slice(0, 4)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim() || output.slice(0, 200)

const lines: string[] = []
for (const given of positionals) {
  const clone = resolve(given)
  let [tried, found] = [0, 0]
  for (const merge of candidates(clone)) {
    if (found === Number(values.count)) break
    tried++
    const line = await settle(clone, merge).catch(
      (error: unknown) => `${merge.commit.slice(0, 10)} | ERROR ${String(error)}`,
    )
    if (line === undefined) continue
    found++
    lines.push(`${basename(clone)} | ${line}`)
    console.log(lines.at(-1))
  }
  console.log(
    `${basename(clone)}: ${tried} merges with migrations on both sides, ${found} with conflicting leaf nodes`,
  )
}
mkdirSync(join(workFolder, 'results'), { recursive: true })
writeFileSync(join(workFolder, 'results', 'repair-real.txt'), `${lines.join('\n')}\n`)
