import { openEnvironment } from '../../../src/environment/open-environment.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import type { Framework, FrameworkSettings } from '../../../src/frameworks/framework.ts'
import type { Difference, Drift } from '../../../src/model/drift.ts'
import type { Project } from '../../../src/model/project.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import { workFolder } from '../environment.ts'

/** Django as it is read with this virtual environment or folder of packages, or without one. */
export async function djangoWith(environment: string | undefined): Promise<Framework> {
  const opened =
    environment === undefined
      ? undefined
      : openEnvironment({ root: workFolder, cwd: workFolder, env: {}, configured: environment })
  const frameworks = await loadFrameworks(opened)
  return frameworks.find(({ name }) => name === 'django')!
}

/** The release series of a version: `5.2` of `5.2.10`. */
export function seriesOf(version: string): string {
  return version.split('.').slice(0, 2).join('.')
}

/** The drift of all the projects of a tree, and what of them a comparison needs. */
export interface TreeDrift {
  readonly drift: Drift
  readonly projects: readonly Project[]
  /** The project that an app is compared in: of several with that label, the one with most apps. */
  projectOf(app: string): Project | undefined
}

/** `ignored`: attributes that the project's own `makemigrations` leaves out of its comparison. */
export function driftOf(
  framework: Framework,
  tree: FileTree,
  settings: FrameworkSettings,
  ignored: readonly string[] = [],
): TreeDrift {
  const projects = framework
    .discover(tree, settings)
    .map((root) => framework.load(tree, root, settings))
    .sort((a, b) => b.apps.size - a.apps.size)
  const projectOf = (app: string): Project | undefined => projects.find(({ apps }) => apps.has(app))
  const parts = projects.map((project) => {
    if (!project.drift) throw new Error(`nothing tells the drift of the project in ${project.root}`)
    return { project, drift: project.drift }
  })
  const sum = (of: (drift: Drift) => number): number =>
    parts.reduce((total, part) => total + of(part.drift), 0)
  return {
    drift: {
      differences: parts.flatMap(({ project, drift }) =>
        drift.differences
          .filter(({ app }) => (projectOf(app) ?? project) === project)
          .flatMap((difference) => withoutAttributes(difference, ignored)),
      ),
      undecided: parts.flatMap(({ drift }) => drift.undecided),
      models: { decided: sum(({ models }) => models.decided), total: sum(({ models }) => models.total) },
      fields: { decided: sum(({ fields }) => fields.decided), total: sum(({ fields }) => fields.total) },
    },
    projects,
    projectOf,
  }
}

function withoutAttributes(difference: Difference, ignored: readonly string[]): Difference[] {
  if (!/^Alter(Field|ModelOptions)$/.test(difference.operation)) return [difference]
  const attributes = difference.attributes.filter((each) => !ignored.includes(each))
  return attributes.length > 0 ? [{ ...difference, attributes }] : []
}
