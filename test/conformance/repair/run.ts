import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { newFolder, removeFolder } from '../../support/git-repository.ts'
import { django, djangoVersions } from '../environment.ts'
import { invent, type Invented } from './invent.ts'
import { copyTree, makeConflict, migrationFiles, settle } from './settle.ts'

/**
 * Random conflicts, each in a real git repository, settled by `migration-lint fix` both ways; Django then has to load
 * them with one leaf node an app and to the state that its own merge migrations give:
 *
 *     node test/conformance/run.mjs repair/run.ts [--first 1] [--count 200]
 */
export interface Said {
  readonly wrote: Readonly<Record<string, string>>
  readonly expected: {
    readonly leaves: Readonly<Record<string, readonly string[]>>
    readonly models: unknown
  }
  readonly given: Said['expected'] & { readonly error?: string }
}

/** Django, asked of one pair of folders after the other. */
export class RepairOracle {
  readonly #child
  readonly #lines

  constructor(python: string) {
    const script = resolve('test/conformance/repair/repair_oracle.py')
    this.#child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  async ask(fixed: string, merged: string): Promise<Said> {
    this.#child.stdin.write(`${JSON.stringify({ fixed, merged })}\n`)
    const line = await this.#lines.next()
    if (line.done) throw new Error('the oracle ended')
    return JSON.parse(line.value) as Said
  }

  end(): void {
    this.#child.stdin.end()
  }
}

/** What is wrong with how a conflict was settled; empty where all is right. */
export async function judge(invented: Invented, oracle: RepairOracle): Promise<string[]> {
  const folder = newFolder()
  try {
    const wrong: string[] = []
    const [rebased, merged] = ['rebased', 'merged'].map((name) => join(folder, name)) as [string, string]
    for (const path of [rebased, merged]) mkdirSync(path)
    const repository = makeConflict(invented, rebased)
    const conflicted = join(folder, 'conflicted')
    copyTree(repository.root, conflicted)

    const rebase = await settle(repository)
    if (rebase.code !== 0) wrong.push(`not rebased (${rebase.code}): ${rebase.output}`)
    const joined = makeConflict(invented, merged)
    const merge = await settle(joined, 'merge')
    if (merge.code !== 0) wrong.push(`not merged (${merge.code}): ${merge.output}`)

    const { wrote, expected, given } = await oracle.ask(repository.root, conflicted)
    if (given.error) return [...wrong, given.error]
    for (const [app, leaves] of Object.entries(given.leaves))
      if (leaves.length !== 1) wrong.push(`${app} has the leaf nodes ${leaves.join(', ')}`)
    if (!isDeepStrictEqual(given.models, expected.models)) wrong.push('the states differ')
    const before = migrationFiles(conflicted)
    const ours = Object.entries(migrationFiles(joined.root)).filter(([path]) => path.endsWith('.py'))
    for (const [path, text] of ours) {
      const theirs = wrote[path] ?? before[path]
      const isStamped = /_merge_\d{8}_\d{4}\.py$/.test(path)
      if (theirs !== text && !isStamped) wrong.push(`${path} is not what Django writes:\n${text}\n${theirs}`)
    }
    if (
      ours.length !==
      Object.keys(wrote).filter((path) => !(path in before)).length +
        Object.keys(before).filter((path) => path.endsWith('.py')).length
    )
      wrong.push('Django wrote other merge migrations')
    if (repository.git('ls-files --unmerged') !== '') wrong.push('the index has conflicts left')
    return wrong
  } finally {
    removeFolder(folder)
  }
}

if (process.argv[1]?.includes('repair-run')) {
  const { values } = parseArgs({
    options: { first: { type: 'string', default: '1' }, count: { type: 'string', default: '200' } },
  })
  const oracles = djangoVersions.map((version) => ({
    version,
    oracle: new RepairOracle(django(version).python),
  }))
  const tally = new Map<string, number>()
  let failed = 0
  for (let seed = Number(values.first); seed < Number(values.first) + Number(values.count); seed++) {
    const { oracle, version } = oracles[seed % oracles.length]!
    const invented = invent(seed)
    const wrong = await judge(invented, oracle)
    const key = `${invented.situation}, Django ${version}`
    tally.set(key, (tally.get(key) ?? 0) + 1)
    if (wrong.length > 0) {
      failed++
      console.log(`seed ${seed} (${key}):\n  ${wrong.join('\n  ')}`)
    }
  }
  for (const { oracle } of oracles) oracle.end()
  console.log(`${values.count} conflicts, ${failed} wrong; ${JSON.stringify(Object.fromEntries(tally))}`)
}
