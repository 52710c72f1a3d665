import { fileStart } from '../../model/place.ts'
import type { LoadProblem } from '../../model/project.ts'
import type { FileTree } from '../../model/tree.ts'
import type { DjangoApp } from './layout.ts'

/** What is wrong with a migrations folder as a whole, before any file in it is read. */
export function packageProblems(tree: FileTree, app: DjangoApp): LoadProblem[] {
  return [...missingInit(app), ...hiddenByPackage(app), ...differingInCase(tree, app)]
}

function missingInit({ label, migrations }: DjangoApp): LoadProblem[] {
  const [first] = migrations.names
  if (migrations.hasInit || first === undefined) return []
  return [
    {
      kind: 'unloadable',
      app: label,
      name: first,
      place: fileStart(`${migrations.directory}/${first}.py`),
      message: `\`${migrations.directory}\` has no \`__init__.py\`: Django takes \`${label}\` for an app without migrations and runs none of its migrations`,
      help: `Add an empty file \`${migrations.directory}/__init__.py\`.`,
    },
  ]
}

function hiddenByPackage({ label, migrations }: DjangoApp): LoadProblem[] {
  const { directory } = migrations
  return migrations.names
    .filter((name) => migrations.packages.includes(name))
    .map((name) => ({
      kind: 'unloadable',
      app: label,
      name,
      place: fileStart(`${directory}/${name}.py`),
      message: `\`${directory}/${name}.py\` and the package \`${directory}/${name}/\` have one name: Python imports the package, and Django does not see the migration`,
      help: 'Rename or remove one of the two.',
    }))
}

function differingInCase(tree: FileTree, { label, migrations }: DjangoApp): LoadProblem[] {
  const { directory, names } = migrations
  const byLowerCase = new Map<string, string>()
  const problems: LoadProblem[] = []
  for (const name of names) {
    const other = byLowerCase.get(name.toLowerCase())
    byLowerCase.set(name.toLowerCase(), name)
    if (other === undefined || !tree.entry(`${directory}/${other}.py`)) continue
    problems.push({
      kind: 'unloadable',
      app: label,
      name,
      place: fileStart(`${directory}/${name}.py`),
      message: `\`${name}.py\` and \`${other}.py\` differ in upper and lower case only: on macOS and Windows they are one file, and a checkout there holds only one of the two`,
      help: 'Rename one of the two.',
      related: [{ message: 'the other file', place: fileStart(`${directory}/${other}.py`) }],
    })
  }
  return problems
}
