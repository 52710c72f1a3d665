import type { Step, Surroundings } from './plan.ts'

const path = '.github/workflows/migration-lint.yml'

const workflow = (version: string): string => `name: migration-lint

on:
  pull_request:
  push:
    branches: [main, master]

permissions:
  contents: read

jobs:
  migrations:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # The merge base has to be there: the default is a single commit.
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx --yes migration-lint@${version} check
`

/** A workflow, where the repository has a `.github` or the user asks for one. */
export async function workflowStep(
  surroundings: Surroundings,
  version: string,
  asked: boolean,
): Promise<readonly Step[]> {
  if (!asked && !(await surroundings.exists('.github'))) return []
  if (await surroundings.exists(path)) return [{ byHand: { path, what: 'is there already', text: '' } }]
  return [{ file: { path, text: workflow(version), executable: false } }]
}
