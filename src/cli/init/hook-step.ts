import { firstOf, type Step, type Surroundings } from './plan.ts'

const command = 'migration-lint check --staged'

/** A program that runs hooks: how to tell that a repository uses it, and what to put where. */
interface HookRunner {
  /** Any of these says that the repository uses it. */
  readonly signs: readonly string[]
  /** Its file: the first of these that is there, or else the first. */
  readonly files: readonly string[]
  /** A whole new file. */
  readonly whole: (version: string) => string
  /** What to add to a file that is there. */
  readonly part: (version: string) => string
  readonly executable: boolean
}

const lefthookFiles = [
  'lefthook.yml',
  'lefthook.yaml',
  '.lefthook.yml',
  '.lefthook.yaml',
  '.config/lefthook.yml',
]

const preCommitEntry = (version: string): string => `  - repo: local
    hooks:
      - id: migration-lint
        name: migration-lint
        entry: ${command}
        language: node
        additional_dependencies: ['migration-lint@${version}']
        pass_filenames: false
        always_run: true
`

const lefthookEntry = `    migration-lint:
      run: npx --no-install ${command}
`

const preCommit: HookRunner = {
  signs: ['.pre-commit-config.yaml'],
  files: ['.pre-commit-config.yaml'],
  whole: (version) => `repos:\n${preCommitEntry(version)}`,
  part: preCommitEntry,
  executable: false,
}

const runners: readonly HookRunner[] = [
  {
    signs: ['.husky'],
    files: ['.husky/pre-commit'],
    whole: () => `npx --no-install ${command}\n`,
    part: () => `npx --no-install ${command}\n`,
    executable: true,
  },
  {
    signs: lefthookFiles,
    files: lefthookFiles,
    whole: () => `pre-commit:\n  commands:\n${lefthookEntry}`,
    part: () => `pre-commit:\n  commands:\n${lefthookEntry}`,
    executable: false,
  },
  preCommit,
]

/**
 * A hook for the program that the repository runs its hooks with. Where there is none: pre-commit, which brings
 * what it needs along, so that a Python project needs no Node.js of its own. A bare `.git/hooks/pre-commit` would
 * be one developer's alone.
 */
export async function hookStep(surroundings: Surroundings, version: string): Promise<readonly Step[]> {
  for (const runner of runners) {
    if (await firstOf(surroundings, runner.signs)) return [await stepFor(runner, surroundings, version)]
  }
  return [await stepFor(preCommit, surroundings, version)]
}

async function stepFor(runner: HookRunner, surroundings: Surroundings, version: string): Promise<Step> {
  const there = await firstOf(surroundings, runner.files)
  if (there === undefined) {
    return { file: { path: runner.files[0]!, text: runner.whole(version), executable: runner.executable } }
  }
  const text = (await surroundings.read(there)) ?? ''
  return text.includes('migration-lint')
    ? { byHand: { path: there, what: 'runs migration-lint already', text: '' } }
    : { byHand: { path: there, what: 'is there already; add to it', text: runner.part(version) } }
}
